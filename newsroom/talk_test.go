package newsroom_test

import (
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

var talk = []story{
	{"a query is answered by the person asked, who may be a viewer, anywhere in its thread", func(t *testing.T, d *desk) {
		n := d.reviewed()
		ask := d.comment(d.Carl, newsroom.NewComment{Claim: n, Kind: models.Query, Body: "?", Asked: d.Vera.ID, DueAt: 1_800_000_000_000})
		d.cannot(apperr.UnansweredQuery, d.Rita, n, workflow.Approve)
		reply := d.comment(d.Cleo, newsroom.NewComment{Parent: ask, Body: "she is away"})
		d.closed(ask, models.NotClosed)
		second := d.comment(d.Vera, newsroom.NewComment{Parent: reply, Body: "I am back: yes"})
		d.closed(ask, models.Answered)
		if m := d.find(second); m.ParentID != models.Ref(ask) || m.Kind != models.Remark || m.ClaimID != models.Ref(d.claim(n).ID) {
			t.Errorf("got %+v", m)
		}
		d.do(d.Rita, n, workflow.Approve)
	}},
	{"a query is closed by its author, or by an editor with a reason, and by nobody else", func(t *testing.T, d *desk) {
		ask := func() models.ID {
			return d.comment(d.Carl, newsroom.NewComment{Kind: models.Query, Body: "?", Asked: d.Vera.ID})
		}
		first, second := ask(), ask()
		d.refuse(apperr.NotQueryCloser, func() error { return d.resolve(d.Vera, first, "r") })
		d.refuse(apperr.NotQueryCloser, func() error { return d.resolve(d.Rita, first, "r") })
		d.refuse(apperr.NeedsReason, func() error { return d.resolve(d.Ed, first, "") })
		d.ok(d.resolve(d.Ed, first, "moot"))
		d.closed(first, models.ClosedUnasked)
		d.ok(d.resolve(d.Carl, second, ""))
		d.refuse(apperr.CommentClosed, func() error { return d.resolve(d.Carl, second, "") })
	}},
	{"any other comment is resolved by its author or an editor", func(t *testing.T, d *desk) {
		m := d.comment(d.Vera, newsroom.NewComment{Kind: models.Remark, Body: "hm"})
		d.refuse(apperr.NotCommentCloser, func() error { return d.resolve(d.Carl, m, "") })
		d.ok(d.resolve(d.Vera, m, ""))
		d.closed(m, models.Resolved)
	}},
	{"a wording that would melt with the letters around it is not put in", func(t *testing.T, d *desk) {
		in := newsroom.NewClaim{Statement: "s", Kinds: []models.Kind{models.KindDate}}
		in.Selection = newsroom.Selection{Revision: 1, Sentence: 2, Words: "ugust"}
		n, err := d.MarkClaim(t.Context(), testkit.By(d.Carl), d.article, in)
		d.ok(err)
		fix := d.comment(d.Carl, newsroom.NewComment{Claim: int(n), Kind: models.Fix, Proposed: "\u0301ugust"})
		d.refuse(apperr.WordingUnfit, func() error { return d.apply(d.Ed, fix) })
	}},
	{"what is said makes sense, and has what its kind has", func(t *testing.T, d *desk) {
		n := d.marked()
		for _, row := range []struct {
			want *apperr.Refusal
			user models.User
			in   newsroom.NewComment
		}{
			{apperr.FieldMissing, d.Carl, newsroom.NewComment{Kind: models.Remark}},
			{apperr.FieldMissing, d.Carl, newsroom.NewComment{Kind: models.Query, Asked: d.Vera.ID}},
			{apperr.FieldMissing, d.Carl, newsroom.NewComment{Kind: models.Query, Body: "?"}},
			{apperr.FieldMissing, d.Carl, newsroom.NewComment{Kind: models.Fix, Claim: n}},
			{apperr.NoSuchPerson, d.Carl, newsroom.NewComment{Kind: models.Query, Body: "?", Asked: 999}},
			{apperr.UnknownChoice, d.Carl, newsroom.NewComment{Kind: "shout", Body: "!"}},
			{apperr.MustFixOnClaim, d.Carl, newsroom.NewComment{Kind: models.Fix, MustFix: true, Body: "!"}},
			{apperr.WordsOrCut, d.Carl, newsroom.NewComment{Kind: models.Fix, Claim: n, Proposed: "x", Cut: true}},
			{apperr.EvidenceGone, d.Carl, newsroom.NewComment{Kind: models.Remark, Claim: n, Evidence: 99, Body: "x"}},
			{apperr.NotFoundOrSeen, d.Carl, newsroom.NewComment{Kind: models.Remark, Claim: 99, Body: "x"}},
			{apperr.NotFoundOrSeen, d.Carl, newsroom.NewComment{Parent: 9999, Body: "x"}},
			{apperr.RoleMissing, d.Vera, newsroom.NewComment{Kind: models.Query, Body: "?", Asked: d.Carl.ID}},
			{apperr.RoleMissing, d.Vera, newsroom.NewComment{Kind: models.Fix, Claim: n, Proposed: "x"}},
		} {
			d.refuse(row.want, func() error { _, err := d.Comment(t.Context(), testkit.By(row.user), d.article, row.in); return err })
		}
		m := d.find(d.comment(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "x", MustFix: true, Cut: true, Proposed: "y", Asked: d.Vera.ID, DueAt: 5}))
		if m.MustFix || m.Cut || m.Proposed != "" || m.AskedID != 0 || m.DueAt != 0 {
			t.Errorf("a remark is kept as %+v", m)
		}
	}},
	{"a TK keeps an article from being ready until it goes or somebody marks it CQ", func(t *testing.T, d *desk) {
		d.article = d.Open(t, "Leaders meet\n\nThe leaders met. They spoke for TK hours.")
		d.ToApproved(t, d.Carl, d.Rita, d.article, d.mark(d.Carl, 2))
		d.stage(models.StageChecking)
		d.refuse(apperr.RoleMissing, func() error { return d.Waive(t.Context(), testkit.By(d.Rita), d.article, 1, models.CQ, []int{3}, "") })
		d.refuse(apperr.NoSentence, func() error { return d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.CQ, []int{9}, "") })
		d.refuse(apperr.Stale, func() error { return d.Waive(t.Context(), testkit.By(d.Carl), d.article, 2, models.CQ, []int{3}, "") })
		d.ok(d.Waive(t.Context(), testkit.By(d.Carl), d.article, 1, models.CQ, []int{3}, "the clock was broken"))
		d.stage(models.StageReady)
		d.revise(d.Ed, models.OriginPasted, "for TK hours", "for TK  hours") // alike: it holds
		d.stage(models.StageReady)
		d.revise(d.Ed, models.OriginPasted, "for TK  hours", "for TK days")
		d.stage(models.StageChecking)
		d.revise(d.Ed, models.OriginPasted, "for TK days", "for three days")
		d.Leave(t, d.article)
		d.stage(models.StageReady)
	}},
}

