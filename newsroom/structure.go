package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// Part is one of the two claims that a claim is split into.
type Part struct {
	Words     string // exact words out of the claim's sentences
	Statement string
}

// SplitClaim makes two claims of one and returns the number of the new one;
// the first part keeps the number, the discussion and the history. Hands and
// evidence go to both, a finding to neither. Errors: those of workflow.Next,
// apperr.Stale, SplitParts, NotPlaced, and those of anchor.Find.
func (n *Newsroom) SplitClaim(ctx context.Context, by By, t Target, first, second Part) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, c, err := a.claim(ctx, t)
		if err != nil {
			return 0, err
		}
		if _, err := workflow.Next(c, a.actor, workflow.Split); err != nil {
			return 0, err
		}
		if first.Words == "" || first.Statement == "" || second.Words == "" || second.Statement == "" {
			return 0, apperr.SplitParts.With()
		}
		rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return 0, err
		}
		was := c
		if err := a.shrink(ctx, rev, &c, first); err != nil {
			return 0, err
		}
		other, err := a.splitOff(ctx, &art, rev, was, second)
		if err != nil {
			return 0, err
		}
		return models.ID(other.Number), a.settle(ctx, art)
	})
}

// shrink makes the claim its first part.
func (a *act) shrink(ctx context.Context, rev models.Revision, c *workflow.Case, p Part) (err error) {
	was := c.Claim
	if c.Claim.Anchor, err = partAnchor(rev, was, p); err != nil {
		return err
	}
	c.Claim.Statement = p.Statement
	if err := a.lapse(ctx, c, models.EndedStructure); err != nil {
		return err
	}
	r, err := a.save(ctx, was, c, true, "claim.split")
	if err != nil {
		return err
	}
	r.hand(c.Claim.ID, a.actor.ID, models.HandStatement)
	a.writerHands(r, c, rev)
	return nil
}

// splitOff adds the second part as a claim of its own, with the hands and the
// evidence of the claim that it comes from.
func (a *act) splitOff(ctx context.Context, art *models.Article, rev models.Revision, from workflow.Case, p Part) (models.Claim, error) {
	at, err := partAnchor(rev, from.Claim, p)
	if err != nil {
		return models.Claim{}, err
	}
	c := models.Claim{
		Anchor: at, Statement: p.Statement, Kinds: from.Claim.Kinds, Severity: from.Claim.Severity,
		State: from.Claim.State, AssigneeID: from.Claim.AssigneeID, Reopened: from.Claim.Reopened, DueAt: from.Claim.DueAt,
	}
	r, err := a.addClaim(ctx, art, rev, &c, "claim.split-off")
	if err != nil {
		return c, err
	}
	_, err = a.inherit(ctx, r, from, c)
	return c, err
}

// inherit gives a claim the hands and the evidence of another, and returns the
// IDs that the evidence has there by those that it had.
func (a *act) inherit(ctx context.Context, r *record, from workflow.Case, to models.Claim) (map[models.ID]models.ID, error) {
	for _, h := range from.Hands {
		if h.Cause != models.HandWriter {
			r.hand(to.ID, h.UserID, h.Cause)
		}
	}
	copies := map[models.ID]models.ID{}
	for _, e := range from.Evidence {
		was := e.ID
		e.ID, e.ClaimID = 0, to.ID
		if err := a.keepEvidence(ctx, &e); err != nil {
			return nil, err
		}
		copies[was] = e.ID
		a.record("evidence.add", models.SubjectEvidence, e.ID, made(evidenceFields, e)...).on(to.ArticleID, to.ID).byItself()
	}
	return copies, nil
}

func partAnchor(rev models.Revision, c models.Claim, p Part) (models.Anchor, error) {
	span, err := findOnce(rev, c.Sentences(), p.Words)
	if err != nil {
		return models.Anchor{}, err
	}
	return anchor.Make(rev, span, models.Edited)
}

