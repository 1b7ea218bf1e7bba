package newsroom_test

import (
	"errors"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// listed is a newsroom that requires one item of claims about events, and a claim
// of Carl's in review.
func listed(t *testing.T, h *testkit.House) (article models.ID) {
	t.Helper()
	items := []models.ChecklistItem{{Text: "It took place.", Required: true}, {Text: "Nobody was left out."}}
	if err := h.EditChecklist(t.Context(), testkit.By(h.Adam), models.KindEvent, 0, items); err != nil {
		t.Fatal(err)
	}
	article = h.Open(t, testkit.Copy)
	h.ToReview(t, h.Carl, article, h.Mark(t, h.Carl, article, 2))
	return article
}

func onBothDatabases(t *testing.T, test func(*testing.T, *testkit.House)) {
	t.Run("SQLite", func(t *testing.T) { test(t, testkit.NewHouse(t, "")) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, testkit.NewHouse(t, testkit.FoundedPostgres(t))) })
}

func approves(t *testing.T, h *testkit.House, user models.User, article models.ID) error {
	t.Helper()
	return h.MoveClaim(t.Context(), testkit.By(user), h.At(t, article, 1), workflow.Approve, newsroom.Reasons{})
}

func ticks(t *testing.T, h *testkit.House, user models.User, article models.ID, item string, on bool) error {
	t.Helper()
	return h.TickItem(t.Context(), testkit.By(user), h.At(t, article, 1), models.KindEvent, item, on)
}

func TestARequiredItemIsTickedBeforeAnApproval(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, h *testkit.House) {
		article := listed(t, h)
		if err := approves(t, h, h.Rita, article); !errors.Is(err, apperr.Unticked) {
			t.Fatalf("without the tick: %v", err)
		}
		for name, user := range map[string]models.User{"a hand": h.Carl, "a viewer": h.Vera, "an admin": h.Adam} {
			if err := ticks(t, h, user, article, "It took place.", true); apperr.KindOf(err) != apperr.Forbidden {
				t.Errorf("%s ticks: %v", name, err)
			}
		}
		if err := ticks(t, h, h.Rita, article, "It stands on no list.", true); !errors.Is(err, apperr.Stale) {
			t.Errorf("what is not in the list: %v", err)
		}
		went(t, ticks(t, h, h.Rita, article, "It took place.", true))
		if err := ticks(t, h, h.Rob, article, "It took place.", true); !errors.Is(err, apperr.Stale) {
			t.Errorf("ticked twice: %v", err)
		}
		went(t, ticks(t, h, h.Rob, article, "It took place.", false))
		if err := approves(t, h, h.Rita, article); !errors.Is(err, apperr.Unticked) {
			t.Errorf("with the tick taken back: %v", err)
		}
		went(t, ticks(t, h, h.Rita, article, "It took place.", true))
		went(t, approves(t, h, h.Rob, article))
		h.Verify(t)
	})
}

