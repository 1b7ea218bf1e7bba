package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// shelf is a newsroom with sources of its own making.
type shelf struct {
	*testkit.House
	t       *testing.T
	article models.ID
}

func newShelf(t *testing.T, h *testkit.House) *shelf {
	t.Helper()
	s := &shelf{House: h, t: t, article: h.Open(t, testkit.Copy)}
	h.Mark(t, h.Carl, s.article, 2)
	return s
}

// add puts a source on the shelf, as the change makes it.
func (s *shelf) add(article models.ID, title string, change func(*models.Source)) models.ID {
	s.t.Helper()
	src := models.Source{ArticleID: article, Type: models.PressReport, Title: title, Version: 1, CreatedBy: s.Carl.ID, CreatedAt: 1}
	if change != nil {
		change(&src)
	}
	must(s.t, s.DB.Tx(s.t.Context(), func(tx store.Tx) error { return tx.AddSource(s.t.Context(), &src) }))
	return src.ID
}

// rests puts evidence of a source under a claim of an article.
func (s *shelf) rests(article models.ID, number int, source models.ID) {
	s.t.Helper()
	claim, err := s.DB.Queries().Claim(s.t.Context(), article, number)
	must(s.t, err)
	e := models.Evidence{ClaimID: claim.ID, SourceID: source, Stance: models.Supports, Authority: models.Primary, Passage: "so it says", CreatedBy: s.Carl.ID, CreatedAt: 1}
	must(s.t, s.DB.Tx(s.t.Context(), func(tx store.Tx) error { return tx.AddEvidence(s.t.Context(), &e) }))
}

func (s *shelf) same(source, with models.ID) {
	s.t.Helper()
	must(s.t, s.DB.Tx(s.t.Context(), func(tx store.Tx) error { return tx.SetSame(s.t.Context(), source, models.Ref(with)) }))
}

func (s *shelf) drift(source models.ID) models.ID {
	s.t.Helper()
	d := models.Drift{SourceID: source, Outcome: models.LookChanged, OpenedAt: 2}
	must(s.t, s.DB.Tx(s.t.Context(), func(tx store.Tx) error {
		l := models.Look{SourceID: source, At: 2, Outcome: models.LookChanged}
		if err := tx.AddLook(s.t.Context(), &l); err != nil {
			return err
		}
		d.LookID = l.ID
		return tx.AddDrift(s.t.Context(), &d)
	}))
	return d.ID
}

// found are the titles of a part of the list of all sources.
func (s *shelf) found(viewer models.ID, f store.SourceFilter) (titles []string) {
	s.t.Helper()
	if f.Limit == 0 {
		f.Limit = 100
	}
	l, err := s.DB.Queries().Library(s.t.Context(), viewer, f)
	must(s.t, err)
	for _, r := range l.Rows {
		titles = append(titles, r.Title)
	}
	return titles
}

