package handlers

import (
	"cmp"
	"crypto/rand"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/report"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// desk is what the pages of an article are drawn from: the article as the
// reader may see it, the people, and the words for times.
type desk struct {
	*workflow.File
	reader models.User
	people []models.User // who may see the article, by name
	names  map[models.ID]string
	clock  views.Clock
	house  models.Settings
	keptOffers
	read   keptReading
	seq    int64                      // of the newest event of the article
	tally  models.Tally               // what stands between the article and its sign-off
	cited  []models.Source            // that the open claim's evidence rests on
	choice []models.Source            // to choose from, for new evidence
	sent   map[models.ID]models.Offer // files that came with answers, by answer
	drifts []store.ArticleDrift       // of what its claims rest on, for whoever may act on them
	passages
	places *places // where claims may stand, once one was asked for
}

// openDesk reads the article of the request, whole.
func (h *Handlers) openDesk(c *gin.Context) (*desk, error) {
	id, err := param(c, "article")
	if err != nil {
		return nil, err
	}
	f, err := newsroom.ReadFile(ctx(c), h.Read, who(c).ID, id)
	if err != nil {
		return nil, err
	}
	return h.deskOf(c, f)
}

// openClaim reads the article of the request with what its page needs when the
// claim with the given number is open, or none (0).
func (h *Handlers) openClaim(c *gin.Context, open int) (*desk, error) {
	id, err := param(c, "article")
	if err != nil {
		return nil, err
	}
	return h.openClaimOf(c, id, open)
}

// openClaimOf is openClaim of an article that the path does not name.
func (h *Handlers) openClaimOf(c *gin.Context, id models.ID, open int) (*desk, error) {
	kept, err := h.readDesk(ctx(c), who(c).ID, id)
	if err != nil {
		return nil, err
	}
	shown := keptCase{file: kept.file}
	if open != 0 {
		if shown, err = h.openCase(ctx(c), kept, open); err != nil {
			return nil, err
		}
	}
	d, err := h.deskOf(c, shown.file)
	if err != nil {
		return nil, err
	}
	d.tally, d.cited, d.excerpts, d.translations = kept.tally, shown.cited, shown.excerpts, shown.translations
	if err := h.addOffers(c, d, kept.stamp); err != nil || open == 0 {
		return d, err
	}
	return d, h.addOpen(c, d, open)
}

// addOpen adds what the page of an open claim shows beside what is kept of it.
func (h *Handlers) addOpen(c *gin.Context, d *desk, open int) (err error) {
	if err := h.root(c, d, open); err != nil {
		return err
	}
	if d.reader.Is(models.RoleChecker) {
		if d.choice, err = h.Read.SourceTitles(ctx(c), d.Article.ID); err != nil {
			return err
		}
	}
	return h.addCaptures(c, d, open)
}

func (h *Handlers) deskOf(c *gin.Context, f *workflow.File) (*desk, error) {
	users, err := h.Read.People(ctx(c))
	if err != nil {
		return nil, err
	}
	settings, err := h.settings(c)
	if err != nil {
		return nil, err
	}
	d := &desk{
		File: f, reader: who(c), names: make(map[models.ID]string, len(users)),
		clock: views.Clock{Now: h.Now(), Zone: settings.Location(), Hours: who(c).Hours}, house: settings,
	}
	for _, u := range users {
		d.names[u.ID] = u.Name
		if u.Active() && (!f.Article.Restricted || slices.Contains(f.Team, u.ID)) {
			d.people = append(d.people, u)
		}
	}
	return d, h.addOffersTo(c, d)
}

// namesOf are the names of users.
func (d *desk) namesOf(ids []models.ID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = d.names[id]
	}
	return names
}

func (d *desk) name(id models.Ref) string { return d.names[models.ID(id)] }

// choicesOf makes choices of the people who hold any of the roles; no role:
// of everybody.
func (d *desk) choicesOf(roles ...models.Role) (cs []ui.Choice) {
	for _, u := range d.people {
		if len(roles) == 0 || u.Is(roles...) {
			cs = append(cs, ui.Choice{Value: strconv.FormatInt(u.ID, 10), Label: u.Name})
		}
	}
	return cs
}

