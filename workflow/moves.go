package workflow

import (
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Act is something a person does to a claim. The moves change its state, the
// others leave it.
type Act string

// The moves, by the words of the trade.
const (
	Take           Act = "take"
	Release        Act = "release"
	Submit         Act = "submit"
	Recall         Act = "recall"
	Approve        Act = "approve"
	RequestChanges Act = "request changes"
	Reopen         Act = "reopen"
	Withdraw       Act = "withdraw"
	Restore        Act = "restore"
	BreakGlass     Act = "break glass"
	StillHolds     Act = "still holds"
)

// The acts that are no moves.
const (
	EditStatement  Act = "edit the statement"
	ChooseVerdict  Act = "choose a verdict"
	AddEvidence    Act = "add evidence"
	ChangeEvidence Act = "change evidence"
	SetKinds       Act = "set kinds"
	SetSeverity    Act = "set severity"
	Assign         Act = "assign"
	Split          Act = "split"
	Merge          Act = "merge"
	Place          Act = "place"
	RuleSources    Act = "rule on sources"
	RightOfReply   Act = "right of reply"
	Tick           Act = "tick the checklist"
)

// rule is one row of the table: from these states, these people, if nothing
// that it asks for is missing. An empty to leaves the state as it is.
type rule struct {
	act  Act
	from []models.State
	to   models.State
	who  who
	asks []ask
	// only narrows the states further: where it does not hold, the state does
	// not know the act.
	only ask
}

// knows reports whether the row is about claims like c.
func (r rule) knows(c Case, user models.User) bool {
	return slices.Contains(r.from, c.Claim.State) && (r.only.missing == nil || r.only.missing(c, user) == nil)
}

var (
	anyLive    = []models.State{models.Open, models.Researching, models.InReview, models.ChangesRequested, models.Approved}
	anyState   = models.States
	unfinished = []models.State{models.Open, models.Researching, models.ChangesRequested}
)

// rules is the whole of the claim's workflow. Where an act has two rows the
// states decide which one holds.
var rules = []rule{
	{Take, []models.State{models.Open, models.ChangesRequested}, models.Researching, checker, nil, ask{}},
	{Take, []models.State{models.Researching}, models.Researching, checker, []ask{cameBack}, ask{}},
	{Release, []models.State{models.Researching}, models.Open, assigneeOrEditor, nil, ask{}},
	{Submit, []models.State{models.Researching}, models.InReview, assignee, []ask{submittable, backed, rooted}, ask{}},
	{StillHolds, []models.State{models.Researching}, models.InReview, checker, []ask{free, heldBefore, backedBefore, rootedBefore}, ask{}},
	{Recall, []models.State{models.InReview}, models.Researching, submitter, nil, ask{}},
	{Approve, []models.State{models.InReview}, models.InReview, reviewerOrEditor, []ask{placed, noHand, backed, rooted, noMustFix, noQuery, ticked}, firstOfTwo},
	{Approve, []models.State{models.InReview}, models.Approved, reviewerOrEditor, []ask{placed, noHand, notFirst, backed, rooted, noMustFix, noQuery, editorOnAuthor, ticked}, ask{}},
	{Approve, []models.State{models.Approved}, models.Approved, reviewerOrEditor, []ask{placed, noHand, notFirst, backed, rooted, noMustFix, noQuery, editorOnAuthor, ticked}, byBreakGlass},
	{RequestChanges, []models.State{models.InReview}, models.ChangesRequested, reviewerOrEditor, nil, ask{}},
	{Reopen, []models.State{models.Approved}, models.Researching, reviewerOrEditor, nil, ask{}},
	{Withdraw, anyLive, models.Withdrawn, editorOrLost, []ask{notItsWriter, wordsGone}, ask{}},
	{Restore, []models.State{models.Withdrawn}, models.Open, editor, nil, ask{}},
	{BreakGlass, []models.State{models.InReview}, models.Approved, editor, []ask{placed, backed, somethingToPass}, ask{}},

	{EditStatement, []models.State{models.Researching}, "", assignee, nil, ask{}},
	{ChooseVerdict, []models.State{models.Researching}, "", assignee, nil, ask{}},
	{AddEvidence, anyLive, "", checker, nil, ask{}},
	{ChangeEvidence, anyLive, "", checker, nil, ask{}},
	{SetKinds, anyState, "", checkerOrEditor, nil, ask{}},
	{SetSeverity, anyState, "", checkerOrEditor, nil, ask{}},
	{Assign, anyLive, "", editor, nil, ask{}},
	{Split, unfinished, "", checkerOrEditor, []ask{mine, placed, noMustFix, notFoundWrong}, ask{}},
	{Merge, unfinished, "", checkerOrEditor, []ask{mine, placed, noMustFix, notFoundWrong}, ask{}},
	{Place, anyLive, "", checkerOrEditor, []ask{waits}, ask{}},
	{RuleSources, anyLive, "", checkerOrEditor, nil, ask{}},
	{RightOfReply, anyLive, "", checkerOrEditor, nil, ask{}},
	{Tick, []models.State{models.InReview}, "", reviewerOrEditor, []ask{noHand}, ask{}},
	{Tick, []models.State{models.Approved}, "", reviewerOrEditor, []ask{noHand}, byBreakGlass},
}

// withReason are the moves that ask for a reason.
var withReason = []Act{RequestChanges, Reopen, Withdraw, BreakGlass}

// NeedsReason reports whether a move asks for a reason: a withdrawal for one of
// models.WithdrawReasons, the others for words. Next does not see what was
// typed, so whoever carries out the move asks.
func NeedsReason(act Act) bool { return slices.Contains(withReason, act) }

// MaySetSeverity says why user, who may set severities, may not set a claim's
// from one to another, or nil: lowering it takes an editor.
func MaySetSeverity(from, to models.Severity, user models.User) error {
	lower := slices.Index(models.Severities, to) > slices.Index(models.Severities, from)
	if lower && !user.Is(models.RoleEditor) {
		return apperr.LowerSeverity.With()
	}
	return nil
}

// Acts lists every act of the table once, in its order.
func Acts() (acts []Act) {
	for _, r := range rules {
		if !slices.Contains(acts, r.act) {
			acts = append(acts, r.act)
		}
	}
	return acts
}

// Next returns the state that act leads to when user does it; an act that is
// no move leads back to the same. It fails with apperr.NotInThisState if the
// state has no such act, with a refusal of kind Forbidden if user may not, and
// with the refusal of whatever else the act asks for.
func Next(c Case, user models.User, act Act) (models.State, error) {
	if !user.Active() {
		return "", apperr.NotActive.With()
	}
	for _, r := range rules {
		if r.act != act || !r.knows(c, user) {
			continue
		}
		if !r.who.may(c, user) {
			return "", r.who.refuse()
		}
		for _, a := range r.asks {
			if err := a.missing(c, user); err != nil {
				return "", err
			}
		}
		if r.to == "" {
			return c.Claim.State, nil
		}
		return r.to, nil
	}
	return "", apperr.NotInThisState.With(c.Claim.State, act)
}

// May reports whether user may do act now.
func May(c Case, user models.User, act Act) bool {
	_, err := Next(c, user, act)
	return err == nil
}

// Decision is what an act is to one person now: open to them, or why not and
// to whom else.
type Decision struct {
	Act    Act
	Why    error // nil: open to them
	Others []models.User
}

// Decide returns a decision for every act that the claim's state knows, in
// table order. People is everybody who may see the article.
func Decide(c Case, user models.User, people []models.User) (ds []Decision) {
	for _, act := range Acts() {
		_, err := Next(c, user, act)
		if apperr.NotInThisState == refusalOf(err) {
			continue
		}
		d := Decision{Act: act, Why: err}
		if err != nil {
			d.Others = WhoMay(c, people, act)
		}
		ds = append(ds, d)
	}
	return ds
}

// WhoMay returns those of the people who may do act now.
func WhoMay(c Case, people []models.User, act Act) []models.User {
	return keep(people, func(u models.User) bool { return May(c, u, act) })
}

// Approvers returns those of the people who could approve the claim once it is
// in review: reviewers and editors without a hand in it who did not give the
// first of two approvals.
func Approvers(c Case, people []models.User) []models.User {
	return keep(people, func(u models.User) bool {
		return reviewerOrEditor.may(c, u) && noHand.missing(c, u) == nil && notFirst.missing(c, u) == nil &&
			(c.FirstOfTwo() || editorOnAuthor.missing(c, u) == nil)
	})
}

// CostsApproval reports whether an act would give user a hand and so cost them
// the right to approve the claim, which they have now.
func CostsApproval(c Case, user models.User, act Act) bool {
	return slices.Contains(handGivers, act) && reviewerOrEditor.may(c, user) && len(c.HandOf(user.ID)) == 0
}

// handGivers are the acts that give a hand.
var handGivers = []Act{Submit, StillHolds, EditStatement, ChooseVerdict, AddEvidence, ChangeEvidence, RuleSources, Split, Merge}

// PassedOver lists the points that a break glass by user over the claim would
// pass over.
func PassedOver(c Case, user models.User) (points []Missing) {
	if len(c.HandOf(user.ID)) > 0 {
		points = append(points, Missing{Point: models.PointHand, Case: &c})
	}
	if Rooting(c, c.Finding().Verdict) != nil {
		points = append(points, Missing{Point: models.PointRoots, Case: &c})
	}
	if Ticking(c) != nil {
		points = append(points, Missing{Point: models.PointChecklist, Case: &c})
	}
	if c.TwoApprovals && (c.Claim.FirstApprovalID == 0 || c.First().CreatedBy == user.ID) {
		points = append(points, Missing{Point: models.PointSecond, Case: &c})
	}
	for _, m := range c.MustFixes() {
		points = append(points, Missing{Point: models.PointMustFix, Case: &c, Comment: m})
	}
	for _, q := range c.Queries() {
		points = append(points, Missing{Point: models.PointQuery, Case: &c, Comment: q})
	}
	return points
}
