package handlers

import (
	"net/http"
	"slices"

	"example.org/tickmark/intake"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/views"
	"example.org/tickmark/workflow"

	"github.com/gin-gonic/gin"
)

// room is how much a form may hold, in bytes.
type room struct {
	typed  int
	file   int  // 0: it carries none
	stored bool // its file goes to the store of files as it comes
}

// The rooms of forms.
var (
	short  = room{typed: formLimit}
	long   = room{typed: textLimit} // an article's text
	upload = room{typed: textLimit, file: intake.MaxUpload}
	sent   = room{typed: formLimit, file: newsroom.MaxAnswerFile, stored: true} // with a file of an answer
	filed  = room{typed: formLimit, file: newsroom.MaxSourceFile, stored: true} // with a file of a source
)

// route is one row of the site map.
type route struct {
	method, path string
	right        right
	serve        serve
	room         room // for its form
	back         back // the page its form stands on
}

// routes is the whole site.
func (h *Handlers) routes() []route {
	return slices.Concat(h.siteRoutes(), h.copyRoutes(), h.peopleRoutes(), h.claimRoutes())
}

// siteRoutes are the pages around the workspace.
func (h *Handlers) siteRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const article = "/articles/:article"
	return []route{
		{get, "/", signedIn, h.home, short, nil},
		{get, "/sign-in", public, h.showSignIn, short, nil},
		{post, "/sign-in", public, h.signIn, long, nil},
		{get, healthPath, public, h.health, short, nil},
		{get, readyPath, public, h.ready, short, nil},
		{post, "/sign-out", public, h.signOut, short, nil},
		{get, "/account", signedIn, h.showAccount, short, nil},
		{post, "/account/name", member, h.rename, short, h.accountAgain},
		{post, "/account/preferences", member, h.prefer, short, h.accountAgain},
		{post, "/account/mail", member, h.setMailAddress, short, h.accountAgain},
		{post, "/account/mail/clear", member, h.clearMailAddress, short, h.accountAgain},
		{post, "/account/mail/resume", member, h.resumeMail, short, h.accountAgain},
		{post, "/account/notices", member, h.chooseNotices, short, h.accountAgain},
		{get, views.MailConfirmPath + ":confirm", public, h.showMailConfirm, short, nil},
		{post, views.MailConfirmPath + ":confirm", public, h.confirmMail, short, nil},
		{get, views.MailStopPath + ":stop", public, h.showMailStop, short, nil},
		{post, views.MailStopPath + ":stop", public, h.stopMail, short, nil},
		{post, "/account/hint", member, h.dismissHint, short, nil},
		{post, "/account/password", signedIn, h.changePassword, short, h.accountAgain},
		{post, "/account/sessions/:session/end", signedIn, h.endOwnSession, short, nil},
		{post, "/account/sign-out-everywhere", signedIn, h.signOutEverywhere, short, nil},
		{get, "/settings", admins, h.showSettings, short, nil},
		{post, "/settings", admins, h.editSettings, short, h.settingsAgain},
		{get, views.ChecklistsPath, admins, h.showChecklists, short, nil},
		{post, views.ChecklistsPath, admins, h.editChecklist, short, h.checklistsAgain},
		{get, "/help", signedIn, h.showHelp, short, nil},
		{get, "/help/score", signedIn, h.showScore, short, nil},
		{get, "/search", member, h.search, short, nil},
		{get, livePath, member, h.listen, short, nil},
		{get, "/palette", member, h.showPalette, short, nil},
		{get, article + "/here", member, h.showHere, short, nil},

		{get, "/claims", member, h.listClaims, short, nil},
		{get, "/claims/bulk", researches, h.showBulk, short, nil},
		{post, "/claims/bulk", researches, h.bulkClaims, short, h.bulkAgain},
		{get, "/claims/bulk/:bulk", researches, h.showBulkDone, short, nil},
		{get, "/queries", member, h.listQueries, short, nil},
		{get, "/debts", member, h.listDebts, short, nil},
		{post, "/views", member, h.saveView, short, h.listAgain},
		{post, "/views/:view/drop", member, h.dropView, short, h.listAgain},
		{post, "/claims/next", checkers, h.takeNext, short, h.claimsAgain},
		{get, "/articles", member, h.listArticles, short, nil},
		{post, "/articles", editors, h.openArticle, short, h.draftAgain},
		{get, article + "/edit", editors, h.showArticleForm, short, nil},
		{post, article + "/edit", editors, h.editArticle, short, h.articleFormAgain},
		{get, article + "/revisions/new", editors, h.newRevision, short, nil},
		{post, article + "/revisions", editors, h.revise, long, h.revisionAgain},
		{post, article + "/typing", editors, h.saveTyping, long, h.revisionAgain},
		{post, article + "/typing/discard", editors, h.discardTyping, short, h.revisionAgain},
		{get, article + "/revisions/:revision", member, h.showRevision, short, nil},
		{get, article + "/revisions/:revision/changes", member, h.showChanges, short, nil},
		{get, article + "/revisions/:revision/recheck", member, h.showRecheck, short, nil},
		{get, article + "/checked-copy", member, h.showCheckedCopy, short, nil},
		{get, article + "/checked-copy/preview", editors, h.previewFixes, short, nil},
		{post, article + "/checked-copy/apply", editors, h.applyChosen, short, h.checkedCopyAgain},
		{post, article + "/waivers", researches, h.waive, short, h.waiverAgain},
		{post, article + "/waivers/:waiver/end", researches, h.endWaiver, short, h.coverageAgain},
		{get, article + "/line-by-line", member, h.showLine, short, nil},
		{get, article + "/coverage", member, h.showCoverage, short, nil},
		{post, article + "/coverage/unchecked", editors, h.leaveUnchecked, short, h.signOffAgain},
		{get, article + "/trail", member, h.articleTrail, short, nil},
		{get, article + "/sign-off", member, h.showSignOff, short, nil},
		{post, article + "/sign-off", editors, h.signOff, short, h.signOffAgain},
		{post, article + "/break-glass", editors, h.breakGlass, short, h.signOffAgain},
		{get, article + "/missing.txt", member, h.missingText, short, nil},
		{get, article + "/report.html", member, h.articleReport, short, nil},
		{get, article + "/report.md", member, h.articleReport, short, nil},
		{get, article + "/report.json", member, h.articleReport, short, nil},

		{get, "/sources", member, h.listSources, short, nil},
		{get, "/sources/duplicates", member, h.listDuplicates, short, nil},
		{get, "/sources/:source", member, h.showSource, short, nil},
		{post, "/sources/:source/look", researches, h.lookAtSource, short, h.sourceAgain},
		{post, "/sources/:source/edit", researches, h.editSource, short, h.sourceAgain},
		{post, "/sources/:source/publisher", researches, h.notePublisher, short, h.sourceAgain},
		{post, "/sources/:source/merge", researches, h.mergeSources, short, h.sourceAgain},
		{post, "/sources/:source/part", researches, h.partSource, short, h.sourceAgain},
		{get, "/review", reviewers, h.showReview, short, nil},
		{get, article + "/drifts", member, h.showDrifts, short, nil},
		{post, article + "/drifts/:drift/close", checking, h.closeDrift, short, h.driftsAgain},
		{get, "/reports", member, h.listReports, short, nil},
		{get, "/reports/:number", member, h.showReport, short, nil},
		{get, "/trail", member, h.trail, short, nil},
		{get, views.NoticesPath, member, h.listNotices, short, nil},
		{post, views.NoticesPath + "/seen", member, h.seeNotices, short, nil},
		{post, views.NoticesPath + "/:notice/open", member, h.openNotice, short, nil},
		{post, views.NoticesPath + "/:notice/seen", member, h.seeNotice, short, nil},
	}
}

