package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// Reasons is what a move may ask for beside the move itself.
type Reasons struct {
	Reason      string // of request changes, reopen, break glass; a note otherwise
	Withdraw    models.WithdrawReason
	DuplicateOf int // of a withdrawal as a duplicate: the number of the other claim
}

// missing says what of the reasons a move asks for is missing, or nil.
func (in Reasons) missing(move workflow.Act) error {
	switch {
	case !workflow.NeedsReason(move):
	case move != workflow.Withdraw && in.Reason == "":
		return apperr.NeedsReason.With().On("reason")
	case move == workflow.Withdraw && !slices.Contains(models.WithdrawReasons, in.Withdraw):
		return apperr.NeedsReason.With().On("withdraw")
	}
	return nil
}

// effect is what a move does to the claim beside changing its state.
type effect func(ctx context.Context, a *act, c *workflow.Case, in Reasons) error

// effects has a row for every move of the table.
var effects = map[workflow.Act]effect{
	workflow.Take: func(_ context.Context, a *act, c *workflow.Case, _ Reasons) error {
		c.Claim.AssigneeID, c.Claim.Reopened = models.Ref(a.actor.ID), false
		return nil
	},
	workflow.Release: func(_ context.Context, _ *act, c *workflow.Case, _ Reasons) error {
		c.Claim.AssigneeID, c.Claim.Reopened = 0, false
		return nil
	},
	workflow.Submit:         submit,
	workflow.StillHolds:     stillHolds,
	workflow.Recall:         recall,
	workflow.Approve:        approve,
	workflow.RequestChanges: sendBack,
	workflow.Reopen:         reopen,
	workflow.Withdraw:       withdraw,
	workflow.Restore:        restore,
	workflow.BreakGlass:     breakGlass,
}

// actions are the trail's words for the moves.
var actions = map[workflow.Act]string{
	workflow.Take: "claim.take", workflow.Release: "claim.release", workflow.Submit: "claim.submit",
	workflow.StillHolds: "claim.still-holds", workflow.Recall: "claim.recall", workflow.Approve: "claim.approve",
	workflow.RequestChanges: "claim.request-changes", workflow.Reopen: "claim.reopen", workflow.Withdraw: "claim.withdraw",
	workflow.Restore: "claim.restore", workflow.BreakGlass: "claim.break-glass",
}

// MoveClaim carries out a move of the table. Whoever approves has to have seen
// what is said of the claim's sources. Errors: apperr.NotFoundOrSeen,
// Stale, those of workflow.Next, NeedsReason, UnknownChoice, ClaimElsewhere.
func (n *Newsroom) MoveClaim(ctx context.Context, by By, t Target, move workflow.Act, in Reasons) error {
	if effects[move] == nil {
		return apperr.UnknownChoice.With(move, "the move").On("move")
	}
	return n.onClaim(ctx, by, t, move, func(ctx context.Context, a *act, c *workflow.Case) error {
		if move == workflow.Approve || move == workflow.BreakGlass {
			if err := a.sawSources(ctx, c, t.Sources); err != nil {
				return err
			}
		}
		return a.move(ctx, c, move, in)
	})
}

// move carries out a move that the table lets the actor make. A break glass
// opens a review debt for every point that it passes over.
func (a *act) move(ctx context.Context, c *workflow.Case, move workflow.Act, in Reasons) error {
	was := c.Claim
	next, err := workflow.Next(*c, a.actor, move)
	if err != nil {
		return err
	}
	if err := in.missing(move); err != nil {
		return err
	}
	if err := effects[move](ctx, a, c, in); err != nil {
		return err
	}
	c.Claim.State = next
	action := actions[move]
	if move == workflow.Approve && c.Claim.WaitsForSecond() {
		action = "claim.approve-first"
	}
	r, err := a.save(ctx, was, c, true, action)
	if err != nil {
		return err
	}
	r.because(in.Reason)
	if move == workflow.Submit || move == workflow.StillHolds {
		r.hand(was.ID, a.actor.ID, models.HandSubmitted)
	}
	if move == workflow.StillHolds && c.Claim.FindingID != was.FindingID {
		r.hand(was.ID, a.actor.ID, models.HandVerdict)
	}
	if move != workflow.BreakGlass {
		return nil
	}
	return a.owe(ctx, was.ArticleID, workflow.PassedOver(*c, a.actor), in.Reason)
}

