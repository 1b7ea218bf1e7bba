package ui

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser opens a headless Chromium, or skips the test where there is none. It
// fails the test for whatever the page complains of: an error, a violation of
// the policy, a file that is not there.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no chromium here: run make deps to test in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	// What never comes is a failure of this test, not of the whole run.
	patient, giveUp := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(giveUp)
	alloc, stop := chromedp.NewExecAllocator(patient, opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	err := chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("the page threw: %s", e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if e.Type == "error" || e.Type == "warning" {
				t.Errorf("the console says: %s", e.Args[0].Value)
			}
		case *log.EventEntryAdded:
			// A refusal is an answer; the browser notes every status above 399.
			if !strings.Contains(e.Entry.Text, "status of 422") {
				t.Errorf("the browser says: %s %s", e.Entry.Text, e.Entry.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return ctx
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](ctx context.Context, t *testing.T, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// visit opens a page and waits until it lies still: a font that arrives moves
// the words, and what was to be clicked with them.
func visit(address string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (none chromedp.Void, err error) {
		if _, err = chromedp.Navigate(address)(ctx, target); err != nil {
			return none, err
		}
		return chromedp.Evaluate[chromedp.Void]("document.fonts.ready.then(() => true)", chromedp.EvalAwaitPromise)(ctx, target)
	}
}

// scheme makes the browser prefer light or dark.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (none chromedp.Void, err error) {
		_, err = cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return none, err
	}
}

// Every page, both schemes, three widths: nothing is complained of, and no page
// scrolls sideways. With TICKMARK_SHOTS set to a folder the pictures stay there.
func TestPagesFitAndKeepThePolicy(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	shots := os.Getenv("TICKMARK_SHOTS")
	for _, page := range []string{"workspace", "desk", "forms", "bits", "sign-in", "trouble"} {
		for _, ink := range []string{"light", "dark"} {
			for _, width := range []int64{1440, 768, 360} {
				t.Run(fmt.Sprintf("%s %s %d", page, ink, width), func(t *testing.T) {
					do(ctx, t,
						chromedp.EmulateViewport(width, 1000),
						scheme(ink),
						visit(srv.URL+"/"+page))
					if over := eval[string](ctx, t, `[...document.querySelectorAll("body *")].filter(e => document.documentElement.scrollWidth > innerWidth && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + "." + e.getAttribute("class")).slice(0, 5).join(", ")`); over != "" {
						t.Errorf("these stand out to the side: %s", over)
					}
					if shots != "" {
						png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
						if err != nil {
							t.Fatal(err)
						}
						if err := os.WriteFile(filepath.Join(shots, fmt.Sprintf("%s-%s-%d.png", page, ink, width)), png, 0o600); err != nil {
							t.Fatal(err)
						}
					}
				})
			}
		}
	}
}

func TestSmallTargetsAreLargeEnough(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	for _, page := range []string{"workspace", "desk", "forms", "bits"} {
		do(ctx, t, chromedp.EmulateViewport(360, 1000), visit(srv.URL+"/"+page))
		// Links inside a sentence, and those that a whole card extends, are exempt (WCAG 2.5.8).
		small := eval[string](ctx, t, `[...document.querySelectorAll("button, summary, .btn, .nav a, .tabs a, input:not([type=hidden]), select")]
			.filter(e => e.checkVisibility() && !e.matches(".search input, [type=radio], [type=checkbox]"))
			.filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24 })
			.map(e => e.outerHTML.slice(0, 80)).join("\n")`)
		if small != "" {
			t.Errorf("%s: under 24 pixels:\n%s", page, small)
		}
	}
}

// mouse selects words in the copy as a mouse would leave them.
const mouse = `(from, to) => {
	const walk = document.createTreeWalker(document.querySelector("[data-copy]"), NodeFilter.SHOW_TEXT);
	let a, b;
	for (let n = walk.nextNode(); n; n = walk.nextNode()) {
		if (!a && n.data.includes(from)) a = [n, n.data.indexOf(from)];
		if (n.data.includes(to)) b = [n, n.data.indexOf(to) + to.length];
	}
	getSelection().setBaseAndExtent(...a, ...b);
}`

const marked = `(() => { const f = document.forms.mark; return [f.hidden, f.elements.start.value, f.elements.end.value, f.elements.quote.value].join("|") })()`

func TestSelectedWordsBecomeOffsets(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	rows := []struct{ name, from, to, want string }{
		{"inside one block", "city council", "votes", "46|64|city council votes"},
		{"over a mark's edge, without the space at its end", "carries ", "about 41,000 ", "142|162|carries about 41,000"},
		{"over two blocks", "the contracts.", "opened", "86|122|the contracts.\nThe bridge was opened"},
		{"behind an astral character, two units wide", "in 2011", "2011", "252|259|in 2011"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			do(ctx, t, visit(srv.URL+"/workspace"),
				chromedp.Evaluate[chromedp.Void](fmt.Sprintf("(%s)(%q, %q)", mouse, row.from, row.to)),
				chromedp.WaitVisible(chromedp.CSS("[data-mark-open]")), chromedp.Click(chromedp.CSS("[data-mark-open]")), chromedp.WaitVisible(chromedp.CSS("#mark textarea")))
			if got := eval[string](ctx, t, marked); got != "false|"+row.want {
				t.Errorf("got %q, want %q", got, "false|"+row.want)
			}
			if got := eval[string](ctx, t, `document.activeElement.name + "=" + document.activeElement.value`); !strings.HasPrefix(got, "statement=") || len(got) < 12 {
				t.Errorf("the cursor is in %q", got)
			}
		})
	}
}

func TestWordsAreMarkedByKeyboardAlone(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	do(ctx, t, chromedp.EmulateViewport(1440, 1000), visit(srv.URL+"/workspace"),
		chromedp.KeyEvent("m"), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight, chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent(kb.Enter),
		chromedp.WaitVisible(chromedp.CSS("#mark textarea")))
	if got := eval[string](ctx, t, marked); got != "false|8|20|bridge: what" {
		t.Errorf("two words: %q", got)
	}
	do(ctx, t, chromedp.Click(chromedp.CSS("[data-mark-cancel]")), chromedp.KeyEvent("m"), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent("s"), chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS("#mark textarea")))
	if got := eval[string](ctx, t, marked); got != "false|42|77|The city council votes on Thursday." && got != "false|42|76|The city council votes on Thursday" {
		t.Errorf("a sentence: %q", got)
	}
}

