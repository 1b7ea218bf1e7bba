package newsroom

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// readingVersion is kept with a revision whose sentences were marked.
const readingVersion = 1

// CopyOf is the newest revision as it is read for suggestions and checks: by
// the article's date, which is the day it runs or else the day the revision
// came in, in the newsroom's zone.
func CopyOf(f *workflow.File, settings models.Settings) reading.Copy {
	return reading.Copy{
		Document: f.Revision.Document, Language: f.Article.Language, Abbreviations: settings.Abbreviations,
		On: dayOf(f.Article, f.Revision.CreatedAt, settings), Sentences: spansOf(f.Revision.Sentences),
	}
}

// dayOf is the date that an article is read by.
func dayOf(art models.Article, at models.Instant, settings models.Settings) detect.Day {
	if art.PublishOn != "" {
		return detect.Day(art.PublishOn)
	}
	return detect.Day(at.Time().In(settings.Location()).Format(time.DateOnly))
}

func spansOf(sentences []models.Sentence) []models.Span {
	spans := make([]models.Span, len(sentences))
	for i, s := range sentences {
		spans[i] = s.Span
	}
	return spans
}

// ReadCopy reads copy, and remembers it where there is a Reader.
func (n *Newsroom) ReadCopy(c reading.Copy) reading.Reading {
	if n.Reader == nil {
		return reading.Read(c)
	}
	return n.Reader.Read(c)
}

// markSentences says which sentences of a new revision can be checked.
func (n *Newsroom) markSentences(rev *models.Revision, lang string, on detect.Day, settings models.Settings) {
	r := n.ReadCopy(reading.Copy{
		Document: rev.Document, Language: lang, On: on, Abbreviations: settings.Abbreviations, Sentences: spansOf(rev.Sentences),
	})
	for i := range rev.Sentences {
		rev.Sentences[i].Checkable = r.Sentences[i].Checkable
	}
	rev.Reading = readingVersion
}

// Offer is a suggestion that is still open: nobody marked its words or waived
// its sentence.
type Offer struct {
	suggest.Suggestion
	Key   string // names it in a form
	Model string // that proposed it, "" when our own reading did
}

// Offers are what is suggested for the article and still open, in the order of
// the copy: what was suggested in its newest revision, and what models
// proposed for it on other words.
func Offers(f *workflow.File, suggested []suggest.Suggestion, proposed []models.Proposal) (open []Offer) {
	covers := workflow.Covers(f)
	for _, s := range suggested {
		open = append(open, Offer{Suggestion: s, Key: "s" + spanKey(s.Span)})
	}
	runes := []rune(f.Revision.Text)
	for _, p := range proposed {
		ours := func(s suggest.Suggestion) bool { return s.Overlaps(p.Span) }
		if p.RevisionID == f.Revision.ID && !slices.ContainsFunc(suggested, ours) {
			open = append(open, proposal(p, f.Revision, runes))
		}
	}
	open = slices.DeleteFunc(open, func(o Offer) bool { return taken(f, covers, o) })
	slices.SortStableFunc(open, func(a, b Offer) int { return a.Start - b.Start })
	return open
}

func proposal(p models.Proposal, rev models.Revision, runes []rune) Offer {
	at, _ := slices.BinarySearchFunc(rev.Sentences, p.Start+1, func(s models.Sentence, to int) int { return s.End - to })
	o := Offer{Key: "p" + number(p.ID), Model: p.Model, Suggestion: suggest.Suggestion{
		Span: p.Span, Sentence: at + 1, Words: string(runes[p.Start:p.End]), Statement: p.Statement, Kinds: p.Kinds,
	}}
	if p.Reasons != "" {
		o.Reasons = strings.Split(p.Reasons, "\n")
	}
	return o
}

// taken reports whether an offer is open no more: a claim lies on its words, or
// all its sentences are waived.
func taken(f *workflow.File, covers []models.Cover, o Offer) bool {
	if lies(f.Cases, f.Revision.ID, o.Span) {
		return true
	}
	for i := o.Sentence - 1; i < len(covers) && f.Revision.Sentences[i].Start < o.End; i++ {
		if covers[i] != models.Waived {
			return false
		}
	}
	return true
}

// lies reports whether a claim that is not withdrawn lies on the words.
func lies(cases []workflow.Case, revision models.ID, at models.Span) bool {
	return slices.ContainsFunc(cases, func(c workflow.Case) bool {
		return c.Claim.State != models.Withdrawn && c.Claim.Placed() && c.Claim.RevisionID == revision && c.Claim.Overlaps(at)
	})
}

func spanKey(s models.Span) string { return number(s.Start+1) + "-" + number(s.End) }

// Found is what a check found in the article, with what somebody made of it.
type Found struct {
	checks.Finding
	Fingerprint string
	Answer      models.CheckAnswer // ID 0: nobody answered yet
}

// FoundWith joins what the checks found with the answers that stand.
func FoundWith(found []checks.Finding, answers []models.CheckAnswer) []Found {
	by := make(map[[2]string]models.CheckAnswer, len(answers))
	for _, a := range answers {
		by[[2]string{a.CheckName, a.Fingerprint}] = a
	}
	all := make([]Found, len(found))
	for i, f := range found {
		mark := f.Fingerprint()
		all[i] = Found{f, mark, by[[2]string{f.Check, mark}]}
	}
	return all
}

// ReadPassages returns what the evidence of the article's claims quotes, for
// evidence that rests on a capture what that says there and around it, for the
// check of quotations in its newest revision. The caller has asked for the
// article.
func ReadPassages(ctx context.Context, q store.Queries, art models.Article) ([]checks.Passage, error) {
	lines, err := q.Passages(ctx, art.ID)
	ps := make([]checks.Passage, 0, len(lines))
	for _, l := range lines {
		if l.RevisionID == models.ID(art.RevisionID) {
			ps = append(ps, checks.Passage{Span: l.Span, Source: l.Title, Text: cmp.Or(l.Said, l.Passage)})
		}
	}
	return ps, err
}

// readNewest reads an article's newest revision outside of an act. Reading
// takes long, so an act has it done before its transaction begins, and looks
// afterwards whether the revision still is the newest.
func (n *Newsroom) readNewest(ctx context.Context, viewer, article models.ID) (*workflow.File, reading.Reading, error) {
	q := n.DB.Queries()
	f, err := ReadDesk(ctx, q, viewer, article)
	if err != nil {
		return nil, reading.Reading{}, err
	}
	settings, err := q.Settings(ctx)
	if err != nil {
		return nil, reading.Reading{}, err
	}
	return f, n.ReadCopy(CopyOf(f, settings)), nil
}

// standing reports whether an article still is at the revision of f.
func standing(art models.Article, f *workflow.File) bool {
	return models.ID(art.RevisionID) == f.Revision.ID
}

// recount counts anew what of the article's newest revision is covered, and its
// open TKs.
func (a *act) recount(ctx context.Context, art *models.Article) error {
	if !a.recounts {
		return nil
	}
	a.recounts = false
	rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
	if err != nil {
		return err
	}
	waivers, err := a.Waivers(ctx, art.ID)
	if err != nil {
		return err
	}
	f := workflow.File{Article: *art, Revision: rev, Waived: waived(rev, waivers)}
	if f.Cases, err = readLines(ctx, a.Queries, art.ID); err != nil {
		return err
	}
	art.OpenTKs, art.Coverage = len(openTKs(rev, waivers)), workflow.CoverageOf(&f)
	return a.CountArticle(ctx, *art)
}
