package handlers

import (
	"crypto/rand"
	"net/http"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"

	"github.com/gin-gonic/gin"
)

// answerPath is where links to answer lead, before their token. Logs name the
// route, so no token is ever in them.
const answerPath = "/answer/"

// answerKey is under what a request has the page of its link.
const answerKey = "tickmark-answer"

// gate turns away whoever comes by a link that does not work, before anything of
// what they send is read. Nothing of it is kept then; the page shows what was
// typed.
func (h *Handlers) gate(rt route) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !rt.right.link {
			return
		}
		c.Header("X-Robots-Tag", "noindex, nofollow, noarchive")
		p, err := h.Act.AnswerPage(ctx(c), c.Param("token"), peer(c))
		switch kind := apperr.KindOf(err); {
		case err == nil:
			c.Set(answerKey, p)
		case kind == apperr.NotFound || kind == apperr.TooMany:
			h.note(c, err)
			c.Abort()
			h.linkGone(c, rt, err)
		default:
			h.fail(c, err)
		}
	}
}

// byLink reports whether the request came by a link to answer that works.
func byLink(c *gin.Context) bool {
	_, ok := c.Get(answerKey)
	return ok
}

// linkGone says that a link does not work, with what was typed into its form.
func (h *Handlers) linkGone(c *gin.Context, rt route, err error) {
	p := views.AnswerGone{Page: h.frame(c, views.AnswerGoneTitle), Attempt: views.Attempt{Err: err}}
	p.Page.Bare, p.Page.RequestID = true, ""
	if rt.method == http.MethodPost {
		if read, unread := readForm(c.Writer, c.Request, short, nil); unread == nil || badFile(unread) { // its file is let go
			p.Attempt.Values = read.values
		}
	}
	if err := render(c, apperr.Status(err), views.AnswerGonePage(p)); err != nil {
		h.fail(c, err)
	}
}

// showAnswer serves GET /answer/:token. Looking changes nothing: mail programs and
// messengers look before a person does.
func (h *Handlers) showAnswer(c *gin.Context) error { return h.answerAgain(c, views.Attempt{}) }

// answerAgain shows the question and its passage, and the form to answer.
func (h *Handlers) answerAgain(c *gin.Context, a views.Attempt) error {
	v, _ := c.Get(answerKey)
	of, ok := v.(newsroom.AnswerPage)
	if !ok {
		return apperr.AnswerLinkGone.With()
	}
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	l := of.Link
	p := views.AnswerSheet{
		Page: h.frame(c, views.AnswerTitle), Action: c.Request.URL.Path, Key: rand.Text(), Attempt: a,
		Asker: of.Asker, GivenTo: l.GivenTo, Headline: l.Headline, Language: of.Language, Dir: of.Dir,
		Question: prose(of.Question.Body), Quote: views.QuoteOf(l.Sentence, l.Words),
		Due: clock.Moment(of.Question.DueAt), Until: clock.Moment(l.ExpiresAt), Most: newsroom.MaxAnswerFile,
	}
	p.Page.Bare = true
	for _, at := range of.Came {
		p.Came = append(p.Came, clock.Moment(at))
	}
	if told := h.takeFlash(c); told != "" && who(c).ID == 0 {
		p.Page.Flash = append(p.Page.Flash, views.Done(told))
	}
	return render(c, statusOf(a), views.AnswerPage(p))
}

// answer serves POST /answer/:token. Whoever this browser is signed in as has no
// part in it.
func (h *Handlers) answer(c *gin.Context) error {
	f := posted(c)
	in := newsroom.LinkAnswer{
		Body: f.prose("body", models.MaxNote), File: f.upload, Key: f.word("key"), Form: f.fingerprint(answerPath), RequestID: requestID(c),
	}
	if f.err != nil {
		return f.err
	}
	if err := h.Act.Answer(ctx(c), c.Param("token"), in); err != nil {
		return err
	}
	return h.done(c, "comment.answer", c.Request.URL.Path)
}
