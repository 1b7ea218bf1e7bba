package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPicturesOfTheHandbook takes the pictures of docs/handbook.
func TestPicturesOfTheHandbook(t *testing.T) {
	a := newAlbum(t, "handbook/pictures")
	s := demoSite(t)
	edda, emil := s.sitter(t, "edda"), s.sitter(t, "emil")
	colin, clara, rhea := s.sitter(t, "colin"), s.sitter(t, "clara"), s.sitter(t, "rhea")

	emil.open("/articles")
	a.top(emil, "articles")
	colin.open("/articles/1")
	a.top(colin, "workspace")
	colin.key("?")
	colin.until(`document.querySelector("dialog[open]") !== null`)
	a.take(colin, "keys", "")
	emil.open("/search?q=Alaska")
	a.top(emil, "search")
	emil.open("/articles/1/trail")
	a.top(emil, "trail")

	a.editors(edda)
	a.checkers(colin, clara)
	a.reviewers(rhea, edda)
}

// unfolds opens the claim at path and what is folded away behind a summary
// there, and brings its end into view.
func (p *person) unfolds(path, form string) {
	p.t.Helper()
	p.open(path)
	p.reveal(form)
	p.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(` + quoted(form) + `).scrollIntoView({ block: "center", behavior: "instant" })`))
}

func (a album) editors(edda *person) {
	edda.open("/articles/1/checked-copy")
	a.top(edda, "checked-copy")
	edda.open("/articles/1/sign-off")
	a.top(edda, "missing")
	edda.unfolds("/articles/1/sign-off", `details.glass textarea`)
	a.take(edda, "break-glass", "")
	edda.unfolds("/articles/1/claims/4", `form[action$="/assign"]`)
	a.take(edda, "assign", "aside.side")
	edda.open("/articles/1/revisions/new")
	a.take(edda, "new-revision", "")
	edda.open("/articles/1/edit")
	edda.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[name=team]").scrollIntoView({ block: "center", behavior: "instant" })`))
	a.take(edda, "team", "")
}

func (a album) checkers(colin, clara *person) {
	colin.unfolds("/articles/1/claims/17", `form[action$="/verdict"] [name=note]`)
	a.take(colin, "verdict", "aside.side")
	colin.unfolds("/articles/1/claims/17", `form[action$="/evidence"] [name=passage]`)
	a.take(colin, "evidence", "aside.side")
	colin.open("/articles/1/claims/new")
	a.top(colin, "mark-from-a-list")
	clara.open("/articles/1/claims/5")
	a.take(clara, "stale", "aside.side")
	clara.open("/articles/1/claims/19")
	a.take(clara, "no-place", "aside.side")
	colin.unfolds("/articles/1/claims/2", `form[action$="/comments"] [name=body]`)
	a.take(colin, "query", "aside.side")
}

func (a album) reviewers(rhea, edda *person) {
	rhea.open("/articles/1/claims/3")
	a.top(rhea, "review")
	rhea.unfolds("/articles/1/claims/3", `form[action$="/request-changes"]`)
	a.take(rhea, "request-changes", "aside.side")
	edda.open("/articles/1/claims/18")
	a.take(edda, "on-author", "aside.side")
}
