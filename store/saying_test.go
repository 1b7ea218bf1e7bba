package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// says has a source keep a capture with a text.
func (s *shelf) says(source models.ID, text string) {
	s.t.Helper()
	c := models.Capture{SourceID: source, How: models.Fetched, At: 7, BodySHA256: strings.Repeat("a", 64), Language: "en", Document: models.Document{Text: text}}
	must(s.t, s.DB.Tx(s.t.Context(), func(tx store.Tx) error { return tx.AddCapture(s.t.Context(), &c) }))
}

// saying are the titles of the sources that say something, with what is quoted.
func (s *shelf) saying(viewer models.ID, f store.SourceFilter) (titles []string) {
	s.t.Helper()
	if f.Limit == 0 {
		f.Limit = 100
	}
	found, err := s.DB.Queries().Saying(s.t.Context(), viewer, f)
	must(s.t, err)
	for _, r := range found {
		titles = append(titles, r.Title+": "+r.Excerpt.Quoted)
	}
	return titles
}

func TestSourcesAreFoundByWhatTheirCapturesSay(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		old := s.add(s.article, "Ferry report", func(m *models.Source) { m.Type = models.Dataset })
		s.says(old, "The Ferry\ncarried 45,000 people, and 46,000 in the next year.")
		s.says(old, "The ferry carried nobody; it carried 45,000 before.")
		s.says(old, "This page is gone.")
		s.says(s.add(s.article, "東京", nil), "彼らは東京で会談した。")
		far := s.add(s.article, "Long", nil)
		s.says(far, strings.Repeat("word ", 6_398)+"the comet Ankh passed twice "+strings.Repeat("other words ", 20_000)+"and the wharf burned")
		s.rests(s.article, 1, far)
		for _, row := range []struct {
			name   string
			filter store.SourceFilter
			want   []string
		}{
			{"a figure", store.SourceFilter{Term: "45,000"}, []string{"Ferry report: 45,000"}},
			{"words in whatever case and across lines", store.SourceFilter{Term: "THE FERRY CARRIED 45"}, []string{"Ferry report: The Ferry\ncarried 45"}},
			{"the newest capture that has them, not the newest", store.SourceFilter{Term: "carried"}, []string{"Ferry report: carried"}},
			{"words that are not next to each other", store.SourceFilter{Term: "ferry 45"}, nil},
			{"the beginning of a word", store.SourceFilter{Term: "ferr"}, nil},
			{"a script without spaces", store.SourceFilter{Term: "京で会"}, []string{"東京: 京で会"}},
			{"across the border of two lists of words", store.SourceFilter{Term: "comet ankh passed twice other"}, []string{"Long: comet Ankh passed twice other"}},
			{"far behind", store.SourceFilter{Term: "the wharf burned"}, []string{"Long: the wharf burned"}},
			{"another filter", store.SourceFilter{Term: "carried", Type: models.Book}, nil},
			{"another that agrees", store.SourceFilter{Term: "carried", Type: models.Dataset, Unused: true}, []string{"Ferry report: carried"}},
			{"not used", store.SourceFilter{Term: "word", Unused: true}, nil},
			{"its title", store.SourceFilter{Term: "report"}, nil},
			{"no word", store.SourceFilter{Term: `"*`}, nil},
		} {
			t.Run(row.name, func(t *testing.T) {
				if got := s.saying(h.Vera.ID, row.filter); !slices.Equal(got, row.want) {
					t.Errorf("found %q, want %q", got, row.want)
				}
			})
		}
		x, err := s.DB.Queries().Saying(t.Context(), h.Vera.ID, store.SourceFilter{Term: "nobody", Limit: 1})
		must(t, err)
		if e := x[0].Excerpt; e.Before != "The ferry carried " || e.After != "; it carried 45,000 before." || e.CaptureID != 2 || e.At != 7 || !e.Found {
			t.Errorf("the excerpt is %+v", e)
		}
	})
}

// Neither words of a capture that a reader may not see nor that it has them are
// told by what is found.
func TestWhatCapturesSayIsHiddenAsTheyAre(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		meta := testkit.Meta(h.Ed)
		meta.Restricted, meta.Team = true, []models.ID{h.Carl.ID, h.Duo.ID}
		shut := h.OpenAs(t, meta, testkit.Copy)
		s.says(s.add(shut, "Hidden", nil), "a zebra in town 会談")
		protected := s.add(s.article, "Source A", func(m *models.Source) { m.Protected = true })
		s.says(protected, "a zebra in town 会談")
		must(t, h.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.AddKeepers(t.Context(), []models.SourceKeeper{{SourceID: protected, UserID: h.Carl.ID}})
		}))
		for _, term := range []string{"zebra in", "会談"} {
			for _, who := range []struct {
				user models.User
				want []string
			}{
				{h.Carl, []string{"Source A: " + term, "Hidden: " + term}},
				{h.Duo, []string{"Hidden: " + term}},
				{h.Vera, nil},
			} {
				if got := s.saying(who.user.ID, store.SourceFilter{Term: term}); !slices.Equal(got, who.want) {
					t.Errorf("%s finds %q, want %q", who.user.Name, got, who.want)
				}
			}
		}
	})
}

