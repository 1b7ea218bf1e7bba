package newsroom_test

import (
	"slices"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// applyAll applies fixes together, in the wording that they have now.
func (d *desk) applyAll(u models.User, base int, fixes ...models.ID) error {
	var seen []newsroom.SeenFix
	for _, id := range fixes {
		seen = append(seen, newsroom.SeenFix{ID: id, Wording: newsroom.WordingSeen(d.find(id))})
	}
	return d.ApplyFixes(d.t.Context(), testkit.By(u), d.article, base, seen...)
}

func (d *desk) fix(u models.User, claim int, proposed string) models.ID {
	return d.comment(u, newsroom.NewComment{Claim: claim, Kind: models.Fix, Proposed: proposed, Cut: proposed == ""})
}

var together = []story{
	{"several fixes become one revision, each sentence its proposer's, and claims between them keep everything", func(t *testing.T, d *desk) {
		first, second, between := d.marked(), d.mark(d.Carl, 5), d.mark(d.Cleo, 3)
		d.ToApproved(t, d.Carl, d.Rita, d.article, between)
		a := d.fix(d.Carl, first, "The leaders met on 16 August in Anchorage, Alaska.")
		b := d.fix(d.Cleo, second, "One paper was signed.")
		preview, err := newsroom.PreviewFixes(d.file(), d.Ed, newsroom.SeenFix{ID: b}, newsroom.SeenFix{ID: a})
		d.ok(err)
		d.ok(d.applyAll(d.Ed, 1, b, a))
		f := d.file()
		if f.Revision.Number != 2 || f.Revision.Text != preview.Text {
			t.Fatalf("revision %d says %q, the preview %q", f.Revision.Number, f.Revision.Text, preview.Text)
		}
		const want = "Leaders meet in Anchorage\nThe leaders met on 16 August in Anchorage, Alaska. They spoke for three hours.\nAn agency reported that both were pleased. One paper was signed."
		if f.Revision.Text != want {
			t.Errorf("the copy says %q", f.Revision.Text)
		}
		if w := f.Revision.Sentences[1].Writers; !slices.Equal(w, []models.ID{d.Carl.ID}) {
			t.Errorf("the first sentence is by %v", w)
		}
		if w := f.Revision.Sentences[4].Writers; !slices.Equal(w, []models.ID{d.Cleo.ID}) {
			t.Errorf("the last sentence is by %v", w)
		}
		if c := d.claim(between); c.State != models.Approved || c.Outcome != models.Moved || c.Exact != "They spoke for three hours." {
			t.Errorf("the claim between them is %s, %s: %q", c.State, c.Outcome, c.Exact)
		}
		for n, words := range map[int]string{first: "The leaders met on 16 August in Anchorage, Alaska.", second: "One paper was signed."} {
			if c := d.claim(n); c.Exact != words || c.Outcome != models.Edited {
				t.Errorf("claim %d stands on %q, %s", n, c.Exact, c.Outcome)
			}
		}
		d.closed(a, models.Applied)
		d.closed(b, models.Applied)
		if m, n := d.find(a), d.find(b); m.AppliedIn != n.AppliedIn || m.AppliedIn == 0 {
			t.Errorf("applied in %d and %d", m.AppliedIn, n.AppliedIn)
		}
		if len(d.Case(t, d.article, second).HandOf(d.Cleo.ID)) == 0 || len(d.Case(t, d.article, first).HandOf(d.Cleo.ID)) > 0 {
			t.Error("whoever proposed the wording has no hand in its claim, or has one in the other")
		}
	}},
	{"fixes on the same words are refused together, with their claims, and nothing is applied", func(t *testing.T, d *desk) {
		n := d.marked()
		a, b := d.fix(d.Carl, n, "One."), d.fix(d.Cleo, n, "Two.")
		d.refuse(apperr.FixesMeet, func() error { return d.applyAll(d.Ed, 1, a, b) })
		d.closed(a, models.NotClosed)
		d.closed(b, models.NotClosed)
		d.ok(d.applyAll(d.Ed, 1, a))
	}},
	{"fixes are applied as they were seen: the wording, and the revision", func(t *testing.T, d *desk) {
		n := d.marked()
		a := d.fix(d.Carl, n, "One sentence.")
		seen := newsroom.SeenFix{ID: a, Wording: newsroom.WordingSeen(d.find(a))}
		d.ok(d.SendBack(t.Context(), testkit.By(d.Ed), d.article, a, "shorter"))
		d.ok(d.Reword(t.Context(), testkit.By(d.Carl), d.article, a, "One.", false))
		d.refuse(apperr.Stale, func() error { return d.ApplyFixes(t.Context(), testkit.By(d.Ed), d.article, 1, seen) })
		d.revise(d.Ed, models.OriginPasted, "Nothing was signed", "Nothing was said")
		d.refuse(apperr.Stale, func() error { return d.applyAll(d.Ed, 1, a) })
		d.ok(d.applyAll(d.Ed, 2, a))
		d.refuse(apperr.CommentClosed, func() error { return d.applyAll(d.Ed, 3, a) })
	}},
	{"a cut among the fixes withdraws its claim, and takes one space with it", func(t *testing.T, d *desk) {
		n, m := d.marked(), d.mark(d.Carl, 3)
		a, b := d.fix(d.Carl, n, ""), d.fix(d.Carl, m, "They talked.")
		d.ok(d.applyAll(d.Ed, 1, a, b))
		if text := d.file().Revision.Text; text != "Leaders meet in Anchorage\nThey talked.\nAn agency reported that both were pleased. Nothing was signed." {
			t.Errorf("%q", text)
		}
		if c := d.claim(n); c.State != models.Withdrawn || c.WithdrawReason != models.CutFromCopy {
			t.Errorf("the claim is %s", c.State)
		}
	}},
	{"a fix that is sent back stays open and is its proposer's to word anew", func(t *testing.T, d *desk) {
		n := d.marked()
		a := d.fix(d.Carl, n, "One.")
		send := func(u models.User, reason string) error {
			return d.SendBack(t.Context(), testkit.By(u), d.article, a, reason)
		}
		word := func(u models.User, proposed string, cut bool) error {
			return d.Reword(t.Context(), testkit.By(u), d.article, a, proposed, cut)
		}
		d.refuse(apperr.FixNotSentBack, func() error { return word(d.Carl, "Two.", false) })
		d.refuse(apperr.RoleMissing, func() error { return send(d.Carl, "why") })
		d.refuse(apperr.NeedsReason, func() error { return send(d.Ed, "") })
		d.ok(send(d.Ed, "say when"))
		d.refuse(apperr.FixSentBack, func() error { return send(d.Eva, "again") })
		if m := d.find(a); !m.Open() || m.SentBackBy != models.Ref(d.Ed.ID) || m.SentBackReason != "say when" {
			t.Errorf("%+v", m)
		}
		d.refuse(apperr.NotYourFix, func() error { return word(d.Cleo, "Two.", false) })
		d.refuse(apperr.FieldMissing, func() error { return word(d.Carl, "", false) })
		d.refuse(apperr.WordsOrCut, func() error { return word(d.Carl, "Two.", true) })
		d.refuse(apperr.SameWording, func() error { return word(d.Carl, "One.", false) })
		d.ok(word(d.Carl, "Two.", false))
		if m := d.find(a); m.Proposed != "Two." || m.SentBackAt != 0 || m.SentBackBy != 0 || m.SentBackReason != "" {
			t.Errorf("%+v", m)
		}
		d.ok(d.apply(d.Ed, a))
		d.refuse(apperr.CommentClosed, func() error { return send(d.Ed, "late") })
		d.refuse(apperr.NotFoundOrSeen, func() error {
			return d.ApplyFixes(t.Context(), testkit.By(d.Ed), d.article, 0, newsroom.SeenFix{ID: 999})
		})
		d.refuse(apperr.NoFixChosen, func() error { return d.ApplyFixes(t.Context(), testkit.By(d.Ed), d.article, 0) })
	}},
}
