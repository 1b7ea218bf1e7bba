package anchor

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/models"
)

func TestCandidates(t *testing.T) {
	const old = "Head\n\nFirst one. The mayor paid 1200 crowns for the boat. Last one."
	var long string
	for _, month := range []string{"January", "March", "April", "May", "June", "July", "August", "October"} {
		long += "Every word of the issue of " + month + " was weighed with care before it was printed. "
	}
	tests := []struct {
		name, old, next, words string
		want                   []string
	}{
		{
			"alike in two places, the one whose surroundings are alike first", old,
			"Head\n\nIn May he had paid 1200 crowns too.\n\nBefore it. The mayor paid 1200 crowns for the boat.", "paid 1200 crowns",
			[]string{"paid 1200 crowns for", "paid 1200 crowns too"},
		},
		{
			"something like it", old, "Head\n\nWe met. Last year our mayor gave 1300 crowns for the boat, they say.", "The mayor paid 1200 crowns",
			[]string{"our mayor gave 1300 crowns for"},
		},
		{"nothing like it", old, "Head\n\nQuite another story is told here. It has a happy end.", "paid 1200 crowns", nil},
		{"words that stand inside other words only", old, "Head\n\nThey boated.", "boat", nil},
		{
			"no spaces between words", "题\n\n首先如此。工程花费四千三百万元。", "题\n\n另外一事。据说工程花费了四千五百万元。", "工程花费四千三百万元",
			[]string{"工程花费了四千五百万元。"},
		},
		{
			"a whole paragraph", "Head\n\n" + long, "Head\n\nMore.\n\nOnce " + strings.ReplaceAll(long, "weighed", "chosen"), strings.TrimSpace(long),
			[]string{"Every word of the issue of Janu"},
		},
		{
			"never more than five", old, "Head" + strings.Repeat("\n\nThe mayor paid 1200 crowns for the boat.", 9), "paid 1200 crowns",
			[]string{"paid 1200 crowns for", "paid 1200 crowns for", "paid 1200 crowns for", "paid 1200 crowns for", "paid 1200 crowns for"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := anchorOf(t, revision(t, 1, tt.old), tt.words)
			next := revision(t, 2, tt.next)
			spans := NewFinder(next).Candidates(unplaced(a, 2, models.Lost))
			var got []string
			text := Index(next.Text)
			for i, s := range spans {
				if i < len(tt.want) { // with what follows, to tell them apart
					s.End = min(text.Len(), s.Start+len([]rune(tt.want[i])))
				}
				got = append(got, text.Slice(s))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s\n%v", diff, spans)
			}
		})
	}
}

func TestEveryCandidateCanBePlaced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, next := drawRevision(t, 1), drawRevision(t, 2)
		a, err := Make(old, drawSpan(t, Index(old.Text).Len()), models.Unchanged)
		if err != nil {
			return
		}
		spans := NewFinder(next).Candidates(unplaced(a, 2, models.Lost))
		if len(spans) > mostCandidates {
			t.Fatalf("%d candidates", len(spans))
		}
		for i, s := range spans {
			made, err := Make(next, s, models.Edited)
			if err != nil || made.Span != s {
				t.Fatalf("candidate %v is placed at %v: %v", s, made.Span, err)
			}
			for _, o := range spans[:i] {
				if o.Overlaps(s) {
					t.Fatalf("candidates %v and %v overlap", o, s)
				}
			}
		}
	})
}
