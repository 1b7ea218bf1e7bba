package origins_test

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func source(id, same models.ID) models.Source { return models.Source{ID: id, SameAs: models.Ref(same)} }

func lacks(ids ...models.ID) map[models.ID]models.Lack {
	all := map[models.ID]models.Lack{}
	for _, id := range ids {
		all[id] = models.LacksCapture
	}
	return all
}

func copied(from, to models.ID) models.OriginEdge {
	return models.OriginEdge{FromID: from, ToID: to, Kind: string(origins.Copied), Sign: string(origins.ByTime), Score: 0.9}
}

func cites(from, to models.ID) models.OriginEdge {
	return models.OriginEdge{FromID: from, ToID: to, Kind: string(origins.Cites), Sign: string(origins.ByLink), Score: 1}
}

func TestToWhichRootEachSourceGoesBack(t *testing.T) {
	three := []models.Source{source(1, 0), source(2, 0), source(3, 0)}
	for _, row := range []struct {
		name    string
		known   origins.Known
		root    map[models.ID]models.ID
		roots   int
		sources int
	}{
		{"of which nothing is known, is its own", origins.Known{Sources: three}, map[models.ID]models.ID{1: 1, 2: 2, 3: 3}, 3, 3},
		{"in a chain", origins.Known{Sources: three, Edges: []models.OriginEdge{copied(2, 1), copied(3, 2)}}, map[models.ID]models.ID{1: 1, 2: 1, 3: 1}, 1, 3},
		{"that rests on two, goes back to the one whose words it has", origins.Known{Sources: three, Edges: []models.OriginEdge{cites(3, 1), copied(3, 2)}}, map[models.ID]models.ID{1: 1, 2: 2, 3: 2}, 2, 3},
		{"in a ring, goes back to the first", origins.Known{Sources: three, Edges: []models.OriginEdge{copied(1, 2), copied(2, 3), copied(3, 1)}}, map[models.ID]models.ID{1: 1, 2: 1, 3: 1}, 1, 3},
		{"in a ring with a way out that is weaker, takes it", origins.Known{Sources: three, Edges: []models.OriginEdge{copied(1, 2), copied(2, 1), cites(2, 3)}}, map[models.ID]models.ID{1: 3, 2: 3, 3: 3}, 1, 3},
		{"that leads outside, does not count", origins.Known{Sources: three[:2], Edges: []models.OriginEdge{copied(1, 9), copied(2, 9)}}, map[models.ID]models.ID{1: 1, 2: 2}, 2, 2},
		{"entered twice, counts once", origins.Known{Sources: []models.Source{source(1, 0), source(2, 1), source(3, 0)}}, map[models.ID]models.ID{1: 1, 2: 1, 3: 3}, 2, 2},
		{"entered twice as a third, counts once", origins.Known{Sources: []models.Source{source(1, 9), source(2, 9)}}, map[models.ID]models.ID{1: 1, 2: 1}, 1, 1},
		{"that is one with another, depends on what that depends on", origins.Known{Sources: []models.Source{source(1, 0), source(2, 0), source(3, 2)}, Edges: []models.OriginEdge{copied(3, 1)}}, map[models.ID]models.ID{1: 1, 2: 1, 3: 1}, 1, 2},
		{"an edge between two that are one, does not count", origins.Known{Sources: []models.Source{source(1, 0), source(2, 1)}, Edges: []models.OriginEdge{copied(2, 1)}}, map[models.ID]models.ID{1: 1, 2: 1}, 1, 1},
		{"protected, is not told from its words", origins.Known{Sources: []models.Source{{ID: 1, Protected: true}, source(2, 0)}, Edges: []models.OriginEdge{copied(2, 1)}}, map[models.ID]models.ID{1: 1, 2: 2}, 2, 2},
		{"protected, goes back to where a person says", origins.Known{Sources: []models.Source{{ID: 1, Protected: true}, source(2, 0)}, Rulings: []models.OriginRuling{{ID: 7, FromID: 1, ToID: 2, Copies: true}}}, map[models.ID]models.ID{1: 2, 2: 2}, 1, 2},
		{"ruled independent, is a root", origins.Known{Sources: three, Edges: []models.OriginEdge{copied(2, 1), copied(3, 2)}, Rulings: []models.OriginRuling{{FromID: 1, ToID: 2}}}, map[models.ID]models.ID{1: 1, 2: 2, 3: 2}, 2, 3},
		{"ruled a copy the other way round, is turned", origins.Known{Sources: three[:2], Edges: []models.OriginEdge{copied(2, 1)}, Rulings: []models.OriginRuling{{FromID: 1, ToID: 2, Copies: true}}}, map[models.ID]models.ID{1: 2, 2: 2}, 1, 2},
		{"ruled twice, goes by the last", origins.Known{Sources: three[:2], Rulings: []models.OriginRuling{{FromID: 1, ToID: 2, Copies: true}, {FromID: 2, ToID: 1}}}, map[models.ID]models.ID{1: 1, 2: 2}, 2, 2},
		{"of which the last ruling was taken back, goes by the one before", origins.Known{Sources: three[:2], Rulings: []models.OriginRuling{{FromID: 1, ToID: 2, Copies: true}, {FromID: 2, ToID: 1, EndedAt: 5}}}, map[models.ID]models.ID{1: 2, 2: 2}, 1, 2},
		{"of which nothing is kept, does not count", origins.Known{Sources: three, Lacking: lacks(2, 3)}, map[models.ID]models.ID{1: 1, 2: 2, 3: 3}, 1, 3},
		{"that is one with another which is kept, counts", origins.Known{Sources: []models.Source{source(1, 0), source(2, 1), source(3, 0)}, Lacking: lacks(1, 3)}, map[models.ID]models.ID{1: 1, 2: 1, 3: 3}, 1, 2},
		{"from which another that is kept has its words, counts", origins.Known{Sources: three, Lacking: lacks(1, 3), Rulings: []models.OriginRuling{{FromID: 2, ToID: 1, Copies: true}}}, map[models.ID]models.ID{1: 1, 2: 1, 3: 3}, 1, 3},
	} {
		t.Run("a source "+row.name, func(t *testing.T) {
			all, root := origins.Among(row.known), map[models.ID]models.ID{}
			for _, r := range all {
				root[r.SourceID] = r.Root
			}
			if diff := cmp.Diff(row.root, root); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if roots, of := models.Roots(all); roots != row.roots || of != row.sources {
				t.Errorf("%d roots among %d, want %d among %d", roots, of, row.roots, row.sources)
			}
		})
	}
}