// copyRoutes are those by which copy comes in, with its original and its backup.
func (h *Handlers) copyRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const article, draft = "/articles/:article", "/drafts/:draft"
	return []route{
		{get, "/articles/new", editors, h.newDraft, short, nil},
		{get, article + "/drafts/new", editors, h.newDraft, short, nil},
		{post, "/drafts", editors, h.beginDraft, upload, h.newDraftAgain},
		{get, draft, editors, h.showDraft, short, nil},
		{post, draft, editors, h.rereadDraft, short, h.draftAgain},
		{post, draft + "/discard", editors, h.discardDraft, short, h.draftAgain},
		{get, draft + "/original", editors, h.draftOriginal, short, nil},
		{get, article + "/revisions/:revision/original", member, h.revisionOriginal, short, nil},
		{get, article + "/backup", member, h.showBackup, short, nil},
		{get, article + "/captures/:capture", member, h.showCapture, short, nil},
		{get, article + "/captures/:capture/body", member, h.captureBody, short, nil},
		{post, article + "/captures/:capture/quote", checkers, h.quoteCapture, short, h.captureAgain},
		{post, article + "/sources/:source/look", researches, h.lookAgain, short, h.backupAgain},
		{get, article + "/sources/new", researches, h.newSource, short, nil},
		{post, article + "/sources/new", researches, h.addSource, filed, h.newSourceAgain},
		{post, article + "/sources/:source/files", researches, h.addFile, filed, h.backupAgain},
		{get, article + "/sources/:source/name", member, h.showKeptSource, short, nil},
		{post, article + "/sources/:source/name", member, h.setSourceName, short, h.keptSourceAgain},
		{post, article + "/sources/:source/name/read", member, h.readSourceName, short, h.keptSourceAgain},
		{post, article + "/sources/:source/name/keepers", member, h.addKeeper, short, h.keptSourceAgain},
		{post, article + "/sources/:source/name/keepers/drop", member, h.dropKeeper, short, h.keptSourceAgain},
		{get, article + "/captures/:capture/stripped", member, h.captureStripped, short, nil},
		{get, article + "/captures/:capture/picture", member, h.capturePicture, short, nil},
		{get, article + "/sources/:source/look", member, h.showLook, short, nil},
		{get, article + "/captures.warc.gz", member, h.articleArchive, short, nil},
		{get, article + "/captures/:capture/capture.warc.gz", member, h.captureArchive, short, nil},
		{get, article + "/captures/:capture/files/:kind", member, h.captureFile, short, nil},
		{post, article + "/captures/:capture/archive", researches, h.askArchive, short, h.captureAgain},
		{get, "/jobs", admins, h.listJobs, short, nil},
		{post, "/jobs/:job/retry", admins, h.aboutJob("job.retry", h.Act.RetryJob), short, h.jobsAgain},
		{post, "/jobs/:job/discard", admins, h.aboutJob("job.discard", h.Act.DiscardJob), short, h.jobsAgain},
	}
}

