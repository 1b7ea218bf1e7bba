package handlers

import (
	"cmp"
	"crypto/rand"
	"math"
	"slices"
	"strconv"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// keptOffers is what is suggested on a desk, how far its sentences are
// accounted for, and its copy with all of that and the claims over it.
type keptOffers struct {
	by     string // what it was read by
	offers []newsroom.Offer
	covers []models.Cover
	sheet  typeset.Sheet
}

// addOffers reads the desk with a stamp for suggestions and coverage.
func (h *Handlers) addOffers(c *gin.Context, d *desk, stamp store.Stamp) error {
	d.seq, d.read = stamp.Seq, h.reading(d)
	if k, ok := h.offers.get(stamp); ok && k.by == d.read.by {
		d.keptOffers = k
		return nil
	}
	proposed, err := h.Read.Proposals(ctx(c), d.Revision.ID)
	if err != nil {
		return err
	}
	d.keptOffers = keptOffers{by: d.read.by, offers: newsroom.Offers(d.File, d.read.suggested, proposed), covers: workflow.Covers(d.File)}
	d.sheet = layCopy(d.File, d.offers)
	h.offers.put(stamp, d.keptOffers, len(d.Revision.Text), mostDesks)
	return nil
}

// layCopy sets the newest revision with its sentences, the suggestions and the
// placed claims over it.
func layCopy(f *workflow.File, offers []newsroom.Offer) typeset.Sheet {
	over := make([]typeset.Claim, 0, len(f.Revision.Sentences)+len(offers)+len(f.Cases))
	for i, s := range f.Revision.Sentences {
		over = append(over, typeset.Claim{Number: i + 1, Span: s.Span, As: typeset.Sentence})
	}
	for i, o := range offers {
		over = append(over, typeset.Claim{Number: i + 1, Span: o.Span, As: typeset.Suggested})
	}
	for _, cs := range f.Cases {
		if c := cs.Claim; c.Placed() && c.RevisionID == f.Revision.ID {
			over = append(over, typeset.Claim{Number: c.Number, Span: c.Span})
		}
	}
	return typeset.Lay(f.Revision.Document, over)
}

// suggestions is the tab of what is suggested.
func (h *Handlers) suggestions(c *gin.Context, d *desk, a views.Attempt) (*views.Suggestions, error) {
	s := &views.Suggestions{
		Article: d.Article, Revision: d.Revision.Number, Total: len(d.offers), ByScore: listed(c, "sort") == views.ByScore,
		Accept: d.closed(workflow.MayMark), NoList: d.read.read.NoList, Key: rand.Text(), Attempt: a,
		Model: d.house.AssistModel, ModelAt: d.house.AssistAddress,
	}
	order := slices.Clone(d.offers)
	if s.ByScore {
		slices.SortStableFunc(order, func(x, y newsroom.Offer) int { return cmp.Compare(y.Score, x.Score) })
	}
	key, form := openOffer(c, a)
	begin, at := beginWith(c, order, key)
	s.From = begin / views.PerList * views.PerList
	text := anchor.Index(d.Revision.Text)
	for i, o := range order[s.From:min(len(order), s.From+views.PerList)] {
		card := d.suggestionCard(o, text)
		card.Here = at && s.From+i == begin && key == ""
		if o.Key == key {
			card.Open = form
		}
		s.Of = append(s.Of, card)
	}
	var err error
	s.Undo, err = h.lastAccepted(c, d)
	return s, err
}

// listed is what the address, or the form that was refused, says of how the
// list of suggestions is shown.
func listed(c *gin.Context, field string) string {
	return cmp.Or(c.Query(field), posted(c).word(field))
}

// openOffer is the suggestion of which a form is open, and which.
func openOffer(c *gin.Context, a views.Attempt) (key, form string) {
	if a.Is(views.EditSuggestion) || a.Is(views.WaiveSuggestion) {
		return posted(c).word("suggestion"), a.Form
	}
	for _, form := range []string{views.EditSuggestion, views.WaiveSuggestion} {
		if key := c.Query(form); key != "" {
			return key, form
		}
	}
	return "", ""
}

// beginWith is the index of the suggestion that the list begins with; asked
// reports that one was asked for.
func beginWith(c *gin.Context, order []newsroom.Offer, key string) (index int, asked bool) {
	if i := slices.IndexFunc(order, func(o newsroom.Offer) bool { return o.Key == key }); i >= 0 {
		return i, true
	}
	number := func(field string) int { n, _ := strconv.Atoi(listed(c, field)); return n }
	if at := number("at"); at > 0 && len(order) > 0 {
		if i := slices.IndexFunc(order, func(o newsroom.Offer) bool { return o.Start >= at }); i >= 0 {
			return i, true
		}
		return 0, true
	}
	return min(max(number("from"), 0), max(len(order)-1, 0)), false
}

func (d *desk) suggestionCard(o newsroom.Offer, text *anchor.Text) views.SuggestionCard {
	return views.SuggestionCard{
		Key: o.Key, Sentence: o.Sentence, At: o.Start, Start: text.UTF16(o.Start), End: text.UTF16(o.End), Words: o.Words, Statement: o.Statement,
		Kinds: o.Kinds, Reasons: o.Reasons, Before: o.Before, Score: int(math.Round(100 * o.Score)), Model: o.Model,
		Waive: d.closed(d.mayWaive(o.Sentence)),
	}
}

// lastAccepted is what the reader accepted last, as long as taking it back
// withdraws something.
func (h *Handlers) lastAccepted(c *gin.Context, d *desk) (*views.Acceptance, error) {
	const looked = 20 // acceptances, of everybody
	all, err := h.Read.Acceptances(ctx(c), d.Article.ID, looked)
	i := slices.IndexFunc(all, func(a models.Acceptance) bool { return a.CreatedBy == d.reader.ID })
	if err != nil || i < 0 {
		return nil, err
	}
	last := &views.Acceptance{ID: all[i].ID, At: d.clock.Moment(all[i].CreatedAt)}
	made, err := h.Read.Accepted(ctx(c), last.ID)
	for _, claim := range made {
		cs, _ := d.Case(claim.Number)
		cs.Claim = claim
		last.Claims++
		if !workflow.Untouched(cs) {
			last.Touched++
		}
	}
	if err != nil || last.Touched == last.Claims {
		return nil, err
	}
	return last, nil
}

// acceptSuggestions serves POST /articles/:article/suggestions/accept: one,
// those that were chosen, or all.
func (h *Handlers) acceptSuggestions(c *gin.Context) error {
	d, err := h.openClaim(c, 0)
	if err != nil {
		return err
	}
	f := posted(c)
	keys, revision := f.values["suggestion"], f.number("revision")
	if one := f.word("one"); one != "" {
		keys = []string{one}
	}
	at := 0
	if f.yes("all") {
		keys = nil
		for _, o := range d.offers {
			keys = append(keys, o.Key)
		}
	} else if i := slices.IndexFunc(d.offers, func(o newsroom.Offer) bool { return slices.Contains(keys, o.Key) }); i >= 0 {
		at = d.offers[i].Start
	}
	if f.err != nil {
		return f.err
	}
	if _, err := h.Act.Accept(ctx(c), h.by(c), d.Article.ID, revision, keys); err != nil {
		return err
	}
	return h.done(c, "suggestion.accept", h.leadsBack(c, d.Article.ID, views.SuggestionsPath(d.Article.ID, at, f.word("sort") == views.ByScore)))
}

// undoAcceptance serves POST /articles/:article/acceptances/:acceptance/undo.
func (h *Handlers) undoAcceptance(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	acceptance, err := param(c, "acceptance")
	if err != nil {
		return err
	}
	if _, err := h.Act.Undo(ctx(c), h.by(c), id, acceptance); err != nil {
		return err
	}
	return h.done(c, "suggestion.undo", views.SuggestionsPath(id, 0, false))
}

// suggestionsAgain shows the page again on which suggestions could not be
// accepted, or an acceptance not be taken back.
func (h *Handlers) suggestionsAgain(c *gin.Context, a views.Attempt) error {
	return h.workspace(c, 0, a)
}

// askModel serves POST /articles/:article/suggestions/ask.
func (h *Handlers) askModel(c *gin.Context) error {
	id, err := param(c, "article")
	if err != nil {
		return err
	}
	f := posted(c)
	revision := f.number("revision")
	if f.err != nil {
		return f.err
	}
	if err := h.Act.AskModel(ctx(c), h.by(c), id, revision); err != nil {
		return err
	}
	return h.done(c, "suggestion.ask", views.SuggestionsPath(id, 0, false))
}
