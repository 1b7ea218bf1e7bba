package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// NewClaim is what a checker says when marking a claim.
type NewClaim struct {
	Selection
	Statement string
	Kinds     []models.Kind
	Severity  models.Severity // empty: normal
	// Suggested says that the words were suggested: no claim may lie on them.
	Suggested bool
}

// MarkClaim makes a claim of the selected words and returns its number. Its
// maker has a hand in it, and so have the writers of its sentence. Errors:
// apperr.NotFoundOrSeen, RoleMissing, FieldMissing, UnknownChoice, those of
// Selection, and SuggestionsGone.
func (n *Newsroom) MarkClaim(ctx context.Context, by By, article models.ID, in NewClaim) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return 0, err
		}
		c, err := a.mark(ctx, &art, rev, in)
		if err != nil {
			return 0, err
		}
		return models.ID(c.Number), a.settle(ctx, art)
	})
}

// mark makes a claim of the selected words of the newest revision.
func (a *act) mark(ctx context.Context, art *models.Article, rev models.Revision, in NewClaim) (models.Claim, error) {
	c := models.Claim{State: models.Open, Severity: in.Severity, Statement: in.Statement, Kinds: in.Kinds}
	if err := workflow.MayMark(a.actor); err != nil {
		return c, err
	}
	if c.Severity == "" {
		c.Severity = models.NormalSeverity
	}
	var err error
	if c.Anchor, err = in.anchor(rev, models.Unchanged); err != nil {
		return c, err
	}
	if in.Suggested {
		if err := a.stillSuggested(ctx, rev, c.Span); err != nil {
			return c, err
		}
	}
	if _, err = a.addClaim(ctx, art, rev, &c, "claim.mark"); err != nil {
		return c, err
	}
	return c, a.backClaim(ctx, c)
}

// stillSuggested fails with apperr.SuggestionsGone when a claim lies on the
// words.
func (a *act) stillSuggested(ctx context.Context, rev models.Revision, at models.Span) error {
	cases, err := readLines(ctx, a.Queries, rev.ArticleID)
	if err == nil && lies(cases, rev.ID, at) {
		err = apperr.SuggestionsGone.With()
	}
	return err
}

// addClaim gives c the article's next number, adds it and records it as action.
func (a *act) addClaim(ctx context.Context, art *models.Article, rev models.Revision, c *models.Claim, action string) (*record, error) {
	if err := validClaim(*c); err != nil {
		return nil, err
	}
	c.ArticleID, c.Number, c.Version = art.ID, art.NextClaim, 1
	c.CreatedBy, c.CreatedAt = a.actor.ID, a.now
	art.NextClaim++
	if err := a.CountArticle(ctx, *art); err != nil {
		return nil, err
	}
	if err := a.AddClaim(ctx, c); err != nil {
		return nil, err
	}
	a.recounts = true
	r := a.record(action, models.SubjectClaim, c.ID, made(claimFields, *c)...).on(art.ID, c.ID)
	if c.AcceptanceID == 0 { // a statement that was drafted and accepted is nobody's hand
		r.hand(c.ID, a.actor.ID, models.HandStatement)
	}
	for _, w := range writersOf(rev, c.Span) {
		r.hand(c.ID, w, models.HandWriter)
	}
	return r, nil
}

func validClaim(c models.Claim) error {
	if c.Statement == "" {
		return apperr.FieldMissing.With("The statement").On("statement")
	}
	if len(c.Kinds) == 0 {
		return apperr.FieldMissing.With("At least one kind").On("kinds")
	}
	for _, k := range c.Kinds {
		if !slices.Contains(models.AllKinds, k) {
			return apperr.UnknownChoice.With(k, "the kind").On("kinds")
		}
	}
	if !slices.Contains(models.Severities, c.Severity) {
		return apperr.UnknownChoice.With(c.Severity, "the severity").On("severity")
	}
	return nil
}

