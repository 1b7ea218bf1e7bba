// Package workflow holds the rules of review as a table and pure functions:
// which moves and acts a claim allows in which state, who may, what they ask
// for, four-eyes by authorship, and what keeps an article from its sign-off.
// It knows nothing of HTTP, of the database or of how things are worded.
package workflow

import (
	"slices"

	"example.org/tickmark/models"
)

// Case is a claim with all that the rules look at. Its rows are oldest first.
type Case struct {
	Claim     models.Claim
	Findings  []models.Finding
	Approvals []models.Approval
	Evidence  []models.Evidence
	Comments  []models.Comment
	Hands     []models.Hand
	Debts     []models.Debt
	Replies   []models.ReplySought // without those removed
	// Stands: the claim was last found wrong or unverifiable, and the words it
	// was found about stand, alike, in the newest revision, though the finding
	// lapsed or the anchor lost them. Whoever loads the case looks.
	Stands bool
	// Sources are those that support the claim, with where each has its words.
	// Whoever loads the case looks.
	Sources []models.Rooted
	// Rulings are what people said of those sources and nobody took back.
	Rulings []models.OriginRuling
	// Checks are the checklist of its kinds, with the ticks that hold. Whoever
	// loads the case looks.
	Checks []models.Check
	// TwoRoots: the newsroom asks for two independent sources of a claim of its
	// severity.
	TwoRoots bool
	// TwoApprovals: the newsroom asks two different people to approve a claim of
	// its severity. Whoever loads the case looks.
	TwoApprovals bool
}

// Finding is the current finding, or the zero Finding.
func (c Case) Finding() models.Finding {
	for _, f := range c.Findings {
		if f.ID == models.ID(c.Claim.FindingID) && f.ID != 0 {
			return f
		}
	}
	return models.Finding{}
}

// Before is the finding that lapsed last, while there is no current one.
func (c Case) Before() models.Finding {
	if c.Claim.FindingID != 0 || len(c.Findings) == 0 {
		return models.Finding{}
	}
	return c.Findings[len(c.Findings)-1]
}

// Approval is the current approval, or the zero Approval.
func (c Case) Approval() models.Approval { return c.approval(c.Claim.ApprovalID) }

// Unheard reports whether the claim criticises somebody of whom no reply was
// sought, or of whom not every point is settled.
func (c Case) Unheard() bool {
	return c.Claim.Criticises != "" && (len(c.Replies) == 0 ||
		slices.ContainsFunc(c.Replies, func(r models.ReplySought) bool { return r.SettledAt == 0 }))
}

// First is the first of two approvals, or the zero Approval.
func (c Case) First() models.Approval { return c.approval(c.Claim.FirstApprovalID) }

func (c Case) approval(id models.Ref) models.Approval {
	for _, a := range c.Approvals {
		if a.ID == models.ID(id) && a.ID != 0 {
			return a
		}
	}
	return models.Approval{}
}

// FirstOfTwo reports whether who approves now gives the first of two approvals.
func (c Case) FirstOfTwo() bool { return c.TwoApprovals && c.Claim.FirstApprovalID == 0 }

// Stale is the approval that went stale and was not yet replaced: what the
// claim was approved as before it came back. The first of two that nobody
// followed approved nothing. The zero Approval means none.
func (c Case) Stale() models.Approval {
	if c.Claim.ApprovalID != 0 || c.Claim.State == models.Withdrawn {
		return models.Approval{}
	}
	for _, a := range slices.Backward(c.Approvals) {
		if !a.FirstOfTwo && a.EndedAt != 0 {
			return a
		}
	}
	return models.Approval{}
}

// HandOf lists why a user has a hand in the claim; nil when they have none.
func (c Case) HandOf(user models.ID) (causes []models.HandCause) {
	for _, h := range c.Hands {
		if h.UserID == user && h.EndedSeq == 0 {
			causes = append(causes, h.Cause)
		}
	}
	return causes
}

// WroteWords reports whether a user is a writer of the anchored sentence.
func (c Case) WroteWords(user models.ID) bool {
	return slices.Contains(c.HandOf(user), models.HandWriter)
}

// MustFixes are the open must-fixes on the claim.
func (c Case) MustFixes() []models.Comment { return keep(c.Comments, models.Comment.OpenMustFix) }

// Queries are the unanswered queries on the claim.
func (c Case) Queries() []models.Comment { return keep(c.Comments, topQuery) }

// Unticked are the required items of its checklist for which no tick holds.
func (c Case) Unticked() []models.Check {
	return keep(c.Checks, func(k models.Check) bool { return k.Required && !k.Ticked() })
}

func topQuery(c models.Comment) bool { return c.ParentID == 0 && c.UnansweredQuery() }

// WaitsForCopy reports whether the claim is found wrong or could not be
// verified, and its words are not gone: it waits for the copy to change.
func (c Case) WaitsForCopy() bool {
	return c.Claim.State != models.Withdrawn && c.Claim.Outcome != models.Lost && AgainstPrint(c.Finding().Verdict)
}

// standsAgainstPrint reports whether words that were found wrong or
// unverifiable still stand.
func (c Case) standsAgainstPrint() bool { return c.WaitsForCopy() || c.Stands }

// AgainstPrint reports whether a verdict keeps its words from being printed.
func AgainstPrint(v models.Verdict) bool { return v == models.Wrong || v == models.CouldNotVerify }

func keep[T any](rows []T, want func(T) bool) (kept []T) {
	for _, r := range rows {
		if want(r) {
			kept = append(kept, r)
		}
	}
	return kept
}
