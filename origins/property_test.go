package origins_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
)

// pieces are what texts are made of: news, and what trips a reader of it.
var pieces = append(strings.Split(report+"\n"+retelling+"\n"+elsewhere, "\n"),
	"“", "”", "«", " 12 ", "4.3", "万", "新华社报道，", "«Мы слышали реку раньше, чем увидели её», — сказал он.", "وقالت: \"سمعنا النهر قبل أن نراه\".", "มีผู้บาดเจ็บ 37 คน", "\u00a0", "e\u0301", "\u2028", "🙂", "(Nordwire)",
)

func someBody(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.SampledFrom(pieces), rapid.String()), 1, 12).Draw(t, "parts")
	return strings.ReplaceAll(strings.Join(parts, rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "between")), "\r", "")
}

func someText(t *rapid.T, id models.ID) origins.Text {
	w := text(id, rapid.SampledFrom([]string{"Nordwire", "The Quay", "新华社", "", strings.Repeat("The Gazette\n", 30)}).Draw(t, "publisher"), someBody(t))
	w.Language = rapid.SampledFrom([]string{"en", "de", "ru", "ar", "zh", "th", "", "!"}).Draw(t, "language")
	w.Address = rapid.SampledFrom([]string{"https://a.example/1", "https://b.example/2", "", "%"}).Draw(t, "address")
	w.Canonical = rapid.SampledFrom([]string{"https://a.example/1", ""}).Draw(t, "canonical")
	w.Links = rapid.SliceOfN(rapid.SampledFrom([]string{"https://a.example/1", "https://b.example/2", "://"}), 0, 2).Draw(t, "links")
	w.Published = rapid.SampledFrom([]models.Instant{0, noon, noon + hour}).Draw(t, "published")
	w.ByDay = rapid.Bool().Draw(t, "by day")
	w.Author = rapid.SampledFrom([]string{"", "Nordwire", "By Ann Lee and The Quay", "; .", "新华社"}).Draw(t, "author")
	w.Captured = rapid.SampledFrom([]models.Instant{0, noon, noon + hour}).Draw(t, "captured")
	return w
}

func someTexts(t *rapid.T) (all []origins.Text) {
	for i := range rapid.IntRange(1, 5).Draw(t, "texts") {
		all = append(all, someText(t, models.ID(i+1)))
	}
	return all
}

func TestTheOrderOfTextsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := someTexts(t)
		other := rapid.Permutation(texts).Draw(t, "order")
		if diff := cmp.Diff(origins.Trace(texts, nil), origins.Trace(other, nil)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestATextIsACopyOfItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := someText(t, 1)
		two := one
		two.ID = 2
		g := origins.Trace([]origins.Text{one, two}, nil)
		if !strings.ContainsFunc(one.Text, letter) {
			return
		}
		if len(g.Edges) != 1 || g.Edges[0].Kind != origins.Copied || g.Edges[0].Score != 1 {
			t.Fatalf("%q: %+v", one.Text, g.Edges)
		}
		if len(g.Roots) != 1 {
			t.Fatalf("%d roots", len(g.Roots))
		}
	})
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func TestAnUnrelatedTextChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := someTexts(t)
		stranger := text(models.ID(rapid.SampledFrom([]int{-1, 99}).Draw(t, "id")), "Wetterdienst", "Über Ostfriesland ziehen abends Wolken auf, später fällt Nieselregen bei schwachem Wind.")
		before, after := origins.Trace(texts, nil), origins.Trace(append(slices.Clone(texts), stranger), nil)
		if diff := cmp.Diff(before.Edges, after.Edges); diff != "" {
			t.Fatal(diff)
		}
		if len(after.Roots) != len(before.Roots)+1 {
			t.Fatalf("%d roots, before %d", len(after.Roots), len(before.Roots))
		}
	})
}

// longestReason is about two lines of a claim's page, in code points.
const longestReason = 190

