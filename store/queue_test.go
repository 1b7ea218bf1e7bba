package store_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// queueScene is a newsroom with articles of several desks, languages, deadlines
// and teams, and random claims in them.
type queueScene struct {
	*testkit.House
	articles map[models.ID]models.Article
	rnd      *rand.Rand
	n        int
}

func newQueueScene(t *testing.T, h *testkit.House, claims int) *queueScene {
	t.Helper()
	s := &queueScene{House: h, articles: map[models.ID]models.Article{}, rnd: rand.New(rand.NewPCG(7, 7))} // the same each time
	for i := range 8 {
		meta := testkit.Meta(h.Ed)
		meta.Desk, meta.Language = []string{"News", "World", "City"}[i%3], []string{"en", "de"}[i%2]
		meta.DeadlineAt = models.Instant([]int{0, 1000, 2000}[i%3])
		if i%4 == 3 {
			meta.Restricted, meta.Team = true, []models.ID{h.Carl.ID}
		}
		id, err := h.OpenArticle(t.Context(), testkit.By(h.Ed), meta, newsroom.Copy{Text: fmt.Sprintf("Head %d\n\nSome words here. More words.", i), Format: intake.FormatPlain})
		must(t, err)
		a, err := h.DB.Queries().Article(t.Context(), h.Ed.ID, id)
		must(t, err)
		s.articles[id] = a
	}
	for range claims {
		s.add(t)
	}
	return s
}