// writersOf are the writers of the sentences that a span lies in.
func writersOf(rev models.Revision, span models.Span) (ids []models.ID) {
	for _, s := range rev.Sentences {
		if s.Overlaps(span) {
			ids = append(ids, s.Writers...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// save writes the claim of c, which was was, raising its version when raise is
// set, and records what changed as action. Where it leaves review or approval,
// evidence that waited for its source rests on what that keeps.
func (a *act) save(ctx context.Context, was models.Claim, c *workflow.Case, raise bool, action string) (*record, error) {
	if raise {
		c.Claim.Version = was.Version + 1
	}
	if err := a.SetClaim(ctx, &c.Claim, was.Version); err != nil {
		return nil, err
	}
	a.recounts = a.recounts || coversOtherwise(was, c.Claim)
	r := a.record(action, models.SubjectClaim, c.Claim.ID, changed(claimFields, was, c.Claim)...).on(was.ArticleID, was.ID)
	if inReview(was.State) && !inReview(c.Claim.State) {
		return r, a.pinBack(ctx, c)
	}
	return r, nil
}

// coversOtherwise reports whether a claim covers other sentences than it did.
func coversOtherwise(was, is models.Claim) bool {
	return (was.State == models.Withdrawn) != (is.State == models.Withdrawn) ||
		was.Placed() != is.Placed() || was.RevisionID != is.RevisionID || was.Span != is.Span
}

// EditStatement changes what the claim says in full. Errors: those of
// workflow.Next, apperr.Stale, FieldMissing.
func (n *Newsroom) EditStatement(ctx context.Context, by By, t Target, statement string) error {
	return n.onClaim(ctx, by, t, workflow.EditStatement, func(ctx context.Context, a *act, c *workflow.Case) error {
		was := c.Claim
		c.Claim.Statement = statement
		if err := validClaim(c.Claim); err != nil {
			return err
		}
		r, err := a.save(ctx, was, c, true, "claim.statement")
		if err != nil {
			return err
		}
		r.hand(c.Claim.ID, a.actor.ID, models.HandStatement)
		return nil
	})
}

// SetKinds changes what sort of assertion the claim is. It raises no version.
func (n *Newsroom) SetKinds(ctx context.Context, by By, t Target, kinds []models.Kind) error {
	return n.onClaim(ctx, by, t, workflow.SetKinds, func(ctx context.Context, a *act, c *workflow.Case) error {
		was := c.Claim
		c.Claim.Kinds = kinds
		if err := validClaim(c.Claim); err != nil {
			return err
		}
		_, err := a.save(ctx, was, c, false, "claim.kinds")
		return err
	})
}

// SetSeverity changes how much harm an error would do; only an editor lowers
// it (apperr.LowerSeverity). It raises no version, but where one person approved
// a claim that two have to approve from now on: then that approval is the first
// of two, and the claim is in review again. A break glass stays one.
func (n *Newsroom) SetSeverity(ctx context.Context, by By, t Target, s models.Severity) error {
	return n.onClaim(ctx, by, t, workflow.SetSeverity, func(ctx context.Context, a *act, c *workflow.Case) error {
		was := c.Claim
		c.Claim.Severity = s
		if err := validClaim(c.Claim); err != nil {
			return err
		}
		if err := workflow.MaySetSeverity(was.Severity, s, a.actor); err != nil {
			return onField(err, "severity")
		}
		if err := a.root(ctx, c); err != nil {
			return err
		}
		again := s != was.Severity && was.State == models.Approved && c.FirstOfTwo() && !c.Approval().BreakGlass
		if again { // as if whoever chose its verdict had just sent it
			c.Claim.FirstApprovalID, c.Claim.ApprovalID = was.ApprovalID, 0
			c.Claim.State, c.Claim.SubmittedBy = models.InReview, models.Ref(c.Finding().CreatedBy)
		}
		_, err := a.save(ctx, was, c, again, "claim.severity")
		return err
	})
}

// Assign gives the claim to a checker (0: to nobody) with a due time (0: none).
// It raises no version and gives no hand.
func (n *Newsroom) Assign(ctx context.Context, by By, t Target, to models.ID, due models.Instant) error {
	return n.onClaim(ctx, by, t, workflow.Assign, func(ctx context.Context, a *act, c *workflow.Case) error {
		if to != 0 {
			if err := a.can(ctx, c.Claim.ArticleID, to, "checker", models.RoleChecker); err != nil {
				return err
			}
		}
		return a.assign(ctx, c, to, due)
	})
}

// assign gives the claim to somebody who can have it.
func (a *act) assign(ctx context.Context, c *workflow.Case, to models.ID, due models.Instant) error {
	was := c.Claim
	c.Claim.AssigneeID, c.Claim.DueAt = models.Ref(to), due
	if err := mayBeNobodys(was, to); err != nil {
		return err
	}
	if to != models.ID(was.AssigneeID) {
		c.Claim.Reopened = false
	}
	_, err := a.save(ctx, was, c, false, "claim.assign")
	return err
}

// mayBeNobodys says why a claim may not be without a checker, or nil.
func mayBeNobodys(c models.Claim, to models.ID) error {
	if c.State == models.Researching && to == 0 {
		return apperr.FieldMissing.With("The checker").On("assignee")
	}
	return nil
}

// can checks that a user is active, holds one of the roles and may see the
// article. Errors: apperr.NoSuchPerson, PersonLacksRole, NotOnTeam.
func (a *act) can(ctx context.Context, article, user models.ID, role string, roles ...models.Role) error {
	return can(ctx, a.Queries, article, user, role, roles...)
}

func can(ctx context.Context, q store.Queries, article, user models.ID, role string, roles ...models.Role) error {
	u, err := q.User(ctx, user)
	switch {
	case err != nil:
		return missing(err, apperr.NoSuchPerson.With())
	case !u.Active():
		return apperr.NoSuchPerson.With()
	case len(roles) > 0 && !u.Is(roles...):
		return apperr.PersonLacksRole.With(u.Name, role)
	}
	_, err = q.Article(ctx, user, article)
	return missing(err, apperr.NotOnTeam.With(u.Name))
}

// missing says by instead that a row is not there, where err does. Other
// failures stay what they are: a database that fails is nobody's typing error.
func missing(err error, instead *apperr.Error) error {
	if apperr.KindOf(err) == apperr.NotFound {
		return instead
	}
	return err
}

// PlaceClaim gives a claim that waits for a place the selected words. Where
// they and the sentence around them are alike to those it had, it keeps
// everything; else an approval or a review ends and the verdict lapses. It
// gives no hand but to the writers of the sentence.
func (n *Newsroom) PlaceClaim(ctx context.Context, by By, t Target, in Selection) error {
	return n.onClaim(ctx, by, t, workflow.Place, func(ctx context.Context, a *act, c *workflow.Case) error {
		art, err := a.Article(ctx, a.actor.ID, c.Claim.ArticleID)
		if err != nil {
			return err
		}
		rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return err
		}
		at, err := in.anchor(rev, models.Moved)
		if err != nil {
			return err
		}
		at = placedAgain(rev, at, c.Claim.Anchor)
		if err := a.reanchor(ctx, rev, c, at, "claim.place"); err != nil {
			return err
		}
		return a.backClaim(ctx, c.Claim)
	})
}

// placedAgain says what became of an anchor that a person placed. The sentence
// around the words is the one it had, where that stands there: it is not cut
// anew.
func placedAgain(rev models.Revision, at, was models.Anchor) models.Anchor {
	at.Outcome = models.Moved
	if !anchor.Alike(at.Exact, was.Exact) {
		at.Outcome = models.Edited
		return at
	}
	if anchor.Alike(at.Sentence, was.Sentence) {
		return at
	}
	text := anchor.Index(rev.Text)
	places, _ := anchor.Find(rev, models.Span{End: text.Len()}, was.Sentence)
	for _, p := range places {
		if p.Contains(at.Span) {
			at.SentenceStart, at.SentenceEnd, at.Sentence = p.Start, p.End, text.Slice(p)
			return at
		}
	}
	at.Outcome = models.Context
	return at
}

// reanchor gives the claim another anchor and draws what follows from its
// outcome: edited words and an edited sentence end an approval or a review and
// let the verdict lapse; the writers of the new sentence have a hand. It is the
// same for a withdrawn claim, which somebody may restore.
func (a *act) reanchor(ctx context.Context, rev models.Revision, c *workflow.Case, at models.Anchor, action string) error {
	was := c.Claim
	c.Claim.Anchor = at
	lapses := at.Outcome == models.Edited || at.Outcome == models.Context
	if lapses {
		cause := models.EndedWords
		if at.Outcome == models.Context {
			cause = models.EndedSentence
		}
		if err := a.lapse(ctx, c, cause); err != nil {
			return err
		}
	}
	r, err := a.save(ctx, was, c, lapses, action)
	if err != nil {
		return err
	}
	if at.Placed() {
		a.writerHands(r, c, rev)
	}
	return nil
}

// lapse ends the claim's finding, and its approval or review: it is back in
// researching, and any checker may take it.
func (a *act) lapse(ctx context.Context, c *workflow.Case, cause models.EndCause) error {
	if c.Claim.FindingID != 0 {
		if err := a.EndFinding(ctx, c.Claim.FindingID, a.now); err != nil {
			return err
		}
		c.Claim.FindingID = 0
	}
	return a.comeBack(ctx, c, cause)
}

// comeBack ends the claim's approval or review and puts it back in researching,
// where any checker may take it; its assignee stays.
func (a *act) comeBack(ctx context.Context, c *workflow.Case, cause models.EndCause) error {
	if !inReview(c.Claim.State) {
		return nil
	}
	c.Claim.State, c.Claim.SubmittedBy, c.Claim.Reopened = models.Researching, 0, true
	return a.endApprovals(ctx, c, cause)
}

// writerHands makes the writers of the claim's sentence in rev have a hand, and
// ends the hands of those who are no longer its writers.
func (a *act) writerHands(r *record, c *workflow.Case, rev models.Revision) {
	writers := writersOf(rev, c.Claim.Span)
	for _, w := range writers {
		if !c.WroteWords(w) {
			r.hand(c.Claim.ID, w, models.HandWriter)
		}
	}
	for _, h := range c.Hands {
		if h.Cause == models.HandWriter && h.EndedSeq == 0 && !slices.Contains(writers, h.UserID) {
			r.ends = append(r.ends, h)
		}
	}
}

// onClaim carries out fn on the target's claim if the table lets the actor do
// what, and afterwards settles the article's debts.
func (n *Newsroom) onClaim(ctx context.Context, by By, t Target, what workflow.Act, fn func(context.Context, *act, *workflow.Case) error) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, c, err := a.claim(ctx, t)
		if err != nil {
			return 0, err
		}
		if _, err := workflow.Next(c, a.actor, what); err != nil {
			return 0, err
		}
		if err := fn(ctx, a, &c); err != nil {
			return 0, err
		}
		return models.ID(c.Claim.Number), a.settle(ctx, art)
	})
	return err
}
