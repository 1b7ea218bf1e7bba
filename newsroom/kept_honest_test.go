package newsroom_test

import (
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// honest are stories about what read copy must not let people do to their own
// words, to each other's work and to a report.
var honest = []story{
	{"a report no longer tells of copy of which a waiver was given or taken back", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by 12 per cent on 3 May 2025. The chair is \"number 1\".")
		n := d.mark(d.Carl, 2)
		d.ToApproved(t, d.Carl, d.Rita, d.article, n)
		waive := func(u models.User, kind models.WaiverKind) {
			d.ok(d.Waive(t.Context(), testkit.By(u), d.article, 1, kind, []int{3}, "a joke"))
		}
		again := func() {
			d.stage(models.StageReady)
			d.ok(d.signOff(d.Ed, ""))
			d.stage(models.StageSignedOff)
			d.Clock.Move(time.Second)
		}
		waive(d.Carl, models.NothingToCheck)
		again()
		waive(d.Cleo, models.CQ)
		again()
		d.ok(d.EndWaiver(t.Context(), testkit.By(d.Cleo), d.article, d.file().Waived[2].ID))
		if stage := workflow.StageOf(workflow.TallyOf(d.file())); stage == models.StageSignedOff {
			t.Error("it is signed off with a waiver that its report tells of and nobody stands by")
		}
	}},
	{"what the copy brought to a claim is nobody's work, and whatever a person did to it is", func(t *testing.T, d *desk) {
		id, err := d.OpenArticle(t.Context(), testkit.By(d.Ed), testkit.Meta(d.Ed), newsroom.Copy{
			Text: "# Fares rise\n\nFares rose by 12 per cent [on 3 May 2025](https://example.org/fares).\n\nThey fell by 8 per cent on 4 May 2025.", Format: intake.FormatMarkdown, Cite: []int{0},
		})
		d.ok(err)
		d.article = id
		undo := func(u models.User, acceptance models.ID) error {
			_, err := d.Undo(t.Context(), testkit.By(u), d.article, acceptance)
			return err
		}
		offers := d.offers()
		all, err := d.accept(d.Carl, offers[0].Key, offers[1].Key)
		d.ok(err)
		d.ok(undo(d.Carl, all))
		d.state(1, models.Withdrawn)
		d.state(2, models.Withdrawn)
		all, err = d.accept(d.Carl, offers[0].Key, offers[1].Key)
		d.ok(err)
		d.ok(d.SetSeverity(t.Context(), testkit.By(d.Cleo), d.at(4), models.MustNotGoWrong))
		d.ok(undo(d.Carl, all))
		d.state(3, models.Withdrawn)
		d.state(4, models.Open)
	}},
	{"nobody withdraws claims on their own words by taking back what another accepted", func(t *testing.T, d *desk) {
		d.writtenBy(d.Ed)
		offers := d.offers()
		all, err := d.accept(d.Carl, offers[0].Key)
		d.ok(err)
		d.refuse(apperr.WriterBarred, func() error { _, err := d.Undo(t.Context(), testkit.By(d.Ed), d.article, all); return err })
		d.state(1, models.Open)
	}},
	{"nobody waives their own sentence by one of another's that is alike", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by 12 per cent. It rained.")
		d.revise(d.Duo, models.OriginEdited, "It rained.", "It rained. Fares rose by 12 per cent.")
		f := d.file()
		d.refuse(apperr.WriterBarred, func() error {
			return d.Waive(t.Context(), testkit.By(d.Duo), d.article, f.Revision.Number, models.NothingToCheck, []int{2}, "a slogan")
		})
	}},
	{"a sentence is left unchecked though a claim lies in one that is alike", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nFares rose by 12 per cent. It rained. Fares rose by 12 per cent.")
		d.mark(d.Carl, 2)
		d.ok(d.Waive(t.Context(), testkit.By(d.Ed), d.article, 1, models.LeftUnchecked, []int{4}, "no time"))
		d.refuse(apperr.NothingUnread, func() error {
			return d.Waive(t.Context(), testkit.By(d.Ed), d.article, 1, models.LeftUnchecked, []int{2}, "no time")
		})
	}},
	{"nobody dismisses what a check found in their own words", func(t *testing.T, d *desk) {
		d.fresh("Fares rise\n\nIt rained.")
		d.revise(d.Duo, models.OriginEdited, "It rained.", "It rained the the day.")
		found := d.found()[0]
		dismiss := func(u models.User) func() error {
			return func() error {
				_, err := d.AnswerCheck(t.Context(), testkit.By(u), d.article, newsroom.CheckAnswer{
					Check: found.Check, Fingerprint: found.Fingerprint, Answer: models.Dismissed, Reason: "it is a title",
				})
				return err
			}
		}
		d.refuse(apperr.WriterBarred, dismiss(d.Duo))
		d.ok(dismiss(d.Carl)())
	}},
	{"a suggestion that somebody accepted meanwhile is not marked again", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		offer := d.offers()[0]
		mark := newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 1, Sentence: offer.Sentence}, Statement: offer.Statement, Kinds: offer.Kinds, Suggested: true,
		}
		_, err := d.accept(d.Cleo, offer.Key)
		d.ok(err)
		d.refuse(apperr.SuggestionsGone, func() error { _, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, mark); return err })
		mark.Suggested = false
		_, err = d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, mark)
		d.ok(err)
	}},
	{"what a model proposes takes the place of what it proposed before, and stands aside for our own", func(t *testing.T, d *desk) {
		d.fresh(uncoveredCopy)
		ours := d.offers()[0]
		d.propose(models.Span{Start: 0, End: 5}, "Proposed first.")
		d.propose(models.Span{Start: 0, End: 5}, "Proposed again.")
		var said []string
		for _, o := range d.offersWith() {
			if o.Model != "" {
				said = append(said, o.Statement)
			}
		}
		if len(said) != 1 || said[0] != "Proposed again." {
			t.Errorf("offered are %q", said)
		}
		d.propose(ours.Span, "Instead of our own.")
		for _, o := range d.offersWith() {
			if o.Model != "" {
				t.Errorf("beside our own it offers %q", o.Statement)
			}
		}
	}},
}

// offersWith are the open suggestions, those of models among them.
func (d *desk) offersWith() []newsroom.Offer {
	d.t.Helper()
	f := d.file()
	proposed, err := d.DB.Queries().Proposals(d.t.Context(), f.Revision.ID)
	d.ok(err)
	return newsroom.Offers(f, suggest.Claims(reading.Read(newsroom.CopyOf(f, d.settings()))), proposed)
}
