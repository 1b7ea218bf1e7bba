package handlers

import (
	"context"
	"slices"
	"strings"

	"example.org/tickmark/anchor"
	"example.org/tickmark/diff"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/views"
	"example.org/tickmark/views/ui"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"
)

// passages are what captures say where the open claim's evidence quotes them.
type passages struct {
	excerpts     []models.Excerpt
	translations []models.Translation
	later        []models.Capture                 // the newest texts of sources of which evidence rests on no capture
	quotable     []models.Capture                 // of the article's sources, without text
	looks        map[models.ID]views.CaptureState // of the sources with an address of which evidence rests on no capture
}

// readPassages reads what a claim's evidence quotes of captures.
func (h *Handlers) readPassages(ctx context.Context, k *keptCase, o store.Of) (err error) {
	if k.excerpts, err = h.Read.Excerpts(ctx, o); err != nil {
		return err
	}
	k.translations, err = h.Read.Translations(ctx, o)
	return err
}

// addCaptures adds the captures that came later than evidence of the open claim,
// those that may be quoted for it, and how the looking stands where it rests on
// none. None of it is kept with the case: a capture of another article's source
// leaves no event here.
func (h *Handlers) addCaptures(c *gin.Context, d *desk, open int) (err error) {
	k, ok := d.Case(open)
	if !ok {
		return nil
	}
	if err := h.addTexts(ctx(c), d, k); err != nil {
		return err
	}
	var bare []models.ID
	for _, e := range k.Evidence {
		if e.CaptureID == 0 && d.source(e.SourceID).URL != "" {
			bare = append(bare, e.SourceID)
		}
	}
	if len(bare) > 0 {
		d.looks, err = h.statesOf(c, d, bare)
	}
	return err
}

// addTexts adds the texts that addCaptures does.
func (h *Handlers) addTexts(ctx context.Context, d *desk, k workflow.Case) (err error) {
	var waiting []models.ID
	bare := func(id models.ID) bool {
		return slices.ContainsFunc(k.Sources, func(s models.Rooted) bool { return s.SourceID == id && !s.Kept })
	}
	for _, e := range k.Evidence {
		if e.Passage != "" && e.CaptureID == 0 && !bare(e.SourceID) {
			waiting = append(waiting, e.SourceID)
		}
	}
	if len(waiting) > 0 {
		if d.later, err = h.Read.NewestTexts(ctx, waiting); err != nil {
			return err
		}
	}
	if workflow.May(k, d.reader, workflow.AddEvidence) {
		d.quotable, err = h.Read.ToQuote(ctx, d.reader.ID, d.Article.ID)
	}
	return err
}

// evidence is a piece of the claim's evidence with what its capture says.
func (d *desk) evidence(c models.Claim, e models.Evidence) views.EvidenceView {
	v := views.EvidenceView{Evidence: e, Source: d.source(e.SourceID), Drift: d.drifted(e.SourceID), Looks: d.looks[e.SourceID], By: d.names[e.CreatedBy], At: d.clock.Moment(e.CreatedAt)}
	if i := slices.IndexFunc(d.excerpts, func(x models.Excerpt) bool { return x.EvidenceID == e.ID }); i >= 0 {
		v.Capture = d.quotedBy(c, e, d.excerpts[i])
	}
	if i := slices.IndexFunc(d.later, func(l models.Capture) bool { return l.SourceID == e.SourceID }); i >= 0 && e.CaptureID == 0 && e.Passage != "" {
		l := d.later[i]
		_, found := anchor.Passage(l.Text, e.Passage)
		v.Later = &views.KeptLater{Path: views.QuotedPath(d.Article.ID, l.ID, c.Number, 0), At: d.clock.Moment(l.At), Found: found}
	}
	for _, t := range d.translations {
		if t.EvidenceID == e.ID {
			v.Translations = append(v.Translations, views.TranslationView{Translation: t, By: d.names[t.CreatedBy], At: d.clock.Moment(t.CreatedAt)})
		}
	}
	return v
}

// quotedBy is what evidence quotes of the capture that it rests on.
func (d *desk) quotedBy(c models.Claim, e models.Evidence, x models.Excerpt) *views.QuotedIn {
	q := &views.QuotedIn{
		At: d.clock.Moment(x.At), Found: x.Found, Verbatim: x.Found && anchor.Alike(e.Passage, x.Quoted), Protected: x.Protected,
		Quoted: x.Quoted, Lang: x.Language, Foreign: otherLanguage(x.Language, d.Article.Language),
	}
	q.Before, q.After = x.Around()
	if !x.Protected {
		q.Path = views.QuotedPath(d.Article.ID, x.CaptureID, c.Number, e.ID)
	}
	if q.Found && !q.Verbatim && !x.Protected {
		q.Change = views.WordChange{Old: e.Passage, New: x.Quoted, Parts: diff.Words(e.Passage, x.Quoted), Lang: x.Language}
	}
	return q
}

// toQuote are the captures that may be quoted for a claim.
func (d *desk) toQuote(claim int) (links []ui.Link) {
	for _, c := range d.quotable {
		if i := slices.IndexFunc(d.choice, func(s models.Source) bool { return s.ID == c.SourceID }); i >= 0 {
			links = append(links, ui.Link{Label: views.CaptureOf(d.choice[i].Title, d.clock.Moment(c.At)), Href: views.QuotedPath(d.Article.ID, c.ID, claim, 0)})
		}
	}
	return links
}

// saidOf is a claim's words in their sentence.
func saidOf(c models.Claim, a models.Article) views.SaidInCopy {
	s := views.SaidInCopy{Words: c.Exact, Lang: a.Language, Dir: a.Direction}
	sentence := []rune(c.Sentence)
	at := c.Start - c.SentenceStart
	if end := at + len([]rune(c.Exact)); at >= 0 && end <= len(sentence) && string(sentence[at:end]) == c.Exact {
		s.Before, s.After = string(sentence[:at]), string(sentence[end:])
	} else if before, after, found := strings.Cut(c.Sentence, c.Exact); found {
		s.Before, s.After = before, after
	}
	return s
}

// otherLanguage reports whether a text is in another language than the copy, as
// far as both say in which they are.
func otherLanguage(text, article string) bool {
	if text == "" || article == "" {
		return false
	}
	a, _ := language.Make(text).Base()
	b, _ := language.Make(article).Base()
	return a != b
}