func TestKeysPressWhatTheyNameAndNeverWhileTyping(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	do(ctx, t, visit(srv.URL+"/workspace"), chromedp.KeyEvent("/"))
	if got := eval[string](ctx, t, "document.activeElement.name"); got != "q" {
		t.Errorf("/ puts the cursor into %q", got)
	}
	// The driver sends a key's character whatever the page made of the key.
	do(ctx, t, chromedp.Evaluate[chromedp.Void](`document.activeElement.value = ""`), chromedp.KeyEvent("c"))
	if got := eval[string](ctx, t, `document.activeElement.value + " " + document.querySelector("details.more").open`); got != "c false" {
		t.Errorf("typing c in the search box: %q", got)
	}
	do(ctx, t, chromedp.Evaluate[chromedp.Void]("document.activeElement.blur()"), chromedp.KeyEvent("c"))
	if got := eval[string](ctx, t, "document.activeElement.name"); got != "body" {
		t.Errorf("c puts the cursor into %q", got)
	}
	do(ctx, t, chromedp.Evaluate[chromedp.Void]("document.activeElement.blur()"), chromedp.KeyEvent("?"))
	if !eval[bool](ctx, t, "document.querySelector('dialog[data-keys]').open") {
		t.Error("? does not show the keys")
	}
}

func TestAClickOnWordsOpensTheInnermostClaim(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	do(ctx, t, chromedp.EmulateViewport(1440, 1000), visit(srv.URL+"/workspace"))
	if got := eval[string](ctx, t, `[...document.querySelectorAll("mark.claim[aria-current]")].map(m => m.dataset.n).join()`); got != "5" {
		t.Errorf("marks of the open claim: %q", got)
	}
	do(ctx, t, chromedp.Click(chromedp.CSS("mark mark")), chromedp.Poll[chromedp.Void](`location.search === "?claim=3"`))
	if eval[bool](ctx, t, `performance.getEntriesByType("navigation")[0].name.includes("claim=3")`) {
		t.Error("the whole page was loaded for one claim")
	}
}

func TestARefusedFormIsDrawnAgainInItsPlace(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	do(ctx, t, visit(srv.URL+"/forms"),
		chromedp.Evaluate[chromedp.Void](`document.getElementById("f-byline").value = "Ines"; document.querySelector("form[hx-post] [type=submit]").click()`),
		chromedp.WaitVisible(chromedp.CSS("#heard")))
	if got, want := eval[string](ctx, t, `document.getElementById("heard").textContent`), "true main#main partial form k1 Ines"; got != want {
		t.Errorf("the server heard %q, want %q", got, want)
	}
	do(ctx, t, chromedp.Poll[chromedp.Void](`document.activeElement.id === "wrong"`))
}

func TestTypedTextIsNotLostByAccident(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	leave := `(() => { const e = new Event("beforeunload", { cancelable: true }); dispatchEvent(e); return e.defaultPrevented })()`
	do(ctx, t, visit(srv.URL+"/workspace"))
	if eval[bool](ctx, t, leave) {
		t.Error("a page nobody has typed in asks before it is left")
	}
	do(ctx, t, chromedp.KeyEvent("c"), chromedp.KeyEvent("Is that so?"))
	if !eval[bool](ctx, t, leave) {
		t.Error("a page with unsent text is left without a word")
	}
	if eval[bool](ctx, t, `window.confirm = (w) => { window.asked = w; return false }; document.querySelector("[data-key=j]").click(); document.querySelector("#f-c").value === ""`) {
		t.Error("the next claim threw the text away")
	}
	do(ctx, t, chromedp.Poll[chromedp.Void](`window.asked?.startsWith("What you typed")`))
	// The browser would ask, and wait for an answer, before it closes.
	do(ctx, t, chromedp.Evaluate[chromedp.Void](`document.querySelector("#f-c").form.reset()`))
}

func TestAFormIsSentOnce(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	do(ctx, t, visit(srv.URL+"/workspace"))
	got := eval[string](ctx, t, `(() => {
		const form = document.querySelector(".actions form");
		const sent = [];
		addEventListener("submit", (e) => { sent.push(e.defaultPrevented); e.preventDefault() });
		form.requestSubmit(); form.requestSubmit();
		return sent.join();
	})()`)
	if got != "false" {
		t.Errorf("two presses sent: %s", got)
	}
}

func TestDrawnSignsAreNotText(t *testing.T) {
	srv, ctx := gallery(t), browser(t)
	do(ctx, t, visit(srv.URL+"/workspace"),
		chromedp.Evaluate[chromedp.Void](`getSelection().selectAllChildren(document.querySelector("[data-copy]"))`))
	got := eval[string](ctx, t, `getSelection().toString()`)
	for _, drawn := range []string{"approved", "RLO", "2.", "research"} {
		if strings.Contains(got, drawn) {
			t.Errorf("%q is part of the selected text: %s", drawn, got)
		}
	}
}