func TestADependentSourceSaysByWhatEdgeAndWhoRuledIt(t *testing.T) {
	all := origins.Among(origins.Known{
		Sources: []models.Source{source(1, 0), source(2, 0), source(3, 0)}, Compared: []models.ID{1, 3},
		Edges:   []models.OriginEdge{copied(2, 1)},
		Rulings: []models.OriginRuling{{ID: 7, FromID: 3, ToID: 1, Copies: true, Reason: "Their editor told us."}},
	})
	want := []models.Rooted{
		{SourceID: 1, OneWith: 1, Root: 1, Compared: true},
		{SourceID: 2, OneWith: 2, Root: 1, Edge: copied(2, 1)},
		{SourceID: 3, OneWith: 3, Root: 1, Edge: models.OriginEdge{FromID: 3, ToID: 1, Kind: string(origins.Declared), Sign: string(origins.ByRuling), Score: 1, Reason: "Their editor told us."}, Ruling: 7, Compared: true},
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is one with a source that is kept lacks nothing, though neither is a root.
func TestWhatIsOneWithAKeptSourceLacksNothing(t *testing.T) {
	all := origins.Among(origins.Known{
		Sources: []models.Source{source(1, 0), source(2, 1), source(3, 0), source(4, 0)}, Lacking: lacks(1, 4),
		Rulings: []models.OriginRuling{{FromID: 1, ToID: 3, Copies: true}},
	})
	got := map[models.ID]models.Lack{}
	for _, r := range all {
		got[r.SourceID] = r.Lacks
	}
	if diff := cmp.Diff(map[models.ID]models.Lack{1: "", 2: "", 3: "", 4: models.LacksCapture}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the edges are: each source goes back to a root, a root to itself, and
// there are as many roots as Roots tells.
func TestEverySourceGoesBackToARoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "sources")
		var k origins.Known
		for i := range n {
			k.Sources = append(k.Sources, source(models.ID(i+1), models.ID(rapid.SampledFrom([]int{0, 0, 0, 50, 51}).Draw(t, "same"))))
		}
		id := rapid.Int64Range(1, int64(n))
		for range rapid.IntRange(0, 16).Draw(t, "edges") {
			if from, to := id.Draw(t, "from"), id.Draw(t, "to"); from != to {
				k.Edges = append(k.Edges, rapid.SampledFrom([]models.OriginEdge{copied(from, to), cites(from, to)}).Draw(t, "edge"))
			}
		}
		all := origins.Among(k)
		is := map[models.ID]models.Rooted{}
		for _, r := range all {
			is[r.SourceID] = r
		}
		for _, r := range all {
			if !is[r.Root].IsRoot() || is[r.OneWith].Root != r.Root || r.IsRoot() && r.Edge != (models.OriginEdge{}) {
				t.Fatalf("%+v of %+v", r, all)
			}
		}
		if roots, of := models.Roots(all); roots < 1 || roots > of || of > n {
			t.Fatalf("%d roots among %d", roots, of)
		}
	})
}
