package newsroom_test

import (
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

var verdicts = []story{
	{"a verdict asks for what it needs before it is submitted", func(t *testing.T, d *desk) {
		n := d.marked()
		d.do(d.Carl, n, workflow.Take)
		d.cannot(apperr.NoVerdictYet, d.Carl, n, workflow.Submit)
		for v, want := range map[models.Verdict]*apperr.Refusal{
			models.Confirmed: apperr.NeedsSupport, models.ConfirmedWithChange: apperr.NeedsSupport, models.Attributed: apperr.NeedsSaid,
			models.OnAuthor: apperr.NeedsWitness,
		} {
			d.ok(d.verdict(d.Carl, n, newsroom.Verdict{Verdict: v}))
			d.cannot(want, d.Carl, n, workflow.Submit)
		}
		for want, v := range map[*apperr.Refusal]newsroom.Verdict{
			apperr.NeedsContra:   {Verdict: models.Wrong, Note: "n"},
			apperr.NeedsTried:    {Verdict: models.CouldNotVerify},
			apperr.UnknownChoice: {Verdict: "true-ish"},
			apperr.WordsOrCut:    {Verdict: models.CouldNotVerify, Note: "n", Proposed: "x", Cut: true},
		} {
			target := d.at(n)
			d.refuse(want, func() error { return d.ChooseVerdict(t.Context(), testkit.By(d.Carl), target, v) })
		}
		d.ok(d.verdict(d.Carl, n, newsroom.Verdict{Verdict: models.OnAuthor, Note: "stood there"}))
		d.do(d.Carl, n, workflow.Submit)
		d.cannot(apperr.NeedsEditor, d.Rita, n, workflow.Approve)
		d.do(d.Ed, n, workflow.Approve)
	}},
	{"what an approval needs may not be taken away in review", func(t *testing.T, d *desk) {
		n := d.reviewed()
		d.ok(d.RemoveEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), d.kase(n).Evidence[0].ID))
		d.cannot(apperr.NeedsSupport, d.Rita, n, workflow.Approve)
		d.Evidence(t, d.Cleo, d.article, n, models.Supports)
		d.do(d.Rita, n, workflow.Approve)
	}},
	{"a claim found wrong goes through a new revision to approval and report with two people", func(t *testing.T, d *desk) {
		// Ed pastes and approves, Carl marks and researches.
		n := d.marked()
		d.wrong(d.Carl, n, newsroom.Verdict{Note: "it was the 16th"})
		c := d.kase(n)
		if !c.WaitsForCopy() || len(c.MustFixes()) != 1 || c.MustFixes()[0].FindingID != c.Claim.FindingID {
			t.Fatalf("wrong opened %+v", c.Comments)
		}
		fix := c.MustFixes()[0].ID
		d.cannot(apperr.VerdictWaits, d.Carl, n, workflow.Submit)
		d.refuse(apperr.MustFixCloses, func() error { return d.resolve(d.Ed, fix, "r") })
		d.revise(d.Ed, models.OriginPasted, "15 August", "16 August")
		if c := d.kase(n); c.Claim.Outcome != models.Edited || c.Claim.State != models.Researching || c.Finding().ID != 0 || c.Before().Verdict != models.Wrong {
			t.Fatalf("carried as %s, %s, verdict %q, before %q", c.Claim.Outcome, c.Claim.State, c.Finding().Verdict, c.Before().Verdict)
		}
		d.cannot(apperr.NoVerdictYet, d.Carl, n, workflow.Submit)
		d.Evidence(t, d.Carl, d.article, n, models.Supports)
		d.Find(t, d.Carl, d.article, n, models.ConfirmedWithChange)
		d.do(d.Carl, n, workflow.Submit)
		d.closed(fix, models.Checked)
		d.do(d.Ed, n, workflow.Approve)
		d.ok(d.signOff(d.Ed, ""))
		d.stage(models.StageSignedOff)
	}},
	{"a must-fix whose words did not change stays open when the claim is submitted", func(t *testing.T, d *desk) {
		n := d.marked()
		d.wrong(d.Carl, n, newsroom.Verdict{})
		d.Evidence(t, d.Carl, d.article, n, models.Supports)
		d.Find(t, d.Carl, d.article, n, models.Confirmed)
		d.do(d.Carl, n, workflow.Submit)
		d.cannot(apperr.OpenMustFix, d.Rita, n, workflow.Approve)
		fix := d.kase(n).MustFixes()[0].ID
		d.refuse(apperr.NeedsReason, func() error { return d.stet(d.Ed, fix, "") })
		d.refuse(apperr.RoleMissing, func() error { return d.stet(d.Rita, fix, "r") })
		d.ok(d.stet(d.Ed, fix, "it is right after all"))
		d.closed(fix, models.Stet)
		d.do(d.Rita, n, workflow.Approve)
	}},
	{"a second wrong verdict keeps the must-fix that is open, unless it proposes words of its own", func(t *testing.T, d *desk) {
		n := d.marked()
		d.wrong(d.Carl, n, newsroom.Verdict{})
		d.ok(d.verdict(d.Carl, n, newsroom.Verdict{Verdict: models.CouldNotVerify, Note: "tried"}))
		if m := d.kase(n).MustFixes(); len(m) != 1 {
			t.Errorf("%d must-fixes", len(m))
		}
		d.ok(d.verdict(d.Carl, n, newsroom.Verdict{Verdict: models.Wrong, Proposed: "They met."}))
		if m := d.kase(n).MustFixes(); len(m) != 2 || m[1].Proposed != "They met." {
			t.Errorf("must-fixes %+v", m)
		}
	}},
	{"a claim found wrong is not withdrawn while its words stand anywhere, even when it has lost its place", func(t *testing.T, d *desk) {
		n, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 1, Sentence: 2, Words: "15 August"}, Statement: "s", Kinds: []models.Kind{models.KindDate},
		})
		d.ok(err)
		d.wrong(d.Carl, int(n), newsroom.Verdict{})
		d.cannot(apperr.WordsStand, d.Ed, int(n), workflow.Withdraw)
		d.revise(d.Ed, models.OriginPasted, "The leaders met on 15 August in Anchorage. ", "", "Nothing was signed.", "Nothing was signed on 15 August.")
		if c := d.claim(int(n)); c.Outcome != models.Lost { // the words still stand, elsewhere
			t.Fatalf("carried as %s", c.Outcome)
		}
		d.cannot(apperr.WordsStand, d.Carl, int(n), workflow.Withdraw)
		d.cannot(apperr.WordsStand, d.Ed, int(n), workflow.Withdraw)
		// Placing it on the same words lets the verdict lapse, and does not help.
		d.ok(d.place(d.Carl, int(n), 4, "15 August"))
		if c := d.claim(int(n)); c.Outcome != models.Context {
			t.Fatalf("placed as %s", c.Outcome)
		}
		d.cannot(apperr.WordsStand, d.Ed, int(n), workflow.Withdraw)
		d.revise(d.Ed, models.OriginPasted, "15 August", "16 August")
		d.cannot(apperr.WithdrawLostOnly, d.Carl, int(n), workflow.Withdraw)
		d.do(d.Ed, int(n), workflow.Withdraw)
	}},
	{"a claim found wrong is not split or merged away", func(t *testing.T, d *desk) {
		n, other := d.marked(), d.mark(d.Carl, 3)
		d.wrong(d.Carl, n, newsroom.Verdict{})
		d.do(d.Carl, other, workflow.Take)
		at, atOther := d.at(n), d.at(other)
		split := func() error {
			_, err := d.SplitClaim(t.Context(), testkit.By(d.Carl), at, newsroom.Part{Words: "The leaders met", Statement: "a"}, newsroom.Part{Words: "in Anchorage", Statement: "b"})
			return err
		}
		merge := func() error { return d.MergeClaims(t.Context(), testkit.By(d.Carl), atOther, n, "both") }
		into := func() error { return d.MergeClaims(t.Context(), testkit.By(d.Carl), at, other, "both") }
		for _, act := range []func() error{split, merge, into} {
			d.refuse(apperr.OpenMustFix, act)
		}
		d.ok(d.stet(d.Ed, d.kase(n).MustFixes()[0].ID, "we print it"))
		for _, act := range []func() error{split, merge, into} {
			d.refuse(apperr.FoundAgainst, act)
		}
	}},
	{"a released claim found wrong still waits for the copy", func(t *testing.T, d *desk) {
		n := d.marked()
		d.wrong(d.Carl, n, newsroom.Verdict{})
		d.do(d.Carl, n, workflow.Release)
		if !d.kase(n).WaitsForCopy() {
			t.Error("it does not")
		}
		d.cannot(apperr.WordsStand, d.Ed, n, workflow.Withdraw)
	}},
	{"a proposed wording becomes the copy: its proposer is the writer, who applies it has no hand", func(t *testing.T, d *desk) {
		n := d.marked()
		d.wrong(d.Cleo, n, newsroom.Verdict{Proposed: "The leaders met on 16 August in Anchorage."})
		fix := d.kase(n).MustFixes()[0].ID
		d.refuse(apperr.RoleMissing, func() error { return d.apply(d.Cleo, fix) })
		d.ok(d.apply(d.Ed, fix))
		f := d.file()
		c, _ := f.Case(n)
		if f.Revision.Origin != models.OriginFix || c.Claim.Outcome != models.Edited || c.Claim.Exact != "The leaders met on 16 August in Anchorage." {
			t.Errorf("revision %s, %+v", f.Revision.Origin, c.Claim.Anchor)
		}
		if !c.WroteWords(d.Cleo.ID) || len(c.HandOf(d.Ed.ID)) != 0 || c.Finding().ID != 0 {
			t.Errorf("hands %+v, verdict %q", c.Hands, c.Finding().Verdict)
		}
		d.closed(fix, models.NotClosed) // until the checker has looked
		d.refuse(apperr.CommentClosed, func() error { return d.apply(d.Ed, fix) })
		d.Evidence(t, d.Cleo, d.article, n, models.Supports)
		d.Find(t, d.Cleo, d.article, n, models.ConfirmedWithChange)
		d.do(d.Cleo, n, workflow.Submit)
		d.closed(fix, models.Checked)
		d.do(d.Ed, n, workflow.Approve)
	}},
	{"a suggested fix is closed by applying it, and ends an approval of the old words", func(t *testing.T, d *desk) {
		n := d.approved()
		fix := d.comment(d.Rob, newsroom.NewComment{Claim: n, Kind: models.Fix, Proposed: "The leaders met in mid-August."})
		d.ok(d.apply(d.Ed, fix))
		d.closed(fix, models.Applied)
		c := d.kase(n)
		if c.Claim.State != models.Researching || !c.Claim.Reopened || c.Stale().EndedBy != models.EndedWords || c.Finding().ID != 0 {
			t.Errorf("got %s, ended by %q", c.Claim.State, c.Stale().EndedBy)
		}
		if !c.WroteWords(d.Rob.ID) {
			t.Error("who proposed the words is not their writer")
		}
	}},
	{"a fix that cuts the words withdraws the claim by itself; the headline is not cut", func(t *testing.T, d *desk) {
		n, head := d.marked(), d.mark(d.Carl, 1)
		d.wrong(d.Carl, n, newsroom.Verdict{Cut: true})
		d.ok(d.apply(d.Ed, d.kase(n).MustFixes()[0].ID))
		c := d.claim(n)
		if c.State != models.Withdrawn || c.WithdrawReason != models.CutFromCopy || len(d.kase(n).MustFixes()) != 0 {
			t.Errorf("got %+v", c)
		}
		events, err := d.DB.Queries().ArticleEvents(t.Context(), d.article)
		d.ok(err)
		if last := lastOf(events, "claim.withdraw"); last.ActorID != 0 {
			t.Errorf("withdrawn by %d, not by itself", last.ActorID)
		}
		cut := d.comment(d.Rob, newsroom.NewComment{Claim: head, Kind: models.Fix, Cut: true})
		d.refuse(apperr.CutHeadline, func() error { return d.apply(d.Ed, cut) })
	}},
	{"a fix touches the neighbours of the words it replaces by no more than their place", func(t *testing.T, d *desk) {
		n, next := d.marked(), d.mark(d.Carl, 5)
		d.ToApproved(t, d.Carl, d.Rita, d.article, next)
		version := d.claim(next).Version
		d.ok(d.apply(d.Ed, d.comment(d.Rob, newsroom.NewComment{Claim: n, Kind: models.Fix, Proposed: "They met."})))
		if c := d.claim(next); c.Outcome != models.Moved || c.State != models.Approved || c.Version != version {
			t.Errorf("got %s, %s, version %d → %d", c.Outcome, c.State, version, c.Version)
		}
	}},
}

func lastOf(events []models.Event, action string) (last models.Event) {
	for _, e := range events {
		if e.Action == action {
			last = e
		}
	}
	return last
}
