package live_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/tickmark/auth"
	"example.org/tickmark/live"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"go.uber.org/goleak"
)

// patience is how long a test waits for what has to come; quiet how long for
// what must not, which a later hint proves anyway.
const patience = 10 * time.Second

// told is a newsroom with a hub that goes on beside it.
type told struct {
	*testkit.House
	hub *live.Hub
	end context.CancelFunc
}

func newTold(t *testing.T, address string) *told {
	t.Helper()
	h := testkit.NewHouse(t, address)
	ctx, cancel := context.WithCancel(t.Context())
	w := &told{h, &live.Hub{Read: h.DB.Queries(), Still: h.StillIn, Failed: func(err error) { t.Error(err) }}, cancel}
	h.Told = w.hub.Wake
	ended := make(chan struct{})
	go func() { w.hub.Run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	for w.hub.Seq() == 0 { // until it has found the end of the trail
		time.Sleep(time.Millisecond)
	}
	return w
}

// session is the hash of the token of a session that the user opened.
func (w *told) session(t *testing.T, u models.User) string {
	t.Helper()
	in, err := w.SignIn(t.Context(), newsroom.SignIn{Handle: u.Handle, Password: testkit.Password})
	if err != nil {
		t.Fatal(err)
	}
	return string(auth.HashToken(in.Token))
}

// listen opens a stream that is told of what is done from now on.
func (w *told) listen(t *testing.T, u models.User, article models.ID) *live.Stream {
	t.Helper()
	session := w.session(t, u)
	var newest int64
	if err := w.SQL(t).QueryRowContext(t.Context(), "SELECT MAX(seq) FROM events").Scan(&newest); err != nil {
		t.Fatal(err)
	}
	for w.hub.Seq() <= newest { // it may not have read yet what was done before
		time.Sleep(time.Millisecond)
	}
	s, err := w.hub.Open(t.Context(), u.ID, session, article, -1)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// next is the next hint that something changed; ok is false when the stream
// ended.
func next(t *testing.T, s *live.Stream) (hint live.Hint, ok bool) {
	t.Helper()
	for {
		select {
		case hint, ok = <-s.Hints:
			if hint.Kind != live.Here {
				return hint, ok
			}
		case <-time.After(patience):
			t.Fatal("nothing came")
		}
	}
}

func ends(t *testing.T, s *live.Stream) {
	t.Helper()
	for {
		if hint, ok := next(t, s); !ok {
			return
		} else if hint.Kind == live.Changed {
			t.Fatalf("it was told %+v", hint)
		}
	}
}

func onBoth(t *testing.T, fn func(*testing.T, *told)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { fn(t, newTold(t, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { fn(t, newTold(t, testkit.FoundedPostgres(t))) })
}

// restricted opens an article of a team.
func (w *told) restricted(t *testing.T, team ...models.ID) models.ID {
	t.Helper()
	meta := testkit.Meta(w.Ed)
	meta.Restricted, meta.Team = true, append(team, w.Duo.ID)
	return w.OpenAs(t, meta, testkit.Copy)
}

func TestHintsTellOfWhatOneMaySeeAndOfNothingElse(t *testing.T) {
	onBoth(t, func(t *testing.T, w *told) {
		open, shut := w.Open(t, testkit.Copy), w.restricted(t, w.Carl.ID)
		carl, cleo, other := w.listen(t, w.Carl, 0), w.listen(t, w.Cleo, 0), w.listen(t, w.Cleo, open)
		n := w.Mark(t, w.Carl, shut, 2)
		claim := w.Case(t, shut, n).Claim.ID
		if hint, _ := next(t, carl); hint.Article != shut || hint.Claim != claim {
			t.Errorf("of the team, one was told %+v", hint)
		}
		w.Mark(t, w.Carl, open, 2)
		for name, s := range map[string]*live.Stream{"all articles": cleo, "the open one": other} {
			if hint, ok := next(t, s); !ok || hint.Article != open {
				t.Errorf("who is not of the team and looks at %s was told %+v", name, hint)
			}
		}
	})
}

func TestAStreamEndsWithTheRight(t *testing.T) {
	for _, row := range []struct {
		name string
		ends func(t *testing.T, w *told, article models.ID)
	}{
		{"the article is closed to all but its team", func(t *testing.T, w *told, article models.ID) {
			meta := testkit.Meta(w.Ed)
			meta.Restricted, meta.Team = true, []models.ID{w.Carl.ID}
			if err := w.EditArticle(t.Context(), testkit.By(w.Ed), article, w.File(t, article).Article.Version, meta); err != nil {
				t.Fatal(err)
			}
		}},
		{"the account is closed", func(t *testing.T, w *told, _ models.ID) {
			if err := w.DisableUser(t.Context(), testkit.By(w.Adam), newsroom.UserTarget{ID: w.Cleo.ID, Version: w.Cleo.Version}, "gone", false); err != nil {
				t.Fatal(err)
			}
		}},
		{"the session is ended", func(t *testing.T, w *told, _ models.ID) {
			if err := w.SignOutUser(t.Context(), testkit.By(w.Adam), newsroom.UserTarget{ID: w.Cleo.ID, Version: w.Cleo.Version}); err != nil {
				t.Fatal(err)
			}
		}},
		{"the hub ends", func(_ *testing.T, w *told, _ models.ID) { w.end() }},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newTold(t, "")
			article := w.Open(t, testkit.Copy)
			s := w.listen(t, w.Cleo, article)
			w.Mark(t, w.Carl, article, 2)
			next(t, s) // from now on it is known that they see it
			from := time.Now()
			row.ends(t, w, article)
			ends(t, s)
			if took := time.Since(from); took > 2*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestWhoWasAwayIsToldToAskAgain(t *testing.T) {
	w := newTold(t, "")
	open, shut := w.Open(t, testkit.Copy), w.restricted(t, w.Carl.ID)
	first := w.listen(t, w.Cleo, open)
	seen := first.Seq
	w.hub.Leave(first)
	carl := w.listen(t, w.Carl, 0)
	w.Mark(t, w.Carl, shut, 2)
	next(t, carl)
	again := func(article models.ID) *live.Stream {
		s, err := w.hub.Open(t.Context(), w.Cleo.ID, w.session(t, w.Cleo), article, seen)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, article := range []models.ID{0, open} {
		if s := again(article); len(s.Hints) != 0 {
			t.Errorf("article %d: told of what they may not see", article)
		}
	}
	w.Mark(t, w.Carl, open, 2)
	next(t, carl)
	for _, article := range []models.ID{0, open} {
		if hint, _ := next(t, again(article)); hint.Kind != live.Behind {
			t.Errorf("article %d: told %+v", article, hint)
		}
	}
}

func TestASlowReaderIsDropped(t *testing.T) {
	w := newTold(t, "")
	article := w.Open(t, testkit.Copy)
	s, quick := w.listen(t, w.Cleo, article), w.listen(t, w.Carl, 0)
	n := w.Mark(t, w.Carl, article, 2)
	for range 40 {
		w.Do(t, w.Carl, article, n, workflow.Take)
		next(t, quick)
		w.Do(t, w.Carl, article, n, workflow.Release)
		next(t, quick)
	}
	for range cap(s.Hints) {
		if _, ok := <-s.Hints; !ok {
			t.Fatal("what it was told is lost")
		}
	}
	if _, ok := <-s.Hints; ok {
		t.Error("it goes on")
	}
}

func TestOnePersonHasSoManyStreamsAndTheOldestEnds(t *testing.T) {
	w := newTold(t, "")
	session := w.session(t, w.Cleo)
	var all []*live.Stream
	for range 13 {
		s, err := w.hub.Open(t.Context(), w.Cleo.ID, session, 0, -1)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	ends(t, all[0])
	w.Open(t, testkit.Copy)
	if _, ok := next(t, all[1]); !ok {
		t.Error("another ended as well")
	}
	w.hub.Close()
	for range all[12].Hints { // it ends, or the test does not
	}
	if _, err := w.hub.Open(t.Context(), w.Cleo.ID, session, 0, -1); !errors.Is(err, live.ErrFull) {
		t.Errorf("a hub that ended gives a stream: %v", err)
	}
}

func TestWhoElseIsHere(t *testing.T) {
	w := newTold(t, "")
	article := w.Open(t, testkit.Copy)
	cleo := w.listen(t, w.Cleo, article)
	carl := w.listen(t, w.Carl, article)
	w.listen(t, w.Carl, 0) // is not at the article
	for hint := range cleo.Hints {
		if hint.Kind == live.Here && len(w.hub.People(article, w.Cleo.ID)) == 1 {
			break
		}
	}
	w.hub.Leave(carl)
	for hint := range cleo.Hints {
		if hint.Kind == live.Here && len(w.hub.People(article, w.Cleo.ID)) == 0 {
			return
		}
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	h := testkit.NewHouse(t, "")
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	ctx, cancel := context.WithCancel(t.Context())
	hub := &live.Hub{Read: h.DB.Queries(), Still: h.StillIn}
	ended := make(chan struct{})
	go func() { hub.Run(ctx); close(ended) }()
	for range 50 {
		s, err := hub.Open(ctx, h.Cleo.ID, "x", 0, -1)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for range s.Hints { // it reads until the stream ends
			}
		}()
	}
	cancel()
	<-ended
}
