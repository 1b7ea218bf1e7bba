package handlers

import (
	"cmp"
	"crypto/rand"
	"math"
	"slices"
	"strconv"
	"time"

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
// placed claims over it, but for what was accepted and taken back: its words
// are suggested again.
func layCopy(f *workflow.File, offers []newsroom.Offer) typeset.Sheet {
	over := make([]typeset.Claim, 0, len(f.Revision.Sentences)+len(offers)+len(f.Cases))
	for i, s := range f.Revision.Sentences {
		over = append(over, typeset.Claim{Number: i + 1, Span: s.Span, As: typeset.Sentence})
	}
	for i, o := range offers {
		over = append(over, typeset.Claim{Number: i + 1, Span: o.Span, As: typeset.Suggested})
	}
	for _, cs := range f.Cases {
		if c := cs.Claim; c.Placed() && c.RevisionID == f.Revision.ID && !takenBack(c) {
			over = append(over, typeset.Claim{Number: c.Number, Span: c.Span})
		}
	}
	return typeset.Lay(f.Revision.Document, over)
}

// takenBack reports whether a claim was accepted and taken back.
func takenBack(c models.Claim) bool {
	return c.State == models.Withdrawn && c.WithdrawReason == models.TakenBack
}

// suggestions is the tab of what is suggested.
func (h *Handlers) suggestions(c *gin.Context, d *desk, a views.Attempt) (*views.Suggestions, error) {
	s := &views.Suggestions{
		Article: d.Article, Revision: d.Revision.Number, Total: len(d.offers), ByScore: listed(c, "sort") == views.ByScore,
		Accept: d.closed(workflow.MayMark), NoList: d.read.read.NoList, Key: rand.Text(), Attempt: a,
		Model: d.house.AssistModel, ModelAt: d.house.AssistAddress, Back: listed(c, views.BackField) == views.BackCoverage,
	}
	order := inOrder(d.offers, s.ByScore)
	key, form := openOffer(c, a)
	begin, at := beginWith(c, order, key)
	s.From = begin / views.PerList * views.PerList
	text := anchor.Index(d.Revision.Text)
	for i, o := range order[s.From:min(len(order), s.From+views.PerList)] {
		card := d.suggestionCard(o, text)
		card.Next = behind(order, []string{o.Key})
		card.Here = at && s.From+i == begin && key == ""
		if o.Key == key {
			card.Open = form
		}
		s.Of = append(s.Of, card)
	}
	var err error
	s.Undo, err = h.lastAccepted(c, d, undoLong)
	return s, err
}

// inOrder are the suggestions as the list has them.
func inOrder(offers []newsroom.Offer, byScore bool) []newsroom.Offer {
	if !byScore {
		return offers
	}
	order := slices.Clone(offers)
	slices.SortStableFunc(order, func(x, y newsroom.Offer) int { return cmp.Compare(y.Score, x.Score) })
	return order
}

// behind is where in the copy the suggestion begins that the list goes on with
// when those with the keys are gone, in code points; 0 is its first.
func behind(order []newsroom.Offer, keys []string) int {
	gone := func(o newsroom.Offer) bool { return slices.Contains(keys, o.Key) }
	first := slices.IndexFunc(order, gone)
	if first < 0 {
		return 0
	}
	for _, o := range order[first:] {
		if !gone(o) {
			return o.Start
		}
	}
	if first > 0 {
		return order[first-1].Start
	}
	return 0
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
		if i := slices.IndexFunc(order, func(o newsroom.Offer) bool { return o.Start == at }); i >= 0 {
			return i, true
		}
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

// How long what was accepted can be taken back from beside a sentence, where it
// would be in the way of the next, and from beside the suggestions.
const (
	undoNear = 15 * time.Minute
	undoLong = 24 * time.Hour
)

// lastAccepted is what the reader accepted last, not longer ago than within, as
// long as taking it back withdraws something.
func (h *Handlers) lastAccepted(c *gin.Context, d *desk, within time.Duration) (*views.Acceptance, error) {
	const looked = 20 // acceptances, of everybody
	all, err := h.Read.Acceptances(ctx(c), d.Article.ID, looked)
	i := slices.IndexFunc(all, func(a models.Acceptance) bool { return a.CreatedBy == d.reader.ID })
	if err != nil || i < 0 || h.Now().Sub(all[i].CreatedAt.Time()) > within {
		return nil, err
	}
	last := &views.Acceptance{ID: all[i].ID, At: d.clock.Moment(all[i].CreatedAt)}
	made, err := h.Read.Accepted(ctx(c), last.ID)
	if err != nil {
		return nil, err
	}
	acts, err := h.Read.ActsOnAccepted(ctx(c), last.ID)
	for _, claim := range made {
		last.Claims++
		if !workflow.Untouched(claim, acts[claim.ID]) {
			last.Touched++
		}
	}
	if err != nil || last.Touched == last.Claims {
		return nil, err
	}
	return last, nil
}

// acceptSuggestions serves POST /articles/:article/suggestions/accept: one,
// those that were chosen, or all that the list shows.
func (h *Handlers) acceptSuggestions(c *gin.Context) error {
	d, err := h.openClaim(c, 0)
	if err != nil {
		return err
	}
	f := posted(c)
	keys, revision := f.values["suggestion"], f.number("revision")
	if one := f.word("one"); one != "" {
		keys = []string{one}
	} else if f.yes("all") {
		keys = f.values["shown"]
	}
	if f.err != nil {
		return f.err
	}
	byScore := f.word("sort") == views.ByScore
	next := views.SuggestionsPath(d.Article.ID, behind(inOrder(d.offers, byScore), keys), byScore)
	if _, err := h.Act.Accept(ctx(c), h.by(c), d.Article.ID, revision, keys); err != nil {
		return err
	}
	if backTo(f) == views.BackCoverage {
		next = h.leadsBack(c, d.Article.ID, next)
	}
	return h.done(c, "suggestion.accept", next)
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
	made, err := h.Read.Accepted(ctx(c), acceptance)
	if err != nil {
		return err
	}
	at := 0
	for _, claim := range made {
		if takenBack(claim) && (at == 0 || claim.Start < at) {
			at = claim.Start
		}
	}
	return h.done(c, "suggestion.undo", h.backToSentence(c, id, at))
}

// backToSentence is where taking an acceptance back leads: to the first of what
// is suggested again, on the page that the form stood on.
func (h *Handlers) backToSentence(c *gin.Context, id models.ID, at int) string {
	if backTo(posted(c)) == views.BackCoverage {
		if d, err := h.openClaim(c, 0); err == nil {
			return views.SentencePath(id, d.sentenceOf(at))
		}
	}
	return views.SuggestionsPath(id, at, false)
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
