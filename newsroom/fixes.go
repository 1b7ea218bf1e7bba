package newsroom

import (
	"context"
	"fmt"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// ApplyFix makes the wording that a fix proposes for its claim's words the
// copy, in a new revision. Whoever proposed the wording is the writer of the
// sentence; whoever applies it has no hand. A fix that cuts the words withdraws
// the claim by itself. A suggested fix is closed by it; a must-fix waits for the
// checker. Errors: those of workflow.MayApply, apperr.CutHeadline, WordingUnfit.
func (n *Newsroom) ApplyFix(ctx context.Context, by By, article, comment models.ID) error {
	return n.onComment(ctx, by, article, comment, func(ctx context.Context, a *act, art models.Article, m models.Comment, c *workflow.Case) error {
		if err := workflow.MayApply(m, *c, a.actor); err != nil {
			return err
		}
		old, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
		if err != nil {
			return err
		}
		if c.Claim.RevisionID != old.ID {
			return apperr.NotPlaced.With()
		}
		return a.applyFix(ctx, art, old, m, c)
	})
}

// carrySplice carries anchors over to a text in which one place was replaced.
func carrySplice(at models.Span, inserted int) carrier {
	return func(next models.Revision) func(models.Anchor) models.Anchor {
		return func(a models.Anchor) models.Anchor { return anchor.CarrySplice(a, next, at, inserted) }
	}
}

// applyFix makes the fix m on the words of c the copy.
func (a *act) applyFix(ctx context.Context, art models.Article, old models.Revision, m models.Comment, c *workflow.Case) error {
	doc, at, inserted, ok := copydesk.Replace(old.Document, c.Claim.Span, m.Proposed)
	if !ok {
		return apperr.CutHeadline.With()
	}
	if err := intake.Valid(doc); err != nil {
		return fmt.Errorf("%w: %w", apperr.WordingUnfit, err)
	}
	rev := models.Revision{Document: doc, Origin: models.OriginFix}
	err := a.addRevision(ctx, &art, old, &rev, []models.ID{m.CreatedBy}, carrySplice(at, inserted))
	if err != nil {
		return err
	}
	if err := a.applied(ctx, m, models.ID(art.RevisionID)); err != nil || !m.Cut {
		return err
	}
	return a.cutClaim(ctx, art.ID, c.Claim.Number)
}

// applied notes that the fix was applied. A suggested fix is closed by that; a
// must-fix stays open until the checker has looked at the new words.
func (a *act) applied(ctx context.Context, m models.Comment, revision models.ID) error {
	was := m
	m.AppliedIn = models.Ref(revision)
	if !m.MustFix {
		return a.closeAs(ctx, was, m, models.Applied, "")
	}
	if err := a.MarkApplied(ctx, m.ID, revision); err != nil {
		return err
	}
	a.record("comment.apply", models.SubjectComment, m.ID, changed(commentFields, was, m)...).on(m.ArticleID, models.ID(m.ClaimID))
	return nil
}

// cutClaim withdraws, by itself, a claim whose words a fix cut from the copy.
func (a *act) cutClaim(ctx context.Context, article models.ID, number int) error {
	c, err := a.caseOf(ctx, article, number)
	if err != nil {
		return err
	}
	was := c.Claim
	if err := a.withdrawn(ctx, &c, models.CutFromCopy); err != nil {
		return err
	}
	c.Claim.State = models.Withdrawn
	r, err := a.save(ctx, was, &c, true, actions[workflow.Withdraw])
	if err == nil {
		r.byItself()
	}
	return err
}
