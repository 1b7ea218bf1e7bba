package newsroom

import (
	"cmp"
	"context"
	"net/url"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// MaxCitations is how many citations one revision brings in.
const MaxCitations = 500

// cite makes sources of those of the draft's citations that were chosen, and
// evidence of them on the claims that stand there. It gives no hand: it is the
// writer's backup, and a checker has yet to look at it.
func (a *act) cite(ctx context.Context, art models.Article, rev models.Revision, from incoming) error {
	if len(from.cite) == 0 {
		return nil
	}
	if len(from.cite) > MaxCitations {
		return apperr.TooManyThings.With("sources", MaxCitations).On("cite")
	}
	b, err := a.backup(ctx, art, rev)
	if err != nil {
		return err
	}
	words := citedWords(rev, from.Citations)
	for _, i := range from.cite {
		if i < 0 || i >= len(from.Citations) {
			return apperr.UnknownChoice.With(strconv.Itoa(i), "the source").On("cite")
		}
		if err := b.add(ctx, from.Citations[i], words[i]); err != nil {
			return err
		}
	}
	return nil
}

// backup is an article's sources and where they are cited, while citations are
// added.
type backup struct {
	*act
	art       models.Article
	finder    *anchor.Finder
	sources   []models.Source
	citations []models.Citation
	cases     []workflow.Case
}

func (a *act) backup(ctx context.Context, art models.Article, rev models.Revision) (b *backup, err error) {
	b = &backup{act: a, art: art, finder: anchor.NewFinder(rev)}
	if b.sources, err = a.Sources(ctx, art.ID); err != nil {
		return nil, err
	}
	if b.citations, err = a.Citations(ctx, art.ID); err != nil {
		return nil, err
	}
	b.cases, err = readCases(ctx, a.Queries, store.Of{Article: art.ID})
	return b, err
}

// add adds a citation of words, unless its source is cited there already.
func (b *backup) add(ctx context.Context, from intake.Citation, words models.Span) error {
	at, err := b.finder.Make(words, models.Unchanged)
	if err != nil {
		return err
	}
	source, err := b.sourceOf(ctx, from, at.Exact)
	if err != nil {
		return err
	}
	note := clipped(from.Text, models.MaxNote)
	known := func(c models.Citation) bool {
		return c.SourceID == source && c.Note == note && c.Placed() && c.Sentences().Overlaps(at.Span)
	}
	if slices.ContainsFunc(b.citations, known) {
		return nil
	}
	c := models.Citation{
		ArticleID: b.art.ID, SourceID: source, Anchor: at, Label: from.Label, Note: note,
		CreatedBy: b.actor.ID, CreatedAt: b.now,
	}
	if err := b.AddCitation(ctx, &c); err != nil {
		return err
	}
	b.citations = append(b.citations, c)
	b.record("citation.add", models.SubjectCitation, c.ID, made(citationFields, c)...).on(b.art.ID, 0)
	for i := range b.cases {
		if claim := b.cases[i].Claim; claim.State != models.Withdrawn && backs(c, claim, b.cases) {
			if err := b.evidenceOf(ctx, &b.cases[i], c); err != nil {
				return err
			}
		}
	}
	return nil
}

// backs reports whether the citation stands on the claim: on its words, or, if
// it stands on those of none, in its sentence.
func backs(c models.Citation, claim models.Claim, all []workflow.Case) bool {
	if !c.Placed() || !claim.Placed() {
		return false
	}
	if c.Overlaps(claim.Span) {
		return true
	}
	other := func(o workflow.Case) bool {
		return o.Claim.State != models.Withdrawn && o.Claim.Placed() && c.Overlaps(o.Claim.Span)
	}
	return claim.Sentences().Overlaps(c.Span) && !slices.ContainsFunc(all, other)
}

// evidenceOf adds the citation's source as evidence on a claim, by itself,
// unless the claim has evidence of that source which says as much. It shows
// nothing yet: a checker adds the passage, and with it a hand.
func (a *act) evidenceOf(ctx context.Context, c *workflow.Case, from models.Citation) error {
	known := func(e models.Evidence) bool {
		return e.SourceID == from.SourceID && (from.Note == "" || from.Note == e.Note || e.Shows())
	}
	if slices.ContainsFunc(c.Evidence, known) {
		return nil
	}
	e := models.Evidence{
		ClaimID: c.Claim.ID, SourceID: from.SourceID, Stance: models.Supports, Authority: models.Secondary,
		Note: from.Note, CreatedBy: a.actor.ID, CreatedAt: a.now,
	}
	if err := a.keepEvidence(ctx, &e); err != nil {
		return err
	}
	was := bind(*c)
	c.Evidence = append(c.Evidence, e)
	a.record("evidence.add", models.SubjectEvidence, e.ID, made(evidenceFields, e)...).on(c.Claim.ArticleID, c.Claim.ID).byItself()
	return a.evidenceChanged(ctx, c, was, false)
}

// backClaim gives a claim that was just made the evidence of the citations
// that it stands on.
func (a *act) backClaim(ctx context.Context, claim models.Claim) error {
	citations, err := a.Citations(ctx, claim.ArticleID)
	if err != nil || len(citations) == 0 {
		return err
	}
	cases, err := readCases(ctx, a.Queries, store.Of{Article: claim.ArticleID})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cases, func(c workflow.Case) bool { return c.Claim.ID == claim.ID })
	for _, from := range citations {
		if backs(from, cases[i].Claim, cases) {
			if err := a.evidenceOf(ctx, &cases[i], from); err != nil {
				return err
			}
		}
	}
	return nil
}

