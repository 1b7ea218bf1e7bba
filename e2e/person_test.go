package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// person is somebody at a browser of their own. Whatever is done goes through
// the mouse and the keyboard; JavaScript of ours only looks where things are,
// so all of it works where the page's own is off.
type person struct {
	t    testing.TB
	ctx  context.Context
	site *site
}

// visitor is somebody who is not signed in.
func (s *site) visitor(t testing.TB, opts ...testkit.BrowserOption) *person {
	t.Helper()
	return &person{t: t, ctx: testkit.Chromium(t, opts...), site: s}
}

// person is somebody who signed in by the form.
func (s *site) person(t testing.TB, handle string, opts ...testkit.BrowserOption) *person {
	t.Helper()
	p := s.visitor(t, opts...)
	p.open("/sign-in")
	p.signIn(handle)
	return p
}

// signIn fills in the form to sign in, which the page shows.
func (p *person) signIn(handle string) {
	p.t.Helper()
	p.fill("[name=handle]", handle)
	p.fill("[name=password]", p.site.password)
	p.follow(`form[action="/sign-in"] [type=submit]`)
}

func (p *person) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// look evaluates an expression on p's page.
func look[T any](p *person, js string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		p.t.Fatalf("%v: %s", err, js)
	}
	return v
}

// patience is how often until looks, with a pause before the next look: it only
// turns waiting for what never comes into a message.
const (
	patience = 5000
	pause    = 3 * time.Millisecond
)

// until waits for a condition on the page, or on one that it gives way to.
func (p *person) until(js string) {
	p.t.Helper()
	for range patience {
		if ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](js)); ok && err == nil {
			return
		}
		if p.ctx.Err() != nil {
			p.t.Fatalf("%v while waiting for %s", p.ctx.Err(), js)
		}
		time.Sleep(pause)
	}
	p.t.Fatalf("this never came true at %s: %s\n%s", p.path(), js, p.text("body"))
}

// settle ends whatever moves or changes its colour.
func (p *person) settle() {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](`for (let i = 0; i < 20; i++) for (const a of document.getAnimations()) a.finish()`))
}

// still waits until the page lies still: a font that arrives moves the words,
// and what is to be clicked with them.
func (p *person) still() {
	p.t.Helper()
	p.until(`document.readyState === "complete" && document.fonts.status === "loaded"`)
}

// open goes to an address of the site and returns the answer's status. A page
// that is left may just be swapping a part of itself, which chromedp takes for
// the way to the new page, without an answer: then p goes there again.
func (p *person) open(path string) int64 {
	p.t.Helper()
	for range 3 {
		answer, err := chromedp.Run(p.ctx, chromedp.NavigateResponse(p.site.url+path))
		if err != nil {
			p.t.Fatalf("open %s: %v", path, err)
		}
		if p.still(); answer != nil {
			return answer.Status
		}
	}
	p.t.Fatalf("open %s: no answer", path)
	return 0
}

// path is where p is on the site.
func (p *person) path() string {
	p.t.Helper()
	return look[string](p, `location.pathname + location.search`)
}

// spot is where an element is, in CSS pixels of the window.
type spot struct {
	X, Y  float64
	Found bool
	Over  string // what lies over it
}

// find brings an element into view and says where it is.
const find = `(sel => {
	const el = [...document.querySelectorAll(sel)].find(e => e.checkVisibility());
	if (!el) return { Found: false };
	el.scrollIntoView({ block: "center", behavior: "instant" });
	const r = (el.getClientRects()[0] ?? el.getBoundingClientRect());
	const x = r.left + r.width / 2, y = r.top + r.height / 2;
	const top = document.elementFromPoint(x, y);
	const over = top && !el.contains(top) && !top.contains(el) && !(top.closest("label")?.control === el) ? top.outerHTML.slice(0, 200) : "";
	return { X: x, Y: y, Found: true, Over: over };
})`