// add adds a claim of no particular kind.
func (s *queueScene) add(t *testing.T) {
	t.Helper()
	s.n++
	ids := make([]models.ID, 0, len(s.articles))
	for id := range s.articles {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	a := s.articles[ids[s.rnd.IntN(len(ids))]]
	one := func(of ...models.Ref) models.Ref { return of[s.rnd.IntN(len(of))] }
	c := models.Claim{
		ArticleID: a.ID, Number: 1000 + s.n, Statement: []string{"The zebra came", "It left early", "Nobody saw it"}[s.rnd.IntN(3)], Kinds: models.Kinds{models.AllKinds[s.rnd.IntN(4)]},
		State:    []models.State{models.Open, models.Researching, models.ChangesRequested}[s.rnd.IntN(3)],
		Severity: models.Severities[s.rnd.IntN(3)], AssigneeID: one(0, 0, models.Ref(s.Carl.ID), models.Ref(s.Duo.ID)), DueAt: models.Instant(one(0, 0, 500, 1000, 1500, 3000)),
		Version: 1, CreatedBy: s.Carl.ID, CreatedAt: 1, Anchor: models.Anchor{RevisionID: models.ID(a.RevisionID), Span: models.Span{End: 1}, Exact: "Some words", Outcome: models.Unchanged},
	}
	if s.rnd.IntN(5) == 0 {
		c.Kinds = append(c.Kinds, models.KindOther)
	}
	must(t, s.DB.Tx(t.Context(), func(tx store.Tx) error {
		if err := tx.AddClaim(t.Context(), &c); err != nil || s.rnd.IntN(2) == 0 {
			return err
		}
		return s.toReview(t.Context(), tx, c)
	}))
}

// toReview puts a claim into review, with a hand of somebody in it or not.
func (s *queueScene) toReview(ctx context.Context, tx store.Tx, c models.Claim) error {
	f := models.Finding{ClaimID: c.ID, Verdict: []models.Verdict{models.Confirmed, models.OnAuthor}[s.rnd.IntN(2)], CreatedBy: s.Carl.ID, CreatedAt: 1}
	if err := tx.AddFinding(ctx, &f); err != nil {
		return err
	}
	c.State, c.FindingID, c.SubmittedBy, c.Version = models.InReview, models.Ref(f.ID), models.Ref([]models.ID{s.Carl.ID, s.Duo.ID}[s.rnd.IntN(2)]), 2
	if s.rnd.IntN(3) == 0 {
		if err := tx.AddHands(ctx, []models.Hand{{ClaimID: c.ID, UserID: []models.ID{s.Rita.ID, s.Duo.ID}[s.rnd.IntN(2)], Cause: models.HandStatement}}); err != nil {
			return err
		}
	}
	return tx.SetClaim(ctx, &c, 1)
}

// naive is the list as a person would make it from everything.
func (s *queueScene) naive(t *testing.T, viewer models.User, f store.ClaimFilter) (rows []models.Claim) {
	t.Helper()
	q := s.DB.Queries()
	for id := range s.articles {
		a, err := q.Article(t.Context(), s.Ed.ID, id) // as it is now
		must(t, err)
		if a.Restricted && viewer.ID != s.Ed.ID && viewer.ID != s.Carl.ID {
			continue
		}
		claims, err := q.Claims(t.Context(), store.Of{Article: id})
		must(t, err)
		hands, err := q.Hands(t.Context(), store.Of{Article: id})
		must(t, err)
		findings, err := q.Findings(t.Context(), store.Of{Article: id})
		must(t, err)
		for _, c := range claims {
			due := cmp.Or(c.DueAt, a.DeadlineAt, models.Never)
			if c.DueBy != due || c.Desk != a.Desk {
				t.Fatalf("claim %d is due %d at %q, not %d at %q", c.ID, c.DueBy, c.Desk, due, a.Desk)
			}
			hand := slices.ContainsFunc(hands, func(h models.Hand) bool { return h.ClaimID == c.ID && h.UserID == f.Reviewer && h.EndedSeq == 0 })
			onAuthor := slices.ContainsFunc(findings, func(x models.Finding) bool { return x.ID == models.ID(c.FindingID) && x.Verdict == models.OnAuthor })
			state := f.State
			if f.Reviewer != 0 {
				state = models.InReview
			}
			if state == "" && (c.State == models.Approved || c.State == models.Withdrawn) || state != "" && state != store.AnyState && c.State != state ||
				f.Article != 0 && c.ArticleID != f.Article || f.Desk != "" && a.Desk != f.Desk || f.Assignee != 0 && models.ID(c.AssigneeID) != f.Assignee || f.Unowned && c.AssigneeID != 0 ||
				f.Kind != "" && !c.Kinds.Has(f.Kind) || f.Severity != "" && c.Severity != f.Severity || f.Language != "" && a.Language != f.Language ||
				f.DueFrom != 0 && due < f.DueFrom || f.DueBefore != 0 && due >= f.DueBefore || f.NeverDue && due != models.Never ||
				f.Term != "" && !strings.Contains(strings.ToLower(c.Statement), f.Term) ||
				f.Reviewer != 0 && (hand || models.ID(c.SubmittedBy) == f.Reviewer || onAuthor && f.Reviewer != s.Ed.ID && f.Reviewer != s.Duo.ID) {
				continue
			}
			rows = append(rows, c)
		}
	}
	slices.SortFunc(rows, func(a, b models.Claim) int {
		switch {
		case f.Sort == store.SortNewest || f.Term != "":
			return cmp.Compare(b.ID, a.ID)
		case f.Sort == store.SortOldest:
			return cmp.Compare(a.ID, b.ID)
		}
		return cmp.Or(cmp.Compare(a.DueBy, b.DueBy), cmp.Compare(a.ID, b.ID))
	})
	return rows
}

// filter is a random one.
func (s *queueScene) filter() (f store.ClaimFilter) {
	some := func(of int) bool { return s.rnd.IntN(of) == 0 }
	f.State = []models.State{"", "", "", store.AnyState, models.Open, models.InReview, models.Approved, models.Researching}[s.rnd.IntN(8)]
	f.Sort = []store.ClaimSort{store.SortDue, store.SortDue, store.SortNewest, store.SortOldest}[s.rnd.IntN(4)]
	if some(4) {
		f.Desk = "World"
	}
	switch s.rnd.IntN(6) {
	case 0:
		f.Assignee = s.Carl.ID
	case 1:
		f.Unowned = true
	case 2:
		f.Reviewer = []models.ID{s.Rita.ID, s.Ed.ID, s.Duo.ID}[s.rnd.IntN(3)]
	}
	if some(5) {
		f.Kind = models.KindDate
	}
	if some(5) {
		f.Severity = models.MustNotGoWrong
	}
	if some(6) {
		f.Language = "de"
	}
	switch s.rnd.IntN(8) {
	case 0:
		f.DueBefore = 1500
	case 1:
		f.DueFrom, f.DueBefore = 1000, 2500
	case 2:
		f.NeverDue = true
	}
	if some(8) {
		f.Term = "zebra"
	}
	if some(10) {
		f.Article = 2
	}
	return f
}

func TestAListOfClaimsIsWhatAPersonWouldPick(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newQueueScene(t, h, 150)
		viewers := []models.User{h.Ed, h.Carl, h.Vera}
		found := 0
		for i := range 300 {
			f, viewer := s.filter(), viewers[i%3]
			want := s.naive(t, viewer, f)
			found += len(want)
			got := s.walk(t, viewer, f, 1+s.rnd.IntN(20), nil)
			if !slices.EqualFunc(got, want, func(a, b models.Claim) bool { return a.ID == b.ID }) {
				t.Fatalf("%s asks %+v:\ngot  %v\nwant %v", viewer.Name, f, numbersOf(got), numbersOf(want))
			}
		}
		if found < 1000 {
			t.Errorf("the filters found %d claims in all: they prove little", found)
		}
	})
}

