package handlers

import (
	"net/http"
	"slices"

	"example.org/tickmark/newsroom"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
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
func (h *Handlers) routes() []route {
	return slices.Concat(h.siteRoutes(), h.peopleRoutes(), h.claimRoutes())
}

// siteRoutes are the pages around the workspace.
func (h *Handlers) siteRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const article = "/articles/:article"
	return []route{
		{get, "/", signedIn, h.home, false, nil},
		{get, "/sign-in", public, h.showSignIn, false, nil},
		{post, "/sign-in", public, h.signIn, true, nil},
		{get, healthPath, public, h.health, false, nil},
		{get, readyPath, public, h.ready, false, nil},
		{post, "/sign-out", public, h.signOut, false, nil},
		{get, "/account", signedIn, h.showAccount, false, nil},
		{post, "/account/name", member, h.rename, false, h.accountAgain},
		{post, "/account/preferences", member, h.prefer, false, h.accountAgain},
		{post, "/account/hint", member, h.dismissHint, false, nil},
		{post, "/account/password", signedIn, h.changePassword, false, h.accountAgain},
		{post, "/account/sessions/:session/end", signedIn, h.endOwnSession, false, nil},
		{post, "/account/sign-out-everywhere", signedIn, h.signOutEverywhere, false, nil},
		{get, "/settings", admins, h.showSettings, false, nil},
		{post, "/settings", admins, h.editSettings, false, h.settingsAgain},
		{get, "/help", signedIn, h.showHelp, false, nil},
		{get, "/search", member, h.search, false, nil},

		{get, "/articles", member, h.listArticles, false, nil},
		{get, "/articles/new", editors, h.newArticle, false, nil},
		{post, "/articles", editors, h.openArticle, true, h.articleAgain},
		{get, article + "/edit", editors, h.showArticleForm, false, nil},
		{post, article + "/edit", editors, h.editArticle, false, h.articleFormAgain},
		{get, article + "/revisions/new", editors, h.newRevision, false, nil},
		{post, article + "/revisions", editors, h.revise, true, h.revisionAgain},
		{get, article + "/revisions/:revision", member, h.showRevision, false, nil},
		{get, article + "/checked-copy", member, h.showCheckedCopy, false, nil},
		{post, article + "/waivers", researches, h.waive, false, h.signOffAgain},
		{get, article + "/trail", member, h.articleTrail, false, nil},
		{get, article + "/sign-off", member, h.showSignOff, false, nil},
		{post, article + "/sign-off", editors, h.signOff, false, h.signOffAgain},
		{post, article + "/break-glass", editors, h.breakGlass, false, h.signOffAgain},
		{get, article + "/missing.txt", member, h.missingText, false, nil},
		{get, article + "/report.html", member, h.articleReport, false, nil},
		{get, article + "/report.md", member, h.articleReport, false, nil},
		{get, article + "/report.json", member, h.articleReport, false, nil},

		{get, "/reports", member, h.listReports, false, nil},
		{get, "/reports/:number", member, h.showReport, false, nil},
		{get, "/trail", member, h.trail, false, nil},
	}
}

// peopleRoutes are those by which people come in and are kept.
func (h *Handlers) peopleRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const user = "/users/:user"
	about := func(path, done string, act func(*gin.Context, newsroom.By, newsroom.UserTarget) error) route {
		return route{post, user + path, admins, h.aboutUser(done, act), false, h.userAgain}
	}
	return []route{
		{get, firstRunPath, public, h.showFirstRun, false, nil},
		{post, firstRunPath, public, h.firstRun, false, nil},
		{get, linkPath + ":link", public, h.openLink, false, nil},
		{post, linkPath + ":link", public, h.useLink, false, nil},

		{get, "/users", admins, h.listUsers, false, nil},
		{get, "/users/new", admins, h.newUser, false, nil},
		{post, "/users", admins, h.addUser, false, h.newUserAgain},
		{get, user, admins, h.showUser, false, nil},
		about("/edit", "user.edit", h.editUser),
		about("/disable", "user.disable", h.disableUser),
		about("/enable", "user.enable", h.enableUser),
		about("/sign-out", "user.end-sessions", h.signOutUser),
		{post, user + "/link", admins, h.linkUser, false, h.userAgain},
	}
}

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