// reveal opens what an element is folded away in, as one would.
func (p *person) reveal(sel string) {
	p.t.Helper()
	for range 4 {
		folded := look[string](p, fmt.Sprintf(`(sel => {
			for (const el of document.querySelectorAll(sel)) {
				if (el.checkVisibility()) return "";
				const all = [];
				for (let d = el.closest("details"); d; d = d.parentElement.closest("details")) if (!d.open && !(el === d.querySelector("summary"))) all.unshift(d);
				if (all.length > 0) { const s = all[0].querySelector("summary"); s.id ||= "summary-" + Math.random().toString(36).slice(2); return "#" + s.id }
			}
			return "";
		})(%s)`, quoted(sel)))
		if folded == "" {
			return
		}
		p.clickSpot(folded)
	}
}

// click presses the mouse on the first element that can be seen.
func (p *person) click(sel string) {
	p.t.Helper()
	p.reveal(sel)
	p.clickSpot(sel)
}

func (p *person) clickSpot(sel string) {
	p.t.Helper()
	s := look[spot](p, fmt.Sprintf("%s(%s)", find, quoted(sel)))
	if !s.Found {
		p.t.Fatalf("nothing to click at %s: %s\n%s", p.path(), sel, p.text("body"))
	}
	if s.Over != "" {
		p.t.Fatalf("%s at %s lies under %s", sel, p.path(), s.Over)
	}
	p.do(chromedp.MouseClickXY(s.X, s.Y))
}

// follow clicks what leads to another page, waits for that, and returns the
// answer's status.
func (p *person) follow(sel string) int64 {
	p.t.Helper()
	p.reveal(sel)
	return p.leads(chromedp.Func(func(context.Context, *chromedp.Target) error { p.clickSpot(sel); return nil }))
}

// leads does something that leads to another page, waits for that, and returns
// the answer's status.
func (p *person) leads(steps ...chromedp.Action[chromedp.Void]) int64 {
	p.t.Helper()
	answer, err := chromedp.RunResponse(p.ctx, steps...)
	if err != nil {
		p.t.Fatalf("from %s: %v", p.path(), err)
	}
	p.still()
	return status(answer)
}

func status(answer *network.Response) int64 {
	if answer == nil {
		return 0
	}
	return answer.Status
}

// press sends the form whose address ends in action, and must get a page.
func (p *person) press(action string) {
	p.t.Helper()
	if got := p.follow(fmt.Sprintf(`form[action$=%s] [type=submit]`, quoted(action))); got != 200 {
		p.t.Fatalf("%s answered %d at %s:\n%s", action, got, p.path(), p.text("main"))
	}
}

// fill puts text into a field in the place of what is there, as pasting does.
func (p *person) fill(sel, text string) {
	p.t.Helper()
	p.click(sel)
	p.do(
		chromedp.Evaluate[chromedp.Void](`document.activeElement.select?.()`),
		chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
			return err
		}),
	)
}

// choose takes a choice from a list that folds away.
func (p *person) choose(sel, label string) {
	p.t.Helper()
	p.reveal(sel)
	if !look[bool](p, fmt.Sprintf(`((sel, label) => {
		const list = [...document.querySelectorAll(sel)].find(e => e.checkVisibility());
		const option = [...list?.options ?? []].find(o => o.label.includes(label));
		if (!option) return false;
		list.value = option.value;
		list.dispatchEvent(new Event("input", { bubbles: true }));
		list.dispatchEvent(new Event("change", { bubbles: true }));
		return true;
	})(%s, %s)`, quoted(sel), quoted(label))) {
		p.t.Fatalf("no choice %q at %s in %s", label, p.path(), sel)
	}
}

// key presses single keys, one after another, with nothing held.
func (p *person) key(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.do(keyPress(k, chromedp.ModifierNone))
	}
}

// shift presses keys with Shift held.
func (p *person) shift(keys ...string) {
	p.t.Helper()
	for _, k := range keys {
		p.do(keyPress(k, chromedp.ModifierShift))
	}
}

