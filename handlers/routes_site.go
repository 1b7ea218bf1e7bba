package handlers

import "net/http"

// siteRoutes are the pages around the workspace.
func (h *Handlers) siteRoutes() []route {
	const get, post = http.MethodGet, http.MethodPost
	const article = "/articles/:article"
	return []route{
		{get, "/", signedIn, h.home, false, nil},
		{get, "/sign-in", public, h.showSignIn, false, nil},
		{post, "/sign-in", public, h.signIn, true, nil},
		{post, "/sign-out", public, h.signOut, false, nil},
		{get, "/account", signedIn, h.showAccount, false, nil},
		{post, "/account/sign-out-everywhere", signedIn, h.signOutEverywhere, false, nil},
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
