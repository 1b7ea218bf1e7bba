package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// addPages gives a piece a source with a page that drifted, with which another
// is one.
func (s *site) addPages(t testing.TB, p *piece) {
	t.Helper()
	add := func(title string) models.ID {
		t.Helper()
		id, err := s.AddSource(t.Context(), testkit.By(s.Carl), p.article, newsroom.NewSource{Source: models.Source{
			Type: models.PressReport, Title: title, Publisher: "The Harbour", URL: "https://harbour.example/" + strings.ToLower(title), Located: true,
		}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	page, twin := add("Tides"), add("Twin")
	if err := s.MergeSources(t.Context(), testkit.By(s.Carl), twin, page); err != nil {
		t.Fatal(err)
	}
	p.ids["page"], p.ids["twin"] = fmt.Sprint(page), fmt.Sprint(twin)
	p.ids["drift"] = fmt.Sprint(s.drift(t, page, models.LookChanged))
}

// drift says that a source's page is gone or says something else.
func (s *site) drift(t testing.TB, source models.ID, outcome models.LookOutcome) models.ID {
	t.Helper()
	now := models.At(s.Clock.Now())
	d := models.Drift{SourceID: source, Outcome: outcome, OpenedAt: now}
	err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
		l := models.Look{SourceID: source, At: now, Outcome: outcome}
		if err := tx.AddLook(t.Context(), &l); err != nil {
			return err
		}
		if err := tx.SetHealth(t.Context(), l); err != nil {
			return err
		}
		d.LookID = l.ID
		return tx.AddDrift(t.Context(), &d)
	})
	if err != nil {
		t.Fatal(err)
	}
	return d.ID
}

// shelf fills a newsroom with sources of one article: more than a page of them,
// the first of which is under claim 1.
func (s *site) shelf(t testing.TB, n int) {
	t.Helper()
	article := s.Open(t, testkit.Copy)
	s.Mark(t, s.Carl, article, 2)
	s.Evidence(t, s.Carl, article, 1, models.Supports)
	for i := range n {
		_, err := s.AddSource(t.Context(), testkit.By(s.Carl), article, newsroom.NewSource{Source: models.Source{Type: models.Book, Title: fmt.Sprintf("Volume %d", i+1), Publisher: "A press", Located: true}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheLibrary(t *testing.T) {
	s := newSite(t)
	s.play(t, []act{
		{"it is empty at first", &s.Vera, "/sources", nil, 200, "No sources yet", "", nil},
		{"nothing is alike", &s.Vera, "/sources/duplicates", nil, 200, "Nothing is alike", "", nil},
	})
	s.shelf(t, 60)
	s.play(t, []act{
		{"the newest come first", &s.Vera, "/sources", nil, 200, "Volume 60", "", nil},
		{"the rest is further down", &s.Vera, "/sources", nil, 200, "Older", "", nil},
		{"further down", &s.Vera, "/sources?before=12", nil, 200, "1 claim", "", nil},
		{"and back", &s.Vera, "/sources?before=12", nil, 200, "Newer", "", nil},
		{"the end of the list", &s.Vera, "/sources?before=1", nil, 200, "No older sources", "", nil},
		{"words", &s.Vera, "/sources?q=volume+7", nil, 200, "Volume 7 Book", "", nil},
		{"what there is none of", &s.Vera, "/sources?health=gone", nil, 200, "No such sources", "", nil},
		{"an odd health", &s.Vera, "/sources?health=fine", nil, 422, "not one of the choices for What came of the last look", "", nil},
		{"an odd type", &s.Vera, "/sources?type=rumour", nil, 422, "not one of the choices for The type of source", "", nil},
		{"words that are none", &s.Vera, "/sources?q=%ff", nil, 422, "", "", nil},
		{"too many words", &s.Vera, "/sources?q=" + strings.Repeat("x", models.MaxLine+1), nil, 422, "too long", "", nil},
	})
	s.holds(t, s.Vera, "/sources", `rel="next" href="/sources?before=12"`, `href="/sources" aria-current="page"`, `data-line="61"`, `data-key="o"`)
	s.holds(t, s.Vera, "/sources?before=12", `rel="prev" href="/sources"`)
	s.holds(t, s.Vera, "/sources?type=book&q=volume", `rel="next" href="/sources?before=12&amp;q=volume&amp;type=book"`)
}

// holds fails the test unless a page is made of these as well.
func (s *site) holds(t *testing.T, u models.User, path string, parts ...string) {
	t.Helper()
	a := s.as(t, u).send(t, request(http.MethodGet, path))
	for _, part := range parts {
		if !strings.Contains(a.body, part) {
			t.Errorf("%s does not hold %s", path, part)
		}
	}
}

func TestSourcesAreListedByWhatTheirCapturesSay(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	file, err := s.TakeFile(t.Context(), strings.NewReader(notes), "notes.txt", "text/plain; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddSource(t.Context(), testkit.By(s.Carl), article, newsroom.NewSource{
		Source: models.Source{Type: models.PrimaryDocument, Title: "Notes from the pier", Located: true}, Beside: newsroom.Beside{File: file},
	}); err != nil {
		t.Fatal(err)
	}
	s.play(t, []act{
		{"words that no title has", &s.Vera, "/sources?q=41%2C000+people", nil, 200, "In captured text Notes from the pier", "", nil},
		{"another filter", &s.Vera, "/sources?q=41%2C000+people&type=book", nil, 200, "No such sources", "", nil},
		{"half a word", &s.Vera, "/sources?q=41%2C000+peop", nil, 200, "No such sources", "", nil},
	})
	s.holds(t, s.Vera, "/sources?q=41%2C000+people", `<mark class="hit">41,000 people</mark>`, `href="/articles/1/captures/1"`, `dir="auto"`)
	const many = "/sources?q=one+two+three+four+five+six+seven+eight+nine+ten+eleven+twelve"
	s.holds(t, s.Vera, many+"+thirteen", "Only the first words were looked for in captured text: <bdi>one two three four five six seven eight nine ten eleven twelve</bdi>")
	if a := s.as(t, s.Vera).send(t, request(http.MethodGet, many)); strings.Contains(a.body, "Only the first words") {
		t.Error("of twelve words some are said to be left out")
	}
	if a := s.as(t, s.Vera).send(t, request(http.MethodGet, "/sources?q=41%2C000+people&before=99")); strings.Contains(a.body, "In captured text") {
		t.Error("further down they are listed again")
	}
}

func TestASourceIsChangedNotedAndMerged(t *testing.T) {
	s := newSite(t)
	s.shelf(t, 2)
	edit := func(version, title string) []string {
		return []string{"key", "edit" + version + title, "form", "source", "version", version, "type", "book", "title", title, "publisher", "A press", "author", "", "published_on", ""}
	}
	s.play(t, []act{
		{"a viewer changes nothing", &s.Vera, "/sources/2", nil, 200, "Volume 1", "", nil},
		{"nor by hand", &s.Vera, "/sources/2/edit", edit("1", "Mine"), 403, "", "", nil},
		{"a checker does", &s.Carl, "/sources/2/edit", edit("1", "Volume one"), 303, "", "/sources/2", []string{"source.edit"}},
		{"it is told", &s.Carl, "/sources/2", nil, 200, "Volume one", "", nil},
		{"two at once: the second keeps what was typed", &s.Ed, "/sources/2/edit", edit("1", "The first volume"), 409, "Volume one", "", nil},
		{"without a title", &s.Carl, "/sources/2/edit", edit("2", ""), 422, "is missing", "", nil},
		{"nothing is noted of the publisher", &s.Vera, "/sources/3", nil, 200, "Nothing is noted", "", nil},
		{"a note", &s.Carl, "/sources/2/publisher", []string{"key", "n1", "form", "publishernote", "of", "a press", "version", "0", "note", "They print anything."}, 303, "", "/sources/2", []string{"publisher.note"}},
		{"it stands at every source of the publisher", &s.Vera, "/sources/3", nil, 200, "They print anything.", "", nil},
		{"and in the backup", &s.Vera, "/articles/1/backup", nil, 200, "They print anything.", "", nil},
		{"two notes at once", &s.Ed, "/sources/3/publisher", []string{"key", "n2", "form", "publishernote", "of", "a press", "version", "0", "note", "They print well."}, 409, "They print well.", "", nil},
		{"another with no number", &s.Carl, "/sources/2/merge", []string{"key", "m1", "form", "merge", "into", ""}, 422, "is missing", "", nil},
		{"another that is not there", &s.Carl, "/sources/2/merge", []string{"key", "m2", "form", "merge", "into", "77"}, 404, "no such source", "", nil},
		{"itself", &s.Carl, "/sources/2/merge", []string{"key", "m3", "form", "merge", "into", "2"}, 422, "the source itself", "", nil},
		{"another", &s.Carl, "/sources/2/merge", []string{"key", "m4", "form", "merge", "into", "3"}, 303, "", "/sources/3", []string{"source.merge"}},
		{"they are one", &s.Vera, "/sources/2", nil, 200, "one with another source", "", nil},
		{"once more", &s.Carl, "/sources/3/merge", []string{"key", "m5", "form", "merge", "into", "2"}, 409, "are one already", "", nil},
		{"the one is found no more in the list", &s.Vera, "/sources?type=book&publisher=A+press", nil, 200, "Volume 2", "", nil},
		{"they are parted", &s.Ed, "/sources/2/part", []string{"key", "p1"}, 303, "", "/sources/2", []string{"source.part"}},
		{"once", &s.Ed, "/sources/2/part", []string{"key", "p2"}, 409, "nothing to part", "", nil},
		{"a source without a page is not looked at", &s.Carl, "/sources/2/look", []string{"key", "l1"}, 422, "is missing", "", nil},
	})
	for path, fields := range map[string][]string{
		"/sources/2/edit":      edit("1", "Typed by hand"),
		"/sources/2/publisher": {"key", "k2", "form", "publishernote", "of", "a press", "version", "0", "note", "Typed by hand"},
	} {
		if a := s.as(t, s.Carl).send(t, request(http.MethodPost, path, fields...)); a.status != http.StatusConflict || !strings.Contains(a.body, "Typed by hand") {
			t.Errorf("%s: %d, and what was typed is lost", path, a.status)
		}
	}
}

func TestWhatMayBeTheSameIsMadeOneFromTheList(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	for _, address := range []string{"https://www.harbour.example/tides/?utm_source=mail", "http://harbour.example/tides"} {
		if _, err := s.AddSource(t.Context(), testkit.By(s.Carl), article, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: address, URL: address, Located: true}}); err != nil {
			t.Fatal(err)
		}
	}
	s.play(t, []act{
		{"they are listed", &s.Vera, "/sources/duplicates", nil, 200, "The same address", "", nil},
		{"a checker makes them one", &s.Carl, "/sources/2/merge", []string{"key", "m", "into", "1", "back", "duplicates"}, 303, "", "/sources/duplicates", []string{"source.merge"}},
		{"they are not listed any more", &s.Vera, "/sources/duplicates", nil, 200, "Nothing is alike", "", nil},
		{"two who do it at once: the second is told on the list", &s.Cleo, "/sources/2/merge", []string{"key", "m", "into", "1", "back", "duplicates"}, 409, "What may be the same", "", nil},
	})
}

func TestWhatIsKeptOfAnyOfSourcesThatAreOneLeadsToIt(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	var ids []models.ID
	for _, title := range []string{"Tides", "Twin"} {
		file, err := s.TakeFile(t.Context(), strings.NewReader(notes+title), "notes.txt", "text/plain; charset=utf-8")
		if err != nil {
			t.Fatal(err)
		}
		id, err := s.AddSource(t.Context(), testkit.By(s.Carl), article, newsroom.NewSource{
			Source: models.Source{Type: models.PressReport, Title: title, Located: true}, Beside: newsroom.Beside{File: file},
		})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := s.MergeSources(t.Context(), testkit.By(s.Carl), ids[1], ids[0]); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		s.holds(t, s.Vera, fmt.Sprintf("/sources/%d", id), `href="/articles/1/captures/1"`, `href="/articles/1/captures/2"`)
	}
}

// What is kept of a source is shown in an article that is open to the reader,
// where there is one: not in that for which the source was entered.
func TestWhatIsKeptLeadsToAnArticleThatIsOpen(t *testing.T) {
	s := newSite(t)
	open := s.Open(t, testkit.Copy)
	meta := testkit.Meta(s.Ed)
	meta.Restricted, meta.Team = true, []models.ID{s.Carl.ID, s.Duo.ID}
	shut := s.OpenAs(t, meta, testkit.Copy)
	file, err := s.TakeFile(t.Context(), strings.NewReader(notes), "notes.txt", "text/plain; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	source, err := s.AddSource(t.Context(), testkit.By(s.Carl), shut, newsroom.NewSource{
		Source: models.Source{Type: models.PressReport, Title: "Tides", Located: true}, Beside: newsroom.Beside{File: file},
	})
	if err != nil {
		t.Fatal(err)
	}
	in := testkit.SomeEvidence(models.Supports)
	in.SourceID = source
	if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), s.At(t, open, s.Mark(t, s.Carl, open, 2)), in); err != nil {
		t.Fatal(err)
	}
	for user, want := range map[*models.User]models.ID{&s.Vera: open, &s.Carl: shut} {
		s.holds(t, *user, fmt.Sprintf("/sources/%d", source), fmt.Sprintf(`href="/articles/%d/captures/1"`, want))
	}
}