// keyPress is a key going down and up. Unlike chromedp's own it leaves the
// letter to the browser, which writes none where the page took the key.
func keyPress(key string, held chromedp.Modifier) chromedp.Action[chromedp.Void] {
	r, _ := utf8.DecodeRuneInString(key)
	k := kb.Keys[r]
	if k.Shift {
		held |= chromedp.ModifierShift
	}
	down := input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyDown, Modifiers: int64(held), Key: k.Key, Code: k.Code,
		WindowsVirtualKeyCode: k.Windows, NativeVirtualKeyCode: k.Native, Text: k.Text, UnmodifiedText: k.Unmodified,
	}
	if k.Text == "" {
		down.Type = input.DispatchKeyEventTypeRawKeyDown
	}
	up := down
	up.Type, up.Text, up.UnmodifiedText = input.DispatchKeyEventTypeKeyUp, "", ""
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, downErr := cdp.Call(ctx, t, input.DispatchKeyEvent, down)
		_, upErr := cdp.Call(ctx, t, input.DispatchKeyEvent, up)
		return errors.Join(downErr, upErr)
	})
}

// tab presses Tab until the cursor is on an element that matches, and fails
// when it never is.
func (p *person) tab(sel string) {
	p.t.Helper()
	for range 150 {
		p.key(kb.Tab)
		if look[bool](p, fmt.Sprintf(`document.activeElement.matches(%s)`, quoted(sel))) {
			return
		}
	}
	p.t.Fatalf("Tab never comes to %s at %s", sel, p.path())
}

// text is what can be read in an element.
func (p *person) text(sel string) string {
	p.t.Helper()
	return look[string](p, fmt.Sprintf(`document.querySelector(%s)?.innerText ?? "(nothing)"`, quoted(sel)))
}

var spaces = regexp.MustCompile(`\s+`)

// sees fails unless the page's main part, or its messages, say each of these.
func (p *person) sees(words ...string) {
	p.t.Helper()
	got := flat(p.text("#flash") + " " + p.text("main"))
	for _, w := range words {
		if !strings.Contains(got, w) {
			p.t.Errorf("%s does not say %q:\n%s", p.path(), w, got)
		}
	}
}

// misses fails if the page's main part says one of these.
func (p *person) misses(words ...string) {
	p.t.Helper()
	got := flat(p.text("main"))
	for _, w := range words {
		if strings.Contains(got, w) {
			p.t.Errorf("%s says %q:\n%s", p.path(), w, got)
		}
	}
}

func flat(s string) string { return spaces.ReplaceAllString(s, " ") }

// quoted is a string as JavaScript and CSS write it.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}

// claimIn is a claim of the house as the database has it.
func claimIn(t testing.TB, s *site, article models.ID, number int) models.Claim {
	t.Helper()
	return s.Case(t, article, number).Claim
}

func keyAction(key string) chromedp.Action[chromedp.Void] {
	return keyPress(key, chromedp.ModifierNone)
}

// download clicks a link to a file and returns what is in the file.
func (p *person) download(sel string) string {
	p.t.Helper()
	dir := p.t.TempDir()
	done := chromedp.BrowserEvents(p.ctx, browser.DownloadProgress)
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		events := true
		_, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID,
			DownloadPath: dir, EventsEnabled: &events,
		})
		return err
	}))
	p.click(sel)
	for ev, err := range done {
		if err != nil {
			p.t.Fatalf("download %s: %v", sel, err)
		}
		if ev.State != browser.DownloadProgressStateCompleted {
			continue
		}
		// Other tests download in browsers of their own.
		if file, err := os.ReadFile(filepath.Join(dir, ev.GUID)); err == nil {
			return string(file)
		}
	}
	p.t.Fatalf("nothing was downloaded by %s", sel)
	return ""
}

// doubleClick clicks twice at once.
func doubleClick(at spot) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.MouseClickXY(at.X, at.Y), chromedp.MouseClickXY(at.X, at.Y, chromedp.ClickCount(2)))
}
