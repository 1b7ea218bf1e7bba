package newsroom_test

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

// Evidence of a protected source rests on its capture whoever changes it, and
// tells nobody but a keeper whether the capture says their words.
func TestWhoKeepsNoSourceIsNotToldWhatItSays(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		n := d.mark(d.Carl, 2)
		in := testkit.SomeEvidence(models.Supports)
		in.Source, in.Beside = heron().Source, heron().Beside
		in.Beside.File = d.taken("l.txt", "text/plain", "A letter\n\nThe two met. The two parted.")
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
		was := d.kase(n).Evidence[0]
		for _, row := range []struct {
			name, passage string
			at            models.Span
		}{
			{"a part of the words that were quoted", "two met", models.Span{Start: was.QuotedStart + 4, End: was.QuotedStart + 11}},
			{"other words of the capture", "The two parted.", models.Span{}},
		} {
			e := was
			e.Passage = row.passage
			d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e))
			e = d.kase(n).Evidence[0]
			if e.CaptureID == 0 || e.CaptureID != was.CaptureID || e.QuotedStart != row.at.Start || e.QuotedEnd != row.at.End {
				t.Errorf("%s: it rests on %+v", row.name, e)
			}
		}
		e := d.kase(n).Evidence[0]
		e.Passage = "The two met. The pair parted." // by a keeper, and near enough to be found
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Carl), d.at(n), e.ID, e))
		if e = d.kase(n).Evidence[0]; e.QuotedEnd == 0 {
			t.Fatalf("it has no place: %+v", e)
		}
		e.Passage = "two parted"
		d.ok(d.ChangeEvidence(t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e))
		if e = d.kase(n).Evidence[0]; e.CaptureID != was.CaptureID || e.QuotedEnd != 0 {
			t.Errorf("it is told what the capture says in the place of what was quoted: %+v", e)
		}
		source := d.added(d.Carl, heron()).ID
		in = newsroom.NewEvidence{SourceID: source, Evidence: in.Evidence}
		kept, other := d.mark(d.Carl, 3), d.mark(d.Cleo, 4)
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(kept), in))
		d.ok(d.AddEvidence(t.Context(), testkit.By(d.Cleo), d.at(other), in))
		id, err := d.AddFile(t.Context(), testkit.By(d.Carl), source, d.taken("m.txt", "text/plain", "Another\n\nThe two met."))
		d.ok(err)
		if k, o := d.kase(kept).Evidence[0], d.kase(other).Evidence[0]; k.CaptureID != models.Ref(id) || o.CaptureID != 0 {
			t.Errorf("the keeper's rests on %d, the other on %d", k.CaptureID, o.CaptureID)
		}
		d.Verify(t)
	})
}

// Who keeps no protected source gets no guess at its letter to rest on it, in
// whosever evidence and by whatever has that stop waiting.
func TestWhoKeepsNoSourceGuessesAtNothing(t *testing.T) {
	const guess = "My brother at the lock must know of this."
	letter := func(d *desk, source models.ID) {
		d.t.Helper()
		_, err := d.AddFile(d.t.Context(), testkit.By(d.Carl), source, d.taken("l.txt", "text/plain", "A letter\n\nThe two met. My brother at the lock must never know of this."))
		d.ok(err)
	}
	change := func(d *desk, n int, passage string) {
		d.t.Helper()
		e := d.kase(n).Evidence[0]
		e.Passage = passage
		d.ok(d.ChangeEvidence(d.t.Context(), testkit.By(d.Cleo), d.at(n), e.ID, e))
	}
	for name, guesses := range map[string]func(d *desk, n int, source models.ID){
		"before its keeper uploads it": func(d *desk, n int, source models.ID) {
			change(d, n, guess)
			letter(d, source)
		},
		"before the claim comes back": func(d *desk, n int, source models.ID) {
			change(d, n, guess)
			d.ToReview(d.t, d.Carl, d.article, n)
			letter(d, source)
			d.do(d.Carl, n, workflow.Recall)
		},
		"in a passage that was emptied": func(d *desk, n int, source models.ID) {
			letter(d, source)
			change(d, n, "")
			change(d, n, guess)
			d.ToReview(d.t, d.Cleo, d.article, n)
			d.do(d.Cleo, n, workflow.Recall)
		},
		"by the change that ends the approval": func(d *desk, n int, source models.ID) {
			d.ToReview(d.t, d.Carl, d.article, n)
			letter(d, source)
			d.do(d.Rita, n, workflow.Approve)
			change(d, n, guess)
		},
		"by the evidence that ends the approval": func(d *desk, n int, source models.ID) {
			d.ToReview(d.t, d.Carl, d.article, n)
			letter(d, source)
			d.do(d.Rita, n, workflow.Approve)
			in := testkit.SomeEvidence(models.Contradicts)
			in.SourceID, in.Evidence.Passage = source, guess
			d.ok(d.AddEvidence(d.t.Context(), testkit.By(d.Cleo), d.at(n), in))
		},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, d *desk) {
				source := d.added(d.Carl, heron()).ID
				n := d.mark(d.Carl, 2)
				in := testkit.SomeEvidence(models.Supports)
				in.SourceID = source
				d.ok(d.AddEvidence(t.Context(), testkit.By(d.Carl), d.at(n), in))
				guesses(d, n, source)
				if s := d.claim(n).State; s == models.InReview || s == models.Approved {
					t.Errorf("nothing is pinned %s", s)
				}
				waiting := 0
				for _, e := range d.kase(n).Evidence {
					if e.SourceID != source || e.Passage != guess {
						continue
					}
					if waiting++; e.CaptureID != 0 || e.QuotedEnd != 0 {
						t.Errorf("who keeps it not is told where its guess stands: %+v", e)
					}
				}
				if waiting != 1 {
					t.Errorf("%d guesses", waiting)
				}
				d.Verify(t)
			})
		})
	}
}
