package newsroom

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// ReadFile returns the article with all that its page and its rules look at,
// if viewer may see it, else apperr.NotFoundOrSeen. It reads a bounded number
// of times, however many claims there are.
func ReadFile(ctx context.Context, q store.Queries, viewer, id models.ID) (*workflow.File, error) {
	a, err := q.Article(ctx, viewer, id)
	if err != nil {
		return nil, err
	}
	return readFile(ctx, q, a)
}

// readFile reads the rest of an article that the caller was allowed to see.
func readFile(ctx context.Context, q store.Queries, a models.Article) (*workflow.File, error) {
	f := &workflow.File{Article: a}
	o := store.Of{Article: a.ID}
	for _, read := range []func() error{
		func() error { return readFrame(ctx, q, f) },
		func() (err error) { f.Cases, err = readCaseRows(ctx, q, o); return err },
		func() (err error) { f.Comments, err = q.Comments(ctx, o); return err },
		func() (err error) { f.Reports, err = q.Reports(ctx, a.ID); return err },
		func() (err error) { f.Sources, err = q.Sources(ctx, a.ID); return err },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	f.Comments = dealTalk(f.Cases, f.Comments, f.Debts)
	all := make([]*workflow.Case, len(f.Cases))
	for i := range f.Cases {
		f.Cases[i].Stands, all[i] = stands(f.Cases[i], f.Revision), &f.Cases[i]
	}
	settings, err := q.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if err := checkCases(ctx, q, o, all); err != nil {
		return nil, err
	}
	return f, rootCases(ctx, q, settings, all)
}

// readFrame reads what an article is apart from its claims and the talk: its
// people, its newest revision with the TKs in it, its debts.
func readFrame(ctx context.Context, q store.Queries, f *workflow.File) (err error) {
	a := f.Article
	if f.Writers, err = q.Writers(ctx, a.ID); err != nil {
		return err
	}
	if a.Restricted {
		if f.Team, err = q.Team(ctx, a.ID); err != nil {
			return err
		}
	}
	if f.Revision, err = q.RevisionByID(ctx, models.ID(a.RevisionID)); err != nil {
		return err
	}
	waivers, err := q.Waivers(ctx, a.ID)
	if err != nil {
		return err
	}
	f.Waived = waived(f.Revision, waivers)
	if a.OpenTKs > 0 {
		f.TKs = openTKs(f.Revision, waivers)
	}
	f.Debts, err = q.Debts(ctx, store.Of{Article: a.ID})
	return err
}

// stands reports whether words that were last found wrong or unverifiable still
// stand in rev: where the claim is, or, when it has lost its place, anywhere.
func stands(c workflow.Case, rev models.Revision) bool {
	f := workflow.LastFinding(c)
	if !workflow.AgainstPrint(f.Verdict) || c.Claim.State == models.Withdrawn {
		return false
	}
	switch c.Claim.Outcome { //nolint:exhaustive // the others have a place
	case models.Ambiguous:
		return true
	case models.Lost:
		_, err := anchor.Find(rev, models.Span{End: utf8.RuneCountInString(rev.Text)}, f.Words)
		return err == nil || errors.Is(err, apperr.WordsSeveral)
	}
	return anchor.Alike(c.Claim.Exact, f.Words)
}

// readCases returns the cases of an article's claims, or of one of them.
func readCases(ctx context.Context, q store.Queries, o store.Of) ([]workflow.Case, error) {
	cases, err := readCaseRows(ctx, q, o)
	if err != nil {
		return nil, err
	}
	comments, err := q.Comments(ctx, o)
	if err != nil {
		return nil, err
	}
	debts, err := q.Debts(ctx, o)
	dealTalk(cases, comments, debts)
	return cases, err
}

// dealTalk hands comments and debts to the cases of their claims and returns
// the comments that are on no claim.
func dealTalk(cases []workflow.Case, comments []models.Comment, debts []models.Debt) (rest []models.Comment) {
	at := make(map[models.Ref]*workflow.Case, len(cases))
	for i := range cases {
		at[models.Ref(cases[i].Claim.ID)] = &cases[i]
	}
	for _, m := range comments {
		if c := at[m.ClaimID]; c != nil {
			c.Comments = append(c.Comments, m)
		} else {
			rest = append(rest, m)
		}
	}
	for _, d := range debts {
		if c := at[d.ClaimID]; c != nil {
			c.Debts = append(c.Debts, d)
		}
	}
	return rest
}

// readCaseRows is readCases without comments and debts.
func readCaseRows(ctx context.Context, q store.Queries, o store.Of) ([]workflow.Case, error) {
	claims, err := q.Claims(ctx, o)
	if err != nil {
		return nil, err
	}
	cases := make([]workflow.Case, len(claims))
	at := make(map[models.ID]*workflow.Case, len(claims))
	for i, c := range claims {
		cases[i].Claim = c
		at[c.ID] = &cases[i]
	}
	for _, read := range []func() error{
		deal(ctx, o, q.Findings, at, func(r models.Finding) models.ID { return r.ClaimID }, func(c *workflow.Case) *[]models.Finding { return &c.Findings }),
		deal(ctx, o, q.Approvals, at, func(r models.Approval) models.ID { return r.ClaimID }, func(c *workflow.Case) *[]models.Approval { return &c.Approvals }),
		deal(ctx, o, q.Evidence, at, func(r models.Evidence) models.ID { return r.ClaimID }, func(c *workflow.Case) *[]models.Evidence { return &c.Evidence }),
		deal(ctx, o, q.RepliesSought, at, func(r models.ReplySought) models.ID { return r.ClaimID }, func(c *workflow.Case) *[]models.ReplySought { return &c.Replies }),
		deal(ctx, o, q.Hands, at, func(r models.Hand) models.ID { return r.ClaimID }, func(c *workflow.Case) *[]models.Hand { return &c.Hands }),
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return cases, nil
}

// deal reads rows and hands each to the case of its claim.
func deal[T any](ctx context.Context, o store.Of, read func(context.Context, store.Of) ([]T, error),
	at map[models.ID]*workflow.Case, claim func(T) models.ID, pile func(*workflow.Case) *[]T,
) func() error {
	return func() error {
		rows, err := read(ctx, o)
		for _, r := range rows {
			if c := at[claim(r)]; c != nil {
				p := pile(c)
				*p = append(*p, r)
			}
		}
		return err
	}
}

// openTKs are the revision's TK placeholders whose sentence nobody marked CQ.
func openTKs(rev models.Revision, waivers []models.Waiver) (tks []workflow.TK) {
	for _, span := range copydesk.TKs(rev.Document) {
		sentence := sentenceAt(rev, span)
		folded := anchor.Fold(sentence)
		if !slices.ContainsFunc(waivers, func(w models.Waiver) bool { return w.Kind == models.CQ && w.Folded == folded }) {
			tks = append(tks, workflow.TK{Span: span, Sentence: sentence})
		}
	}
	return tks
}

// waived are the revision's sentences, by index, that a waiver is for.
func waived(rev models.Revision, waivers []models.Waiver) map[int]models.Waiver {
	if len(waivers) == 0 {
		return nil
	}
	of := make(map[string]models.Waiver, len(waivers))
	for _, w := range waivers {
		of[w.Folded] = w
	}
	by := map[int]models.Waiver{}
	text := anchor.Index(rev.Text)
	for i, s := range rev.Sentences {
		if w, ok := of[anchor.Fold(text.Slice(s.Span))]; ok {
			by[i] = w
		}
	}
	return by
}

// sentenceAt is the text of the sentence that a span begins in.
func sentenceAt(rev models.Revision, span models.Span) string {
	text := []rune(rev.Text)
	for _, s := range rev.Sentences {
		if s.Start <= span.Start && span.Start < s.End {
			return string(text[s.Start:s.End])
		}
	}
	return string(text[span.Start:span.End])
}

// Target names a claim as a form saw it.
type Target struct {
	Article models.ID
	Number  int
	Version int // 0: whichever it is at now
	// Sources is what was seen of its sources, as SourcesSeen has it: an approval,
	// and one by breaking the glass, looks at it. "": whatever people say of them now.
	Sources string
}

// claim locks the target's article and returns the claim's case. It fails with
// apperr.NotFoundOrSeen, or apperr.Stale if the claim is no longer at the
// version that was seen.
func (a *act) claim(ctx context.Context, t Target) (models.Article, workflow.Case, error) {
	art, err := a.LockArticle(ctx, a.actor.ID, t.Article)
	if err != nil {
		return art, workflow.Case{}, err
	}
	c, err := a.caseOf(ctx, art.ID, t.Number)
	if err == nil && t.Version != 0 && c.Claim.Version != t.Version {
		err = apperr.Stale.With()
	}
	return art, c, err
}

// caseOf returns the case of a claim of a locked article.
func (a *act) caseOf(ctx context.Context, article models.ID, number int) (workflow.Case, error) {
	claim, err := a.Claim(ctx, article, number)
	if err != nil {
		return workflow.Case{}, err
	}
	cases, err := readCases(ctx, a.Queries, store.Of{Article: article, Claim: claim.ID})
	if err != nil {
		return workflow.Case{}, err
	}
	c := cases[0]
	if workflow.AgainstPrint(workflow.LastFinding(c).Verdict) { // else its words may stand
		rev, err := a.RevisionByID(ctx, claim.RevisionID)
		if err != nil {
			return workflow.Case{}, err
		}
		c.Stands = stands(c, rev)
	}
	if err := CheckCase(ctx, a.Queries, &c); err != nil {
		return c, err
	}
	err = a.root(ctx, &c)
	return c, err
}