// showArticle is the workspace with the list of claims.
func (h *Handlers) showArticle(c *gin.Context) error { return h.workspace(c, 0, views.Attempt{}) }

// showClaim is the workspace with one claim open.
func (h *Handlers) showClaim(c *gin.Context) error {
	n, err := param(c, "claim")
	if err != nil {
		return err
	}
	return h.workspace(c, int(n), views.Attempt{})
}

// claimAgain shows the workspace with the claim of a refused form open.
func (h *Handlers) claimAgain(c *gin.Context, a views.Attempt) error {
	switch backTo(posted(c)) {
	case views.BackRecheck:
		return h.recheck(c, 0, a)
	case views.BackDrifts:
		return h.driftsAgain(c, a)
	case views.BackReview:
		return h.reviewAgain(c, a)
	}
	n, err := param(c, "claim")
	if err != nil {
		return err
	}
	return h.workspace(c, int(n), a)
}

// articlePageAgain shows the workspace after a refused form on the article.
func (h *Handlers) articlePageAgain(c *gin.Context, a views.Attempt) error {
	return h.workspace(c, 0, a)
}

// newClaim is the form that marks a claim without JavaScript.
func (h *Handlers) newClaim(c *gin.Context) error { return h.workspace(c, 0, views.Attempt{}) }

// newClaimAgain shows the workspace after a claim could not be marked.
func (h *Handlers) newClaimAgain(c *gin.Context, a views.Attempt) error { return h.workspace(c, 0, a) }

// workspace draws an article with the claim of a number open, or none.
func (h *Handlers) workspace(c *gin.Context, open int, a views.Attempt) error {
	d, err := h.openClaim(c, open)
	if err != nil {
		return err
	}
	if d.drifts, err = h.driftsFor(c, d.Article.ID); err != nil {
		return err
	}
	w := d.workspace(open)
	w.Page = h.frame(c, d.Article.Headline)
	w.Page.Keys = ui.WorkspaceKeys
	w.Key, w.Attempt, w.Hint = rand.Text(), a, h.hint(c, views.OnArticle)
	w.NewClaim = w.CanMark && (strings.HasSuffix(c.FullPath(), "/claims/new") || a.Is("newclaim"))
	if open != 0 {
		p := d.panel(open)
		p.Key, p.Attempt = w.Key, a
		p.NewSource = d.sourceForm(views.EvidenceForm, a)
		w.Panel = &p
	}
	if err := h.addTab(c, d, &w); err != nil {
		return err
	}
	if w.NewClaim || w.Panel != nil {
		w.Sentences = d.sentences()
		if w.Panel != nil {
			w.Panel.Sentences = w.Sentences
		}
	}
	return render(c, statusOf(a), views.WorkspacePage(w))
}

// addTab adds what the request asks for beside the copy.
func (h *Handlers) addTab(c *gin.Context, d *desk, w *views.Workspace) (err error) {
	back := backTo(posted(c))
	if w.Here, err = h.lookers(c, d.Article.ID); err != nil {
		return err
	}
	switch {
	case w.NewClaim:
		w.Chosen, w.Back = c.Query("sentence"), cmp.Or(back, c.Query(views.BackField))
	case w.Attempt.Is("articlecomment") || c.Query("tab") == "discussion":
		w.Tab = "discussion"
	case c.Query("tab") == "suggestions" || back == views.BackSuggestions || w.Attempt.Is(views.EditSuggestion) || strings.HasPrefix(w.Attempt.Form, "undo-") || w.Attempt.Is("ask"):
		w.Tab, w.Page.Keys = "suggestions", ui.SuggestionKeys
		if w.Suggestions, err = h.suggestions(c, d, w.Attempt); err == nil {
			w.Suggestions.Bar = w.Coverage
		}
	case c.Query("tab") == "checks" || onChecks(w.Attempt):
		w.Tab, w.Page.Keys = "checks", ui.CheckKeys
	case w.Panel == nil:
		if w.Sentence = d.sentencePanel(askedSentence(c), w.Attempt); w.Sentence != nil {
			w.Sentence.Undo, err = h.lastAccepted(c, d, undoNear)
		}
	}
	if err == nil {
		w.Checks, err = h.checks(c, d, w.Attempt)
	}
	if w.Sentence != nil {
		w.Coverage, w.Page.Keys = d.coverage(w.Sentence.Number), ui.SentenceKeys
	}
	return err
}

