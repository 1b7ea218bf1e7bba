package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tickmark/testkit"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pictures are the pages that TestScreenshots takes, by the name of the file.
var pictures = []struct{ name, who, path string }{
	{"workspace", "rhea", "/articles/1/claims/3"},
	{"claims", "clara", "/articles/1"},
	{"research", "clara", "/articles/1/claims/8"},
	{"arabic", "colin", "/articles/3/claims/1"},
	{"articles", "emil", "/articles"},
	{"new-article", "emil", "/articles/new"},
	{"preview", "emil", "/drafts/1"},
	{"preview-revision", "emil", "/drafts/2"},
	{"backup", "emil", "/articles/1/backup"},
	{"sign-off", "emil", "/articles/1/sign-off"},
	{"checked-copy", "emil", "/articles/1/checked-copy"},
	{"trail", "emil", "/articles/1/trail"},
	{"report", "emil", "/reports/2025-0001.html"},
	{"draft-report", "emil", "/articles/1/report.html"},
	{"search", "emil", "/search?q=Anchorage"},
	{"help", "emil", "/help"},
	{"sign-in", "", "/sign-in"},
}

// TestScreenshots takes pictures of the demo newsroom into screenshots/ in the
// folder that TICKMARK_SCREENSHOTS names. The file workspace.png is the
// README's: one window of 1440 by 900; all others show the page as far as it
// scrolls.
func TestScreenshots(t *testing.T) {
	folder := newAlbum(t, "screenshots").folder
	s := demoSite(t)
	people := map[string]*person{}
	for _, pic := range pictures {
		p, ok := people[pic.who]
		if !ok {
			p = s.sitter(t, pic.who)
			people[pic.who] = p
		}
		for _, sh := range shapes {
			p.do(chromedp.EmulateViewport(sh.width, 900))
			p.open(pic.path)
			p.scheme(sh.scheme)
			p.do(chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`))
			file := fmt.Sprintf("%s-%s-%d.png", pic.name, sh.scheme, sh.width)
			if err := testkit.Screenshot(p.ctx, filepath.Join(folder, file)); err != nil {
				t.Fatal(err)
			}
		}
	}
	p := people["rhea"]
	p.do(chromedp.EmulateViewport(1440, 900))
	p.open(pictures[0].path)
	p.scheme("light")
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "workspace.png"), png, 0o600); err != nil {
		t.Fatal(err)
	}
	if most := 400 << 10; len(png) > most {
		t.Errorf("workspace.png has %d bytes, more than %d", len(png), most)
	}
}

// stopClock has p's browser believe that it is demoNow, so that pictures of
// another day are the same.
func (p *person) stopClock() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
			Source: strings.ReplaceAll(`Date.now = () => NOW`, "NOW", fmt.Sprint(demoNow.UnixMilli())),
		})
		return err
	}))
}
