package newsroom_test

import (
	"context"
	"testing"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

func TestTheTrailVerifiesAndShowsWhatWasTamperedWith(t *testing.T) {
	h := testkit.NewHouse(t, "")
	d := &desk{House: h, t: t, article: h.Open(t, testkit.Copy)}
	d.approved()
	d.ok(d.Checkpoint(t.Context()))
	d.ok(d.Checkpoint(t.Context())) // nothing has come since: nothing happens
	kept, err := d.DB.Queries().Checkpoints(t.Context())
	d.ok(err)
	d.marked()
	known, err := audit.Verifiers(d.Key.Public())
	d.ok(err)
	result, err := d.VerifyTrail(t.Context(), known, kept[0].Note)
	if err != nil || !result.OK() || result.Checkpoints != 2 || result.Covered != kept[0].Size || result.Events <= result.Covered {
		t.Fatalf("got %+v, %v", result, err)
	}
	stranger, err := audit.NewKey("stranger")
	d.ok(err)
	others, err := audit.Verifiers(stranger.Public())
	d.ok(err)
	if _, err := d.VerifyTrail(t.Context(), others, kept[0].Note); err == nil {
		t.Error("a checkpoint signed by nobody known was believed")
	}
	h.Tampered = true
	db := h.SQL(t)
	for _, s := range []string{"DROP TRIGGER event_texts_only_emptied", "UPDATE event_texts SET text = 'I never said that' WHERE event_seq = 12 AND side = 'to'"} {
		_, err := db.ExecContext(t.Context(), s)
		d.ok(err)
	}
	result, err = d.VerifyTrail(t.Context(), known)
	if err != nil || result.OK() || result.Problem.Code != audit.TextAltered || result.Problem.Seq != 12 {
		t.Errorf("got %+v, %v", result.Problem, err)
	}
}

func TestAListenerHearsEveryEventOnceAndInOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		var heard []int64
		l := newsroomListener(&heard)
		n, err := d.Hear(t.Context(), l)
		d.ok(err)
		d.approved()
		m, err := d.Hear(t.Context(), l)
		d.ok(err)
		none, err := d.Hear(t.Context(), l)
		d.ok(err)
		size, err := d.DB.Queries().TrailSize(t.Context())
		d.ok(err)
		if none != 0 || int64(n+m) != size || int64(len(heard)) != size {
			t.Errorf("heard %d, %d and %d of %d", n, m, none, size)
		}
		for i, seq := range heard {
			if seq != int64(i) {
				t.Fatalf("heard %d as number %d", seq, i)
			}
		}
	})
}

func newsroomListener(heard *[]int64) newsroom.Listener {
	l := newsroom.Listener{Name: "a test"}
	l.Hear = func(_ context.Context, events []models.Event) error {
		for _, e := range events {
			*heard = append(*heard, e.Seq)
		}
		return nil
	}
	return l
}

func TestASignOffIsSignedInTheTrailOrNotSavedAtAll(t *testing.T) {
	h := testkit.NewHouse(t, "")
	d := &desk{House: h, t: t, article: h.Open(t, testkit.Copy)}
	d.approved()
	db := h.SQL(t)
	_, err := db.ExecContext(t.Context(), "CREATE TRIGGER full BEFORE INSERT ON checkpoints BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
	d.ok(err)
	if err := d.signOff(d.Ed, ""); err == nil {
		t.Error("the sign-off that could not be signed succeeded")
	}
	if rs, err := d.DB.Queries().Reports(t.Context(), d.article); err != nil || len(rs) != 0 {
		t.Errorf("a refused sign-off issued %d reports, %v", len(rs), err)
	}
	_, err = db.ExecContext(t.Context(), "DROP TRIGGER full")
	d.ok(err)
	d.ok(d.signOff(d.Ed, ""))
	signed, err := d.DB.Queries().Checkpoints(t.Context())
	d.ok(err)
	size, err := d.DB.Queries().TrailSize(t.Context())
	if err != nil || len(signed) == 0 || signed[0].Size != size {
		t.Errorf("the trail has %d events, %v; signed are %+v", size, err, signed)
	}
}
