package newsroom

import (
	"context"
	"maps"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// MaxBulk is how many claims one act may be about.
const MaxBulk = 500

// BulkDo is what is done to several claims at once.
type BulkDo string

// What may be done to several claims at once. Nothing is approved so: whoever
// approves has read.
const (
	BulkAssign   BulkDo = "assign"
	BulkDue      BulkDo = "due"
	BulkTake     BulkDo = "take"
	BulkSubmit   BulkDo = "submit"
	BulkWithdraw BulkDo = "withdraw"
)

// BulkDos lists them all.
var BulkDos = []BulkDo{BulkAssign, BulkDue, BulkTake, BulkSubmit, BulkWithdraw}

// bulkRules are the acts of the table that say who may.
var bulkRules = map[BulkDo]workflow.Act{
	BulkAssign: workflow.Assign, BulkDue: workflow.Assign, BulkTake: workflow.Take, BulkSubmit: workflow.Submit, BulkWithdraw: workflow.Withdraw,
}

// Bulk is an act on several claims.
type Bulk struct {
	Do       BulkDo
	Assignee models.ID             // of assign; 0: nobody
	Due      models.Instant        // of due; 0: none
	Withdraw models.WithdrawReason // of withdraw
}

// valid says what is wrong with what was filled in, or nil.
func (in Bulk) valid() error {
	switch {
	case bulkRules[in.Do] == "":
		return apperr.UnknownChoice.With(in.Do, "the act").On("act")
	case in.Do == BulkWithdraw && (in.Withdraw == models.Duplicate || !slices.Contains(models.WithdrawReasons, in.Withdraw)):
		return apperr.NeedsReason.With().On("withdraw")
	}
	return nil
}

// Seen is a claim as a list showed it.
type Seen struct {
	Claim   models.ID
	Version int
}

// BulkClaims does the same to several claims, in one act: to those that it may be
// done to, each by the rule for one and at the version that was seen. It returns
// the ID of what came of it, claim by claim, for whoever did it. Errors:
// apperr.UnknownChoice, NeedsReason, NothingChosen, TooManyThings.
func (n *Newsroom) BulkClaims(ctx context.Context, by By, seen []Seen, in Bulk) (models.ID, error) {
	seen = seenOnce(seen)
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := bulkable(seen, in); err != nil {
			return 0, err
		}
		found, err := a.ClaimArticles(ctx, a.actor.ID, claimsOf(seen))
		if err != nil {
			return 0, err
		}
		articles, err := a.LockArticles(ctx, a.actor.ID, articlesIn(found))
		if err != nil {
			return 0, err
		}
		b, err := readBulk(ctx, a.Queries, articles, found, in)
		if err != nil {
			return 0, err
		}
		if err := b.do(ctx, a, seen); err != nil {
			return 0, err
		}
		done := models.BulkAct{UserID: a.actor.ID, Act: string(in.Do), Lines: b.lines, CreatedAt: a.now}
		err = a.AddBulkAct(ctx, &done)
		return done.ID, err
	})
}

func bulkable(seen []Seen, in Bulk) error {
	switch {
	case len(seen) == 0:
		return apperr.NothingChosen.With()
	case len(seen) > MaxBulk:
		return apperr.TooManyThings.With("claims", MaxBulk)
	}
	return in.valid()
}

// PreviewBulk says what an act on several claims would come to now: for each why
// it would not be done, or "". Errors are those of BulkClaims.
func PreviewBulk(ctx context.Context, q store.Queries, user models.User, seen []Seen, in Bulk) ([]models.BulkLine, error) {
	seen = seenOnce(seen)
	if err := bulkable(seen, in); err != nil {
		return nil, err
	}
	found, err := q.ClaimArticles(ctx, user.ID, claimsOf(seen))
	if err != nil {
		return nil, err
	}
	articles := map[models.ID]models.Article{}
	for _, c := range found {
		articles[c.ArticleID] = models.Article{ID: c.ArticleID}
	}
	b, err := readBulk(ctx, q, articles, found, in)
	if err != nil {
		return nil, err
	}
	for _, s := range seen {
		_, why := b.look(ctx, q, user, s)
		if why != nil && apperr.KindOf(why) == apperr.Internal {
			return nil, why
		}
		b.tell(s, why)
	}
	return b.lines, nil
}

// bulk is an act on several claims under way.
type bulk struct {
	in       Bulk
	articles map[models.ID]models.Article // open to the actor
	cases    map[models.ID]*workflow.Case
	can      map[models.ID]error // by article: why the assignee cannot have its claims
	lines    []models.BulkLine
}

