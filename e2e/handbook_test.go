package e2e

import (
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"example.org/tickmark/handlers"
	"example.org/tickmark/newsroom"

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
	a.admins(s.sitter(t, "adam"), emptySite(t).sitter(t, ""))
}

// emptySite is a site before there is a newsroom.
func emptySite(t *testing.T) *site {
	t.Helper()
	n, err := openDemo(t.Context(), filepath.Join(t.TempDir(), "empty.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.DB.Close() })
	way, _ := newsroom.NewFirstRun()
	h := &handlers.Handlers{Read: n.DB.Queries(), Act: n, Now: n.Now, Log: slog.New(slog.DiscardHandler), Loopback: true, FirstRun: way}
	handler, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &site{url: server.URL}
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

func (a album) admins(adam, nobody *person) {
	nobody.open("/")
	a.top(nobody, "first-run")
	adam.open("/users")
	a.top(adam, "users")
	adam.open("/users/new")
	adam.fill("[name=name]", "Nora Quist")
	adam.fill("[name=handle]", "nora")
	adam.click("[name=roles][value=checker]")
	a.top(adam, "add-somebody")
	adam.press("/users")
	adam.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("link-text").textContent = "https://tickmark.example.org/link/… (the link)"`))
	a.top(adam, "link")
	adam.open("/settings")
	a.top(adam, "settings")
	adam.open("/account")
	a.top(adam, "account")
}