// Every graph has a root, no edge leads to itself, between two texts there is
// one, and each says why.
func TestGraphsAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := someTexts(t)
		g := origins.Trace(texts, nil)
		seen := map[[2]models.ID]bool{}
		for _, e := range g.Edges {
			ends := [2]models.ID{min(e.From, e.To), max(e.From, e.To)}
			if e.From == e.To || seen[ends] || e.Score < 0 || e.Score > 1 || !strings.HasSuffix(e.Reason, ".") || e.Sign == "" {
				t.Fatalf("%+v", e)
			}
			if n := utf8.RuneCountInString(e.Reason); n > longestReason || strings.Contains(e.Reason, "  ") || strings.Contains(e.Reason, "\n") {
				t.Fatalf("%d code points: %q", n, e.Reason)
			}
			seen[ends] = true
		}
		if len(g.Roots) == 0 || len(g.Roots) > len(texts) {
			t.Fatalf("%d roots of %d texts", len(g.Roots), len(texts))
		}
	})
}

func TestAFingerprintKnowsItsTextAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := someBody(t)
		f := origins.Fingerprint(body)
		if !slices.IsSorted(f) || len(slices.Compact(slices.Clone(f))) != len(f) || len(f) > origins.MaxFingerprint {
			t.Fatalf("not sorted, not each once, or too many: %v", f)
		}
		// Case, signs and lines change nothing.
		if diff := cmp.Diff(f, origins.Fingerprint("— "+strings.ReplaceAll(body, " ", "\n")+" …")); diff != "" && !strings.ContainsAny(body, "0123456789") {
			t.Fatalf("%q: %s", body, diff)
		}
		x := origins.NewIndex()
		x.Add(7, f)
		if near := x.Near(f, 0.99); len(f) > 0 && (len(near) != 1 || near[0].Share != 1) {
			t.Fatalf("%v", near)
		}
	})
}

// Whatever stands around them, 35 words in a row that two texts share give them
// an integer in common.
func TestASharedPassageIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z]{1,8}`)
		passage := strings.Join(rapid.SliceOfN(word, 35, 60).Draw(t, "passage"), " ")
		around := func(name string) string {
			return strings.Join(rapid.SliceOfN(word, 0, 200).Draw(t, name), " ")
		}
		a := origins.Fingerprint(around("before a") + " " + passage + " " + around("behind a"))
		b := origins.Fingerprint(around("before b") + " " + passage + " " + around("behind b"))
		if !slices.ContainsFunc(a, func(f int64) bool { _, ok := slices.BinarySearch(b, f); return ok }) {
			t.Fatalf("nothing shared though both have %q", passage)
		}
	})
}

// A text is compared with others one at a time, as if all were there.
func TestTwoTextsAreJoinedWithoutTheOthersAsWithThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := someTexts(t)
		var found []origins.Edge
		own := origins.Read(texts[0])
		for _, other := range texts[1:] {
			if e, joined := origins.Between(origins.Read(other), own); joined {
				found = append(found, e)
			}
		}
		var want []origins.Edge
		for _, e := range origins.Trace(texts, nil).Edges {
			if e.From == texts[0].ID || e.To == texts[0].ID {
				want = append(want, e)
			}
		}
		byOther := func(a, b origins.Edge) int { return int(a.From + a.To - b.From - b.To) }
		slices.SortFunc(want, byOther)
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("joined otherwise (-with all, +alone):\n%s", diff)
		}
	})
}

func FuzzTrace(f *testing.F) {
	f.Add(report, retelling, "en")
	f.Add(elsewhere, "据新华社报道，12万", "zh")
	f.Add("“a b c d e”", "\"a b c d e", "")
	f.Fuzz(func(t *testing.T, a, b, lang string) {
		if len(a)+len(b) > 4000 {
			return
		}
		one, two := text(1, "Nordwire", strings.ToValidUTF8(a, "?")), text(2, "Nord", strings.ToValidUTF8(b, "?"))
		one.Language, two.Language = lang, lang
		g := origins.Trace([]origins.Text{one, two}, nil)
		if len(g.Edges) > 1 || len(g.Roots) != 2-len(g.Edges) {
			t.Fatalf("%+v", g)
		}
		if len(origins.Fingerprint(a)) > origins.MaxFingerprint {
			t.Fatal("too many")
		}
	})
}