// TestTheWordsOfCapturesThatAreThereAreFilledIn takes the words away again and
// has the migration put them in.
func TestTheWordsOfCapturesThatAreThereAreFilledIn(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		s.says(s.add(s.article, "Old", nil), "a zebra in town")
		s.says(s.add(s.article, "Unread", nil), "")
		undo := "DROP TRIGGER capture_words_added; DROP TABLE capture_words; DELETE FROM goose_db_version WHERE version_id = 14;"
		if h.Postgres() {
			undo = "DROP TRIGGER capture_words_added ON captures; DROP FUNCTION tickmark_capture_words; DROP TABLE capture_words; DELETE FROM goose_db_version WHERE version_id = 14;"
		}
		_, err := h.SQL(t).ExecContext(t.Context(), undo)
		must(t, err)
		must(t, h.DB.MigrateAgain(t.Context()))
		s.says(s.add(s.article, "New", nil), "another zebra in town")
		if got, want := s.saying(h.Vera.ID, store.SourceFilter{Term: "zebra in town"}), []string{"New: zebra in town", "Old: zebra in town"}; !slices.Equal(got, want) {
			t.Errorf("found %q, want %q", got, want)
		}
		if found, err := h.DB.Damage(t.Context(), false); !h.Postgres() && (err != nil || len(found) != 0) {
			t.Errorf("damage: %v, %v", found, err)
		}
	})
}

// TestASourceWithManyCapturesIsFoundOnce has a source be looked at again and
// again.
func TestASourceWithManyCapturesIsFoundOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		first, second := s.add(s.article, "First", nil), s.add(s.article, "Second", nil)
		for i := range 20 {
			s.says(first, fmt.Sprintf("edition %d of the zebra", i))
			s.says(second, fmt.Sprintf("edition %d of the zebra", i))
		}
		if got, want := s.saying(h.Vera.ID, store.SourceFilter{Term: "zebra", Limit: 3}), []string{"Second: zebra", "First: zebra"}; !slices.Equal(got, want) {
			t.Errorf("found %q, want %q", got, want)
		}
	})
}

// A list of words of PostgreSQL counts 255 places of a word, and English has "the"
// more often than that in 32,000 characters.
func TestAPhraseWithACommonWordIsFoundFarBehind(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		var b strings.Builder
		for i := range 260 {
			fmt.Fprintf(&b, "the harbour office said on day %d that no ferry had left its berth before noon, ", i)
		}
		b.WriteString("and then the wharf burned.")
		s.says(s.add(s.article, "Long", nil), b.String())
		for _, term := range []string{"wharf burned", "the wharf burned", "then the wharf"} {
			if got, want := s.saying(h.Vera.ID, store.SourceFilter{Term: term}), []string{"Long: " + term}; !slices.Equal(got, want) {
				t.Errorf("of %d bytes: %q finds %q, want %q", b.Len(), term, got, want)
			}
		}
	})
}

// TestLongCapturesHideNoOlderOnes has a capture with more lists of words than
// captures are looked at: PostgreSQL counts captures.
func TestLongCapturesHideNoOlderOnes(t *testing.T) {
	h := testkit.NewHouse(t, testkit.FoundedPostgres(t))
	s := newShelf(t, h)
	s.says(s.add(s.article, "Old", nil), "the zebra")
	s.says(s.add(s.article, "Long", nil), "a zebra")
	db := h.SQL(t)
	defer func() { _ = db.Close() }()
	_, err := db.ExecContext(t.Context(), "INSERT INTO capture_words SELECT w.capture_id, n, w.words FROM capture_words w, generate_series(1, 1000) n WHERE w.capture_id = 2")
	must(t, err)
	if got, want := s.saying(h.Vera.ID, store.SourceFilter{Term: "zebra"}), []string{"Long: zebra", "Old: zebra"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// Whatever is looked for, the database is asked a question that it understands.
func TestNoWordsOfCapturesAreTakenForAQuestion(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		s.says(s.add(s.article, "A", nil), "plain words \" ' AND OR NOT NEAR 東京 a%b_c\\d İstanbul straße ΣΊΣΥΦΟΣ e\u0301t\u00e9 ½ ² x²y 5‰ foo_bar")
		for _, term := range []string{
			`"`, `a"b`, `words" OR "plain`, `plain AND words`, `NEAR(plain words)`, `plain*`, `^plain`, `text:plain`, `-plain`, `'; DROP TABLE x; --`,
			`\`, `a\`, `%`, `_a`, `東%`, `東\`, `東"'`, "a\u200bb", "x²", "½", "²", "foo_bar", "foo bar", "İstanbul", "istanbul", "e\u0301t\u00e9", "\u0301", "a\u0301", "\u0601a", "!!a", "a & b | c ! d <-> e :* f",
			strings.Repeat("the ", 125), strings.Repeat("東", 166), strings.Repeat("\u0301", 250), strings.Repeat("a-", 250), strings.Repeat("a.b@c.d/", 62), strings.Repeat("1.2e3,", 83),
			"http://a.b/c?d=e&f", "🙂", "a🙂b", "ᄀ", "\u00ad", "pl\u00adain",
		} {
			if _, err := h.DB.Queries().Saying(t.Context(), h.Vera.ID, store.SourceFilter{Term: term, Limit: 20}); err != nil {
				t.Errorf("%.40q: %v", term, err)
			}
		}
		if got, want := s.saying(h.Vera.ID, store.SourceFilter{Term: `plain" words`}), []string{`A: plain words`}; !slices.Equal(got, want) {
			t.Errorf("found %q, want %q", got, want)
		}
	})
}

