package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/testkit"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// view is a page of the demo newsroom as somebody sees it.
type view struct {
	pattern string // of the route table
	path    string
	who     string // "" is signed out
	status  int64
	alone   bool // it stands alone, without scripts, as a file that is sent on
}

// views are all pages. The demo's article 1 has claims in every state and with
// every verdict, 2 is signed off, 3 is Arabic, 4 is for its team and is
// waiting for numbers.
func views() (vs []view) {
	page := func(who, pattern string, params ...string) {
		path := at(pattern, params...)
		vs = append(vs, view{pattern, path, who, 200, strings.HasSuffix(path, ".html")})
	}
	const article, claim = "/articles/:article", "/articles/:article/claims/:claim"
	page("", "/sign-in")
	page("emil", "/")
	page("emil", "/account")
	page("adam", "/account")
	page("adam", "/settings")
	page("adam", "/checklists")
	vs = append(vs, view{"/checklists", "/checklists?kind=4", "adam", 200, false})
	page("adam", "/users")
	page("adam", "/users/new")
	page("adam", "/users/:user", "3")
	page("adam", "/users/:user", "8")
	page("emil", "/help")
	page("emil", "/help/score")
	page("emil", "/search")
	vs = append(vs, view{"/search", "/search?q=Anchorage", "emil", 200, false}, view{"/search", "/search?q=zzzz", "emil", 200, false})
	page("emil", "/articles")
	page("emil", "/claims")
	page("emil", "/queries")
	page("emil", "/debts")
	vs = append(vs, view{"/claims/bulk", "/claims/bulk?act=take&all=yes&list=%2Fclaims", "clara", 200, false})
	vs = append(vs, view{"/claims", "/claims?state=any&q=zzzz", "clara", 200, false}, view{"/claims", "/claims?reviewer=me", "rhea", 200, false})
	page("emil", "/articles/new")
	page("emil", "/drafts/:draft", "1")
	page("emil", "/drafts/:draft", "2")
	page("emil", article+"/drafts/new", "1")
	page("emil", "/sources")
	vs = append(vs, view{"/sources", "/sources?q=zzzz&health=gone", "wanda", 200, false}, view{"/sources", "/sources?q=demo", "clara", 200, false})
	page("emil", "/sources/duplicates")
	for _, n := range []string{"1", "7", "9", "13", "14"} {
		page("clara", "/sources/:source", n)
	}
	page("wanda", "/sources/:source", "1")
	page("rhea", "/review")
	vs = append(vs, view{"/review", "/review?article=2", "rhea", 200, false}, view{"/review", "/review?claim=1.4&source=2", "emil", 200, false})
	page("emil", article+"/drifts", "1")
	page("emil", article+"/drifts", "3")
	page("wanda", article+"/drifts", "3")
	page("clara", article+"/sources/new", "1")
	page("emil", article+"/backup", "1")
	page("emil", article+"/backup", "3")
	page("clara", article+"/captures/:capture", "1", "1")
	page("emil", article+"/captures/:capture", "1", "4")
	vs = append(vs, view{article + "/captures/:capture", "/articles/1/captures/1?from=186&to=393&claim=4", "clara", 200, false})
	page("emil", article+"/captures/:capture", "3", "7")
	page("clara", article+"/captures/:capture", "3", "8")
	page("clara", article+"/captures/:capture", "3", "9")
	page("adam", "/jobs")
	for _, state := range []string{"queued", "running", "done", "discarded"} {
		vs = append(vs, view{"/jobs", "/jobs?state=" + state, "adam", 200, false})
	}
	for _, n := range []string{"1", "2", "3", "4"} {
		page("emil", article, n)
		page("emil", article+"/sign-off", n)
	}
	page("clara", article, "1")
	for _, query := range []string{"?tab=discussion", "?tab=checks", "?tab=suggestions", "?tab=suggestions&sort=score&at=400", "?sentence=3"} {
		vs = append(vs, view{article, "/articles/1" + query, "clara", 200, false})
	}
	vs = append(vs, view{article, "/articles/1?tab=suggestions", "emil", 200, false}, view{article, "/articles/3?tab=suggestions", "colin", 200, false})
	page("clara", article+"/coverage", "1")
	page("clara", article+"/line-by-line", "1")
	page("emil", article+"/line-by-line", "3")
	vs = append(vs, view{article + "/line-by-line", "/articles/1/line-by-line?sentence=5", "clara", 200, false})
	page("emil", article+"/coverage", "3")
	page("clara", article+"/claims/new", "1")
	for n := range demoClaims {
		page([]string{"emil", "clara"}[n%2], claim, "1", fmt.Sprint(n+1))
	}
	page("colin", claim, "3", "2")
	page("emil", claim+"/trail", "1", "6")
	page("emil", article+"/edit", "1")
	page("emil", article+"/revisions/new", "1")
	page("emil", article+"/revisions/:revision", "1", "1")
	page("emil", article+"/revisions/:revision", "3", "1")
	vs = append(vs, view{article + "/revisions/new", "/articles/1/revisions/new?changes", "emil", 200, false})
	for _, n := range []string{"1", "2", "3"} {
		page("clara", article+"/revisions/:revision/recheck", "1", n)
	}
	page("emil", article+"/revisions/:revision/changes", "1", "1")
	page("emil", article+"/revisions/:revision/changes", "1", "2")
	vs = append(vs, view{article + "/revisions/:revision/changes", "/articles/1/revisions/2/changes?view=side", "emil", 200, false})
	page("emil", article+"/checked-copy", "1")
	page("emil", article+"/checked-copy", "2")
	vs = append(vs, view{article + "/checked-copy/preview", "/articles/1/checked-copy/preview?fix=8&fix=9", "emil", 200, false})
	page("emil", article+"/queries/:query", "1", "6")
	page("emil", article+"/trail", "1")
	page("emil", article+"/report.html", "1")
	page("emil", article+"/report.html", "2")
	page("emil", article+"/report.html", "3")
	page("emil", "/reports")
	page("emil", "/reports/:number", "2025-0001")
	page("emil", "/reports/:number", "2025-0001.html")
	page("emil", "/trail")
	page("clara", "/notices")
	vs = append(vs, view{"/notices", "/notices?show=all", "clara", 200, false})
	return append(vs,
		view{"", "/articles/99", "emil", 404, false},
		view{"", "/articles/new", "clara", 403, false},
		view{"", "/articles/1/claims/99", "emil", 404, false},
	)
}

