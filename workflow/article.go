package workflow

import (
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// TK is a placeholder in the copy that nobody marked CQ, with its sentence.
type TK struct {
	models.Span
	Sentence string
}

// File is an article with all that the rules look at.
type File struct {
	Article  models.Article
	Writers  []models.ID
	Team     []models.ID
	Revision models.Revision
	Cases    []Case
	Comments []models.Comment // on the article itself
	Debts    []models.Debt    // all, those of claims too
	TKs      []TK
	// Waived are the sentences of the newest revision that somebody waived, by
	// their index, with the newest waiver of each.
	Waived  map[int]models.Waiver
	Reports []models.Report // without bodies, oldest first
	Sources []models.Source
}

// Case returns the case of the claim with the given number, or false.
func (f *File) Case(number int) (Case, bool) {
	i := slices.IndexFunc(f.Cases, func(c Case) bool { return c.Claim.Number == number })
	if i < 0 {
		return Case{}, false
	}
	return f.Cases[i], true
}

// Report is the newest report, or the zero Report.
func (f *File) Report() models.Report {
	if len(f.Reports) == 0 {
		return models.Report{}
	}
	return f.Reports[len(f.Reports)-1]
}

// OpenDebts are the review debts that nobody paid.
func (f *File) OpenDebts() []models.Debt {
	return keep(f.Debts, func(d models.Debt) bool { return d.PaidAt == 0 })
}

// Missing is one point that keeps an article from being ready, or that a break
// glass passed over.
type Missing struct {
	Point   models.Point
	Case    *Case          // the claim it is about, or nil
	Comment models.Comment // the query or must-fix it is about
	TK      TK
}

// WhatIsMissing lists every point that keeps the article from being ready; it
// is ready when there is none.
func WhatIsMissing(f *File) (points []Missing) {
	live := 0
	for i := range f.Cases {
		c := &f.Cases[i]
		if c.Claim.State == models.Withdrawn {
			continue
		}
		live++
		if c.Claim.State != models.Approved {
			points = append(points, Missing{Point: models.PointNotApproved, Case: c})
		}
		if !c.Claim.Placed() {
			points = append(points, Missing{Point: models.PointNotPlaced, Case: c})
		}
		if c.Unheard() {
			points = append(points, Missing{Point: models.PointReply, Case: c})
		}
		points = append(points, openPoints(c.Comments, c)...)
	}
	if live == 0 {
		points = append(points, Missing{Point: models.PointNoClaims})
	}
	points = append(points, openPoints(f.Comments, nil)...)
	for _, tk := range f.TKs {
		points = append(points, Missing{Point: models.PointTK, TK: tk})
	}
	if CoverageOf(f).Open() > 0 {
		points = append(points, Missing{Point: models.PointCoverage})
	}
	return points
}

func openPoints(comments []models.Comment, c *Case) (points []Missing) {
	for _, m := range comments {
		switch {
		case m.OpenMustFix():
			points = append(points, Missing{Point: models.PointMustFix, Case: c, Comment: m})
		case topQuery(m):
			points = append(points, Missing{Point: models.PointQuery, Case: c, Comment: m})
		}
	}
	return points
}

// TallyOf counts what stands between the article and its sign-off.
func TallyOf(f *File) models.Tally {
	t := models.Tally{ByState: map[models.State]int{}, TKs: len(f.TKs), Coverage: CoverageOf(f)}
	for _, c := range f.Cases {
		t.ByState[c.Claim.State]++
	}
	for _, m := range WhatIsMissing(f) {
		switch m.Point { //nolint:exhaustive // the others are not counted apart
		case models.PointNotPlaced:
			t.NotPlaced++
		case models.PointMustFix:
			t.MustFixes++
		case models.PointQuery:
			t.Queries++
		case models.PointReply:
			t.Replies++
		}
	}
	for _, d := range f.OpenDebts() {
		if stillMissing(f, d) {
			t.Debts++
		}
	}
	t.Reported = reported(f)
	return t
}

// reported reports whether the newest report is of the newest revision and
// tells of its claims and sentences as they are. One that was issued by break glass is
// superseded by itself when its debts are paid, so until then it stands.
func reported(f *File) bool {
	r := f.Report()
	if r.ID == 0 || r.RevisionID != f.Revision.ID {
		return false
	}
	return r.BreakGlass || f.Article.WaivedAt <= r.IssuedAt && !slices.ContainsFunc(f.Cases, func(c Case) bool {
		return slices.ContainsFunc(c.Approvals, func(a models.Approval) bool {
			return a.CreatedAt > r.IssuedAt || a.EndedAt > r.IssuedAt
		})
	})
}

// stillMissing reports whether what a debt passed over still keeps the article
// from being ready. One that hangs on no claim and no comment is paid by the
// act that mends it, so an open one is still missing.
func stillMissing(f *File, d models.Debt) bool {
	switch d.Point { //nolint:exhaustive // the others are never missing
	case models.PointNoClaims, models.PointTK, models.PointCoverage:
		return true
	case models.PointNotApproved, models.PointNotPlaced, models.PointMustFix, models.PointQuery, models.PointReply:
		return slices.ContainsFunc(WhatIsMissing(f), func(m Missing) bool { return m.owed(d) })
	}
	return false
}

// owed reports whether the debt d is for the point.
func (m Missing) owed(d models.Debt) bool {
	var claim models.ID
	if m.Case != nil {
		claim = m.Case.Claim.ID
	}
	return m.Point == d.Point && claim == models.ID(d.ClaimID) && m.Comment.ID == models.ID(d.CommentID) && m.TK.Sentence == d.Detail
}

// NewDebts are those of the points that no open debt is for yet.
func NewDebts(points []Missing, open []models.Debt) (fresh []Missing) {
	open = slices.Clone(open)
	for _, p := range points {
		i := slices.IndexFunc(open, p.owed)
		if i < 0 {
			fresh = append(fresh, p)
			continue
		}
		open = slices.Delete(open, i, i+1)
	}
	return fresh
}

// StageOf computes the stage of the newest revision. A report stands for as
// long as nothing is missing but what its break glass passed over.
func StageOf(t models.Tally) models.Stage {
	live := t.Live()
	missing := live - t.ByState[models.Approved] + t.NotPlaced + t.MustFixes + t.Queries + t.Replies + t.TKs
	if live == 0 {
		missing++
	}
	if t.Open() > 0 {
		missing++
	}
	switch {
	case t.Reported && missing == t.Debts:
		return models.StageSignedOff
	case live == 0 && t.ByState[models.Withdrawn] == 0:
		return models.StageDraft
	case missing == 0:
		return models.StageReady
	}
	return models.StageChecking
}

// MayEdit says why user may not open articles, change what is said about them
// or bring in revisions, or nil: editors do.
func MayEdit(user models.User) error { return only(editor, user) }

// MayReview says why user reviews no claims, or nil: reviewers and editors do.
// Which they may approve is for each claim to say.
func MayReview(user models.User) error { return only(reviewerOrEditor, user) }

// MayMark says why user may not mark claims, or nil: checkers do.
func MayMark(user models.User) error { return only(checker, user) }

// WroteIn reports whether a user wrote a sentence of the newest revision.
func WroteIn(f *File, user models.ID) bool {
	return slices.ContainsFunc(f.Revision.Sentences, func(s models.Sentence) bool { return slices.Contains(s.Writers, user) })
}

// MaySignOff says why user may not sign the article off, or nil: a refusal of
// kind Forbidden, apperr.AlreadySigned, or apperr.NotReady.
func MaySignOff(f *File, user models.User) error {
	if err := mayIssue(f, user); err != nil {
		return err
	}
	if WroteIn(f, user.ID) {
		return apperr.WriterBarred.With()
	}
	if StageOf(TallyOf(f)) != models.StageReady && !countersigns(f, user) {
		return apperr.NotReady.With()
	}
	return nil
}

// MayBreakGlassOver says why user may not sign the article off by break glass,
// or nil: what is missing is passed over, and so is their own writing.
func MayBreakGlassOver(f *File, user models.User) error {
	if err := mayIssue(f, user); err != nil {
		return err
	}
	if MaySignOff(f, user) == nil {
		return apperr.NoDebtHere.With()
	}
	return nil
}

func mayIssue(f *File, user models.User) error {
	if err := only(editor, user); err != nil {
		return err
	}
	if StageOf(TallyOf(f)) == models.StageSignedOff && !countersigns(f, user) {
		return apperr.AlreadySigned.With()
	}
	return nil
}

// countersigns reports whether a sign-off by user would pay the debt of one
// that a writer of the words made by break glass.
func countersigns(f *File, user models.User) bool {
	owed := slices.ContainsFunc(f.OpenDebts(), func(d models.Debt) bool { return d.Point == models.PointWriter })
	return owed && !WroteIn(f, user.ID) && len(WhatIsMissing(f)) == 0
}

// PassedOverAtSignOff lists the points that a sign-off by break glass passes
// over: all that is missing, and that the editor wrote some of the words.
func PassedOverAtSignOff(f *File, user models.User) []Missing {
	points := WhatIsMissing(f)
	if WroteIn(f, user.ID) {
		points = append(points, Missing{Point: models.PointWriter})
	}
	return points
}

// Paid reports whether a review debt of the article is paid: its claim was
// approved by somebody without a hand or withdrawn in the ordinary way, or the
// point that is about no claim is gone.
func Paid(f *File, d models.Debt) bool {
	if d.ClaimID != 0 {
		return claimPaid(f, d)
	}
	return d.Point != models.PointWriter && !slices.ContainsFunc(WhatIsMissing(f), func(m Missing) bool { return m.owed(d) })
}

func claimPaid(f *File, d models.Debt) bool {
	for _, c := range f.Cases {
		if c.Claim.ID != models.ID(d.ClaimID) {
			continue
		}
		if c.Claim.State == models.Withdrawn {
			return true
		}
		if d.Point == models.PointReply {
			return !c.Unheard()
		}
		for _, m := range openPoints(c.Comments, nil) {
			if m.Comment.ID == models.ID(d.CommentID) {
				return false
			}
		}
		return c.Claim.State == models.Approved && !c.Approval().BreakGlass && c.Claim.Placed()
	}
	return false
}
