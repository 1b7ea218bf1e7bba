package handlers

import (
	"crypto/rand"
	"slices"
	"strconv"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// How much of a source its page shows.
const (
	sheetLooks = 10
	sheetAlike = 5
	// nearText is the share of a text's fingerprints that another has for it to
	// be nearly the same: about every hundredth word is another.
	nearText = 0.5
)

// showSource serves GET /sources/:source.
func (h *Handlers) showSource(c *gin.Context) error { return h.sourceAgain(c, views.Attempt{}) }

// sourceAgain shows a source and what rests on it.
func (h *Handlers) sourceAgain(c *gin.Context, a views.Attempt) error {
	if backTo(posted(c)) == views.BackDuplicates {
		return h.duplicatesAgain(c, a)
	}
	id, err := param(c, "source")
	if err != nil {
		return err
	}
	s, err := h.Read.Source(ctx(c), who(c).ID, id)
	if err != nil {
		return err
	}
	p := views.SourceSheet{
		Page: h.frame(c, views.SourceTitle(s.Title)), Source: s, May: workflow.MayAddSource(who(c)) == nil, Key: rand.Text(), Attempt: a,
	}
	p.Page.Keys = ui.LibraryKeys
	for _, add := range []func(*gin.Context, *views.SourceSheet) error{h.addAbout, h.addGroup, h.addResting, h.addKept, h.addAlike, h.addPublisher, h.addDrift} {
		if err := add(c, &p); err != nil {
			return err
		}
	}
	return render(c, statusOf(a), views.SourcePage(p))
}

// addAbout adds who added the source, when and for which article.
func (h *Handlers) addAbout(c *gin.Context, p *views.SourceSheet) error {
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	names, err := h.names(c)
	if err != nil {
		return err
	}
	s := p.Source
	p.At, p.WordAt, p.LookedAt, p.By = clock.Moment(s.CreatedAt), clock.Moment(s.WordAt), clock.Moment(s.LookedAt), names[s.CreatedBy]
	headlines, err := h.Read.ArticleHeadlines(ctx(c), who(c).ID, []models.ID{s.ArticleID})
	if err != nil {
		return err
	}
	p.Article = headlines[s.ArticleID]
	kept, err := h.Read.KeptBy(ctx(c), who(c).ID, []models.ID{s.ID})
	p.MayEdit = p.May && len(kept) == 1
	return err
}

// addGroup adds the sources that are one with it.
func (h *Handlers) addGroup(c *gin.Context, p *views.SourceSheet) error {
	group, err := h.Read.SourceGroup(ctx(c), who(c).ID, p.Source.ID)
	for _, s := range group {
		switch {
		case s.ID == p.Source.ID:
		case s.SameAs == 0:
			p.Head = &s
		default:
			p.Group = append(p.Group, s)
		}
	}
	return err
}

// group are the sources that are one with it, itself first.
func group(p *views.SourceSheet) []models.Source {
	all := append([]models.Source{p.Source}, p.Group...)
	if p.Head != nil {
		all = append(all, *p.Head)
	}
	return all
}

func idsOf(sources []models.Source) []models.ID {
	ids := make([]models.ID, len(sources))
	for i, s := range sources {
		ids[i] = s.ID
	}
	return ids
}

// addResting adds a page of the claims that rest on it.
func (h *Handlers) addResting(c *gin.Context, p *views.SourceSheet) error {
	all := group(p)
	rests, err := h.Read.RestingOn(ctx(c), who(c).ID, idsOf(all), before(c), perPage+1)
	if err != nil {
		return err
	}
	if before(c) != 0 {
		p.Newer = views.SourcePath(p.Source.ID)
	}
	if len(rests) > perPage {
		rests = rests[:perPage]
		p.Older = views.SourcePath(p.Source.ID) + "?before=" + strconv.FormatInt(rests[perPage-1].ID, 10)
	}
	for _, r := range rests {
		row := views.RestingRow{
			SourceID: r.SourceID, Article: r.ArticleID, Headline: r.Headline, Language: r.Language, Number: r.Number, Statement: r.Statement,
			State: r.State, Stance: r.Stance, Passage: r.Passage,
		}
		if i := slices.IndexFunc(all, func(s models.Source) bool { return s.ID == r.SourceID }); i > 0 {
			row.Through = all[i].Title
		}
		p.Resting = append(p.Resting, row)
	}
	return nil
}

// addKept adds its captures and the looks at its page.
func (h *Handlers) addKept(c *gin.Context, p *views.SourceSheet) error {
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	captures, err := h.Read.CaptureLines(ctx(c), who(c).ID, idsOf(group(p)))
	if err != nil {
		return err
	}
	shown, err := h.shownIn(c, group(p))
	if err != nil {
		return err
	}
	for _, kept := range slices.Backward(captures) {
		row := views.SourceCapture{CaptureRow: views.CaptureRow{ID: kept.ID, At: clock.Moment(kept.At)}, Title: kept.Title, Article: shown[kept.SourceID]}
		p.Captures = append(p.Captures, row)
	}
	looks, err := h.Read.Looks(ctx(c), p.Source.ID, sheetLooks)
	for _, l := range looks {
		p.Looks = append(p.Looks, views.LookRow{Look: l, When: clock.Moment(l.At)})
	}
	if err != nil {
		return err
	}
	jobs, err := h.Read.JobsOf(ctx(c), models.CaptureJob, []models.ID{p.Source.ID})
	p.Waits = slices.ContainsFunc(jobs, func(j models.Job) bool { return j.State == models.Queued || j.State == models.Running })
	return err
}

// shownIn are, by source, articles that are open to the reader and in which the
// sources show: that for which one was entered, else the one with the newest
// claim that rests on it.
func (h *Handlers) shownIn(c *gin.Context, sources []models.Source) (map[models.ID]models.ID, error) {
	entered := make([]models.ID, len(sources))
	for i, s := range sources {
		entered[i] = s.ArticleID
	}
	open, err := h.Read.ArticleHeadlines(ctx(c), who(c).ID, entered)
	if err != nil {
		return nil, err
	}
	in := make(map[models.ID]models.ID, len(sources))
	for _, s := range sources {
		if _, ok := open[s.ArticleID]; ok {
			in[s.ID] = s.ArticleID
			continue
		}
		rests, err := h.Read.RestingOn(ctx(c), who(c).ID, []models.ID{s.ID}, 0, 1)
		if err != nil {
			return nil, err
		}
		if len(rests) > 0 {
			in[s.ID] = rests[0].ArticleID
		}
	}
	return in, nil
}

// addAlike adds what may be the same source, to those who may make them one.
func (h *Handlers) addAlike(c *gin.Context, p *views.SourceSheet) error {
	if !p.May || p.Source.Protected || p.Head != nil {
		return nil
	}
	var pairs []pair
	for _, by := range store.AlikeBys {
		found, err := h.Read.AlikeTo(ctx(c), who(c).ID, by, p.Source.ID, sheetAlike)
		if err != nil {
			return err
		}
		pairs = addOthers(pairs, found, by)
	}
	near, err := h.near(c, p.Source.ID)
	if err != nil {
		return err
	}
	rows, err := h.alikeRows(c, addOthers(pairs, near, store.SameText))
	for _, r := range rows {
		if r.Other.ID > r.Source.ID { // the newer one becomes one with the older
			r.Source, r.Other = r.Other, r.Source
		}
		if r.Source.SameAs == 0 && r.Other.SameAs == 0 && !r.Source.Protected && !r.Other.Protected {
			p.Alike = append(p.Alike, r)
		}
	}
	return err
}

// near are the sources whose captures have nearly the text of the newest capture
// of a source.
func (h *Handlers) near(c *gin.Context, source models.ID) (found []store.Alike, err error) {
	newest, err := h.Read.NewestCapture(ctx(c), who(c).ID, source)
	if apperr.KindOf(err) == apperr.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	near, err := h.Read.NearCaptures(ctx(c), who(c).ID, newest.ID, nearText, sheetAlike)
	for _, n := range near {
		found = append(found, store.Alike{SourceID: source, OtherID: n.SourceID})
	}
	return found, err
}

// addOthers adds what was found alike to one source, once for each other.
func addOthers(pairs []pair, found []store.Alike, by store.AlikeBy) []pair {
	for _, a := range found {
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.OtherID == a.OtherID })
		switch {
		case i < 0:
			pairs = append(pairs, pair{a, []string{alikeWords[by]}})
		case !slices.Contains(pairs[i].why, alikeWords[by]):
			pairs[i].why = append(pairs[i].why, alikeWords[by])
		}
	}
	return pairs
}