// TestTheFirstWordsOfManyAreLookedForInCaptures counts the words that the database
// is told.
func TestTheFirstWordsOfManyAreLookedForInCaptures(t *testing.T) {
	const twelve = "one two three four five six seven eight nine ten eleven twelve"
	for _, row := range []struct{ name, term, want string }{
		{"no more than are looked for", twelve, twelve},
		{"with what is no word behind them", twelve + " – …", twelve + " – …"},
		{"one more", twelve + ", thirteen", twelve + ","},
		{"the border within an address", "see one two three four five six seven eight nine ten tick.example.org now", "see one two three four five six seven eight nine ten"},
		{"no space", strings.Repeat("a-", 50), strings.Repeat("a-", 11) + "a"},
		{"digits that are none of a number", strings.Repeat("² ", 20) + "a", strings.TrimSpace(strings.Repeat("² ", 12))},
		{"a script without spaces", "東京 " + twelve + " thirteen", "東京 " + twelve + " thirteen"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := store.Said(row.term); got != row.want {
				t.Errorf("said %q, want %q", got, row.want)
			}
		})
	}
	onBoth(t, func(t *testing.T, h *testkit.House) {
		s := newShelf(t, h)
		s.says(s.add(s.article, "Counted", nil), twelve+" fourteen")
		questions, err := h.DB.Asked(func(q store.Queries) error {
			found, err := q.Saying(t.Context(), h.Vera.ID, store.SourceFilter{Term: twelve + " thirteen", Limit: 20})
			if err == nil && (len(found) != 1 || found[0].Excerpt.Quoted != twelve) {
				t.Errorf("found %+v", found)
			}
			return err
		})
		must(t, err)
		told := 0
		for _, q := range questions {
			for _, arg := range q.Args {
				if words := strings.Fields(fmt.Sprint(arg)); len(words) > 1 {
					told = max(told, len(words))
				}
			}
		}
		if told != 12 {
			t.Errorf("the database is told %d words", told)
		}
	})
}

// Looking through captured texts may take long; it ends when whoever asked has
// gone.
func TestLookingThroughCapturesEndsWithItsReader(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		ctx, leave := context.WithCancel(t.Context())
		leave()
		for _, term := range []string{"zebra", "東京"} {
			if _, err := h.DB.Queries().Saying(ctx, h.Vera.ID, store.SourceFilter{Term: term, Limit: 20}); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v, want that it ended", term, err)
			}
		}
	})
}

// TestScriptsWithoutSpacesReadTheNewestTextsAlone has PostgreSQL choose freely how
// to read some texts of many.
func TestScriptsWithoutSpacesReadTheNewestTextsAlone(t *testing.T) {
	h := testkit.NewHouse(t, testkit.FoundedPostgres(t))
	s := newShelf(t, h)
	source := s.add(s.article, "S", nil)
	s.says(source, "東京 "+strings.Repeat("彼らは会談した。", 50))
	db := h.SQL(t)
	defer func() { _ = db.Close() }()
	for _, q := range []string{
		"INSERT INTO captures SELECT (jsonb_populate_record(c, jsonb_build_object('id', c.id + n))).* FROM captures c, generate_series(1, 3000) n",
		"ANALYZE",
	} {
		_, err := db.ExecContext(t.Context(), q)
		must(t, err)
	}
	questions, err := h.DB.Asked(func(q store.Queries) error {
		return told(q.Saying(t.Context(), h.Vera.ID, store.SourceFilter{Term: "東京", Limit: 20}))
	})
	must(t, err)
	for _, asked := range questions {
		rows, err := db.QueryContext(t.Context(), "EXPLAIN "+asked.SQL, asked.Args...)
		must(t, err)
		for rows.Next() {
			var line string
			must(t, rows.Scan(&line))
			if strings.Contains(line, "Seq Scan on captures") {
				t.Errorf("%s\n%s", line, asked.SQL)
			}
		}
		must(t, rows.Err())
	}
}