// readBulk reads the cases of all claims at once.
func readBulk(ctx context.Context, q store.Queries, articles map[models.ID]models.Article, found []models.Claim, in Bulk) (*bulk, error) {
	b := &bulk{in: in, articles: articles, cases: map[models.ID]*workflow.Case{}, can: map[models.ID]error{}}
	ids := make([]models.ID, len(found))
	for i, c := range found {
		ids[i] = c.ID
	}
	cases, err := readCases(ctx, q, store.Of{Claims: ids})
	if err != nil {
		return nil, err
	}
	all := make([]*workflow.Case, len(cases))
	for i := range cases {
		all[i], b.cases[cases[i].Claim.ID] = &cases[i], &cases[i]
	}
	if err := standAll(ctx, q, all); err != nil || in.Do != BulkSubmit {
		return b, err
	}
	settings, err := q.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return b, rootCases(ctx, q, settings, all)
}

// standAll looks which claims were found wrong or unverifiable in words that
// still stand; each revision is read once.
func standAll(ctx context.Context, q store.Queries, cases []*workflow.Case) error {
	read := map[models.ID]models.Revision{}
	for _, c := range cases {
		if !workflow.AgainstPrint(workflow.LastFinding(*c).Verdict) {
			continue
		}
		rev, ok := read[c.Claim.RevisionID]
		if !ok {
			var err error
			if rev, err = q.RevisionByID(ctx, c.Claim.RevisionID); err != nil {
				return err
			}
			read[c.Claim.RevisionID] = rev
		}
		c.Stands = stands(*c, rev)
	}
	return nil
}

// look returns the case of a claim, and why the act is not done to it, or nil.
func (b *bulk) look(ctx context.Context, q store.Queries, user models.User, s Seen) (*workflow.Case, error) {
	c := b.cases[s.Claim]
	if c == nil || b.articles[c.Claim.ArticleID].ID == 0 {
		return nil, apperr.NotFoundOrSeen.With("claim")
	}
	if c.Claim.Version != s.Version {
		return c, apperr.ChangedMeanwhile.With()
	}
	if _, err := workflow.Next(*c, user, bulkRules[b.in.Do]); err != nil || b.in.Do != BulkAssign {
		return c, err
	}
	if err := mayBeNobodys(c.Claim, b.in.Assignee); err != nil || b.in.Assignee == 0 {
		return c, err
	}
	why, asked := b.can[c.Claim.ArticleID]
	if !asked {
		why = can(ctx, q, c.Claim.ArticleID, b.in.Assignee, "checker", models.RoleChecker)
		b.can[c.Claim.ArticleID] = why
	}
	return c, why
}

// tell notes what came of it for a claim.
func (b *bulk) tell(s Seen, why error) {
	l := models.BulkLine{Claim: s.Claim}
	if why != nil {
		l.Why = apperr.Message(why)
	}
	b.lines = append(b.lines, l)
}

// do does it to each claim that it may be done to, and settles the articles.
// What a rule refuses is told; anything else ends the whole.
func (b *bulk) do(ctx context.Context, a *act, seen []Seen) error {
	touched := map[models.ID]bool{} // by article: whether its coverage is counted anew
	for _, s := range seen {
		c, why := b.look(ctx, a.Queries, a.actor, s)
		if why != nil && apperr.KindOf(why) == apperr.Internal {
			return why
		}
		b.tell(s, why)
		if why != nil {
			continue
		}
		a.recounts = false
		if err := b.one(ctx, a, c); err != nil {
			return err
		}
		touched[c.Claim.ArticleID] = touched[c.Claim.ArticleID] || a.recounts
	}
	for _, id := range slices.Sorted(maps.Keys(touched)) {
		a.recounts = touched[id]
		if err := a.settle(ctx, b.articles[id]); err != nil {
			return err
		}
	}
	return nil
}

// one does it to one claim, which it may be done to.
func (b *bulk) one(ctx context.Context, a *act, c *workflow.Case) error {
	switch b.in.Do {
	case BulkAssign:
		return a.assign(ctx, c, b.in.Assignee, c.Claim.DueAt)
	case BulkDue:
		return a.assign(ctx, c, models.ID(c.Claim.AssigneeID), b.in.Due)
	case BulkTake, BulkSubmit, BulkWithdraw:
	}
	return a.move(ctx, c, bulkRules[b.in.Do], Reasons{Withdraw: b.in.Withdraw})
}

// seenOnce are the claims each once, as they were seen first.
func seenOnce(seen []Seen) (of []Seen) {
	known := map[models.ID]bool{}
	for _, s := range seen {
		if !known[s.Claim] {
			known[s.Claim], of = true, append(of, s)
		}
	}
	return of
}

func claimsOf(seen []Seen) []models.ID {
	ids := make([]models.ID, len(seen))
	for i, s := range seen {
		ids[i] = s.Claim
	}
	return ids
}

func articlesIn(claims []models.Claim) []models.ID {
	ids := make([]models.ID, len(claims))
	for i, c := range claims {
		ids[i] = c.ArticleID
	}
	return ids
}
