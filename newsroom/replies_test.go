package newsroom_test

import (
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

func TestAnArticleWaitsForTheRightOfReplyOfThoseItCriticises(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.approved()
		ask := func() error {
			return d.SeekReply(t.Context(), testkit.By(d.Cleo), d.at(n), models.ReplySought{Whom: "The ministry", Channel: "by phone"})
		}
		if err := ask(); apperr.KindOf(err) != apperr.Conflict {
			t.Errorf("asked without a criticism: %v", err)
		}
		version := d.kase(n).Claim.Version
		d.ok(d.SetCriticism(t.Context(), testkit.By(d.Carl), d.at(n), "the ministry"))
		d.lacks(n, true)
		d.ok(ask())
		d.lacks(n, true)
		id := d.kase(n).Replies[0].ID
		target := d.at(n)
		d.refuse(apperr.NoReplyYet, func() error { return d.SettleReply(t.Context(), testkit.By(d.Carl), target, id, "x") })
		d.refuse(apperr.RoleMissing, func() error { return d.AnswerReply(t.Context(), testkit.By(d.Rita), target, id, "no", false) })
		d.ok(d.AnswerReply(t.Context(), testkit.By(d.Carl), d.at(n), id, "", true))
		d.lacks(n, true)
		d.ok(d.SettleReply(t.Context(), testkit.By(d.Carl), d.at(n), id, "The copy says that they did not answer."))
		d.lacks(n, false)
		target = d.at(n)
		d.refuse(apperr.ReplyGone, func() error { return d.RemoveReply(t.Context(), testkit.By(d.Carl), target, id, "no") })
		d.ok(ask())
		d.lacks(n, true)
		d.ok(d.RemoveReply(t.Context(), testkit.By(d.Ed), d.at(n), d.kase(n).Replies[1].ID, "asked twice"))
		d.lacks(n, false)
		if c := d.kase(n).Claim; c.Version != version || c.State != models.Approved {
			t.Errorf("the claim is %s at version %d", c.State, c.Version)
		}
		d.Verify(t)
	})
}

// lacks checks whether a claim's right of reply keeps its article from being
// ready, as the rules and the list count it.
func (d *desk) lacks(n int, want bool) {
	d.t.Helper()
	got := false
	for _, m := range workflow.WhatIsMissing(d.file()) {
		got = got || m.Point == models.PointReply && m.Case.Claim.Number == n
	}
	if got != want {
		d.t.Errorf("missing: %v, want %v", got, want)
	}
	testkit.SameTally(d.t, d.House, d.article)
}