func TestWhatAnotherOutletPrintsIsNoDuplicate(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	add := func(title, publisher, address string) models.ID {
		t.Helper()
		id, err := s.AddSource(t.Context(), testkit.By(s.Carl), article, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: title, Publisher: publisher, URL: address, Located: true}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	const there = "https://harbour.example/tides"
	first := add("Tides", "The Harbour", there)
	for _, e := range []struct {
		title, publisher, address string
		offered                   bool
	}{{"Ebb", "The Pier", "", false}, {"Flood", " the harbour", "", true}, {"Slack", "", "", true}, {"Neap", "The Pier", there, true}} {
		id := add(e.title, e.publisher, e.address)
		if err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.SetEdges(t.Context(), id, []models.ID{first}, []models.OriginEdge{{FromID: id, ToID: first, Kind: "copied", Sign: "text", Score: 0.95}})
		}); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{fmt.Sprintf("/sources/%d", id), "/sources/duplicates"} {
			a := s.as(t, s.Carl).send(t, request(http.MethodGet, path))
			if got := strings.Contains(a.body, `Make them one<span class="unseen">: `+e.title); got != e.offered {
				t.Errorf("%s offers to merge %q, of %q: %v", path, e.title, e.publisher, got)
			}
			if !e.offered && !strings.Contains(a.body, "of another outlet") {
				t.Errorf("%s does not say that it is another outlet's", path)
			}
		}
	}
}