func TestTheLibraryIsFiltered(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		used := s.add(s.article, "Used zebra", func(m *models.Source) { m.Publisher, m.Type = "The Times", models.Book })
		s.rests(s.article, 1, used)
		s.add(s.article, "Idle zebra", func(m *models.Source) { m.Health, m.Publisher = models.LookGone, "The Times" })
		s.add(s.article, "Source A", func(m *models.Source) { m.Protected = true })
		drifted := s.add(s.article, "Drifted", func(m *models.Source) { m.Health, m.Type = models.LookGone, models.Dataset })
		s.drift(drifted)
		s.rests(s.article, 1, drifted)
		s.add(s.article, "東京の記事", nil)
		member := s.add(s.article, "Its twin", func(m *models.Source) { m.Publisher = "Another" })
		s.same(member, used)
		for _, row := range []struct {
			name   string
			filter store.SourceFilter
			want   []string
		}{
			{"everything, newest first, without what is one with another", store.SourceFilter{}, []string{"東京の記事", "Drifted", "Source A", "Idle zebra", "Used zebra"}},
			{"words", store.SourceFilter{Term: "zebra"}, []string{"Idle zebra", "Used zebra"}},
			{"the beginning of a word", store.SourceFilter{Term: "used zeb"}, []string{"Used zebra"}},
			{"words of what is one with another", store.SourceFilter{Term: "twin"}, []string{"Its twin"}},
			{"words in a script without spaces", store.SourceFilter{Term: "京の"}, []string{"東京の記事"}},
			{"health", store.SourceFilter{Health: models.LookGone}, []string{"Drifted", "Idle zebra"}},
			{"never looked at", store.SourceFilter{Unlooked: true}, []string{"東京の記事", "Source A", "Used zebra"}},
			{"type", store.SourceFilter{Type: models.Book}, []string{"Used zebra"}},
			{"publisher", store.SourceFilter{Publisher: "The Times"}, []string{"Idle zebra", "Used zebra"}},
			{"not used", store.SourceFilter{Unused: true}, []string{"東京の記事", "Source A", "Idle zebra"}},
			{"protected", store.SourceFilter{Protected: true}, []string{"Source A"}},
			{"drifted", store.SourceFilter{Drifted: true}, []string{"Drifted"}},
			{"two of them", store.SourceFilter{Health: models.LookGone, Publisher: "The Times"}, []string{"Idle zebra"}},
			{"words and another", store.SourceFilter{Term: "zebra", Unused: true}, []string{"Idle zebra"}},
			{"drifted and words", store.SourceFilter{Drifted: true, Term: "drifted"}, []string{"Drifted"}},
			{"all at once", store.SourceFilter{Term: "drifted", Health: models.LookGone, Type: models.Dataset, Drifted: true, Unused: true}, nil},
			{"below another", store.SourceFilter{Before: used + 2}, []string{"Idle zebra", "Used zebra"}},
			{"a few", store.SourceFilter{Limit: 2}, []string{"東京の記事", "Drifted"}},
		} {
			t.Run(row.name, func(t *testing.T) {
				if got := s.found(h.Vera.ID, row.filter); !slices.Equal(got, row.want) {
					t.Errorf("found %q, want %q", got, row.want)
				}
			})
		}
	})
}

// A reader learns nothing from the library of articles that are not open to
// them: neither a source, nor that one is used there, nor with what it is one.
func TestTheLibraryHidesWhatItsArticlesDo(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		meta := testkit.Meta(h.Ed)
		meta.Restricted, meta.Team = true, []models.ID{h.Carl.ID, h.Duo.ID}
		shut := h.OpenAs(t, meta, testkit.Copy)
		h.Mark(t, h.Carl, shut, 2)
		open := s.add(s.article, "Open", func(m *models.Source) { m.URL = "https://example.org/a" })
		hidden := s.add(shut, "Hidden", func(m *models.Source) { m.URL = "https://www.example.org/a/" })
		s.rests(shut, 1, open)
		q, ctx := h.DB.Queries(), t.Context()
		if got := s.found(h.Vera.ID, store.SourceFilter{Unused: true}); !slices.Equal(got, []string{"Open"}) {
			t.Errorf("not used: %q", got)
		}
		if got := s.found(h.Carl.ID, store.SourceFilter{}); !slices.Equal(got, []string{"Hidden", "Open"}) {
			t.Errorf("on the team: %q", got)
		}
		for _, who := range []struct {
			user models.User
			sees int
		}{{h.Carl, 1}, {h.Vera, 0}} {
			uses, err := q.SourceUses(ctx, who.user.ID, []models.ID{open, hidden})
			if must(t, err); len(uses) != who.sees {
				t.Errorf("%s sees the uses %+v", who.user.Name, uses)
			}
			rests, err := q.RestingOn(ctx, who.user.ID, []models.ID{open}, 0, 10)
			if must(t, err); len(rests) != who.sees {
				t.Errorf("%s sees resting %+v", who.user.Name, rests)
			}
			alike, err := q.AlikeTo(ctx, who.user.ID, store.SameAddress, open, 10)
			if must(t, err); len(alike) != who.sees {
				t.Errorf("%s sees alike %+v", who.user.Name, alike)
			}
			ones, _, err := q.AlikeOnes(ctx, who.user.ID, store.SameAddress, 0, 10)
			if must(t, err); len(ones) != who.sees {
				t.Errorf("%s sees alike ones %+v", who.user.Name, ones)
			}
			of, err := q.SourcesOf(ctx, who.user.ID, []models.ID{open, hidden})
			if must(t, err); len(of) != who.sees+1 {
				t.Errorf("%s sees the sources %+v", who.user.Name, of)
			}
		}
		s.same(open, hidden)
		if got := s.found(h.Vera.ID, store.SourceFilter{}); !slices.Equal(got, []string{"Open"}) {
			t.Errorf("one with a hidden one: %q", got)
		}
		if got := s.found(h.Carl.ID, store.SourceFilter{}); !slices.Equal(got, []string{"Hidden"}) {
			t.Errorf("one with another, on the team: %q", got)
		}
		for _, who := range []struct {
			user models.User
			want []models.ID
		}{{h.Carl, []models.ID{hidden, open}}, {h.Vera, []models.ID{open}}} {
			group, err := q.SourceGroup(ctx, who.user.ID, open)
			must(t, err)
			var got []models.ID
			for _, g := range group {
				got = append(got, g.ID)
			}
			if !slices.Equal(got, who.want) {
				t.Errorf("%s sees the group %v, want %v", who.user.Name, got, who.want)
			}
		}
	})
}