// peopleRoutes are those by which people come in and are kept.
func (h *Handlers) peopleRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const user = "/users/:user"
	about := func(path, done string, act func(*gin.Context, newsroom.By, newsroom.UserTarget) error) route {
		return route{post, user + path, admins, h.aboutUser(done, act), short, h.userAgain}
	}
	return []route{
		{get, firstRunPath, public, h.showFirstRun, short, nil},
		{post, firstRunPath, public, h.firstRun, short, nil},
		{get, linkPath + ":link", public, h.openLink, short, nil},
		{post, linkPath + ":link", public, h.useLink, short, nil},

		{get, answerPath + ":token", answering, h.showAnswer, short, nil},
		{post, answerPath + ":token", answering, h.answer, sent, h.answerAgain},

		{get, "/users", admins, h.listUsers, short, nil},
		{get, "/users/new", admins, h.newUser, short, nil},
		{post, "/users", admins, h.addUser, short, h.newUserAgain},
		{get, user, admins, h.showUser, short, nil},
		about("/edit", "user.edit", h.editUser),
		about("/disable", "user.disable", h.disableUser),
		about("/enable", "user.enable", h.enableUser),
		about("/sign-out", "user.end-sessions", h.signOutUser),
		about("/mail/clear", "user.mail-clear", h.clearMailOf),
		{post, user + "/link", admins, h.linkUser, short, h.userAgain},
	}
}

