package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// Verdict is what a checker found.
type Verdict struct {
	Verdict models.Verdict
	Note    string // what the writer witnessed, what was tried, what has to change
	// Proposed is the wording that the copy should have instead, and Cut that
	// the words should go: they become the must-fix that wrong and could not
	// verify open by themselves.
	Proposed string
	Cut      bool
}

// ChooseVerdict adds a finding. Wrong and could not verify open a must-fix by
// themselves. Errors: those of workflow.Next, apperr.Stale, UnknownChoice,
// NeedsContra, NeedsTried.
func (n *Newsroom) ChooseVerdict(ctx context.Context, by By, t Target, in Verdict) error {
	return n.onClaim(ctx, by, t, workflow.ChooseVerdict, func(ctx context.Context, a *act, c *workflow.Case) error {
		if !slices.Contains(models.Verdicts, in.Verdict) {
			return apperr.UnknownChoice.With(in.Verdict, "the verdict").On("verdict")
		}
		if in.Proposed != "" && in.Cut {
			return apperr.WordsOrCut.With().On("cut")
		}
		against := workflow.AgainstPrint(in.Verdict)
		if against {
			if err := workflow.Backing(in.Verdict, in.Note, c.Evidence); err != nil {
				return err
			}
		}
		was := c.Claim
		if err := a.find(ctx, c, in.Verdict, in.Note); err != nil {
			return err
		}
		r, err := a.save(ctx, was, c, true, "claim.verdict")
		if err != nil {
			return err
		}
		r.hand(was.ID, a.actor.ID, models.HandVerdict)
		if !against || (len(c.MustFixes()) > 0 && in.Proposed == "" && !in.Cut) {
			return nil
		}
		return a.comment(ctx, &models.Comment{
			ArticleID: was.ArticleID, ClaimID: models.Ref(was.ID), Kind: models.Fix, MustFix: true, Body: in.Note,
			Proposed: in.Proposed, Cut: in.Cut, FindingID: c.Claim.FindingID, Sentence: was.Sentence,
		})
	})
}

// find makes v the claim's current finding; the one before it ends.
func (a *act) find(ctx context.Context, c *workflow.Case, v models.Verdict, note string) error {
	if c.Claim.FindingID != 0 {
		if err := a.EndFinding(ctx, c.Claim.FindingID, a.now); err != nil {
			return err
		}
	}
	f := models.Finding{
		ClaimID: c.Claim.ID, Verdict: v, Note: note, Words: c.Claim.Exact, Sentence: c.Claim.Sentence,
		CreatedBy: a.actor.ID, CreatedAt: a.now,
	}
	if err := a.AddFinding(ctx, &f); err != nil {
		return err
	}
	was := c.Finding()
	c.Findings = append(c.Findings, f)
	c.Claim.FindingID = models.Ref(f.ID)
	a.record("finding.add", models.SubjectClaim, c.Claim.ID, changed(findingFields, was, f)...).on(c.Claim.ArticleID, c.Claim.ID)
	return nil
}