// submit sends the claim to review and closes the must-fixes whose words have
// changed since they were asked for.
func submit(ctx context.Context, a *act, c *workflow.Case, _ Reasons) error {
	c.Claim.SubmittedBy, c.Claim.Reopened = models.Ref(a.actor.ID), false
	for _, m := range c.MustFixes() {
		if !anchor.Alike(m.Sentence, c.Claim.Sentence) {
			if err := a.close(ctx, m, models.Checked, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// stillHolds takes the claim, chooses the verdict it had, and submits it.
func stillHolds(ctx context.Context, a *act, c *workflow.Case, in Reasons) error {
	c.Claim.AssigneeID = models.Ref(a.actor.ID)
	if c.Finding().ID == 0 {
		before := c.Before()
		if err := a.find(ctx, c, before.Verdict, before.Note); err != nil {
			return err
		}
	}
	return submit(ctx, a, c, in)
}

// recall takes the claim back from review. Who recalls it has it, unless it was
// assigned to another checker meanwhile.
func recall(ctx context.Context, a *act, c *workflow.Case, _ Reasons) error {
	c.Claim.SubmittedBy = 0
	if c.Claim.AssigneeID == 0 {
		c.Claim.AssigneeID = models.Ref(a.actor.ID)
	}
	return a.endApprovals(ctx, c, models.EndedRecalled)
}

func sendBack(ctx context.Context, a *act, c *workflow.Case, in Reasons) error {
	if err := a.sayWhy(ctx, c, in.Reason); err != nil {
		return err
	}
	c.Claim.SubmittedBy = 0
	return a.endApprovals(ctx, c, models.EndedSentBack)
}

func reopen(ctx context.Context, a *act, c *workflow.Case, in Reasons) error {
	if err := a.sayWhy(ctx, c, in.Reason); err != nil {
		return err
	}
	return a.comeBack(ctx, c, models.EndedReopened)
}

// sayWhy puts the reason where the checker reads: into the claim's discussion.
func (a *act) sayWhy(ctx context.Context, c *workflow.Case, reason string) error {
	return a.comment(ctx, &models.Comment{
		ArticleID: c.Claim.ArticleID, ClaimID: models.Ref(c.Claim.ID), Kind: models.Remark, Body: reason,
	})
}

// approve adds the approval, which binds to what the claim is now. One by break
// glass that it countersigns ends.
func approve(ctx context.Context, a *act, c *workflow.Case, _ Reasons) error {
	return a.approval(ctx, c, models.Approval{})
}

func breakGlass(ctx context.Context, a *act, c *workflow.Case, in Reasons) error {
	return a.approval(ctx, c, models.Approval{BreakGlass: true, Reason: in.Reason})
}

// approval adds an approval. The first of two leaves the claim as it is, in
// review or approved by break glass, until somebody else gives the second.
func (a *act) approval(ctx context.Context, c *workflow.Case, as models.Approval) (err error) {
	as.FirstOfTwo = !as.BreakGlass && c.FirstOfTwo()
	if c.Claim.ApprovalID != 0 && !as.FirstOfTwo {
		if err := a.EndApproval(ctx, c.Claim.ApprovalID, a.now, models.EndedCountersigned); err != nil {
			return err
		}
	}
	as.ClaimID, as.ClaimVersion, as.FindingID = c.Claim.ID, c.Claim.Version+1, c.Finding().ID
	as.CreatedBy, as.CreatedAt = a.actor.ID, a.now
	if as.Bound, as.Fingerprint, err = bind(*c).text(); err != nil {
		return err
	}
	if err := a.AddApproval(ctx, &as); err != nil {
		return err
	}
	c.Approvals = append(c.Approvals, as)
	if as.FirstOfTwo {
		c.Claim.FirstApprovalID = models.Ref(as.ID)
	} else {
		c.Claim.ApprovalID, c.Claim.SubmittedBy = models.Ref(as.ID), 0
	}
	changes := []models.Change{
		{Field: "approval", To: number(as.ID)},
		{Field: "claim_version", To: number(as.ClaimVersion)},
		{Field: "finding", To: number(as.FindingID)},
		{Field: "break_glass", To: yes(as.BreakGlass)},
		{Field: "bound", To: as.Bound, Free: true},
		{Field: "fingerprint", To: as.Fingerprint, Free: true},
	}
	if as.FirstOfTwo {
		changes = append(changes, models.Change{Field: "first_of_two", To: yes(true)})
	}
	a.record("approval.add", models.SubjectClaim, c.Claim.ID, changes...).on(c.Claim.ArticleID, c.Claim.ID)
	return nil
}

// endApprovals ends the claim's approval and the first of two, where it has
// them.
func (a *act) endApprovals(ctx context.Context, c *workflow.Case, cause models.EndCause) error {
	for _, id := range []*models.Ref{&c.Claim.FirstApprovalID, &c.Claim.ApprovalID} {
		if *id == 0 {
			continue
		}
		if err := a.EndApproval(ctx, *id, a.now, cause); err != nil {
			return err
		}
		*id = 0
	}
	return nil
}

func withdraw(ctx context.Context, a *act, c *workflow.Case, in Reasons) error {
	if in.Withdraw == models.Duplicate {
		if in.DuplicateOf == c.Claim.Number || in.DuplicateOf == 0 {
			return apperr.OwnDuplicate.With().On("duplicate_of")
		}
		elsewhere := apperr.ClaimElsewhere.With(in.DuplicateOf).On("duplicate_of")
		other, err := a.Claim(ctx, c.Claim.ArticleID, in.DuplicateOf)
		if err != nil {
			return missing(err, elsewhere)
		}
		if other.State == models.Withdrawn {
			return elsewhere
		}
		c.Claim.DuplicateOf = in.DuplicateOf
	}
	return a.withdrawn(ctx, c, in.Withdraw)
}

// withdrawn draws what follows from a withdrawal: its approval ends, and what
// was asked about the claim is closed with it.
func (a *act) withdrawn(ctx context.Context, c *workflow.Case, why models.WithdrawReason) error {
	if err := a.endApprovals(ctx, c, models.EndedWithdrawn); err != nil {
		return err
	}
	c.Claim.SubmittedBy, c.Claim.Reopened, c.Claim.WithdrawReason = 0, false, why
	for _, m := range slices.Concat(c.MustFixes(), c.Queries()) {
		if err := a.close(ctx, m, models.ClaimWithdrawn, ""); err != nil {
			return err
		}
	}
	return nil
}

func restore(_ context.Context, _ *act, c *workflow.Case, _ Reasons) error {
	c.Claim.AssigneeID, c.Claim.WithdrawReason, c.Claim.DuplicateOf = 0, "", 0
	return nil
}
