package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// Accept makes claims of the suggestions with the given keys (Offer.Key) in
// the article's newest revision, by one act, and returns its acceptance. Their
// statements are as they were drafted, so accepting gives no hand but to the
// writers of the sentences. A suggestion whose words somebody marked or waived
// meanwhile is left out. Errors: apperr.RoleMissing, Stale, NothingChosen,
// TooManyAtOnce, SuggestionsGone.
func (n *Newsroom) Accept(ctx context.Context, by By, article models.ID, revision int, keys []string) (models.ID, error) {
	f, r, unread := n.readNewest(ctx, by.UserID, article)
	suggested := suggest.Claims(r)
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if unread != nil {
			return 0, unread
		}
		art, rev, err := a.newestRevision(ctx, article, revision)
		switch {
		case err != nil:
			return 0, err
		case !standing(art, f):
			return 0, apperr.Stale.With()
		case len(keys) == 0:
			return 0, apperr.NothingChosen.With().On("suggestion")
		case len(keys) > mostAtOnce:
			return 0, apperr.TooManyAtOnce.With(mostAtOnce).On("suggestion")
		}
		if err := workflow.MayMark(a.actor); err != nil {
			return 0, err
		}
		offers, err := a.offers(ctx, art, rev, suggested)
		if err != nil {
			return 0, err
		}
		offers = chosen(offers, keys)
		if len(offers) == 0 {
			return 0, apperr.SuggestionsGone.With()
		}
		return a.accept(ctx, art, rev, offers)
	})
}

// offers are the suggestions that are open in the transaction.
func (a *act) offers(ctx context.Context, art models.Article, rev models.Revision, suggested []suggest.Suggestion) ([]Offer, error) {
	f := &workflow.File{Article: art, Revision: rev}
	waivers, err := a.Waivers(ctx, art.ID)
	if err != nil {
		return nil, err
	}
	f.Waived = waived(rev, waivers)
	if f.Cases, err = readLines(ctx, a.Queries, art.ID); err != nil {
		return nil, err
	}
	proposed, err := a.Proposals(ctx, rev.ID)
	return Offers(f, suggested, proposed), err
}

// accept makes claims of the offers, none of which lie on the same words.
func (a *act) accept(ctx context.Context, art models.Article, rev models.Revision, offers []Offer) (models.ID, error) {
	by := models.Acceptance{ArticleID: art.ID, CreatedBy: a.actor.ID, CreatedAt: a.now}
	if err := a.AddAcceptance(ctx, &by); err != nil {
		return 0, err
	}
	a.record("suggestion.accept", models.SubjectAccepted, by.ID, models.Change{Field: "claims", To: number(len(offers))}).on(art.ID, 0)
	for _, o := range offers {
		c := models.Claim{State: models.Open, Severity: models.NormalSeverity, Statement: o.Statement, Kinds: o.Kinds, AcceptanceID: models.Ref(by.ID)}
		at, err := anchor.Make(rev, o.Span, models.Unchanged)
		if err != nil {
			return 0, err
		}
		c.Anchor = at
		if _, err := a.addClaim(ctx, &art, rev, &c, "claim.accept"); err != nil {
			return 0, err
		}
		if err := a.backClaim(ctx, c); err != nil {
			return 0, err
		}
	}
	return by.ID, a.settle(ctx, art)
}

// chosen are the offers with the given keys; of two on the same words the
// first.
func chosen(offers []Offer, keys []string) (some []Offer) {
	for _, o := range offers {
		if slices.Contains(keys, o.Key) && !slices.ContainsFunc(some, func(s Offer) bool { return s.Overlaps(o.Span) }) {
			some = append(some, o)
		}
	}
	return some
}

// Undo takes an acceptance back: the claims that it made are withdrawn, but for
// those that somebody has worked on since. It returns how many were. Errors:
// apperr.NotFoundOrSeen, RoleMissing, AlreadyUndone, NothingToUndo, WriterBarred
// (of words that an editor wrote and another accepted).
func (n *Newsroom) Undo(ctx context.Context, by By, article, acceptance models.ID) (int, error) {
	withdrawn, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		all, err := a.Acceptances(ctx, art.ID, mostAcceptances)
		if err != nil {
			return 0, err
		}
		i := slices.IndexFunc(all, func(x models.Acceptance) bool { return x.ID == acceptance })
		if i < 0 {
			return 0, apperr.AlreadyUndone.With()
		}
		if err := workflow.MayUndo(all[i], a.actor); err != nil {
			return 0, err
		}
		gone, err := a.takeBack(ctx, art, all[i])
		if err != nil {
			return 0, err
		}
		return models.ID(gone), a.settle(ctx, art)
	})
	return int(withdrawn), err
}

// mostAcceptances is how many of an article's newest acceptances may be taken
// back.
const mostAcceptances = 100

// takeBack withdraws the untouched claims of an acceptance and returns how many
// there were.
func (a *act) takeBack(ctx context.Context, art models.Article, acceptance models.Acceptance) (gone int, err error) {
	claims, err := a.Accepted(ctx, acceptance.ID)
	if err != nil {
		return 0, err
	}
	acts, err := a.ActsOnAccepted(ctx, acceptance.ID)
	if err != nil {
		return 0, err
	}
	if err := a.EndAcceptance(ctx, acceptance.ID, a.now); err != nil {
		return 0, err
	}
	a.record("suggestion.undo", models.SubjectAccepted, acceptance.ID).on(art.ID, 0)
	for _, claim := range claims {
		if !workflow.Untouched(claim, acts[claim.ID]) {
			continue
		}
		cases, err := readCases(ctx, a.Queries, store.Of{Article: art.ID, Claim: claim.ID})
		if err != nil {
			return 0, err
		}
		c := cases[0]
		if err := workflow.MayTakeBack(acceptance, c, a.actor); err != nil {
			return 0, err
		}
		c.Claim.State, c.Claim.WithdrawReason = models.Withdrawn, models.TakenBack
		if _, err := a.save(ctx, claim, &c, true, "claim.take-back"); err != nil {
			return 0, err
		}
		gone++
	}
	if gone == 0 {
		return 0, apperr.NothingToUndo.With()
	}
	return gone, nil
}
