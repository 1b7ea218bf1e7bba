package handlers

import (
	"net/http"

	"example.org/tickmark/workflow"
)

// route is one row of the site map.
type route struct {
	method, path string
	right        right
	serve        serve
	long         bool // its form carries an article's text
	back         back // the page its form stands on
}

// routes is the whole site.
func (h *Handlers) routes() []route { return append(h.siteRoutes(), h.claimRoutes()...) }

// claimRoutes are the workspace: an article's copy, its claims and comments.
func (h *Handlers) claimRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const article = "/articles/:article"
	const claim = article + "/claims/:claim"
	const comment = article + "/comments/:comment"
	move := func(path string, r right, act workflow.Act) route {
		return route{post, claim + path, r, h.moveClaim(act), false, h.claimAgain}
	}
	return []route{
		{get, article, member, h.showArticle, false, nil},
		{get, article + "/claims/new", checkers, h.newClaim, false, nil},
		{post, article + "/claims", checkers, h.markClaim, false, h.newClaimAgain},
		{get, claim, member, h.showClaim, false, nil},
		{get, claim + "/trail", member, h.claimTrail, false, nil},
		move("/take", checkers, workflow.Take),
		move("/release", researches, workflow.Release),
		move("/submit", checkers, workflow.Submit),
		move("/still-holds", checkers, workflow.StillHolds),
		move("/recall", checkers, workflow.Recall),
		move("/approve", reviewers, workflow.Approve),
		move("/request-changes", reviewers, workflow.RequestChanges),
		move("/reopen", reviewers, workflow.Reopen),
		move("/withdraw", researches, workflow.Withdraw),
		move("/restore", editors, workflow.Restore),
		move("/break-glass", editors, workflow.BreakGlass),
		{post, claim + "/statement", checkers, h.editStatement, false, h.claimAgain},
		{post, claim + "/verdict", checkers, h.chooseVerdict, false, h.claimAgain},
		{post, claim + "/kinds", researches, h.setKinds, false, h.claimAgain},
		{post, claim + "/severity", researches, h.setSeverity, false, h.claimAgain},
		{post, claim + "/assign", editors, h.assign, false, h.claimAgain},
		{post, claim + "/split", researches, h.splitClaim, false, h.claimAgain},
		{post, claim + "/merge", researches, h.mergeClaims, false, h.claimAgain},
		{post, claim + "/place", researches, h.placeClaim, false, h.claimAgain},
		{post, claim + "/evidence", checkers, h.addEvidence, false, h.claimAgain},
		{post, claim + "/evidence/:evidence", checkers, h.changeEvidence, false, h.claimAgain},
		{post, claim + "/evidence/:evidence/remove", checkers, h.removeEvidence, false, h.claimAgain},
		{post, claim + "/comments", member, h.commentClaim, false, h.claimAgain},

		{post, article + "/comments", member, h.commentArticle, false, h.articlePageAgain},
		{post, comment + "/replies", member, h.reply, false, h.commentAgain},
		{post, comment + "/resolve", member, h.resolve, false, h.commentAgain},
		{post, comment + "/stet", editors, h.stet, false, h.commentAgain},
		{post, comment + "/apply", editors, h.applyFix, false, h.commentAgain},
	}
}