// carryCitations gives every citation of the article its place in the next
// revision.
func (a *act) carryCitations(ctx context.Context, article models.ID, to func(models.Anchor) models.Anchor) error {
	citations, err := a.Citations(ctx, article)
	if err != nil {
		return err
	}
	for _, c := range citations {
		if !c.Placed() {
			continue
		}
		c.Anchor = to(c.Anchor)
		if err := a.PlaceCitation(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// citedWords are the words that each citation stands on: those of a link; for a
// footnote what its sentence says between the mark before and its own, and for
// one at the beginning of a block the sentence behind it.
func citedWords(rev models.Revision, citations []intake.Citation) []models.Span {
	words := make([]models.Span, len(citations))
	last := models.Span{} // the words of the footnote before
	for i, c := range citations {
		words[i] = c.At
		if c.At.Len() > 0 {
			continue
		}
		words[i] = noteWords(rev, c.At.Start, last)
		last = words[i]
	}
	return words
}

// noteWords are the words that a footnote with its mark at an offset stands on,
// if the one before stands on last.
func noteWords(rev models.Revision, mark int, last models.Span) models.Span {
	within := sort.Search(len(rev.Sentences), func(i int) bool { return rev.Sentences[i].End >= mark })
	if within == len(rev.Sentences) {
		within--
	}
	next := within+1 < len(rev.Sentences) && rev.Sentences[within+1].Start == mark
	if s := rev.Sentences[within]; s.Start >= mark || next && slices.ContainsFunc(rev.Blocks, func(b models.Block) bool { return b.Start == mark }) {
		if next {
			s = rev.Sentences[within+1]
		}
		return s.Span
	}
	start := rev.Sentences[within].Start
	switch {
	case last.End == mark && last.Len() > 0: // several marks in one place
		start = last.Start
	case last.End > start && last.End < mark:
		start = last.End
	}
	return models.Span{Start: start, End: mark}
}

// sourceOf returns the ID of the citation's source: one that the article has,
// or a new one.
func (b *backup) sourceOf(ctx context.Context, c intake.Citation, words string) (models.ID, error) {
	s := citedSource(c, words)
	same := func(o models.Source) bool {
		return s.URL != "" && o.URL == s.URL || s.URL == "" && o.URL == "" && o.Title == s.Title
	}
	if i := slices.IndexFunc(b.sources, same); i >= 0 {
		return b.sources[i].ID, nil
	}
	id, err := b.source(ctx, b.art.ID, NewEvidence{Source: s})
	s.ID = id
	b.sources = append(b.sources, s)
	return id, err
}

// citedSource is the source that a citation of words names, as far as it does.
func citedSource(c intake.Citation, words string) models.Source {
	s := models.Source{Type: models.PrimaryDocument, Title: c.Text, Located: true}
	if c.At.Len() > 0 {
		s.Title = words
	}
	if address, ok := intake.WebAddress(c.URL); ok {
		s.URL, s.Type = address, typeOf(address)
		s.Title = strings.TrimRight(strings.ReplaceAll(s.Title, c.URL, ""), " ,;:.<(–-")
		if u, err := url.Parse(address); err == nil {
			s.Publisher = strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	s.Title, _ = intake.Line(clipped(s.Title, models.MaxLine))
	if !strings.ContainsFunc(s.Title, unicode.IsGraphic) || strings.TrimSpace(s.Title) == "" {
		s.Title, _ = intake.Line(clipped(cmp.Or(s.URL, words), models.MaxLine))
	}
	return s
}

// typesByHost say what a source is by where it stands; anything else on the
// web is a press report until a checker looks.
var typesByHost = []struct {
	ends string
	kind models.SourceType
}{
	{".gov", models.OfficialStatement},
	{".mil", models.OfficialStatement},
	{".int", models.OfficialStatement},
	{".europa.eu", models.OfficialStatement},
	{".doi.org", models.PrimaryDocument},
	{".x.com", models.SocialPost},
	{".twitter.com", models.SocialPost},
	{".facebook.com", models.SocialPost},
	{".instagram.com", models.SocialPost},
	{".bsky.app", models.SocialPost},
	{".t.me", models.SocialPost},
	{".youtube.com", models.Recording},
	{".youtu.be", models.Recording},
	{".vimeo.com", models.Recording},
}

// typeOf is what a source at an address of the web most likely is.
func typeOf(address string) models.SourceType {
	u, err := url.Parse(address)
	if err != nil {
		return models.PressReport
	}
	host := "." + u.Hostname()
	for _, t := range typesByHost {
		if strings.HasSuffix(host, t.ends) {
			return t.kind
		}
	}
	if strings.EqualFold(path.Ext(u.Path), ".pdf") {
		return models.PrimaryDocument
	}
	return models.PressReport
}

// clipped is s, or as much of its beginning as fits into most bytes.
func clipped(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most-len("…")], "") + "…"
}

// citationFields are what the trail says of a citation.
var citationFields = []field[models.Citation]{
	{"source", false, func(c *models.Citation) string { return number(c.SourceID) }},
	{"revision", false, func(c *models.Citation) string { return number(c.RevisionID) }},
	{"label", true, func(c *models.Citation) string { return c.Label }},
	{"note", true, func(c *models.Citation) string { return c.Note }},
	{"words", true, func(c *models.Citation) string { return c.Exact }},
}