// demoClaims is how many claims the demo's first article has.
const demoClaims = 21

// files are addresses that answer another program.
var files = []string{
	"/health", "/ready", "/articles/:article/missing.txt", "/articles/:article/report.md", "/articles/:article/report.json",
}

// downloads are addresses of files that are saved; the tests that bring them in
// fetch them.
var downloads = []string{
	"/drafts/:draft/original", "/articles/:article/revisions/:revision/original", "/articles/:article/captures/:capture/body", "/articles/:article/captures/:capture/stripped", "/articles/:article/captures/:capture/picture",
	"/articles/:article/captures.warc.gz", "/articles/:article/captures/:capture/capture.warc.gz", "/articles/:article/captures/:capture/files/:kind",
	"/articles/:article/queries/:query/offers/:offer/file",
}

// gates are pages that are there only until somebody has gone through, or for
// who keeps a source, or lead back to the page that they are a part of; tests of
// their own look at them.
var gates = []string{
	"/live", "/palette", "/articles/:article/here", "/first-run", "/links/:link", "/articles/:article/sources/:source/name", "/articles/:article/sources/:source/look", "/claims/bulk/:bulk", "/answer/:token", "/mail/confirm/:confirm", "/mail/stop/:stop",
}

func TestNoPageIsForgotten(t *testing.T) {
	t.Parallel()
	for _, pattern := range demoSite(t).pages {
		seen := slices.ContainsFunc(views(), func(v view) bool { return v.pattern == pattern })
		if !seen && !slices.Contains(slices.Concat(files, downloads, gates), pattern) {
			t.Errorf("%s: new page; give it a row in views", pattern)
		}
	}
}