// TestATickLapsesWithWhatItWasMadeOf: of each thing that an approval binds to.
func TestATickLapsesWithWhatItWasMadeOf(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, h *testkit.House) {
		article := listed(t, h)
		went(t, ticks(t, h, h.Rita, article, "It took place.", true))
		holds := func(when string, want bool) {
			t.Helper()
			if got := len(h.Case(t, article, 1).Unticked()) == 0; got != want {
				t.Errorf("%s: the tick holds %v", when, got)
			}
		}
		holds("at once", true)
		h.Do(t, h.Rita, article, 1, workflow.RequestChanges)
		h.Do(t, h.Carl, article, 1, workflow.Take)
		h.Do(t, h.Carl, article, 1, workflow.Submit)
		holds("back in review, nothing changed", true)
		h.Evidence(t, h.Carl, article, 1, models.Supports)
		holds("once evidence was added", false)
		went(t, ticks(t, h, h.Rita, article, "It took place.", true))
		h.Do(t, h.Rita, article, 1, workflow.RequestChanges)
		h.Do(t, h.Carl, article, 1, workflow.Take)
		went(t, h.EditStatement(t.Context(), testkit.By(h.Carl), h.At(t, article, 1), "They met on another day."))
		holds("once the statement is another", false)
		h.Do(t, h.Carl, article, 1, workflow.Submit)
		went(t, ticks(t, h, h.Duo, article, "It took place.", true))
		holds("ticked by somebody else", true)
		went(t, h.EditChecklist(t.Context(), testkit.By(h.Adam), models.KindEvent, 1, []models.ChecklistItem{{Text: "It took place.", Required: true}, {Text: "Who came?", Required: true}}))
		if left := h.Case(t, article, 1).Unticked(); len(left) != 1 || left[0].Text != "Who came?" {
			t.Errorf("after a new version of the list %+v are left", left)
		}
		went(t, h.SetKinds(t.Context(), testkit.By(h.Ed), h.At(t, article, 1), []models.Kind{models.KindDate}))
		holds("of another kind, whose list requires nothing", true)
		h.Verify(t)
	})
}

func TestATickOfSomebodyWhoGotAHandDoesNotCount(t *testing.T) {
	h := testkit.NewHouse(t, "")
	article := listed(t, h)
	went(t, ticks(t, h, h.Duo, article, "It took place.", true))
	h.Do(t, h.Rita, article, 1, workflow.RequestChanges)
	h.Do(t, h.Duo, article, 1, workflow.Take)
	h.Do(t, h.Duo, article, 1, workflow.Submit)
	if err := approves(t, h, h.Rita, article); !errors.Is(err, apperr.Unticked) {
		t.Errorf("who submitted it ticked it: %v", err)
	}
}

func TestBreakingTheGlassPassesOverWhatIsNotTicked(t *testing.T) {
	h := testkit.NewHouse(t, "")
	article := listed(t, h)
	h.Do(t, h.Ed, article, 1, workflow.BreakGlass)
	c := h.Case(t, article, 1)
	if len(c.Debts) != 1 || c.Debts[0].Point != models.PointChecklist || c.Debts[0].PaidAt != 0 {
		t.Fatalf("owed is %+v", c.Debts)
	}
	went(t, ticks(t, h, h.Rita, article, "It took place.", true))
	went(t, approves(t, h, h.Rita, article))
	if c := h.Case(t, article, 1); c.Debts[0].PaidAt == 0 || c.Approval().BreakGlass {
		t.Errorf("owed is still %+v", c.Debts)
	}
}

func TestAVersionOfAListStays(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, h *testkit.House) {
		listed(t, h)
		act := func(user models.User, from int, items ...models.ChecklistItem) error {
			return h.EditChecklist(t.Context(), testkit.By(user), models.KindEvent, from, items)
		}
		if err := act(h.Ed, 1); !errors.Is(err, apperr.RoleMissing) {
			t.Errorf("an editor: %v", err)
		}
		if err := act(h.Adam, 0, models.ChecklistItem{Text: "Another."}); !errors.Is(err, apperr.Stale) {
			t.Errorf("of an older version: %v", err)
		}
		if err := act(h.Adam, 1, models.ChecklistItem{Text: "Twice."}, models.ChecklistItem{Text: "Twice.", Required: true}); !errors.Is(err, apperr.ItemTwice) {
			t.Errorf("an item twice: %v", err)
		}
		went(t, act(h.Adam, 1))
		made, err := h.DB.Queries().Checklists(t.Context())
		went(t, err)
		if l := newsroom.ListOf(made, models.KindEvent); l.Version != 2 || len(l.Items) != 0 {
			t.Errorf("an empty list is %+v", l)
		}
		if _, err := h.SQL(t).ExecContext(t.Context(), "UPDATE checklists SET version = 7"); err == nil {
			t.Error("a version is changed in the database")
		}
		h.Verify(t)
	})
}

func went(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