// Where no index answers, a page is picked from the newest 1000, and says where
// to go on.
func TestTheLibraryLooksAtNoMoreThanItSays(t *testing.T) {
	h := testkit.NewHouse(t, "")
	s := newShelf(t, h)
	old := s.add(s.article, "Old zebra, not used", nil)
	var sb strings.Builder
	for i := range 1100 {
		fmt.Fprintf(&sb, "INSERT INTO sources (article_id, type, title, url, publisher, author, published_on, located, created_by, created_at, health) VALUES (%d, 'book', 'zebra %d', '', '', '', '', 1, %d, 1, 'gone');\n", s.article, i, h.Carl.ID)
	}
	_, err := h.SQL(t).ExecContext(t.Context(), sb.String())
	must(t, err)
	claim, err := h.DB.Queries().Claim(t.Context(), s.article, 1)
	must(t, err)
	_, err = h.SQL(t).ExecContext(t.Context(), "INSERT INTO evidence (claim_id, source_id, stance, authority, passage, locator, calculation, note, created_by, created_at)"+
		" SELECT ?, id, 'supports', 'primary', 'x', '', '', '', ?, 1 FROM sources WHERE id > ?", claim.ID, h.Carl.ID, old)
	must(t, err)
	for _, f := range []store.SourceFilter{{Unused: true}, {Term: "zebra", Unused: true}, {Term: "old"}, {Type: models.PressReport}} {
		var titles []string
		f.Limit = 50
		looks := 0
		for {
			l, err := h.DB.Queries().Library(t.Context(), h.Vera.ID, f)
			must(t, err)
			looks++
			for _, r := range l.Rows {
				titles = append(titles, r.Title)
			}
			if f.Before = l.Next; l.Next == 0 {
				break
			}
			if l.Looked != 1000 || len(l.Rows) != 0 {
				t.Errorf("%+v: looked at %d, found %d", f, l.Looked, len(l.Rows))
			}
		}
		want := 1
		if f.Unused { // the others have an index that finds them
			want = 2
		}
		if !slices.Equal(titles, []string{"Old zebra, not used"}) || looks != want {
			t.Errorf("%+v: %q in %d parts", f, titles, looks)
		}
	}
	if l, err := h.DB.Queries().Library(t.Context(), h.Vera.ID, store.SourceFilter{Health: models.LookGone, Limit: 51}); err != nil || len(l.Rows) != 51 || l.Next != 0 {
		t.Errorf("an index: %d, %d, %v", len(l.Rows), l.Next, err)
	}
}

