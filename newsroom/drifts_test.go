package newsroom_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// A drift stays on the desk until a person closes it, and says when what was
// quoted stands there again.
func TestADriftSaysThatWhatWasQuotedStandsThereAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		const said, other = "The leaders met on 15 August 2025 in Anchorage.", "The leaders met on 16 August 2025 in Anchorage."
		w := d.site()
		w.page = said
		n := d.marked()
		in := testkit.SomeEvidence(models.Supports)
		in.Source.URL, in.Evidence.Passage = w.URL+"/communique", "The leaders met on 15 August 2025"
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		source := d.file().Sources[0].ID
		_, err := d.carryOut()
		d.ok(err)
		for i, row := range []struct {
			name   string
			status int
			page   string
			open   bool
			again  bool
		}{
			{"it says something else", http.StatusOK, other, true, false},
			{"it goes on to", http.StatusOK, other + " It rained.", true, false},
			{"it says again what it said", http.StatusOK, said + " It rained.", true, true},
			{"it cannot be looked at, which says nothing", http.StatusForbidden, "", true, true},
			{"it is gone", http.StatusGone, "", true, false},
			{"it is there again", http.StatusOK, said, true, true},
			{"it says something else again", http.StatusOK, other + " Again.", true, false},
		} {
			w.status, w.page = row.status, row.page
			d.Clock.Move(48 * time.Hour)
			d.ok(d.ScheduleLooks(t.Context()))
			d.Clock.Move(2 * time.Hour)
			_, err := d.carryOut()
			d.ok(err)
			open, err := d.DB.Queries().OpenDrifts(t.Context(), []models.ID{source})
			d.ok(err)
			if (len(open) == 1) != row.open || len(open) == 1 && (open[0].AgainAt != 0) != row.again {
				t.Errorf("look %d, %s: %+v", i, row.name, open)
			}
		}
		d.state(n, models.Open)
	})
}

// queued are the sources at which a look is queued.
func (d *desk) queued(sources ...models.ID) (due []models.ID) {
	d.t.Helper()
	d.ok(d.ScheduleLooks(d.t.Context()))
	jobs, err := d.DB.Queries().JobsOf(d.t.Context(), models.LookJob, sources)
	d.ok(err)
	for _, j := range jobs {
		due = append(due, j.SubjectID)
	}
	slices.Sort(due)
	return due
}

// lookedAt puts a source with an address under a claim, at which somebody has
// just looked.
func (d *desk) lookedAt(article models.ID, claim int, address string) models.ID {
	d.t.Helper()
	s := models.Source{ArticleID: article, Type: models.PressReport, Title: address, URL: address, Version: 1, CreatedBy: d.Carl.ID, CreatedAt: models.At(d.Clock.Now())}
	d.ok(d.DB.Tx(d.t.Context(), func(tx store.Tx) error {
		if err := tx.AddSource(d.t.Context(), &s); err != nil {
			return err
		}
		return tx.SetHealth(d.t.Context(), models.Look{SourceID: s.ID, At: models.At(d.Clock.Now()), Outcome: models.LookSame})
	}))
	if claim != 0 {
		in := testkit.SomeEvidence(models.Supports)
		in.SourceID = s.ID
		d.ok(d.AddEvidence(d.t.Context(), testkit.By(d.Carl), d.At(d.t, article, claim), in))
	}
	return s.ID
}

func TestHowOftenAPageIsLookedAtHangsOnTheArticlesThatRestOnIt(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		signed, checking := d.article, d.Open(t, testkit.Copy)
		for _, article := range []models.ID{signed, checking} {
			d.Mark(t, d.Carl, article, 2)
			d.Mark(t, d.Carl, article, 3)
		}
		published := d.lookedAt(signed, 1, "https://example.org/published")
		both := d.lookedAt(signed, 1, "https://example.org/both")
		inWork := d.lookedAt(checking, 1, "https://example.org/checking")
		idle := d.lookedAt(checking, 0, "https://example.org/idle")
		cut := d.lookedAt(checking, 2, "https://example.org/cut")
		in := testkit.SomeEvidence(models.Supports)
		in.SourceID = both
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.At(t, checking, 1), in))
		d.ok(d.MoveClaim(t.Context(), testkit.By(d.Ed), d.At(t, checking, 2), workflow.Withdraw, newsroom.Reasons{Withdraw: models.NotAFact}))
		_, err := d.SignOffArticle(t.Context(), testkit.By(d.Ed), signed, newsroom.SignOff{Revision: 1, Break: true, Reason: "it must run"})
		d.ok(err)
		all := []models.ID{published, both, inWork, idle, cut}
		d.Clock.Move(23 * time.Hour)
		if got := d.queued(all...); len(got) != 0 {
			t.Errorf("within a day %v", got)
		}
		d.Clock.Move(2 * time.Hour)
		if got, want := d.queued(all...), []models.ID{both, inWork}; !slices.Equal(got, want) {
			t.Errorf("after a day %v, want %v", got, want)
		}
		d.Clock.Move(7 * 24 * time.Hour)
		if got, want := d.queued(all...), []models.ID{published, both, inWork}; !slices.Equal(got, want) {
			t.Errorf("after a week %v, want %v", got, want)
		}
		d.playAgain()
	})
}

// A new revision of a published article has it in checking again.
func TestAPublishedArticleWithANewRevisionIsLookedAfterDaily(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.marked()
		source := d.lookedAt(d.article, 1, "https://example.org/a")
		_, err := d.SignOffArticle(t.Context(), testkit.By(d.Ed), d.article, newsroom.SignOff{Revision: 1, Break: true, Reason: "it must run"})
		d.ok(err)
		d.Clock.Move(25 * time.Hour)
		if got := d.queued(source); len(got) != 0 {
			t.Errorf("as published %v", got)
		}
		d.revise(d.Ed, models.OriginPasted, "Anchorage", "Alaska")
		if got := d.queued(source); len(got) != 1 {
			t.Errorf("with a new revision %v", got)
		}
	})
}

// Of sources that are one, one page is looked at, and what is quoted of any of
// them counts.
func TestSourcesThatAreOneAreLookedAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		d.marked()
		first, second := d.lookedAt(d.article, 1, "https://example.org/a"), d.lookedAt(d.article, 1, "https://www.example.org/a")
		bare, third, fourth := d.source("A printout", ""), d.lookedAt(d.article, 0, "https://example.org/b"), d.lookedAt(d.article, 1, "https://example.org/c")
		d.ok(d.merge(d.Carl, first, second))
		d.ok(d.merge(d.Carl, third, bare))
		d.ok(d.merge(d.Carl, fourth, bare))
		d.Clock.Move(25 * time.Hour)
		if got, want := d.queued(first, second, bare, third, fourth), []models.ID{second, third}; !slices.Equal(got, want) {
			t.Errorf("looked at %v, want %v", got, want)
		}
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Carl), d.at(1), d.file().Cases[0].Evidence[0].ID, models.Evidence{
			Stance: models.Supports, Authority: models.Primary, Passage: "Quoted of the one that is not looked at",
		}))
		passages, err := d.DB.Queries().PassagesOf(t.Context(), second)
		if d.ok(err); !slices.Contains(passages, "Quoted of the one that is not looked at") {
			t.Errorf("passages %q", passages)
		}
	})
}
