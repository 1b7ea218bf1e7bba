package origins_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
)

// prose is a text of so many words drawn from a vocabulary as words of a
// language are, few of them often.
func prose(rng *rand.Rand, words int) string {
	zipf := rand.NewZipf(rng, 1.2, 4, 30_000)
	var b strings.Builder
	for range words {
		fmt.Fprintf(&b, "w%do ", zipf.Uint64())
	}
	return b.String()
}

func TestNearTextsAreFound(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	x := origins.NewIndex()
	var bodies []string
	for id := range 300 {
		bodies = append(bodies, prose(rng, 800))
		x.Add(models.ID(id), origins.Fingerprint(bodies[id]))
	}
	words := strings.Fields(bodies[42])
	for name, row := range map[string]struct {
		body  string
		least float64
	}{
		"the same text":                     {bodies[42], 0.99},
		"capitals and other signs":          {strings.ToUpper(strings.ReplaceAll(bodies[42], " ", ", ")), 0.99},
		"the first half":                    {strings.Join(words[:400], " "), 0.9},
		"a quarter within a text of others": {prose(rng, 600) + strings.Join(words[200:400], " ") + " " + prose(rng, 600), 0.15},
		"every twentieth word another":      {every(words, 20), 0.3},
	} {
		t.Run(name, func(t *testing.T) {
			near := x.Near(origins.Fingerprint(row.body), 0.1)
			if len(near) != 1 || near[0].ID != 42 || near[0].Share < row.least {
				t.Errorf("%+v", near)
			}
		})
	}
	if near := x.Near(origins.Fingerprint(prose(rng, 800)), 0.1); len(near) > 0 {
		t.Errorf("another text is near: %+v", near)
	}
}

// every changes every nth word.
func every(words []string, n int) string {
	changed := append([]string{}, words...)
	for i := n; i < len(changed); i += n {
		changed[i] = "changed"
	}
	return strings.Join(changed, " ")
}

func TestWhatStandsOnEveryPageMakesNoneNear(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	x := origins.NewIndex()
	notice := prose(rng, 120)
	for id := range origins.MaxCommon + 1 {
		x.Add(models.ID(id), origins.Fingerprint(notice+fmt.Sprint(id)))
	}
	if near := x.Near(origins.Fingerprint(notice), 0.5); len(near) > 0 {
		t.Errorf("%d are near", len(near))
	}
	x.Add(3, nil)
	one := origins.Fingerprint(prose(rng, 300))
	x.Add(5000, one)
	x.Add(5000, one)
	if near := x.Near(one, 0.5); len(near) != 1 || near[0].Shared != len(one) {
		t.Errorf("a text that was added twice counts twice: %+v", near)
	}
	if near := x.Near(nil, 0); len(near) > 0 {
		t.Errorf("near nothing: %v", near)
	}
}

func TestALongTextHasABoundedFingerprint(t *testing.T) {
	if n := len(origins.Fingerprint(prose(rand.New(rand.NewPCG(5, 6)), 60_000))); n > origins.MaxFingerprint || n < 100 {
		t.Errorf("%d integers", n)
	}
}

func TestALongTextIsReadSoFar(t *testing.T) {
	body := strings.Repeat("a very long story ", origins.MaxText/18+1)
	texts := []origins.Text{text(1, "a", body+"one end"), text(2, "b", body+"another end")}
	if g := origins.Trace(texts, nil); len(g.Edges) != 1 || g.Edges[0].Score != 1 {
		t.Errorf("%+v", g.Edges)
	}
	if len(origins.Fingerprint(strings.Repeat(" ", origins.MaxText)+report)) > 0 {
		t.Error("a fingerprint of what is not read")
	}
}

// hostile are texts that are made to be slow.
func hostile() map[string]string {
	const size = 1 << 20
	rng := rand.New(rand.NewPCG(7, 8))
	var figures strings.Builder
	for figures.Len() < size {
		fmt.Fprintf(&figures, "%d ", rng.IntN(100_000))
	}
	return map[string]string{
		"one word":        strings.Repeat("word ", size/5),
		"no space":        strings.Repeat("w", size),
		"two words":       strings.Repeat("ab cd ", size/6),
		"quotation marks": strings.Repeat("\"", size),
		"quotations":      strings.Repeat("“we had no warning” ", size/24),
		"one letter":      strings.Repeat("我", size/3),
		"figures":         figures.String(),
		"outlets":         strings.Repeat("according to Nordwire, ", size/23),
		"lines":           strings.Repeat("a\n", size/2),
	}
}

func TestHostileTextsAreRead(t *testing.T) {
	for name, body := range hostile() {
		t.Run(name, func(t *testing.T) {
			g := origins.Trace([]origins.Text{text(1, "Nordwire", body), text(2, "The Quay", body), text(3, "Other", report)}, nil)
			if strings.ContainsAny(body, "wdc我1") && (len(g.Edges) == 0 || g.Edges[0].Kind != origins.Copied) {
				t.Errorf("%+v", g.Edges)
			}
			origins.Fingerprint(body)
		})
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, body := range hostile() {
		b.Run(name, func(b *testing.B) {
			texts := []origins.Text{text(1, "Nordwire", body), text(2, "The Quay", body)}
			for b.Loop() {
				origins.Trace(texts, nil)
			}
		})
	}
}

func BenchmarkFingerprint(b *testing.B) {
	body := prose(rand.New(rand.NewPCG(9, 10)), 2300)[:10_000]
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		origins.Fingerprint(body)
	}
}

// A new text of 10 KB among 10,000: its fingerprint and the look-up, at most
// 20 ms.
func BenchmarkNear(b *testing.B) {
	rng := rand.New(rand.NewPCG(11, 12))
	x := origins.NewIndex()
	rows := 0
	var last string
	for id := range 10_000 {
		last = prose(rng, 2300)[:10_000]
		f := origins.Fingerprint(last)
		rows += len(f)
		x.Add(models.ID(id), f)
	}
	for b.Loop() {
		if near := x.Near(origins.Fingerprint(last), 0.3); len(near) != 1 {
			b.Fatal(len(near))
		}
	}
	b.ReportMetric(float64(rows), "rows")
}

// A claim's five sources, and fifty.
func BenchmarkTrace(b *testing.B) {
	rng := rand.New(rand.NewPCG(13, 14))
	for _, n := range []int{5, 50} {
		b.Run(fmt.Sprintf("%d texts of 10 KB", n), func(b *testing.B) {
			var texts []origins.Text
			for id := range n {
				texts = append(texts, text(models.ID(id), "Press", prose(rng, 850)+strings.Repeat(report+" ", 8)))
			}
			for b.Loop() {
				origins.Trace(texts, nil)
			}
		})
	}
}
