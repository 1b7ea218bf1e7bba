package handlers

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// How much may be kept.
const (
	mostDesks = 4 << 20 // bytes of copy on the desks; what hangs on it is several times as much
	mostLines = 5000    // articles
	mostCases = 5000    // opened claims, each with its evidence and its talk
)

// keptDesk is an article as its page shows it while no claim is open.
type keptDesk struct {
	stamp store.Stamp
	file  *workflow.File
	tally models.Tally
}

// keptCase is a claim as its page shows it.
type keptCase struct {
	file  *workflow.File  // the desk with the claim's case whole
	cited []models.Source // that its evidence rests on

	excerpts     []models.Excerpt // of the captures that its evidence rests on
	translations []models.Translation
}

// keptLine is an article as the list of articles shows it.
type keptLine struct {
	article models.Article
	tally   models.Tally
}

// readDesk returns the article as its page shows it while no claim is open, if
// viewer may see it, else apperr.NotFoundOrSeen.
func (h *Handlers) readDesk(ctx context.Context, viewer, article models.ID) (keptDesk, error) {
	stamp, err := h.Read.Stamp(ctx, viewer, article)
	if err != nil {
		return keptDesk{}, err
	}
	if d, ok := h.desks.get(stamp); ok {
		return d, nil
	}
	f, err := newsroom.ReadDesk(ctx, h.Read, viewer, article)
	if err != nil {
		return keptDesk{}, err
	}
	d := keptDesk{stamp, f, workflow.TallyOf(f)}
	h.desks.put(stamp, d, len(f.Revision.Text), mostDesks)
	return d, nil
}

// openCase returns the desk with the claim of a number open, or
// apperr.NotFoundOrSeen.
func (h *Handlers) openCase(ctx context.Context, d keptDesk, number int) (keptCase, error) {
	i := slices.IndexFunc(d.file.Cases, func(c workflow.Case) bool { return c.Claim.Number == number })
	if i < 0 {
		return keptCase{}, apperr.NotFoundOrSeen.With("claim")
	}
	claim := d.file.Cases[i].Claim.ID
	stamp := store.Stamp{ID: claim, Seq: d.stamp.Seq} // what changes a claim is an event of its article
	if k, ok := h.cases.get(stamp); ok {
		return k, nil
	}
	f, err := newsroom.OpenCase(ctx, h.Read, d.file, number)
	if err != nil {
		return keptCase{}, err
	}
	k := keptCase{file: f}
	if len(f.Cases[i].Evidence) > 0 {
		if k.cited, err = h.Read.SourcesOfClaim(ctx, claim); err != nil {
			return keptCase{}, err
		}
		if err := h.readPassages(ctx, &k, store.Of{Article: d.file.Article.ID, Claim: claim}); err != nil {
			return keptCase{}, err
		}
	}
	h.cases.put(stamp, k, 1+2*len(f.Cases[i].Evidence)+len(f.Cases[i].Comments)+len(f.Cases)/10, mostCases)
	return k, nil
}

// readLines returns the articles with the stamps, in their order, as viewer
// may see them.
func (h *Handlers) readLines(ctx context.Context, viewer models.ID, stamps []store.Stamp) ([]keptLine, error) {
	lines := make([]keptLine, 0, len(stamps))
	at := make(map[models.ID]int, len(stamps))
	var missing []models.ID
	for i, s := range stamps {
		line, ok := h.lines.get(s)
		if !ok {
			missing = append(missing, s.ID)
		}
		lines, at[s.ID] = append(lines, line), i
	}
	if len(missing) == 0 {
		return lines, nil
	}
	articles, err := h.Read.ArticlesOf(ctx, viewer, missing)
	if err != nil {
		return nil, err
	}
	tallies, err := h.Read.Tallies(ctx, articles)
	if err != nil {
		return nil, err
	}
	for _, a := range articles {
		line := keptLine{a, tallies[a.ID]}
		lines[at[a.ID]] = line
		h.lines.put(stamps[at[a.ID]], line, 1, mostLines)
	}
	return lines, nil
}
