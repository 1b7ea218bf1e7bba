package anchor

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tickmark/models"
)

// words are what random texts are made of: few, so that they resemble each
// other.
var words = []string{
	"the", "the", "man", "town", "paid", "12", "1,200", "not", "“quoted”", "half-way", "e\u0301t\u00e9", "город", "مدينة", "नगर", "城市", "ไทย", "👩‍👩‍👧",
}

func drawSentence(t *rapid.T) string {
	s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 7).Draw(t, "words"), " ")
	return "Z" + s + rapid.SampledFrom([]string{".", "!", "。"}).Draw(t, "stop")
}

func drawBlocks(t *rapid.T) []string {
	blocks := make([]string, rapid.IntRange(2, 7).Draw(t, "blocks"))
	for i := range blocks {
		var sentences []string
		for range rapid.IntRange(1, 4).Draw(t, "sentences") {
			sentences = append(sentences, drawSentence(t))
		}
		blocks[i] = strings.Join(sentences, " ")
	}
	return blocks
}

// drawEdit changes some blocks, takes some out, puts some in, moves some.
func drawEdit(t *rapid.T, blocks []string) []string {
	next := slices.Clone(blocks)
	for range rapid.IntRange(0, 5).Draw(t, "edits") {
		i := rapid.IntRange(0, len(next)-1).Draw(t, "at")
		switch fields := strings.Fields(next[i]); rapid.IntRange(0, 5).Draw(t, "edit") {
		case 0:
			next[i] = strings.Join(slices.Delete(fields, 0, 1), " ") + " more."
		case 1:
			next[i] = drawSentence(t) + " " + next[i]
		case 2:
			next = slices.Insert(next, i, rapid.SampledFrom(next).Draw(t, "twin"))
		case 3:
			if len(next) > 1 {
				next = slices.Delete(next, i, i+1)
			}
		case 4:
			j := rapid.IntRange(0, len(next)-1).Draw(t, "with")
			next[i], next[j] = next[j], next[i]
		default:
			fields[rapid.IntRange(0, len(fields)-1).Draw(t, "word")] = rapid.SampledFrom(words).Draw(t, "other")
			next[i] = strings.Join(fields, " ")
		}
	}
	return next
}

func join(blocks []string) string { return strings.Join(blocks, "\n\n") }

func TestWhatIsCarriedStandsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := drawBlocks(t)
		old, next := revision(t, 1, join(blocks)), revision(t, 2, join(drawEdit(t, blocks)))
		text := Index(next.Text)
		c := NewCarrier(old, next)
		for range 8 {
			a, err := Make(old, drawSpan(t, Index(old.Text).Len()), models.Unchanged)
			if err != nil {
				continue
			}
			got := c.Carry(a)
			if !got.Placed() {
				if got.Span != (models.Span{}) || got.Exact != a.Exact || got.Sentence != a.Sentence {
					t.Fatalf("%q has no place, and is %+v", a.Exact, got)
				}
				continue
			}
			if !text.Has(got.Span) || text.Slice(got.Span) != got.Exact || text.Slice(got.Sentences()) != got.Sentence ||
				!got.Sentences().Contains(got.Span) || !text.Boundary(got.Start) || !text.Boundary(got.End) {
				t.Fatalf("%q is carried to what does not stand there: %+v", a.Exact, got)
			}
			words, sentence := Alike(a.Exact, got.Exact), Alike(a.Sentence, got.Sentence)
			want := models.Edited
			switch {
			case words && sentence && got.Span == a.Span:
				want = models.Unchanged
			case words && sentence:
				want = models.Moved
			case words:
				want = models.Context
			}
			if got.Outcome != want {
				t.Fatalf("%q in %q, now %q in %q, is %s", a.Exact, a.Sentence, got.Exact, got.Sentence, got.Outcome)
			}
		}
	})
}

func TestBlocksInAnotherOrderLoseNoClaim(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := drawBlocks(t)
		for i := range blocks { // none stands twice
			blocks[i] = strings.Repeat("Nr. ", i+1) + blocks[i]
		}
		old, next := revision(t, 1, join(blocks)), revision(t, 2, join(rapid.Permutation(blocks).Draw(t, "order")))
		c := NewCarrier(old, next)
		for _, b := range old.Blocks[1:] {
			a, err := Make(old, b.Span, models.Unchanged)
			if err != nil {
				t.Fatal(err)
			}
			got := c.Carry(a)
			if first := next.Blocks[0]; got.Span == first.Span && got.Outcome == models.Context {
				continue // it became the headline, which is one sentence
			}
			if got.Exact != a.Exact || got.Outcome != models.Moved && got.Outcome != models.Unchanged {
				t.Fatalf("%q is %s as %q", a.Exact, got.Outcome, got.Exact)
			}
		}
	})
}
