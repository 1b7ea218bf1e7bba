package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// ReadDesk returns the article as its page shows it while no claim is open, if
// viewer may see it, else apperr.NotFoundOrSeen. Of each claim there is what
// the list and the tally show: its state and verdict, its approvals without
// what they bind to, the queries and fixes that wait. Evidence, hands and the
// rest of the talk are read when a claim is opened, so the rules of a claim
// hold for an opened one alone; see OpenCase. The sources are not read at all.
func ReadDesk(ctx context.Context, q store.Queries, viewer, id models.ID) (*workflow.File, error) {
	a, err := q.Article(ctx, viewer, id)
	if err != nil {
		return nil, err
	}
	f := &workflow.File{Article: a}
	for _, read := range []func() error{
		func() error { return readFrame(ctx, q, f) },
		func() (err error) { f.Cases, err = readLines(ctx, q, id); return err },
		func() (err error) { f.Comments, err = q.OpenTalk(ctx, id); return err },
		func() (err error) { f.Reports, err = q.ReportLines(ctx, id); return err },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	f.Comments = dealTalk(f.Cases, f.Comments, f.Debts)
	return f, nil
}

// readLines returns the cases of an article's claims as a list shows them.
func readLines(ctx context.Context, q store.Queries, article models.ID) ([]workflow.Case, error) {
	lines, err := q.ClaimLines(ctx, article)
	if err != nil {
		return nil, err
	}
	cases := make([]workflow.Case, len(lines))
	at := make(map[models.ID]*workflow.Case, len(lines))
	for i, l := range lines {
		cases[i].Claim = l.Claim
		if l.FindingID != 0 {
			cases[i].Findings = []models.Finding{{ID: models.ID(l.FindingID), ClaimID: l.ID, Verdict: l.Verdict}}
		}
		at[l.ID] = &cases[i]
	}
	replies, err := q.RepliesSought(ctx, store.Of{Article: article})
	if err != nil {
		return nil, err
	}
	for _, r := range replies {
		if c := at[r.ClaimID]; c != nil {
			c.Replies = append(c.Replies, r)
		}
	}
	approvals, err := q.ApprovalLines(ctx, article)
	for _, p := range approvals {
		if c := at[p.ClaimID]; c != nil { // else the claim is newer than the lines
			c.Approvals = append(c.Approvals, p)
		}
	}
	return cases, err
}

// OpenCase returns the desk with the case of one claim whole, so that its page
// can be drawn and, once RootCase has told of its sources, its rules asked. It
// fails with apperr.NotFoundOrSeen. The desk that it was given stays as it is.
func OpenCase(ctx context.Context, q store.Queries, desk *workflow.File, number int) (*workflow.File, error) {
	f := *desk
	i := slices.IndexFunc(f.Cases, func(c workflow.Case) bool { return c.Claim.Number == number })
	if i < 0 {
		return nil, apperr.NotFoundOrSeen.With("claim")
	}
	cases, err := readCases(ctx, q, store.Of{Article: f.Article.ID, Claim: f.Cases[i].Claim.ID})
	if err != nil {
		return nil, err
	}
	cases[0].Stands = stands(cases[0], f.Revision)
	f.Cases = slices.Clone(f.Cases)
	f.Cases[i] = cases[0]
	return &f, nil
}