// MergeClaims makes one claim of two: the target gets the words from the first
// of both to the last, a new statement, and the hands, evidence and open
// comments of the other, which is withdrawn as a duplicate. Errors: those of
// workflow.Next for either, apperr.Stale, ClaimElsewhere, DebtOpen,
// WriterBarred.
func (n *Newsroom) MergeClaims(ctx context.Context, by By, t Target, other int, statement string) error {
	return n.onClaim(ctx, by, t, workflow.Merge, func(ctx context.Context, a *act, c *workflow.Case) error {
		elsewhere := apperr.ClaimElsewhere.With(other).On("other")
		o, err := a.caseOf(ctx, c.Claim.ArticleID, other)
		if err != nil {
			return missing(err, elsewhere)
		}
		if other == t.Number || o.Claim.State == models.Withdrawn {
			return elsewhere
		}
		if err := mayMerge(a, o); err != nil {
			return err
		}
		art, err := a.Article(ctx, a.actor.ID, c.Claim.ArticleID)
		if err != nil {
			return err
		}
		rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return err
		}
		if err := a.absorb(ctx, rev, c, &o, statement); err != nil {
			return err
		}
		return a.mergedInto(ctx, &o, c.Claim)
	})
}

// mayMerge asks whether the other claim may go: as if it were withdrawn, but
// by whoever may merge.
func mayMerge(a *act, other workflow.Case) error {
	if _, err := workflow.Next(other, a.actor, workflow.Merge); err != nil {
		return err
	}
	if slices.ContainsFunc(other.Debts, func(d models.Debt) bool { return d.PaidAt == 0 }) {
		return apperr.DebtOpen.With(other.Claim.Number)
	}
	if other.WroteWords(a.actor.ID) {
		return apperr.WriterBarred.With()
	}
	return nil
}

// absorb gives the claim the words and everything of the other.
func (a *act) absorb(ctx context.Context, rev models.Revision, c, o *workflow.Case, statement string) (err error) {
	was := c.Claim
	span := models.Span{Start: min(was.Start, o.Claim.Start), End: max(was.End, o.Claim.End)}
	if c.Claim.Anchor, err = anchor.Make(rev, span, models.Edited); err != nil {
		return err
	}
	c.Claim.Statement = statement
	c.Claim.Severity = higher(c.Claim.Severity, o.Claim.Severity)
	for _, k := range o.Claim.Kinds {
		if !c.Claim.Kinds.Has(k) {
			c.Claim.Kinds = append(c.Claim.Kinds, k)
		}
	}
	if err := validClaim(c.Claim); err != nil {
		return err
	}
	if err := a.lapse(ctx, c, models.EndedStructure); err != nil {
		return err
	}
	r, err := a.save(ctx, was, c, true, "claim.merge")
	if err != nil {
		return err
	}
	r.hand(c.Claim.ID, a.actor.ID, models.HandStatement)
	a.writerHands(r, c, rev)
	copies, err := a.inherit(ctx, r, *o, c.Claim)
	if err != nil {
		return err
	}
	return a.moveThreads(ctx, o, c.Claim, copies)
}

// higher is the more severe of two.
func higher(a, b models.Severity) models.Severity {
	if slices.Index(models.Severities, b) < slices.Index(models.Severities, a) {
		return b
	}
	return a
}

// moveThreads hangs the open threads of a claim on another; copies are the IDs
// of its evidence there.
func (a *act) moveThreads(ctx context.Context, o *workflow.Case, to models.Claim, copies map[models.ID]models.ID) error {
	moved := map[models.ID]bool{}
	for _, m := range o.Comments {
		if moved[m.ID] = moved[models.ID(m.ParentID)] || m.ParentID == 0 && m.Open(); !moved[m.ID] {
			continue
		}
		evidence := models.Ref(copies[models.ID(m.EvidenceID)])
		if err := a.MoveComment(ctx, m.ID, to.ID, evidence); err != nil {
			return err
		}
		a.record("comment.move", models.SubjectComment, m.ID,
			models.Change{Field: "claim", From: number(o.Claim.ID), To: number(to.ID)},
			models.Change{Field: "evidence", From: number(m.EvidenceID), To: number(evidence)}).on(to.ArticleID, to.ID)
	}
	o.Comments = slices.DeleteFunc(o.Comments, func(m models.Comment) bool { return moved[m.ID] })
	return nil
}

// mergedInto withdraws a claim as a duplicate of the one it went into.
func (a *act) mergedInto(ctx context.Context, o *workflow.Case, into models.Claim) error {
	was := o.Claim
	o.Claim.DuplicateOf = into.Number
	if err := a.withdrawn(ctx, o, models.Duplicate); err != nil {
		return err
	}
	o.Claim.State = models.Withdrawn
	_, err := a.save(ctx, was, o, true, actions[workflow.Withdraw])
	return err
}