// addPublisher adds what is known of its publisher.
func (h *Handlers) addPublisher(c *gin.Context, p *views.SourceSheet) error {
	p.Note.Publisher = newsroom.PublisherOf(p.Source)
	notes, err := h.Read.PublisherNotes(ctx(c), []string{p.Note.Publisher})
	if err != nil || len(notes) == 0 {
		return err
	}
	clock, err := h.clock(c)
	if err != nil {
		return err
	}
	names, err := h.names(c)
	p.Note, p.NoteBy, p.NoteAt = notes[0], names[notes[0].ChangedBy], clock.Moment(notes[0].ChangedAt)
	return err
}

// addDrift adds that it is gone or says something else.
func (h *Handlers) addDrift(c *gin.Context, p *views.SourceSheet) error {
	all := group(p)
	drifts, err := h.Read.OpenDrifts(ctx(c), idsOf(all))
	if err != nil || len(drifts) == 0 {
		return err
	}
	shown, err := h.shownIn(c, all)
	if err != nil {
		return err
	}
	item := views.DriftItem{Drift: drifts[0], Source: p.Source, Article: shown[drifts[0].SourceID]}
	if item.Article == 0 && len(p.Resting) > 0 {
		item.Article = p.Resting[0].Article
	}
	p.Drift = &item
	return nil
}