// workspace is the page without what the request says.
func (d *desk) workspace(open int) views.Workspace {
	tally := d.tally
	w := views.Workspace{
		Article: d.Article, Stage: workflow.StageOf(tally), Revision: d.Revision.Number,
		Editor: d.names[d.Article.EditorID], Writers: d.namesOf(d.Writers), Team: d.namesOf(d.Team),
		Deadline: d.clock.Moment(d.Article.DeadlineAt), Overdue: d.clock.Overdue(d.Article.DeadlineAt), PublishOn: d.Article.PublishOn,
		Approved: tally.ByState[models.Approved], Live: tally.Live(), Waiting: tally.NotPlaced, BrokeOpen: len(d.OpenDebts()),
		Copy: d.copy(open), Tab: "claims", Threads: d.threads(nil, d.Comments), Ask: d.choicesOf(),
		MayAsk:  workflow.MayComment(d.reader, models.Query) == nil,
		CanMark: workflow.MayMark(d.reader) == nil, CanEdit: workflow.MayEdit(d.reader) == nil, CanReview: workflow.MayReview(d.reader) == nil,
		Counts: views.ClaimCounts(tally.ByState), Coverage: d.coverage(0), Seq: strconv.FormatInt(d.seq, 10),
		Drifted: driftedIn(d.drifts, d.Article.ID),
	}
	if r := d.Report(); r.ID != 0 {
		w.Report = report.Number(r.Year, r.Serial)
	}
	stale := 0
	for _, cs := range d.Cases {
		w.Cards = append(w.Cards, d.card(cs))
		if d.staleByCopy(cs).ID != 0 {
			stale++
		}
	}
	w.Recheck = views.RecheckWords(w.Revision, stale, w.Waiting)
	return w
}

// copy is the newest revision with the placed claims over it.
func (d *desk) copy(current int) views.CopySheet {
	s := views.CopySheet{
		Article: d.Article.ID, Lang: d.Article.Language, Dir: d.Article.Direction, Current: current,
		States: make(map[int]models.State, len(d.Cases)), Sheet: d.sheet, Sentences: d.Revision.Sentences,
	}
	if d.Revision.Reading != 0 {
		s.Covers = d.covers
	}
	for _, o := range d.offers {
		s.Suggested = append(s.Suggested, o.Key)
	}
	for _, cs := range d.Cases {
		s.States[cs.Claim.Number] = cs.Claim.State
	}
	return s
}

func (d *desk) card(cs workflow.Case) views.ClaimCard {
	c := cs.Claim
	live := c.State != models.Withdrawn
	return views.ClaimCard{
		Number: c.Number, State: c.State, Verdict: cs.Finding().Verdict, Statement: c.Statement, Kinds: views.KindWords(c.Kinds),
		Assignee: d.name(c.AssigneeID), Due: d.clock.Moment(c.DueAt), Path: views.ClaimPath(c.ArticleID, c.Number),
		Overdue:   live && c.State != models.Approved && d.clock.Overdue(c.DueAt),
		NotPlaced: live && !c.Placed(), MustFix: live && len(cs.MustFixes()) > 0, Query: live && len(cs.Queries()) > 0,
		WaitsCopy: cs.WaitsForCopy(), Glass: cs.Approval().BreakGlass, Stale: c.State == models.Researching && cs.Stale().ID != 0,
		First: c.WaitsForSecond(),
	}
}

// sentences are the sentences of the newest revision to choose from.
func (d *desk) sentences() []ui.Choice {
	const most = 80
	text := []rune(d.Revision.Text)
	cs := make([]ui.Choice, len(d.Revision.Sentences))
	for i, s := range d.Revision.Sentences {
		words := string(text[s.Start:min(s.End, s.Start+most)])
		if s.Len() > most {
			words += "…"
		}
		cs[i] = ui.Choice{Value: strconv.Itoa(i + 1), Label: strconv.Itoa(i+1) + ". " + words}
	}
	return cs
}
