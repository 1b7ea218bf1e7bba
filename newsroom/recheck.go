package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// Recheck is what a revision did: to each claim, and which of its sentences
// are new.
type Recheck struct {
	*workflow.File                 // the article as it is now
	Revision       models.Revision // the one that is looked at
	Before         models.Revision // the one before it
	Lines          []RecheckLine   // by the claims' numbers
	Fresh          []FreshSentence // in the order of the text
}

// RecheckLine is what the revision did to one claim.
type RecheckLine struct {
	models.Carry
	Case workflow.Case // the claim as it is now
}

// Approval is the approval that ended by the revision, ID 0 for none.
func (l RecheckLine) Approval() models.Approval {
	for _, a := range l.Case.Approvals {
		if a.ID == models.ID(l.ApprovalID) && l.ApprovalID != 0 {
			return a
		}
	}
	return models.Approval{}
}

// FreshSentence is a sentence that has none alike in the revision before.
type FreshSentence struct {
	Number  int // from 1
	Text    string
	Covered bool // a claim lies in it, or somebody let it stand
}

// ReadRecheck reads what the article's revision with the given number did, if
// viewer may see it, else apperr.NotFoundOrSeen; the first revision did nothing
// to anything.
func ReadRecheck(ctx context.Context, q store.Queries, viewer, article models.ID, number int) (*Recheck, error) {
	f, err := ReadFile(ctx, q, viewer, article)
	if err != nil {
		return nil, err
	}
	r := &Recheck{File: f}
	if r.Revision, err = q.Revision(ctx, article, number); err != nil || number == 1 {
		return r, err
	}
	if r.Before, err = q.Revision(ctx, article, number-1); err != nil {
		return nil, err
	}
	carries, err := q.Carries(ctx, r.Revision.ID)
	if err != nil {
		return nil, err
	}
	for _, c := range carries {
		i := slices.IndexFunc(f.Cases, func(k workflow.Case) bool { return k.Claim.ID == c.ClaimID })
		if i >= 0 {
			r.Lines = append(r.Lines, RecheckLine{Carry: c, Case: f.Cases[i]})
		}
	}
	slices.SortFunc(r.Lines, func(a, b RecheckLine) int { return a.Case.Claim.Number - b.Case.Claim.Number })
	waivers, err := q.Waivers(ctx, article)
	r.Fresh = freshSentences(r, waivers)
	return r, err
}

// freshSentences are the sentences of the revision that have none alike before
// it: of several alike, as many as there were before are old.
func freshSentences(r *Recheck, waivers []models.Waiver) (fresh []FreshSentence) {
	known := map[string]int{}
	before, now := anchor.Index(r.Before.Text), anchor.Index(r.Revision.Text)
	for _, s := range r.Before.Sentences {
		known[anchor.Fold(before.Slice(s.Span))]++
	}
	for i, s := range r.Revision.Sentences {
		text := now.Slice(s.Span)
		key := anchor.Fold(text)
		if known[key]--; known[key] >= 0 {
			continue
		}
		fresh = append(fresh, FreshSentence{Number: i + 1, Text: text, Covered: r.covers(s.Span) ||
			slices.ContainsFunc(waivers, func(w models.Waiver) bool { return w.Folded == key })})
	}
	return fresh
}

// covers reports whether a live claim lies in a span of the revision, as far as
// the claims stand there now.
func (r *Recheck) covers(s models.Span) bool {
	return slices.ContainsFunc(r.Cases, func(c workflow.Case) bool {
		return c.Claim.State != models.Withdrawn && c.Claim.Placed() && c.Claim.RevisionID == r.Revision.ID && c.Claim.Overlaps(s)
	})
}

// Forecast is what would become of a claim.
type Forecast struct {
	Claim  models.Claim  // as it is now
	Anchor models.Anchor // as it would be
}

// ForecastRevision says what the document would do to the article's claims as
// its next revision, by number: the same that Revise then does. abbreviations
// are the newsroom's own.
func ForecastRevision(f *workflow.File, doc models.Document, abbreviations []string) []Forecast {
	next := models.Revision{Document: doc}
	next.Sentences = anchor.Writers(f.Revision, doc.Text, copydesk.Sentences(doc, f.Article.Language, abbreviations...), nil)
	to := anchor.NewCarrier(f.Revision, next).Carry
	all := make([]Forecast, len(f.Cases))
	for i, c := range f.Cases {
		all[i] = Forecast{Claim: c.Claim, Anchor: to(c.Claim.Anchor)}
	}
	return all
}