// claimRoutes are the workspace: an article's copy, its claims and comments.
func (h *Handlers) claimRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const article = "/articles/:article"
	const claim = article + "/claims/:claim"
	const comment, query = article + "/comments/:comment", article + "/queries/:query"
	move := func(path string, r right, act workflow.Act) route {
		return route{post, claim + path, r, h.moveClaim(act), short, h.claimAgain}
	}
	return []route{
		{get, article, member, h.showArticle, short, nil},
		{get, article + "/claims/new", checkers, h.newClaim, short, nil},
		{post, article + "/claims", checkers, h.markClaim, short, h.newClaimAgain},
		{post, article + "/suggestions/accept", checkers, h.acceptSuggestions, short, h.suggestionsAgain},
		{post, article + "/suggestions/ask", checkers, h.askModel, short, h.suggestionsAgain},
		{post, article + "/checks", researches, h.answerCheck, short, h.articlePageAgain},
		{post, article + "/checks/:answer/reopen", researches, h.reopenCheck, short, h.articlePageAgain},
		{post, article + "/acceptances/:acceptance/undo", researches, h.undoAcceptance, short, h.suggestionsAgain},
		{get, claim, member, h.showClaim, short, nil},
		{get, claim + "/trail", member, h.claimTrail, short, nil},
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
		{post, claim + "/ticks", reviewers, h.tickItem, short, h.claimAgain},
		{post, claim + "/statement", checkers, h.editStatement, short, h.claimAgain},
		{post, claim + "/verdict", checkers, h.chooseVerdict, short, h.claimAgain},
		{post, claim + "/kinds", researches, h.setKinds, short, h.claimAgain},
		{post, claim + "/severity", researches, h.setSeverity, short, h.claimAgain},
		{post, claim + "/assign", editors, h.assign, short, h.claimAgain},
		{post, claim + "/split", researches, h.splitClaim, short, h.claimAgain},
		{post, claim + "/merge", researches, h.mergeClaims, short, h.claimAgain},
		{post, claim + "/place", researches, h.placeClaim, short, h.claimAgain},
		{post, claim + "/evidence", checkers, h.addEvidence, filed, h.claimAgain},
		{post, claim + "/evidence/:evidence", checkers, h.changeEvidence, short, h.claimAgain},
		{post, claim + "/evidence/:evidence/remove", checkers, h.removeEvidence, short, h.claimAgain},
		{post, claim + "/evidence/:evidence/wording", checkers, h.takeWording, short, h.claimAgain},
		{post, claim + "/evidence/:evidence/translations", checkers, h.translate, short, h.claimAgain},
		{post, claim + "/evidence/:evidence/translations/:translation/remove", researches, h.removeTranslation, short, h.claimAgain},
		{post, claim + "/criticises", researches, h.setCriticism, short, h.claimAgain},
		{post, claim + "/asked", researches, h.seekReply, short, h.claimAgain},
		{post, claim + "/asked/:reply/answer", researches, h.answerReply, short, h.claimAgain},
		{post, claim + "/asked/:reply/settle", researches, h.settleReply, short, h.claimAgain},
		{post, claim + "/asked/:reply/remove", researches, h.removeReply, short, h.claimAgain},
		{post, claim + "/rulings", researches, h.ruleSources, short, h.claimAgain},
		{post, claim + "/rulings/:ruling/end", researches, h.endRuling, short, h.claimAgain},
		{post, claim + "/comments", member, h.commentClaim, short, h.claimAgain},

		{get, query, member, h.showQuery, short, nil},
		{post, query + "/ask", checking, h.askAgain, short, h.queryAgain},
		{post, query + "/links", checking, h.giveLink, short, h.queryAgain},
		{post, query + "/links/:given/revoke", checking, h.revokeLink, short, h.queryAgain},
		{get, query + "/offers/:offer/file", researches, h.offerFile, short, nil},
		{post, query + "/offers/:offer/take", researches, h.takeOffer, short, h.queryAgain},
		{post, query + "/offers/:offer/refuse", researches, h.refuseOffer, short, h.queryAgain},

		{post, article + "/comments", member, h.commentArticle, short, h.articlePageAgain},
		{post, comment + "/replies", member, h.reply, short, h.commentAgain},
		{post, comment + "/resolve", member, h.resolve, short, h.commentAgain},
		{post, comment + "/stet", editors, h.stet, short, h.commentAgain},
		{post, comment + "/apply", editors, h.applyFix, short, h.commentAgain},
		{post, comment + "/send-back", editors, h.sendBack, short, h.commentAgain},
		{post, comment + "/reword", checking, h.reword, short, h.commentAgain},
	}
}
