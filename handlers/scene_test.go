package handlers_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/handlers"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"

	"github.com/google/go-cmp/cmp"
)

// scene is a newsroom in the midst of work, in which every act of the route
// table can be tried: two articles with the same claims in every state, one
// open, one for its team (Ed, Duo) only, and everybody signed in.
type scene struct {
	*site
	open, hidden *piece
	cookies      map[string]map[string]string // of the actors' browsers, by actor
	db           *sql.DB                      // past every rule
}

// piece is an article of the scene.
type piece struct {
	article models.ID
	ids     map[string]string // of what acts are about, by a name
}

// The claims of a piece, by their numbers.
const (
	claimOpen = iota + 1
	claimReady
	claimInReview
	claimApproved
	claimSentBack
	claimWithdrawn
	claimStale
	claimResearched
	claimLost
	claimFixes
	claimByHand
	claimOther
)

const sceneCopy = `Leaders meet in Anchorage

The first sentence is open. The second sentence is ready. The third sentence is in review. The fourth sentence is approved.

The fifth sentence was sent back. The sixth sentence is withdrawn. The seventh sentence was held stale. The eighth sentence is researched.

The ninth sentence will be lost. The tenth sentence has fixes. The eleventh sentence has a hand. The twelfth sentence is another.

The the words here stand twice. The price is XXX euros.`

// sceneDraft is what the editor has not brought in yet.
const sceneDraft = "# Head\n\nWords with [a source](https://source.example/a).\n"

// The actors of the scene. Eva is an editor who is on no team.
var actors = []string{"viewer", "checker", "reviewer", "editor", "other editor", "admin", "duo", "no role left", "disabled", "expired", "signed out"}

// stage is a scene on disk, made once: making it takes longer than most tests.
type stage struct {
	file         []byte
	key          audit.Key
	open, hidden *piece
	cookies      map[string]map[string]string
	size         int64 // of its trail
}

var staged = struct {
	sync.Once
	stage
}{}