// shape is how a page is shown.
type shape struct {
	scheme string
	width  int64
}

var shapes = []shape{{"light", 1440}, {"dark", 1440}, {"dark", 360}, narrowLight}

// narrowLight has the colours of one other shape and the layout of another, so
// axe-core, which takes most of the time, need not look at it.
var narrowLight = shape{"light", 360}

// perBrowser is how many pages one browser looks at.
const perBrowser = 5

func TestEveryPageIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	byWho := map[string][]view{}
	for _, v := range views() {
		byWho[v.who] = append(byWho[v.who], v)
	}
	for who, all := range byWho {
		for vs := range slices.Chunk(all, perBrowser) {
			t.Run(who+" from "+vs[0].path, func(t *testing.T) {
				t.Parallel()
				p := s.visitor(t, testkit.Expecting(403, 404))
				if who != "" {
					p.open("/sign-in")
					p.signIn(who)
				}
				for _, v := range vs {
					p.inspect(t, v)
				}
			})
		}
	}
}

// inspect looks at a page in every shape, with everything on it unfolded.
func (p *person) inspect(t *testing.T, v view) {
	t.Run(v.path, func(t *testing.T) {
		p := &person{t, p.ctx, p.site}
		if got := p.open(v.path); got != v.status {
			t.Fatalf("answered %d, want %d:\n%s", got, v.status, p.text("main"))
		}
		p.do(chromedp.Evaluate[chromedp.Void](`for (const d of document.querySelectorAll("details:not(.menu)")) d.open = true`))
		if v.alone {
			p.do(chromedp.Navigate(p.site.unboxed + v.path))
		}
		for _, sh := range shapes {
			p.shape(sh)
			if out := look[string](p, sticksOut); out != "" {
				t.Errorf("%s %d: the page scrolls sideways: %s", sh.scheme, sh.width, out)
			}
			if sh != narrowLight {
				testkit.Axe(p.ctx, t)
			}
			if t.Failed() {
				t.Logf("in %s at %d", sh.scheme, sh.width)
				return
			}
		}
	})
}

// shape shows the page in another way, as long as it is, so that nothing of it
// lies under what stays in view.
func (p *person) shape(sh shape) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(sh.width, 900))
	p.do(chromedp.EmulateViewport(sh.width, look[int64](p, `Math.ceil(Math.max(document.documentElement.scrollHeight, document.getElementById("side")?.scrollHeight ?? 0)) + 200`)))
	p.scheme(sh.scheme)
}

// scheme has the browser ask for light or dark colours.
func (p *person) scheme(name string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
	p.settle()
}

// sticksOut names what makes a page scroll sideways, or is "".
const sticksOut = `document.documentElement.scrollWidth <= innerWidth ? "" :
	[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
		.map(e => e.tagName + "." + e.getAttribute("class")).slice(0, 5).join(", ") || "something"`

func TestMenusAndKeysAreAccessible(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara")
	p.open("/articles/1/claims/3")
	for _, sh := range shapes {
		p.shape(sh)
		p.click("details.menu > summary")
		testkit.Axe(p.ctx, t)
		p.click("details.menu [data-keys-open]")
		p.until(`document.querySelector("dialog[data-keys]").open`)
		testkit.Axe(p.ctx, t)
		p.click("dialog[data-keys] [type=submit]")
		if look[bool](p, `document.querySelector("details.menu").open`) {
			p.click("details.menu > summary")
		}
	}
}

func TestFilesForOtherProgramsAreNoPages(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "emil")
	for _, pattern := range files {
		got, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](
			fmt.Sprintf(`fetch(%s).then(a => a.status + " " + a.headers.get("content-type"))`, quoted(at(pattern, "1"))), chromedp.EvalAwaitPromise))
		if err != nil || !strings.HasPrefix(got, "200 ") || strings.Contains(got, "html") {
			t.Errorf("%s answered %q (%v)", pattern, got, err)
		}
	}
}
