package handlers

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/auth"
	"example.org/tickmark/live"
	"example.org/tickmark/models"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"

	"github.com/gin-gonic/gin"
)

// livePath is where pages hear that something changed.
const livePath = "/live"

// The manner of a stream.
const (
	beat      = 20 * time.Second // between two signs of life, so that no proxy takes it for dead
	slowest   = 10 * time.Second // for a browser to take what is written
	streaming = "text/event-stream"
)

// listen serves GET /live: the hints for a page, until it is left. To whoever is
// no event source, and where nobody keeps a hub, it says nothing.
func (h *Handlers) listen(c *gin.Context) error {
	if h.Live == nil || !strings.Contains(c.GetHeader("Accept"), streaming) || c.Request.Method != http.MethodGet {
		c.Status(http.StatusNoContent)
		return nil
	}
	article, since := number(c.Query("article"), 0), number(cmp.Or(c.GetHeader("Last-Event-ID"), c.Query("since")), -1)
	if article != 0 {
		if _, err := h.Read.Stamp(ctx(c), who(c).ID, article); err != nil {
			return err
		}
	}
	s, err := h.Live.Open(ctx(c), who(c).ID, string(auth.HashToken(h.token(c))), article, since)
	if errors.Is(err, live.ErrFull) {
		return apperr.TryLater.With()
	}
	if err != nil {
		return err
	}
	defer h.Live.Leave(s)
	return stream(c, s)
}

// number is a whole number in words, or otherwise.
func number(s string, otherwise int64) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return otherwise
	}
	return n
}

// stream writes what a stream hears. That it cannot be written any more is no
// failure: the page was left.
func stream(c *gin.Context, s *live.Stream) error {
	w := http.NewResponseController(c.Writer)
	_ = w.SetReadDeadline(time.Time{}) // else reading the request times out, and ends it
	c.Header("Content-Type", streaming)
	c.Header("X-Accel-Buffering", "no")
	c.Status(http.StatusOK)
	say := func(words string) bool {
		_ = w.SetWriteDeadline(time.Now().Add(slowest)) //nolint:forbidigo // of a connection, which knows no other clock
		_, err := c.Writer.WriteString(words)
		return err == nil && w.Flush() == nil
	}
	defer func() { _ = w.SetWriteDeadline(time.Now().Add(slowest)) }() //nolint:forbidigo // as above: the end has to go out too
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for going := say(fmt.Sprintf("retry: 2000\nid: %d\nevent: hello\ndata: {}\n\n", s.Seq)); going; {
		select {
		case <-ctx(c).Done():
			return nil
		case <-tick.C:
			going = say(": here\n\n")
		case hint, more := <-s.Hints:
			going = more && say(hintWords(hint))
		}
	}
	return nil
}

// hintWords is a hint as an event source reads it: numbers and nothing else.
func hintWords(hint live.Hint) string {
	data, _ := json.Marshal(map[string]models.ID{"article": hint.Article, "claim": hint.Claim})
	id := ""
	if hint.Seq >= 0 {
		id = fmt.Sprintf("id: %d\n", hint.Seq)
	}
	return fmt.Sprintf("%sevent: %s\ndata: %s\n\n", id, hint.Kind, data)
}

// livePages are the parts of the site whose pages are live.
var livePages = []string{"", "articles", "claims", "queries", "debts", "review", "sources"}

// liveness is what a page hears hints of, and how far it has seen: nothing for
// one that somebody fills in, or that came back from a form.
func (h *Handlers) liveness(c *gin.Context) ui.Liveness {
	if h.Live == nil || who(c).ID == 0 || unsafe(c.Request.Method) {
		return ui.Liveness{}
	}
	parts := strings.Split(strings.Trim(c.FullPath(), "/"), "/")
	last := parts[len(parts)-1]
	if !slices.Contains(livePages, parts[0]) || last == "new" || last == "edit" || strings.Contains(last, ".") {
		return ui.Liveness{}
	}
	l := ui.Liveness{Of: "desk", Since: strconv.FormatInt(c.GetInt64(seqKey), 10)}
	if id := c.Param("article"); id != "" {
		l.Of = "article:" + id
	}
	return l
}

// showHere serves GET /articles/:article/here: who else looks at the article.
func (h *Handlers) showHere(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	if _, err := h.Read.Stamp(ctx(c), who(c).ID, id); err != nil {
		return err
	}
	here, err := h.lookers(c, id)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.HerePart(here))
}

// lookers are the others who look at an article at the moment.
func (h *Handlers) lookers(c *gin.Context, article models.ID) (views.Lookers, error) {
	l := views.Lookers{Article: article}
	if h.Live == nil {
		return l, nil
	}
	ids := h.Live.People(article, who(c).ID)
	if len(ids) == 0 {
		return l, nil
	}
	names, err := h.names(c)
	for _, id := range ids {
		l.People = append(l.People, ui.Person{Name: names[id]})
	}
	return l, err
}
