package handlers_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
	"example.org/tickmark/workflow"
)

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
		"sent":   {Claim: claimFixes, Kind: models.Fix, Proposed: "The tenth sentence has few fixes."},
		"apply":  {Claim: claimFixes, Kind: models.Fix, Proposed: "The tenth sentence has some fixes."},
	} {
		c, err := s.Comment(t.Context(), testkit.By(s.Carl), id, in)
		if err != nil {
			t.Fatal(err)
		}
		p.ids[name] = fmt.Sprint(c)
		if name == "sent" {
			if err := s.SendBack(t.Context(), testkit.By(s.Ed), id, c, "say how many"); err != nil {
				t.Fatal(err)
			}
		}
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
	p.asked(t, s)
	return p
}

// asked asks somebody outside the house, who answers by a link with a file.
func (p *piece) asked(t testing.TB, s *site) {
	t.Helper()
	query, err := s.Comment(t.Context(), testkit.By(s.Carl), p.article, newsroom.NewComment{Claim: claimResearched, Kind: models.Query, Body: "Was it so?", Outside: "Ida Quill"})
	if err != nil {
		t.Fatal(err)
	}
	p.ids["query"] = fmt.Sprint(query)
	for _, name := range []string{"ended", "live"} {
		given, err := s.GiveLink(t.Context(), testkit.By(s.Carl), p.article, query, 3, false)
		if err != nil {
			t.Fatal(err)
		}
		p.ids[name], p.ids["token"] = fmt.Sprint(given.ID), given.Token
		if name == "ended" {
			if err := s.RevokeLink(t.Context(), testkit.By(s.Carl), p.article, query, given.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	file, err := s.TakeFile(t.Context(), strings.NewReader(stagedPage), "letter.txt", "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Answer(t.Context(), p.ids["token"], newsroom.LinkAnswer{Body: "It was.", File: file, Key: "first"}); err != nil {
		t.Fatal(err)
	}
	thread, err := s.DB.Queries().Thread(t.Context(), p.article, query)
	if err != nil || len(thread) != 2 {
		t.Fatal(len(thread), err)
	}
	offers, err := s.DB.Queries().OffersWith(t.Context(), []models.ID{thread[1].ID})
	if err != nil || len(offers) != 1 {
		t.Fatal(len(offers), err)
	}
	p.ids["sent file"] = fmt.Sprint(offers[0].ID)
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
	view, err := s.SaveView(t.Context(), testkit.By(s.Vera), models.SavedView{Name: fmt.Sprintf("Of %d", p.article), Address: "/claims?desk=World", Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	p.ids["view"] = fmt.Sprint(view)
	p.ids["notice"] = s.told(t, s.Vera, p.article)
}

// told is the ID of a new notice to a user about an article.
func (s *site) told(t testing.TB, user models.User, article models.ID) string {
	t.Helper()
	n := models.Notice{UserID: user.ID, Kind: models.NoticeMentioned, Once: fmt.Sprint("article ", article), ActorID: models.Ref(s.Carl.ID), ArticleID: article, CreatedAt: models.At(s.Clock.Now()), Mail: models.MailNone}
	if err := s.DB.Tx(t.Context(), func(tx store.Tx) error { _, err := tx.AddNotice(t.Context(), &n); return err }); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(n.ID)
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

// gaps are the gaps of routes and with which of the piece's IDs they are filled:
// the first that is named for the address, or else the last. Without a last one
// a gap stays open.
var gaps = []struct {
	gap   string
	named []string
	last  string
}{
	{":revision", nil, "revision"},
	{":view", []string{"view"}, ""},
	{":number", nil, "number"},
	{":translation", nil, "translation"},
	{":ruling", nil, "ruling"},
	{":reply", []string{"answered"}, "reply"},
	{":evidence", []string{"near"}, "evidence"},
	{":session", []string{"session"}, ""},
	{":waiver", []string{"waiver"}, ""},
	{":drift", []string{"drift"}, ""},
	{":notice", nil, "notice"},
	{":confirm", nil, "confirm"},
	{":stop", nil, "stop"},
	{":acceptance", []string{"acceptance"}, ""},
	{":answer", []string{"answer"}, ""},
	{":source/name", nil, "kept/name"},
	{":source", []string{"page", "twin", "web"}, "source"},
	{":job", []string{"failed"}, "done"},
	{":capture", []string{"notes", "fetched"}, "capture"},
	{":draft", nil, "draft"},
	{":link", nil, "link"},
	{":query", nil, "query"},
	{":given", []string{"live"}, "ended"},
	{":offer", nil, "sent file"},
	{":token", nil, "token"},
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