// newScene is a scene of the test's own.
func newScene(t testing.TB) *scene {
	t.Helper()
	staged.Do(func() { setStage(t, &staged.stage) })
	if staged.file == nil {
		t.Fatal("the scene could not be set")
	}
	path := filepath.Join(t.TempDir(), "scene.db")
	if err := os.WriteFile(path, staged.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return openScene(t, path)
}

// openScene opens a site over the scene's database at path, as after a restart.
func openScene(t testing.TB, path string) *scene {
	t.Helper()
	house := testkit.NewHouse(t, path)
	house.Key = staged.key
	house.Clock.Move(sceneLasts)
	house.Archive = "https://archive.example/save/"
	house.Salt = func() ([]byte, error) { return make([]byte, 32), nil }
	if _, err := house.TakeFile(t.Context(), bytes.NewReader(testkit.Photo(t)), "", ""); err != nil { // what the scene's captures keep
		t.Fatal(err)
	}
	s := &scene{site: siteOf(t, house), open: staged.open, hidden: staged.hidden, cookies: staged.cookies, db: house.SQL(t)}
	if _, _, err := s.Blobs.Put(t.Context(), strings.NewReader(stagedPage), models.MaxText); err != nil {
		t.Fatal(err)
	}
	return s
}

func siteOf(t testing.TB, house *testkit.House) *site {
	t.Helper()
	s := &site{House: house, Handlers: &handlers.Handlers{
		Read: house.DB.Queries(), Act: house.Newsroom, Now: house.Clock.Now, Log: slog.New(slog.DiscardHandler), Loopback: true,
	}}
	s.open(t)
	return s
}

// setStage sets the scene and keeps its file.
func setStage(t testing.TB, st *stage) {
	t.Helper()
	s := newSite(t)
	st.open, st.hidden = s.piece(t), s.piece(t)
	st.cookies = map[string]map[string]string{}
	db := s.SQL(t)
	for actor, user := range map[string]models.User{
		"viewer": s.Vera, "checker": s.Carl, "reviewer": s.Rita, "editor": s.Ed, "other editor": s.Eva, "admin": s.Adam,
		"duo": s.Duo, "no role left": s.Rob, "disabled": s.Cleo, "expired": s.Vera,
	} {
		b := s.as(t, user)
		st.cookies[actor] = b.cookies
		if actor == "expired" {
			mustExec(t, db, "UPDATE sessions SET last_seen_at = last_seen_at - 3600000 WHERE id = (SELECT MAX(id) FROM sessions)")
		}
	}
	var old string // the session of the viewer's that has run out
	meta := testkit.Meta(s.Ed)
	meta.Restricted, meta.Team = true, []models.ID{s.Duo.ID}
	if err := s.EditArticle(t.Context(), testkit.By(s.Ed), st.hidden.article, 3, meta); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRowContext(t.Context(), "SELECT CAST(id AS TEXT) FROM sessions WHERE user_id = $1 ORDER BY last_seen_at", s.Vera.ID).Scan(&old); err != nil {
		t.Fatal(err)
	}
	st.open.ids["session"], st.hidden.ids["session"] = old, old
	mustExec(t, db, "UPDATE users SET roles = '' WHERE handle = 'rob'")
	mustExec(t, db, "UPDATE users SET disabled_at = 1 WHERE handle = 'cleo'")
	link, err := s.LinkPassword(t.Context(), testkit.By(s.Adam), newsroom.UserTarget{ID: s.Eva.ID, Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*piece{st.open, st.hidden} {
		draft, err := s.BeginDraft(t.Context(), testkit.By(s.Ed), newsroom.NewDraft{Text: sceneDraft, Reading: newsroom.Reading{Format: intake.FormatMarkdown}})
		if err != nil {
			t.Fatal(err)
		}
		p.ids["draft"] = fmt.Sprint(draft)
		mustExec(t, db, "UPDATE waivers SET ended_at = 1, ended_by = ? WHERE kind = 'left unchecked' AND article_id = ?", s.Ed.ID, p.article)
		mustExec(t, db, "INSERT INTO acceptances (article_id, created_by, created_at) VALUES (?, ?, 1)", p.article, s.Carl.ID)
		mustExec(t, db, "UPDATE claims SET acceptance_id = (SELECT max(id) FROM acceptances) WHERE article_id = ? AND number = ?", p.article, claimOther)
		var acceptance, waiver models.ID
		if err := db.QueryRowContext(t.Context(), "SELECT (SELECT max(id) FROM acceptances), (SELECT max(id) FROM waivers WHERE article_id = ?)", p.article).Scan(&acceptance, &waiver); err != nil {
			t.Fatal(err)
		}
		p.ids["acceptance"], p.ids["waiver"] = fmt.Sprint(acceptance), fmt.Sprint(waiver)
		p.ids["link"], p.ids["carl"], p.ids["cleo"] = link.Token, fmt.Sprint(s.Carl.ID), fmt.Sprint(s.Cleo.ID)
	}
	st.key, st.size = s.Key, s.size(t)
	to := filepath.Join(t.TempDir(), "stage.db")
	mustExec(t, db, "VACUUM INTO '"+to+"'")
	file, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	st.file = file
}

func mustExec(t testing.TB, db *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

// ruled has the checker say of two sources of a claim that one copies the other.
func (s *site) ruled(t testing.TB, p *piece) {
	t.Helper()
	s.Evidence(t, s.Carl, p.article, claimSentBack, models.Supports)
	of := s.Case(t, p.article, claimSentBack).Sources
	p.ids["first"], p.ids["second"] = fmt.Sprint(of[0].SourceID), fmt.Sprint(of[1].SourceID)
	in := newsroom.NewRuling{From: of[0].SourceID, To: of[1].SourceID, Copies: true, Reason: "He told us."}
	if err := s.RuleSources(t.Context(), testkit.By(s.Carl), s.At(t, p.article, claimSentBack), in); err != nil {
		t.Fatal(err)
	}
	p.ids["ruling"] = fmt.Sprint(s.Case(t, p.article, claimSentBack).Rulings[0].ID)
}

// piece opens an article and brings its claims to where they are.
func (s *site) piece(t testing.TB) *piece {
	t.Helper()
	p := &piece{article: s.Open(t, sceneCopy), ids: map[string]string{}}
	id := p.article
	for n := claimOpen; n <= claimOther; n++ {
		by := s.Carl
		if n == claimByHand {
			by = s.Duo
		}
		s.Mark(t, by, id, n+1)
	}
	for _, n := range []int{claimInReview, claimApproved, claimSentBack, claimStale} {
		s.ToReview(t, s.Carl, id, n)
	}
	s.ToReview(t, s.Duo, id, claimByHand)
	s.Do(t, s.Rita, id, claimApproved, workflow.Approve)
	s.Do(t, s.Rita, id, claimStale, workflow.Approve)
	s.Do(t, s.Rita, id, claimSentBack, workflow.RequestChanges)
	s.Do(t, s.Ed, id, claimWithdrawn, workflow.Withdraw)
	s.Evidence(t, s.Cleo, id, claimStale, models.Contradicts)
	s.Do(t, s.Carl, id, claimReady, workflow.Take)
	s.Evidence(t, s.Carl, id, claimReady, models.Supports)
	s.Find(t, s.Carl, id, claimReady, models.Confirmed)
	s.Do(t, s.Carl, id, claimResearched, workflow.Take)
	s.Evidence(t, s.Carl, id, claimResearched, models.Supports)
	s.ruled(t, p)
	for name, in := range map[string]newsroom.NewComment{
		"remark": {Kind: models.Remark, Body: "a remark"},
		"closed": {Kind: models.Remark, Body: "a remark that is closed"},
		"stet":   {Claim: claimFixes, Kind: models.Fix, Proposed: "The tenth sentence has many fixes."},
		"apply":  {Claim: claimFixes, Kind: models.Fix, Proposed: "The tenth sentence has some fixes."},
	} {
		c, err := s.Comment(t.Context(), testkit.By(s.Carl), id, in)
		if err != nil {
			t.Fatal(err)
		}
		p.ids[name] = fmt.Sprint(c)
		if name == "closed" {
			if err := s.Resolve(t.Context(), testkit.By(s.Carl), id, c, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	evidence := s.Case(t, id, claimResearched).Evidence[0]
	p.ids["evidence"], p.ids["source"] = fmt.Sprint(evidence.ID), fmt.Sprint(evidence.SourceID)
	p.captured(t, s)
	next := strings.Replace(sceneCopy, " The tenth", " Nothing like it stands here. The tenth", 1)
	next = strings.Replace(next, "The ninth sentence will be lost. ", "", 1)
	if _, err := s.Revise(t.Context(), testkit.By(s.Ed), id, newsroom.NewRevision{
		Base: 1, Copy: newsroom.Copy{Text: next, Format: intake.FormatPlain}, Origin: models.OriginPasted,
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Waive(t.Context(), testkit.By(s.Carl), id, 2, models.CQ, []int{1}, "as the author has it"); err != nil {
		t.Fatal(err)
	}
	p.answered(t, s)
	s.addSources(t, p)
	s.addFetched(t, p)
	s.addPages(t, p)
	s.addNotes(t, p)
	return p
}

// answered dismisses one of the two things that the checks find in the copy.
func (p *piece) answered(t testing.TB, s *site) {
	t.Helper()
	f := s.File(t, p.article)
	found := checks.Run(reading.Read(newsroom.CopyOf(f, models.Settings{})), nil)
	for _, c := range found {
		if c.Check == "doubled words" {
			p.ids["found"] = c.Fingerprint()
			continue
		}
		answer := newsroom.CheckAnswer{Check: c.Check, Fingerprint: c.Fingerprint(), Answer: models.Dismissed, Reason: "it is their name"}
		if _, err := s.AnswerCheck(t.Context(), testkit.By(s.Carl), p.article, answer); err != nil {
			t.Fatal(err)
		}
	}
	answers, err := s.DB.Queries().CheckAnswers(t.Context(), p.article)
	if err != nil || len(answers) != 1 || p.ids["found"] == "" {
		t.Fatalf("the checks find %+v, answered %d, %v", found, len(answers), err)
	}
	p.ids["answer"] = fmt.Sprint(answers[0].ID)
	offers := newsroom.Offers(f, suggest.Claims(reading.Read(newsroom.CopyOf(f, models.Settings{}))), nil)
	if len(offers) != 1 {
		t.Fatalf("suggested are %+v", offers)
	}
	p.ids["offer"] = offers[0].Key
}

// captured gives the piece a source with an address, a capture of it, and two
// jobs about it: one that was done and one that was given up.
func (p *piece) captured(t testing.TB, s *site) {
	t.Helper()
	page := s.keptSource(t, p.article, "The readout")
	p.ids["page"], p.ids["capture"] = fmt.Sprint(page.SourceID), fmt.Sprint(page.ID)
	p.ids["done"], p.ids["failed"] = s.endedJob(t, page.SourceID, models.Done), s.endedJob(t, page.SourceID, models.Failed)
}

// stagedPage are the bytes of every capture of the scene.
const stagedPage = "The two met, the office said.\n"

// keptSource adds a source with an address, of which a capture is kept.
func (s *site) keptSource(t testing.TB, article models.ID, title string) models.Capture {
	t.Helper()
	sum, size, err := s.Blobs.Put(t.Context(), strings.NewReader(stagedPage), models.MaxText)
	if err != nil {
		t.Fatal(err)
	}
	at := models.At(s.Clock.Now())
	c := models.Capture{
		How: models.Fetched, At: at, Status: http.StatusOK, Address: "https://source.example/readout", Hops: []string{"https://source.example/readout"},
		BodySHA256: sum, BodySize: size, MediaType: "text/plain; charset=utf-8", Title: title, Language: "en",
	}
	c.Text = strings.TrimSpace(stagedPage)
	c.Blocks = []models.Block{{Kind: models.Paragraph, Span: models.Span{End: len(c.Text)}}}
	if err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
		source := models.Source{ArticleID: article, Type: models.OfficialStatement, Title: title, URL: c.Address, Located: true, CreatedBy: s.Carl.ID, CreatedAt: at}
		if err := tx.AddSource(t.Context(), &source); err != nil {
			return err
		}
		c.SourceID = source.ID
		if err := tx.AddCapture(t.Context(), &c); err != nil {
			return err
		}
		return tx.AddLook(t.Context(), &models.Look{SourceID: source.ID, At: at, Outcome: models.LookFirst, Status: c.Status, Address: c.Address, CaptureID: models.Ref(c.ID)})
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

// endedJob is the ID of a new job about a source that ended as the state says.
func (s *site) endedJob(t testing.TB, source models.ID, state models.JobState) string {
	t.Helper()
	at := models.At(s.Clock.Now())
	j := models.Job{Kind: models.CaptureJob, SubjectID: source, RunAt: at, CreatedBy: models.Ref(s.Carl.ID), CreatedAt: at}
	if err := s.DB.Tx(t.Context(), func(tx store.Tx) error {
		if err := tx.AddJob(t.Context(), &j); err != nil {
			return err
		}
		taken, err := tx.TakeJob(t.Context(), "a lease", at, at+1)
		if err != nil {
			return err
		}
		taken.State, taken.EndedAt, taken.LastError = state, at, "The site does not answer."
		return tx.EndJob(t.Context(), taken)
	}); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(j.ID)
}

// browserOf is the browser of an actor, as they left it.
func (s *scene) browserOf(actor string) *browser {
	b := s.out()
	maps.Copy(b.cookies, s.cookies[actor])
	return b
}

// gaps are the gaps of routes and with which of the piece's IDs they are filled:
// the first that is named for the address, or else the last. Without a last one
// a gap stays open.
var gaps = []struct {
	gap   string
	named []string
	last  string
}{
	{":revision", nil, "revision"},
	{":number", nil, "number"},
	{":translation", nil, "translation"},
	{":ruling", nil, "ruling"},
	{":evidence", []string{"near"}, "evidence"},
	{":session", []string{"session"}, ""},
	{":waiver", []string{"waiver"}, ""},
	{":drift", []string{"drift"}, ""},
	{":acceptance", []string{"acceptance"}, ""},
	{":answer", []string{"answer"}, ""},
	{":source/name", nil, "kept/name"},
	{":source", []string{"page", "twin", "web"}, "source"},
	{":job", []string{"failed"}, "done"},
	{":capture", []string{"notes", "fetched"}, "capture"},
	{":draft", nil, "draft"},
	{":link", nil, "link"},
	{":user", []string{"cleo"}, "carl"},
}

// address fills the gaps of a route's path: the article and what of it is named.
func (p *piece) address(path string, claim int, ids ...string) string {
	path = strings.Replace(path, ":article", strconv.FormatInt(p.article, 10), 1)
	path = strings.Replace(path, ":claim", strconv.Itoa(claim), 1)
	if slices.Contains(ids, "given") {
		ids = append(ids, "waiver", "drift", "acceptance", "answer")
	}
	for _, g := range gaps {
		id := g.last
		if i := slices.IndexFunc(g.named, func(name string) bool { return slices.Contains(ids, name) }); i >= 0 {
			id = g.named[i]
		}
		if id != "" {
			path = strings.Replace(path, g.gap, p.filled(id), 1)
		}
	}
	for _, id := range append(ids, "remark") {
		path = strings.Replace(path, ":comment", p.ids[id], 1)
	}
	return path
}

// filled is what an ID of the piece fills a gap with.
func (p *piece) filled(id string) string {
	switch id {
	case "revision":
		return "1"
	case "number":
		return "2025-0001"
	case "kept/name":
		return p.ids["kept"] + "/name"
	}
	return p.ids[id]
}

// same fails the test unless the rows are those that were, but for what a
// request that only looks may leave: when a session was last seen.
func (s *scene) same(t testing.TB, what string, was map[string][]string) {
	t.Helper()
	if diff := cmp.Diff(unseen(was), unseen(s.Rows(t, s.db))); diff != "" {
		t.Errorf("%s changed rows:\n%s", what, diff)
	}
}

// seenColumns are where tables keep when somebody was last seen.
var seenColumns = map[string]int{"sessions": 5, "users": 9}

// unseen is rows without when somebody was last seen.
func unseen(rows map[string][]string) map[string][]string {
	rows = maps.Clone(rows)
	for table, column := range seenColumns {
		kept := slices.Clone(rows[table])
		for i, r := range kept {
			values := strings.Split(r, "|")
			kept[i] = strings.Join(slices.Delete(values, column, column+1), "|")
		}
		rows[table] = kept
	}
	return rows
}

// changes counts the commits that others made to the database: it moves when
// anything was written.
func (s *scene) changes(t testing.TB) (n int64) {
	t.Helper()
	conn, err := s.db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.QueryRowContext(context.Background(), "PRAGMA data_version").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// stopClock keeps the time as it is, for tests with more requests than a
// session has seconds.
func (s *site) stopClock() {
	at := s.Clock.Now()
	stopped := func() time.Time { return at }
	s.Handlers.Now, s.Newsroom.Now = stopped, stopped
}

// anyID is a request's own number, wherever an answer tells it.
var anyID = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)

// anyArticle is the number of an article in an address, as it stands and
// escaped.
var anyArticle = regexp.MustCompile(`(articles(?:/|%2F))\d+`)

// alike is an answer without what differs in every answer.
func alike(a answer) string {
	return fmt.Sprint(a.status) + anyArticle.ReplaceAllString(anyID.ReplaceAllString(a.to()+a.body, "…"), "$1…")
}

// request makes a request with a form.
func request(method, path string, fields ...string) *http.Request {
	kind, form := "application/x-www-form-urlencoded", encode(fields...)
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i] == "file" {
			kind, form = encodeParts(fields...)
		}
	}
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	r.Header.Set("Content-Type", kind)
	return r
}
