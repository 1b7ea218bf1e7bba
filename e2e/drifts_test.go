package e2e

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tickmark/capture"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp/kb"
)

// focused is the row or the claim that the cursor is on, or "".
const focused = `(document.activeElement.dataset.line ?? "")`

func TestTheKeysOfTheLibraryGoFromRowToRow(t *testing.T) {
	t.Parallel()
	p := demoSite(t).person(t, "clara")
	p.open("/sources")
	rows := strings.Split(look[string](p, `[...document.querySelectorAll("[data-line]")].map(r => r.dataset.line).join()`), ",")
	p.key("j")
	p.until(focused + " === " + quoted(rows[0]))
	p.key("j", "j", "k")
	p.until(focused + " === " + quoted(rows[1]))
	p.seesFocus()
	p.leads(keyAction("o"))
	if got := p.path(); got != "/sources/"+rows[1] {
		t.Errorf("O leads to %s from row %s", got, rows[1])
	}
}

// changed is a site with two approved claims that quote a page, which says
// something else since.
func changed(t *testing.T) *site {
	t.Helper()
	var says atomic.Value
	says.Store("Two leaders met for three hours. Nothing was signed on that day.")
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, `<html lang="en"><title>Readout</title><article><h1>Readout</h1><p>`+says.Load().(string)+`</p></article></html>`)
	}))
	t.Cleanup(page.Close)
	s := newSite(t)
	s.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: s.Clock.Now})
	article := s.Open(t, testkit.Copy)
	in := testkit.SomeEvidence(models.Supports)
	in.Source.URL = page.URL + "/readout"
	for i, passage := range []string{"Two leaders met for three hours", "Nothing was signed on that day"} {
		n := s.Mark(t, s.Carl, article, i+2)
		in.Evidence.Passage = passage
		if err := s.AddEvidence(t.Context(), testkit.By(s.Carl), newsroom.Target{Article: article, Number: n}, in); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			s.capturesNow(t)
			sources, err := s.DB.Queries().Sources(t.Context(), article)
			if err != nil || len(sources) != 1 {
				t.Fatal(sources, err)
			}
			in.SourceID = sources[0].ID
		}
		s.ToApproved(t, s.Carl, s.Rita, article, n)
	}
	says.Store("Two leaders met for two hours. Nothing was signed on that day.")
	s.Clock.Move(2 * time.Hour)
	return s
}

// A page that says something else is told on the article's page; who may reopens
// the claim, and says that the rest was seen.
func TestAChangedSourceIsComparedAndSeenTo(t *testing.T) {
	t.Parallel()
	bothWays(t, func(t *testing.T, opts ...testkit.BrowserOption) {
		s := changed(t)
		carl := s.person(t, "carl", opts...)
		carl.open("/articles/1/drifts")
		carl.sees("Nothing changed")
		carl.open("/articles/1/backup")
		carl.press("/look")
		s.capturesNow(t)

		p := s.person(t, "rita", opts...)
		p.open("/articles/1")
		p.sees("1 source changed")
		p.follow(`main a[href="/articles/1/drifts"]`)
		p.sees("What is quoted of it stands there no more.", "In its place the newest capture has:", "It stands in the newest capture, word for word.")
		if got := look[string](p, `[...document.querySelectorAll('[data-line="1"] ins')].map(e => e.textContent.trim()).join("|")`); !strings.Contains(got, "two") {
			t.Errorf("what stands in its place is %q", got)
		}
		if look[bool](p, `document.querySelector('[data-line="2"] form') !== null`) {
			t.Error("a claim whose passage stands there may be reopened for it")
		}
		reopens := func() { p.press("/claims/1/reopen") }
		if len(opts) == 0 {
			p.key("j")
			p.until(focused + ` === "1"`)
			p.key("j")
			p.until(focused + ` === "2"`)
			p.key("r") // there is nothing to press in it
			p.key("k")
			p.until(focused + ` === "1"`)
			p.seesFocus()
			reopens = func() { p.leads(keyAction("r")) }
		}
		p.everyShape()
		reopens()
		p.sees("Reopened.")
		if got := p.path(); !strings.HasPrefix(got, "/articles/1/drifts") {
			t.Errorf("reopening leads to %s", got)
		}
		for n, want := range map[int]models.State{1: models.Researching, 2: models.Approved} {
			if got := claimIn(t, s, 1, n).State; got != want {
				t.Errorf("claim %d is %s", n, got)
			}
		}
		carl.open("/articles/1/drifts")
		carl.tab(`form[action$="/close"] [type=submit]`)
		carl.seesFocus()
		carl.leads(keyAction(kb.Enter))
		carl.sees("Seen: it is off the desk until the page changes again.", "Nothing changed")
		p.open("/articles/1")
		p.misses("source changed")
	})
}
