package origins

import (
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/origins"
)

func TestItIsToldWhoCopiedWhom(t *testing.T) {
	for _, set := range Sets {
		t.Run(string(set), func(t *testing.T) {
			r := Measure(Of(set))
			for _, row := range r.Rows(set) {
				t.Logf("%s: %.3f of %d, bar %s %.2f", row.Name, row.Value, row.Of, row.Sign, row.Bar)
				if !row.Held() {
					t.Errorf("%s: %.3f misses the bar %s %.2f", row.Name, row.Value, row.Sign, row.Bar)
				}
			}
			for _, j := range r.Joined {
				t.Errorf("joined, though independent: %s", j)
			}
			if len(r.Turned) > 0 {
				t.Errorf("taken for the copy, though the origin: %s", strings.Join(r.Turned, "\n"))
			}
			if set == Tuning {
				t.Logf("wrong: %s", strings.Join(r.Wrong, "\n"))
			}
		})
	}
}

func TestTheCorpusIsLargeEnough(t *testing.T) {
	all := Clusters()
	if len(all) < 60 {
		t.Errorf("%d clusters, not 60", len(all))
	}
	seen, of := map[string]bool{}, map[string]int{}
	for _, c := range all {
		if seen[c.Name] {
			t.Errorf("%s stands twice", c.Name)
		}
		seen[c.Name] = true
		for _, r := range c.Reports {
			of[c.Language+" "+string(r.From)]++
		}
	}
	for _, lang := range languages {
		for _, from := range []Truth{Copied, Rewritten, Independent} {
			if n := of[lang+" "+string(from)]; n < 7 {
				t.Errorf("%d reports that are %s in %s", n, from, lang)
			}
		}
	}
}

// A quotation that everybody heard is what independent reports share: without
// it they would be easy to tell from copies.
func TestIndependentReportsShareWhatIsPublic(t *testing.T) {
	for _, c := range Clusters() {
		for _, r := range c.Reports {
			if r.From == Independent && longestShared(c.Reports[0].Text.Text, r.Text.Text) < 9 {
				t.Errorf("%s: the %s quotes nothing that the agency quotes", c.Name, r.Name)
			}
		}
	}
}

// longestShared is how many code points in a row stand in both texts at most.
func longestShared(a, b string) (most int) {
	x, y := []rune(a), []rune(b)
	before := make([]int, len(y)+1)
	for i := range x {
		row := make([]int, len(y)+1)
		for j := range y {
			if x[i] == y[j] {
				row[j+1] = before[j] + 1
				most = max(most, row[j+1])
			}
		}
		before = row
	}
	return most
}

func BenchmarkTrace(b *testing.B) {
	for _, c := range Clusters()[:1] {
		var of []origins.Text
		for _, r := range c.Reports {
			of = append(of, r.Text)
		}
		for b.Loop() {
			origins.Trace(of, nil)
		}
	}
}

func TestItIsToldWhomALineCredits(t *testing.T) {
	all := Credits()
	r := MeasureCredits(all)
	for _, row := range r.Rows() {
		t.Logf("%s: %.3f of %d, bar %s %.2f", row.Name, row.Value, row.Of, row.Sign, row.Bar)
		if !row.Held() {
			t.Errorf("%s: %.3f misses the bar %s %.2f", row.Name, row.Value, row.Sign, row.Bar)
		}
	}
	t.Logf("wrong:\n%s", strings.Join(r.Wrong, "\n"))
	// Nothing but the line joins the two.
	for _, c := range all {
		c.By.Document = document(slices.DeleteFunc(strings.Split(c.By.Text, "\n"), func(l string) bool { return l == c.Line }))
		if g := origins.Trace([]origins.Text{c.Origin, c.By}, nil); len(g.Edges) > 0 {
			t.Fatalf("%s: joined without %q: %+v", c.By.Language, c.Line, g.Edges)
		}
	}
}