var structure = []story{
	{"a split gives hands and evidence to both parts and the verdict to neither", func(t *testing.T, d *desk) {
		n := d.marked()
		d.do(d.Carl, n, workflow.Take)
		d.Evidence(t, d.Carl, d.article, n, models.Supports)
		d.Find(t, d.Carl, d.article, n, models.Confirmed)
		parts := func(first, second newsroom.Part) func() error {
			target := d.at(n)
			return func() error {
				_, err := d.SplitClaim(t.Context(), testkit.By(d.Carl), target, first, second)
				return err
			}
		}
		a, b := newsroom.Part{Words: "The leaders met", Statement: "They met"}, newsroom.Part{Words: "in Anchorage", Statement: "In Anchorage"}
		d.refuse(apperr.SplitParts, parts(a, newsroom.Part{Words: "in Anchorage"}))
		d.refuse(apperr.WordsNotFound, parts(a, newsroom.Part{Words: "in Berlin", Statement: "s"}))
		d.ok(parts(a, b)())
		for number, words := range map[int]string{n: a.Words, n + 1: b.Words} {
			c := d.kase(number)
			if c.Claim.Exact != words || c.Finding().ID != 0 || len(c.Evidence) != 1 || c.Evidence[0].CreatedBy != d.Carl.ID ||
				c.Claim.State != models.Researching || len(c.HandOf(d.Carl.ID)) != 3 {
				t.Errorf("claim %d: %+v, evidence %+v, hands %v", number, c.Claim, c.Evidence, c.HandOf(d.Carl.ID))
			}
		}
		d.Find(t, d.Carl, d.article, n+1, models.Confirmed)
		d.do(d.Carl, n+1, workflow.Submit)
		submitted := d.at(n + 1)
		d.refuse(apperr.NotInThisState, func() error {
			_, err := d.SplitClaim(t.Context(), testkit.By(d.Carl), submitted, a, b)
			return err
		})
	}},
	{"only who researches a claim, or an editor, splits it", func(t *testing.T, d *desk) {
		n := d.marked()
		d.do(d.Carl, n, workflow.Take)
		target := d.at(n)
		d.refuse(apperr.NotAssigneeOrEd, func() error {
			_, err := d.SplitClaim(t.Context(), testkit.By(d.Cleo), target, newsroom.Part{Words: "met", Statement: "a"}, newsroom.Part{Words: "15", Statement: "b"})
			return err
		})
	}},
	{"a merge keeps hands, evidence, kinds, open threads and the graver severity; the other is a duplicate", func(t *testing.T, d *desk) {
		n := d.marked()
		second, err := d.MarkClaim(t.Context(), testkit.By(d.Duo), d.article, newsroom.NewClaim{
			Selection: newsroom.Selection{Revision: 1, Sentence: 3}, Statement: "Three hours", Kinds: []models.Kind{models.KindFigure}, Severity: models.MustNotGoWrong,
		})
		d.ok(err)
		other := int(second)
		d.Evidence(t, d.Duo, d.article, other, models.Supports)
		ask := d.comment(d.Carl, newsroom.NewComment{Claim: other, Kind: models.Query, Body: "?", Asked: d.Vera.ID})
		reply := d.comment(d.Cleo, newsroom.NewComment{Parent: ask, Body: "away"})
		about := d.comment(d.Cleo, newsroom.NewComment{Claim: other, Kind: models.Remark, Evidence: d.kase(other).Evidence[0].ID, Body: "blurred"})
		done := d.comment(d.Cleo, newsroom.NewComment{Claim: other, Kind: models.Remark, Body: "done"})
		afterwards := d.comment(d.Cleo, newsroom.NewComment{Parent: done, Body: "indeed"})
		d.ok(d.resolve(d.Cleo, done, ""))
		d.do(d.Carl, n, workflow.Take)
		target := d.at(n)
		d.refuse(apperr.ClaimElsewhere, func() error { return d.MergeClaims(t.Context(), testkit.By(d.Carl), target, n, "both") })
		d.refuse(apperr.ClaimElsewhere, func() error { return d.MergeClaims(t.Context(), testkit.By(d.Carl), target, 99, "both") })
		d.refuse(apperr.FieldMissing, func() error { return d.MergeClaims(t.Context(), testkit.By(d.Carl), target, other, "") })
		d.ok(d.MergeClaims(t.Context(), testkit.By(d.Carl), target, other, "They met for three hours"))
		c, o := d.kase(n), d.kase(other)
		if c.Claim.Exact != "The leaders met on 15 August in Anchorage. They spoke for three hours." || c.Claim.Severity != models.MustNotGoWrong ||
			!c.Claim.Kinds.Has(models.KindFigure) || len(c.Evidence) != 1 || len(c.HandOf(d.Duo.ID)) != 2 || len(c.Queries()) != 1 {
			t.Errorf("merged: %+v, hands %v, queries %v", c.Claim, c.HandOf(d.Duo.ID), c.Queries())
		}
		if o.Claim.State != models.Withdrawn || o.Claim.WithdrawReason != models.Duplicate || o.Claim.DuplicateOf != n {
			t.Errorf("the other: %+v", o.Claim)
		}
		for id, want := range map[models.ID]models.ID{ask: c.Claim.ID, reply: c.Claim.ID, about: c.Claim.ID, done: o.Claim.ID, afterwards: o.Claim.ID} {
			if got := d.find(id).ClaimID; got != models.Ref(want) {
				t.Errorf("comment %d is on claim %d, want %d", id, got, want)
			}
		}
		if got := d.find(about).EvidenceID; got != models.Ref(c.Evidence[0].ID) {
			t.Errorf("the remark is about evidence %d, want %d", got, c.Evidence[0].ID)
		}
		d.closed(ask, models.NotClosed)
	}},
	{"the writer of words does not merge them away", func(t *testing.T, d *desk) {
		d.writtenBy(d.Ed)
		n, other := d.marked(), d.mark(d.Carl, 3)
		target := d.at(n)
		d.refuse(apperr.WriterBarred, func() error { return d.MergeClaims(t.Context(), testkit.By(d.Ed), target, other, "both") })
	}},
}
