// Package live tells open pages that something changed, and who else looks at
// an article. What goes out are hints: IDs, and nothing that anybody wrote. A
// page that gets one asks for itself again, as whoever looks at it, so nothing
// is decided here but who may know that something happened. It knows nothing of
// HTTP, and of the rules no more than that one question.
package live

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// Bounds of the hub.
const (
	most      = 2000        // streams at once
	mostEach  = 12          // of one person: beyond, their oldest ends
	buffer    = 32          // hints that a stream may be behind before it is dropped
	helping   = 500         // events read at once
	each      = time.Second // between two looks at the trail when nobody wakes the hub
	heldSight = 20_000      // answers to who may see what
)

// ErrFull is given to whoever would be one too many.
var ErrFull = errors.New("live: too many streams")

// Kind is what a hint says.
type Kind string

// The kinds of hints.
const (
	Changed Kind = "hint" // something of the article changed
	Here    Kind = "here" // others look at the article now
	Behind  Kind = "refetch"
)

// Hint tells a page that it is no longer as things are.
type Hint struct {
	Kind    Kind
	Seq     int64 // the events before which the page has seen, once it asked again
	Article models.ID
	Claim   models.ID // 0: of the article itself, or of several
}

// Stream is what one open page hears. Hints is closed when it ends: by Leave,
// because its person may no longer look, because it was too slow, or because
// the hub ends.
type Stream struct {
	Hints   <-chan Hint
	Seq     int64 // how far the hub had read when it began
	hints   chan Hint
	user    models.ID
	session string    // the hash of its token
	article models.ID // 0: all articles
	gone    bool
}

// Hub reads the trail and tells the streams. Run has to go on beside it.
type Hub struct {
	Read store.Queries
	// Still returns those of the sessions, by the hashes of their tokens, that
	// still count.
	Still func(ctx context.Context, sessions []string) (map[string]bool, error)
	// Failed is told what could not be read. The hub tries again.
	Failed func(error)

	once  sync.Once
	wake  chan struct{}
	mu    sync.Mutex
	ended bool
	next  int64 // the event that is read next
	all   []*Stream
	sight map[look]bool
	here  map[models.ID]bool // articles at which somebody came or went
	told  []models.ID        // articles that changed without an event
}

// look is a question: may the person see the article?
type look struct{ user, article models.ID }

func (h *Hub) begin() {
	h.once.Do(func() {
		h.wake, h.sight, h.here = make(chan struct{}, 1), map[look]bool{}, map[models.ID]bool{}
	})
}

// Wake has the hub look at the trail at once. It never waits.
func (h *Hub) Wake() {
	h.begin()
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// Tell says that something of the articles changed that leaves no event, such
// as a job that came to nothing.
func (h *Hub) Tell(articles ...models.ID) {
	h.begin()
	h.mu.Lock()
	if room := helping - len(h.told); len(h.all) > 0 && room > 0 {
		h.told = append(h.told, articles[:min(room, len(articles))]...)
	}
	h.mu.Unlock()
	h.Wake()
}

// Seq is how far the hub has read: a page that is made from now on knows all
// that came before.
func (h *Hub) Seq() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.next
}

// Run reads the trail until ctx ends: when it is woken, and each second, for
// another server may have written, and a session may have ended. Every stream
// ends with it.
func (h *Hub) Run(ctx context.Context) {
	h.begin()
	defer h.Close()
	tick := time.NewTicker(each)
	defer tick.Stop()
	if err := h.start(ctx); err != nil {
		h.fails(ctx, err)
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
			h.fails(ctx, h.deliver(ctx))
		case <-tick.C:
			h.fails(ctx, errors.Join(h.deliver(ctx), h.check(ctx)))
			h.tellHere(ctx)
		}
	}
}

func (h *Hub) fails(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil && h.Failed != nil {
		h.Failed(err)
	}
}

// start begins at the end of the trail.
func (h *Hub) start(ctx context.Context) error {
	size, err := h.Read.TrailSize(ctx)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next = max(h.next, size)
	return err
}

// Close ends all streams and lets no other begin.
func (h *Hub) Close() {
	h.begin()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ended = true
	for _, s := range slices.Clone(h.all) {
		h.drop(s)
	}
}

// Open begins a stream for a person in a session: of one article, or of all
// with 0. since is how far the page has seen, or negative if it does not say:
// when it is behind, it is told first. The caller has asked for the article. It
// fails with ErrFull.
func (h *Hub) Open(ctx context.Context, user models.ID, session string, article models.ID, since int64) (*Stream, error) {
	h.begin()
	s := &Stream{hints: make(chan Hint, buffer), user: user, session: session, article: article}
	s.Hints = s.hints
	h.mu.Lock()
	if h.ended || len(h.all) >= most {
		h.mu.Unlock()
		return nil, ErrFull
	}
	if own := h.of(user); len(own) >= mostEach {
		h.drop(own[0])
	}
	h.all = append(h.all, s)
	h.here[article] = true
	s.Seq = h.next
	h.mu.Unlock()
	behind, err := h.behind(ctx, s, since)
	if err != nil {
		h.Leave(s)
		return nil, err
	}
	if behind {
		h.send(s, Hint{Kind: Behind, Seq: s.Seq, Article: article})
	}
	return s, nil
}

func (h *Hub) of(user models.ID) (own []*Stream) {
	for _, s := range h.all {
		if s.user == user {
			own = append(own, s)
		}
	}
	return own
}

// Leave ends a stream.
func (h *Hub) Leave(s *Stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(s)
}

// drop ends a stream. The caller holds the lock.
func (h *Hub) drop(s *Stream) {
	if s.gone {
		return
	}
	s.gone = true
	h.all = slices.DeleteFunc(h.all, func(o *Stream) bool { return o == s })
	h.here[s.article] = true
	close(s.hints)
}

// send gives a stream a hint. One that takes none is dropped: it begins again,
// says how far it has seen, and is told to ask anew.
func (h *Hub) send(s *Stream, hint Hint) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.gone {
		return
	}
	select {
	case s.hints <- hint:
	default:
		h.drop(s)
	}
}

// streams are those that are open.
func (h *Hub) streams() []*Stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.all)
}

// check ends the streams of sessions that no longer count.
func (h *Hub) check(ctx context.Context) error {
	all := h.streams()
	if len(all) == 0 {
		return nil
	}
	seen := map[string]bool{}
	var sessions []string
	for _, s := range all {
		if !seen[s.session] {
			seen[s.session], sessions = true, append(sessions, s.session)
		}
	}
	still, err := h.Still(ctx, sessions)
	if err != nil {
		return err
	}
	for _, s := range all {
		if !still[s.session] {
			h.Leave(s)
		}
	}
	return nil
}

// People are those who look at an article at this server, in the order in which
// they came, each once, without one of them.
func (h *Hub) People(article, but models.ID) (ids []models.ID) {
	h.begin()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.all {
		if s.article == article && s.user != but && !slices.Contains(ids, s.user) {
			ids = append(ids, s.user)
		}
	}
	return ids
}

// tellHere tells those who look at an article that somebody came or went. It is
// told once a second at most: who goes from page to page comes and goes.
func (h *Hub) tellHere(ctx context.Context) {
	h.mu.Lock()
	here := h.here
	h.here = map[models.ID]bool{}
	h.mu.Unlock()
	delete(here, 0)
	for _, s := range h.streams() {
		if !here[s.article] {
			continue
		}
		if sees, err := h.sees(ctx, s.user, s.article); err == nil && sees {
			h.send(s, Hint{Kind: Here, Seq: -1, Article: s.article})
		}
	}
}
