package anchor

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/tickmark/models"
)

// hostile are pairs of texts as long as may be that a careless comparison runs
// away with.
var hostile = []struct {
	name      string
	old, next func() string
}{
	{
		"one letter over and over, one of them changed", func() string { return strings.Repeat("a", 1<<20) },
		func() string { return strings.Repeat("a", 1<<19) + "b" + strings.Repeat("a", 1<<19-1) },
	},
	{
		"one sign over and over, half of them others", func() string { return strings.Repeat("ก", 340_000) },
		func() string { return strings.Repeat("ข", 170_000) + strings.Repeat("ก", 170_000) },
	},
	{"equal blocks, one more", func() string { return strings.Repeat("One block.\n", 19_999) }, func() string { return strings.Repeat("One block.\n", 20_000) }},
	{
		"two equal blocks in turn, one less", func() string { return strings.Repeat("One block.\nTwo blocks.\n", 9_999) },
		func() string { return "Two blocks.\n" + strings.Repeat("One block.\nTwo blocks.\n", 9_998) },
	},
	{"blocks in another order", func() string { return blocksInOrder(1) }, func() string { return blocksInOrder(2) }},
	{"two texts of one vocabulary", func() string { return gibberish(1, 3_000) }, func() string { return gibberish(2, 3_000) }},
	{"two texts of nine words", func() string { return gibberish(1, 9) }, func() string { return gibberish(2, 9) }},
	{"another text", func() string { return gibberish(1, 3_000) }, func() string { return "Nothing." }},
	{"white space and marks", func() string { return strings.Repeat(" .", 500_000) + "x" }, func() string { return strings.Repeat(". ", 500_000) + "x" }},
}

func blocksInOrder(seed uint64) string {
	var b strings.Builder
	for _, n := range rand.New(rand.NewPCG(seed, 0)).Perm(20_000) {
		fmt.Fprintf(&b, "Block no. %d of all.\n", n)
	}
	return b.String()
}

func gibberish(seed uint64, vocabulary int) string {
	r := rand.New(rand.NewPCG(seed, 0))
	var b strings.Builder
	for b.Len() < 1<<20-200 {
		for range 4 + r.IntN(16) {
			fmt.Fprintf(&b, "w%d ", r.IntN(vocabulary))
		}
		b.WriteString("Z.")
		b.WriteString([]string{" ", " ", " ", "\n"}[r.IntN(4)])
	}
	return b.String()
}

// eachHostile hands on every pair with 40 claims of the old text.
func eachHostile(tb testing.TB, do func(name string, old, next models.Revision, claims []models.Anchor)) {
	tb.Helper()
	for _, h := range hostile {
		old, next := revision(tb, 1, h.old()), revision(tb, 2, h.next())
		f := NewFinder(old)
		var claims []models.Anchor
		for i := range 40 {
			start := i * (f.text.text.Len() - 40) / 40
			a, err := f.Make(models.Span{Start: start, End: start + 40}, models.Unchanged)
			if err != nil {
				tb.Fatal(err)
			}
			claims = append(claims, a)
		}
		do(h.name, old, next, claims)
	}
}

// That it ends, and soon, is seen from the tables it fills: there is a bound on
// them all together.
func TestHostileTextsAreCarriedOver(t *testing.T) {
	eachHostile(t, func(name string, old, next models.Revision, claims []models.Anchor) {
		c := NewCarrier(old, next)
		if c.al.cells < 0 {
			t.Errorf("%s: %d cells too many", name, -c.al.cells)
		}
		outcomes := map[models.Outcome]int{}
		for _, a := range claims {
			got := c.Carry(a)
			outcomes[got.Outcome]++
			if got.Placed() && got.Exact != c.to.text.Slice(got.Span) {
				t.Errorf("%s: %q does not stand at %v", name, got.Exact, got.Span)
			}
		}
		t.Log(name, outcomes)
	})
}

func BenchmarkHostile(b *testing.B) {
	eachHostile(b, func(name string, old, next models.Revision, claims []models.Anchor) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c := NewCarrier(old, next)
				f := NewFinder(next)
				for i, a := range claims {
					if got := c.Carry(a); !got.Placed() && i%10 == 0 {
						f.Candidates(got)
					}
				}
			}
		})
	})
}