// walk goes through a list page by page; between two pages between happens.
func (s *queueScene) walk(t *testing.T, viewer models.User, f store.ClaimFilter, limit int, between func()) (rows []models.Claim) {
	t.Helper()
	f.Limit = limit
	for {
		l, err := s.DB.Queries().ListClaims(t.Context(), viewer.ID, f)
		must(t, err)
		rows = append(rows, l.Rows...)
		if len(l.Rows) < limit {
			return rows
		}
		last := l.Rows[len(l.Rows)-1]
		f.Begun, f.After = l.Begun, f.KeyOf(last)
		if between != nil {
			between()
		}
	}
}

func numbersOf(rows []models.Claim) (ids []models.ID) {
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

// While others add claims and move some about, whoever goes through a list sees
// each claim that stays as it is once, and none of them twice.
func TestAListLosesNothingWhileItIsReadAndOthersWork(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newQueueScene(t, h, 120)
		for range 20 {
			f := s.filter()
			f.Reviewer, f.Article = 0, 0
			before := s.naive(t, h.Ed, f)
			touched := map[models.ID]bool{}
			got := s.walk(t, h.Ed, f, 7, func() {
				s.add(t)
				all := s.naive(t, h.Ed, store.ClaimFilter{State: store.AnyState})
				c := all[s.rnd.IntN(len(all))]
				touched[c.ID] = true
				was := c.Version
				c.DueAt, c.Version = models.Instant(1+s.rnd.IntN(4000)), was+1
				must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.SetClaim(t.Context(), &c, was) }))
			})
			seen := map[models.ID]int{}
			for _, c := range got {
				seen[c.ID]++
			}
			for _, c := range before {
				if !touched[c.ID] && seen[c.ID] != 1 {
					t.Errorf("%+v: claim %d, which nobody touched, was seen %d times", f, c.ID, seen[c.ID])
				}
			}
		}
	})
}

func TestAListFollowsTheDeadlineAndTheDeskOfTheArticle(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newQueueScene(t, h, 60)
		meta := testkit.Meta(h.Ed)
		meta.Desk, meta.DeadlineAt = "Sport", 77
		must(t, h.EditArticle(t.Context(), testkit.By(h.Ed), 1, s.articles[1].Version, meta))
		s.naive(t, h.Ed, store.ClaimFilter{State: store.AnyState}) // which compares
		l, err := h.DB.Queries().ListClaims(t.Context(), h.Ed.ID, store.ClaimFilter{Desk: "Sport", DueBefore: 78, Limit: 100})
		must(t, err)
		if len(l.Rows) == 0 {
			t.Error("the claims did not follow their article")
		}
	})
}

func TestWhatIsDueNeverComesLastAndOthersQueuesAreTheirs(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newQueueScene(t, h, 100)
		q := h.DB.Queries()
		for _, row := range []struct {
			name string
			who  models.User
			some bool
		}{{"a reviewer", h.Rita, true}, {"an editor", h.Ed, true}, {"a checker", h.Carl, false}, {"a viewer", h.Vera, false}} {
			rows, err := q.ReviewQueue(t.Context(), row.who.ID, store.ClaimKey{}, 500)
			must(t, err)
			if (len(rows) > 0) != row.some {
				t.Errorf("%s has %d claims to approve", row.name, len(rows))
			}
			if !slices.IsSortedFunc(rows, func(a, b models.Claim) int { return cmp.Or(cmp.Compare(a.DueBy, b.DueBy), cmp.Compare(a.ID, b.ID)) }) {
				t.Errorf("%s: not by when they are due", row.name)
			}
		}
		_ = s
	})
}
