package newsroom_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// bulkScene is an article with n open claims on SQLite or PostgreSQL.
func bulkScene(t *testing.T, h *testkit.House, n int) (article models.ID, seen []newsroom.Seen) {
	t.Helper()
	article = h.Open(t, "A zebra in town\n\n"+strings.Repeat("The zebra came at noon. ", n))
	for i := range n {
		h.Mark(t, h.Carl, article, 2+i)
	}
	return article, seenOf(t, h, article)
}

func seenOf(t *testing.T, h *testkit.House, article models.ID) (seen []newsroom.Seen) {
	t.Helper()
	for _, c := range h.File(t, article).Cases {
		seen = append(seen, newsroom.Seen{Claim: c.Claim.ID, Version: c.Claim.Version})
	}
	return seen
}

func bothHouses(t *testing.T, test func(*testing.T, *testkit.House)) {
	t.Run("SQLite", func(t *testing.T) { test(t, testkit.NewHouse(t, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, testkit.NewHouse(t, testkit.FoundedPostgres(t))) })
}

func TestAnActOnSeveralClaimsDoesWhatMayBeDoneAndSaysTheRest(t *testing.T) {
	bothHouses(t, func(t *testing.T, h *testkit.House) {
		article, seen := bulkScene(t, h, 6)
		h.Do(t, h.Carl, article, 1, workflow.Take) // changed since it was seen
		h.Do(t, h.Cleo, article, 2, workflow.Take)
		seen[1].Version++ // seen as it is now, but taken
		shut := testkit.Meta(h.Ed)
		shut.Restricted, shut.Team = true, []models.ID{h.Duo.ID}
		hidden := h.OpenAs(t, shut, "A head\n\nIt came at noon.")
		h.Mark(t, h.Duo, hidden, 2)
		seen = append(seen, seenOf(t, h, hidden)...)
		seen = append(seen, seen[5]) // twice

		before := h.File(t, article)
		preview, err := newsroom.PreviewBulk(t.Context(), h.DB.Queries(), h.Carl, seen, newsroom.Bulk{Do: newsroom.BulkTake})
		mustDo(t, err)
		id, err := h.BulkClaims(t.Context(), testkit.By(h.Carl), seen, newsroom.Bulk{Do: newsroom.BulkTake})
		mustDo(t, err)
		done, err := h.DB.Queries().BulkAct(t.Context(), h.Carl.ID, id)
		mustDo(t, err)
		if len(done.Lines) != 7 || len(preview) != 7 {
			t.Fatalf("%d lines of 7, %d in the preview", len(done.Lines), len(preview))
		}
		for i, want := range []string{"It changed meanwhile", "", "", "", "", "", "no such claim"} {
			l := done.Lines[i]
			if i == 1 {
				if l.Why == "" {
					t.Error("a claim was taken from whoever has it")
				}
				continue
			}
			if !strings.Contains(l.Why, want) || want == "" && l.Why != "" || l.Why != preview[i].Why {
				t.Errorf("line %d: %q, in the preview %q; want %q", i+1, l.Why, preview[i].Why, want)
			}
		}
		after := h.File(t, article)
		for i := range after.Cases {
			taken := after.Cases[i].Claim.Version == before.Cases[i].Claim.Version+1
			if taken != (i >= 2) {
				t.Errorf("claim %d: taken %v", i+1, taken)
			}
		}
		if _, err := h.DB.Queries().BulkAct(t.Context(), h.Ed.ID, id); apperr.KindOf(err) != apperr.NotFound {
			t.Errorf("somebody else reads what came of it: %v", err)
		}
		events, err := h.DB.Queries().Events(t.Context(), h.Carl.ID, store.EventFilter{Actor: h.Carl.ID, Action: "claim.take", Limit: 100})
		mustDo(t, err)
		if len(events) != 5 { // one by hand before
			t.Errorf("%d events, want 5", len(events))
		}
		h.Verify(t)
	})
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnActOnSeveralClaimsKeepsEveryRule(t *testing.T) {
	h := testkit.NewHouse(t, "")
	article, seen := bulkScene(t, h, 3)
	whys := func(user models.User, in newsroom.Bulk) (whys []string) {
		t.Helper()
		id, err := h.BulkClaims(t.Context(), testkit.By(user), seen, in)
		mustDo(t, err)
		b, err := h.DB.Queries().BulkAct(t.Context(), user.ID, id)
		mustDo(t, err)
		for _, l := range b.Lines {
			whys = append(whys, l.Why)
		}
		seen = seenOf(t, h, article)
		return whys
	}
	all := func(whys []string, refused bool) bool {
		for _, w := range whys {
			if (w != "") != refused {
				return false
			}
		}
		return true
	}
	for _, row := range []struct {
		name    string
		user    models.User
		in      newsroom.Bulk
		refused bool
	}{
		{"a checker assigns nothing", h.Carl, newsroom.Bulk{Do: newsroom.BulkAssign, Assignee: h.Cleo.ID}, true},
		{"a viewer is assigned nothing", h.Ed, newsroom.Bulk{Do: newsroom.BulkAssign, Assignee: h.Vera.ID}, true},
		{"an editor assigns", h.Ed, newsroom.Bulk{Do: newsroom.BulkAssign, Assignee: h.Cleo.ID}, false},
		{"an editor sets the due time", h.Ed, newsroom.Bulk{Do: newsroom.BulkDue, Due: 77}, false},
		{"a viewer takes nothing", h.Vera, newsroom.Bulk{Do: newsroom.BulkTake}, true},
		{"a checker takes", h.Carl, newsroom.Bulk{Do: newsroom.BulkTake}, false},
		{"what has no verdict is not sent to review", h.Carl, newsroom.Bulk{Do: newsroom.BulkSubmit}, true},
		{"a checker withdraws nothing that has its place", h.Carl, newsroom.Bulk{Do: newsroom.BulkWithdraw, Withdraw: models.NotAFact}, true},
		{"an editor withdraws", h.Ed, newsroom.Bulk{Do: newsroom.BulkWithdraw, Withdraw: models.NotAFact}, false},
		{"what is withdrawn is not assigned", h.Ed, newsroom.Bulk{Do: newsroom.BulkAssign, Assignee: h.Cleo.ID}, true},
	} {
		if got := whys(row.user, row.in); !all(got, row.refused) {
			t.Errorf("%s: %q", row.name, got)
		}
		switch row.name {
		case "an editor sets the due time":
			if c := h.Case(t, article, 1).Claim; c.DueAt != 77 || models.ID(c.AssigneeID) != h.Cleo.ID {
				t.Errorf("due %d, with %d", c.DueAt, c.AssigneeID)
			}
		case "an editor withdraws":
			if h.File(t, article).Article.Coverage.Uncovered == 0 {
				t.Error("what no claim covers any more was not counted anew")
			}
		}
	}
	for name, in := range map[string]newsroom.Bulk{
		"approve": {Do: "approve"}, "withdraw without a reason": {Do: newsroom.BulkWithdraw}, "withdraw as a duplicate": {Do: newsroom.BulkWithdraw, Withdraw: models.Duplicate},
	} {
		if _, err := h.BulkClaims(t.Context(), testkit.By(h.Ed), seen, in); apperr.KindOf(err) != apperr.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := h.BulkClaims(t.Context(), testkit.By(h.Ed), nil, newsroom.Bulk{Do: newsroom.BulkTake}); apperr.KindOf(err) != apperr.Invalid {
		t.Errorf("nothing chosen: %v", err)
	}
	many := make([]newsroom.Seen, 501)
	for i := range many {
		many[i] = newsroom.Seen{Claim: models.ID(i + 1), Version: 1}
	}
	if _, err := h.BulkClaims(t.Context(), testkit.By(h.Ed), many, newsroom.Bulk{Do: newsroom.BulkTake}); apperr.KindOf(err) != apperr.Invalid {
		t.Errorf("more than one act takes: %v", err)
	}
	h.Verify(t)
}

func TestAnActOnSeveralClaimsSentTwiceIsDoneOnce(t *testing.T) {
	h := testkit.NewHouse(t, "")
	_, seen := bulkScene(t, h, 3)
	by := testkit.By(h.Carl)
	first, err := h.BulkClaims(t.Context(), by, seen, newsroom.Bulk{Do: newsroom.BulkTake})
	mustDo(t, err)
	size, err := h.DB.Queries().TrailSize(t.Context())
	mustDo(t, err)
	again, err := h.BulkClaims(t.Context(), by, seen, newsroom.Bulk{Do: newsroom.BulkTake})
	mustDo(t, err)
	now, err := h.DB.Queries().TrailSize(t.Context())
	mustDo(t, err)
	if first != again || size != now {
		t.Errorf("the second came to %d with %d events, the first to %d with %d", again, now, first, size)
	}
}

// 64 people take the same claims at once: each claim goes to one of them.
func TestOfManyWhoTakeTheSameClaimsOneGetsEach(t *testing.T) {
	bothHouses(t, func(t *testing.T, h *testkit.House) {
		article, seen := bulkScene(t, h, 8)
		people := []models.User{h.Carl, h.Cleo, h.Duo}
		var (
			wg   sync.WaitGroup
			mu   sync.Mutex
			won  = map[models.ID]int{}
			fail []error
		)
		for i := range 64 {
			wg.Go(func() {
				user := people[i%len(people)]
				id, err := h.BulkClaims(t.Context(), testkit.By(user), seen, newsroom.Bulk{Do: newsroom.BulkTake})
				var b models.BulkAct
				if err == nil {
					b, err = h.DB.Queries().BulkAct(t.Context(), user.ID, id)
				}
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					fail = append(fail, err)
				}
				for _, l := range b.Lines {
					if l.Why == "" {
						won[l.Claim]++
					}
				}
			})
		}
		wg.Wait()
		if len(fail) > 0 {
			t.Fatalf("%d of 64 failed: %v", len(fail), errors.Join(fail...))
		}
		for _, c := range h.File(t, article).Cases {
			if won[c.Claim.ID] != 1 || c.Claim.Version != 2 {
				t.Errorf("claim %d was taken %d times and is at version %d", c.Claim.Number, won[c.Claim.ID], c.Claim.Version)
			}
		}
		h.Verify(t)
	})
}

func TestWhoeverTakesTheNextGetsWhatIsDueFirst(t *testing.T) {
	bothHouses(t, func(t *testing.T, h *testkit.House) {
		article, _ := bulkScene(t, h, 8)
		now := models.At(h.Now())
		for n, due := range map[int]models.Instant{3: now + 1000, 5: now + 500} {
			mustDo(t, h.Assign(t.Context(), testkit.By(h.Ed), h.At(t, article, n), 0, due))
		}
		mustDo(t, h.Assign(t.Context(), testkit.By(h.Ed), h.At(t, article, 1), h.Cleo.ID, now)) // it is somebody's
		next := func(u models.User) int {
			t.Helper()
			id, err := h.TakeNext(t.Context(), testkit.By(u))
			mustDo(t, err)
			for _, c := range h.File(t, article).Cases {
				if c.Claim.ID == id {
					if c.Claim.State != models.Researching || models.ID(c.Claim.AssigneeID) != u.ID {
						t.Errorf("claim %d is %s", c.Claim.Number, c.Claim.State)
					}
					return c.Claim.Number
				}
			}
			return 0
		}
		if a, b := next(h.Carl), next(h.Cleo); a != 5 || b != 3 {
			t.Errorf("claims %d and %d, want 5 and 3", a, b)
		}
		if _, err := h.TakeNext(t.Context(), testkit.By(h.Rita)); apperr.KindOf(err) != apperr.Forbidden {
			t.Errorf("a reviewer takes the next: %v", err)
		}
		// At once: five are left for ten presses, each goes to one.
		var (
			wg   sync.WaitGroup
			mu   sync.Mutex
			got  = map[models.ID]int{}
			none int
		)
		for i := range 10 {
			wg.Go(func() {
				id, err := h.TakeNext(t.Context(), testkit.By([]models.User{h.Carl, h.Cleo, h.Duo}[i%3]))
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					got[id]++
				case apperr.Code(err) == "nothing-to-take":
					none++
				default:
					t.Errorf("taking the next: %v", err)
				}
			})
		}
		wg.Wait()
		if len(got) != 5 || none != 5 {
			t.Errorf("%d claims were taken and %d found none, want 5 and 5: %v", len(got), none, got)
		}
		h.Verify(t)
	})
}