func TestSourcesAreFoundAlike(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		first := s.add(s.article, "First", func(m *models.Source) { m.URL = "https://www.example.org/a?utm_source=x" })
		second := s.add(s.article, "Second", func(m *models.Source) { m.URL = "http://example.org/a/" })
		third := s.add(s.article, "Third", func(m *models.Source) { m.URL = "https://example.org/b" })
		fourth := s.add(s.article, "Upload", nil)
		sheltered := s.add(s.article, "Source A", func(m *models.Source) { m.URL, m.Protected = "https://example.org/a", true })
		keep := func(source models.ID, body, address, canonical string) {
			t.Helper()
			c := models.Capture{SourceID: source, How: models.Fetched, At: 1, BodySHA256: strings.Repeat(body, 64), BodySize: 9, Address: address, Canonical: canonical}
			must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error { return tx.AddCapture(t.Context(), &c) }))
		}
		alike := func(by store.AlikeBy) (pairs [][2]models.ID) {
			t.Helper()
			found, _, err := h.DB.Queries().AlikeOnes(t.Context(), h.Vera.ID, by, 0, 10)
			must(t, err)
			for _, a := range found {
				pairs = append(pairs, [2]models.ID{a.SourceID, a.OtherID})
			}
			return pairs
		}
		expect := func(what string, got [][2]models.ID, want ...[2]models.ID) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", what, got, want)
			}
		}
		expect("by address", alike(store.SameAddress), [2]models.ID{second, first})
		keep(third, "a", "https://example.org/b", "https://example.org/a")
		expect("by the address that a page names itself", alike(store.SameAddress), [2]models.ID{third, first}, [2]models.ID{second, first})
		keep(fourth, "a", "", "")
		keep(sheltered, "a", "https://example.org/a", "")
		expect("by bytes", alike(store.SameBytes), [2]models.ID{fourth, third})
		edge := func(from, to models.ID, score float64) models.OriginEdge {
			return models.OriginEdge{FromID: from, ToID: to, Kind: "copied", Sign: "words", Score: score, Reason: "so it is"}
		}
		must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.SetEdges(t.Context(), second, []models.ID{fourth, third}, []models.OriginEdge{edge(second, fourth, 0.95), edge(third, second, 0.7)})
		}))
		expect("by words of the other", alike(store.SameText))
		expect("by words that the other has", alike(store.LentText), [2]models.ID{fourth, second})
		to, err := h.DB.Queries().AlikeTo(t.Context(), h.Vera.ID, store.SameAddress, third, 10)
		if must(t, err); len(to) != 2 || to[0].OtherID != first || to[1].OtherID != second {
			t.Errorf("alike to the third: %+v", to)
		}
		s.same(second, first)
		expect("what is one already", alike(store.SameAddress), [2]models.ID{third, first})
	})
}

func TestDriftsAreToldWhereClaimsRestOnWhatDrifted(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		other := h.Open(t, testkit.Copy)
		h.Mark(t, h.Carl, other, 2)
		head, twin, idle := s.add(s.article, "Head", nil), s.add(other, "Twin", nil), s.add(s.article, "Idle", nil)
		s.rests(s.article, 1, head)
		s.rests(s.article, 1, head)
		s.rests(other, 1, twin)
		drift := s.drift(head)
		s.drift(idle)
		in := func() (got [][3]models.ID) {
			t.Helper()
			ds, err := h.DB.Queries().DriftsIn(t.Context(), []models.ID{s.article, other})
			must(t, err)
			for _, d := range ds {
				got = append(got, [3]models.ID{d.ID, d.ArticleID, d.RestingID})
			}
			return got
		}
		if got, want := in(), ([][3]models.ID{{drift, s.article, head}}); !slices.Equal(got, want) {
			t.Errorf("told are %v, want %v", got, want)
		}
		s.same(twin, head)
		if got, want := in(), ([][3]models.ID{{drift, s.article, head}, {drift, other, twin}}); !slices.Equal(got, want) {
			t.Errorf("of sources that are one, told are %v, want %v", got, want)
		}
		must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error {
			if err := tx.SetDriftAgain(t.Context(), drift, 7); err != nil {
				return err
			}
			return tx.CloseDrift(t.Context(), models.Drift{ID: drift, ClosedAt: 3, ClosedBy: models.Ref(h.Carl.ID)})
		}))
		if got := in(); len(got) != 0 {
			t.Errorf("after it was closed: %v", got)
		}
	})
}

// library asks for a part of the list of all sources.
func library(f store.SourceFilter) func(context.Context, store.Queries, *testkit.House) error {
	f.Limit = 51
	return func(ctx context.Context, q store.Queries, h *testkit.House) error {
		return told(q.Library(ctx, h.Vera.ID, f))
	}
}