func TestWhatDriftedIsToldAndSeenTo(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	s.ToApproved(t, s.Carl, s.Rita, article, s.Mark(t, s.Carl, article, 2))
	source := s.File(t, article).Sources[0]
	passage := s.File(t, article).Cases[0].Evidence[0].Passage
	for body, text := range []string{passage, strings.Replace(passage, "two", "two men", 1)} {
		if err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.AddCapture(t.Context(), &models.Capture{
				SourceID: source.ID, How: models.Fetched, At: models.At(s.Clock.Now()), BodySHA256: strings.Repeat(fmt.Sprint(body), 64),
				Document: models.Document{Text: text},
			})
		}); err != nil {
			t.Fatal(err)
		}
	}
	const page = "/articles/1/drifts"
	s.play(t, []act{{"nothing drifted", &s.Rita, page, nil, 200, "Nothing changed", "", nil}})
	drift := s.drift(t, source.ID, models.LookChanged)
	shut := fmt.Sprintf("%s/%d/close", page, drift)
	version := fmt.Sprint(s.At(t, article, 1).Version)
	reopen := func(key, reason string) []string {
		return []string{"key", key, "version", version, "back", "drifts", "reason", reason}
	}
	s.play(t, []act{
		{"the list of articles tells a checker", &s.Carl, "/articles", nil, 200, "1 source changed", "", nil},
		{"the article does", &s.Rita, "/articles/1", nil, 200, "1 source changed: what claims quote", "", nil},
		{"the evidence does", &s.Carl, "/articles/1/claims/1", nil, 200, "Says something else now", "", nil},
		{"the backup does", &s.Ed, "/articles/1/backup", nil, 200, "Says something else now", "", nil},
		{"the source does", &s.Vera, "/sources/1", nil, 200, "stands there no more", "", nil},
		{"the library does", &s.Vera, "/sources?drifted=yes", nil, 200, "Somebody has to look", "", nil},
		{"what it says now", &s.Vera, page, nil, 200, "In its place the newest capture has", "", nil},
		{"a reviewer may reopen", &s.Rita, page, nil, 200, "Reopen claim 1", "", nil},
		{"not without a reason", &s.Rita, "/articles/1/claims/1/reopen", reopen("r1", ""), 422, "Changed sources", "", nil},
		{"with the reason filled in", &s.Rita, "/articles/1/claims/1/reopen", reopen("r2", "Source changed: “A readout”."), 303, "", page, []string{"comment.add", "claim.reopen", "evidence.pin"}},
		{"it stays on the desk", &s.Carl, page, nil, 200, "In its place", "", nil},
		{"a viewer does not see to it", &s.Vera, shut, []string{"key", "v"}, 403, "", "", nil},
		{"nor does an admin", &s.Adam, shut, []string{"key", "r"}, 403, "", "", nil},
		{"a reviewer does", &s.Rita, shut, []string{"key", "c"}, 303, "", page, []string{"drift.close"}},
		{"once", &s.Ed, shut, []string{"key", "e"}, 409, "seen to already", "", nil},
		{"it is off the desk", &s.Rita, page, nil, 200, "Nothing changed", "", nil},
	})
	for _, path := range []string{"/articles", "/articles/1"} {
		if a := s.as(t, s.Carl).send(t, request(http.MethodGet, path)); strings.Contains(a.body, "1 source changed") {
			t.Errorf("%s goes on telling", path)
		}
	}
}

