package seeds

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	bench "example.org/tickmark/bench/demo"
)

// The article by which suggestions are measured is the demo newsroom's own, as
// it stands in the end.
func TestSuggestionsAreMeasuredByTheDemoArticle(t *testing.T) {
	n, viewer := demo(t)
	f := file(t, n, viewer, 1)
	all, err := bench.Articles()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(a bench.Article) bool { return a.Name == bench.Summit })
	if i < 0 {
		t.Fatal("there is none")
	}
	if diff := cmp.Diff(f.Revision.Text, all[i].Text); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(f.Revision.Blocks, all[i].Blocks); diff != "" {
		t.Error(diff)
	}
	if all[i].Language != f.Article.Language || string(all[i].On) != f.Article.PublishOn {
		t.Errorf("%s of %s, and %s of %s", f.Article.Language, f.Article.PublishOn, all[i].Language, all[i].On)
	}
}