func TestAPassageThatStandsAsItStoodDidNotChange(t *testing.T) {
	s := newSite(t)
	article := s.Open(t, testkit.Copy)
	s.Mark(t, s.Carl, article, 2)
	file, err := s.TakeFile(t.Context(), strings.NewReader(notes), "notes.txt", "text/plain; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	source, err := s.AddSource(t.Context(), testkit.By(s.Carl), article, newsroom.NewSource{
		Source: models.Source{Type: models.PrimaryDocument, Title: "Notes from the pier", Located: true}, Beside: newsroom.Beside{File: file},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, passage := range []string{"The ferry carried 45,000 people in 2024", "A comet passed over all of the islands twice", "On Sundays it does never sail at all."} {
		if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), s.At(t, article, 1), newsroom.NewEvidence{SourceID: source, Evidence: models.Evidence{
			Stance: models.Supports, Authority: models.Primary, Passage: passage,
		}}); err != nil {
			t.Fatal(err)
		}
	}
	keep := func(text string) {
		t.Helper()
		if err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
			return tx.AddCapture(t.Context(), &models.Capture{
				SourceID: source, How: models.Fetched, At: models.At(s.Clock.Now()), BodySHA256: strings.Repeat("b", 64), Document: models.Document{Text: text},
			})
		}); err != nil {
			t.Fatal(err)
		}
	}
	s.ToApproved(t, s.Carl, s.Rita, article, 1)
	keep(notes + " On Sundays it does not sail at all.")
	s.drift(t, source, models.LookChanged)
	page := s.as(t, s.Rita).send(t, request(http.MethodGet, "/articles/1/drifts"))
	for says, want := range map[string]bool{
		"as it stood in the one that it rests on": true, "never had it": true, "In its place": false, "nothing like it": false, "<del": false, "Reopen claim 1": false,
	} {
		if strings.Contains(page.body, says) != want {
			t.Errorf("the page says %q: %v", says, !want)
		}
	}
	keep(strings.Replace(notes, "41,000", "42,000", 1))
	if page = s.as(t, s.Rita).send(t, request(http.MethodGet, "/articles/1/drifts")); !strings.Contains(page.body, "In its place") || strings.Count(page.body, "Reopen claim 1") != 1 {
		t.Error("what changed is not compared with what stood there, or the claim cannot be reopened for it alone")
	}
}
