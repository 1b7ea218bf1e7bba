package testkit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// hung is when a browser test is given up. It is far beyond what one takes,
// and only turns waiting for ever into a message.
const hung = 2 * time.Minute

// look is how a page is shown.
type look struct {
	width, height int64 // CSS pixels
	scheme        string
	noScript      bool
	statuses      []int // of responses that are not problems
}

// lookKey is where a tab's context keeps its look.
type lookKey struct{}

// BrowserOption changes how Chromium shows pages.
type BrowserOption func(*look)

// Viewport sets the size of the window in CSS pixels; without it, it is 1440
// by 900.
func Viewport(width, height int64) BrowserOption {
	return func(l *look) { l.width, l.height = width, height }
}

// Phone is a window of 360 by 780 CSS pixels.
func Phone() BrowserOption { return Viewport(360, 780) }

// Dark asks pages for their dark colours; without it, for the light ones.
func Dark() BrowserOption { return func(l *look) { l.scheme = "dark" } }

// NoScript turns JavaScript off, for pages; a test can still evaluate its own.
func NoScript() BrowserOption { return func(l *look) { l.noScript = true } }

// Expecting says that the test provokes responses with these statuses, so that
// the browser's own complaint about them is no problem.
func Expecting(statuses ...int) BrowserOption {
	return func(l *look) { l.statuses = append(l.statuses, statuses...) }
}

// Chromium returns a tab for chromedp, with cookies and storage of its own:
// two calls are two people at two machines. All tests of a process share one
// headless browser with a fresh profile, which the first call starts and which
// ends with the process, however that ends.
//
// The test fails when a page writes an error to the console, throws, opens a
// dialog or breaks its Content-Security-Policy. Where Chromium is not
// installed, the test is skipped with the reason; in CI it fails.
func Chromium(t testing.TB, opts ...BrowserOption) context.Context {
	t.Helper()
	b := chromium()
	b.check(t)
	l := look{width: 1440, height: 900, scheme: "light"}
	for _, o := range opts {
		o(&l)
	}
	tab, closeTab := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	ctx, cancel := context.WithTimeout(context.WithValue(tab, lookKey{}, l), hung)
	seen := &problems{expected: l.statuses}
	t.Cleanup(func() {
		seen.report(ctx, t)
		cancel()
		closeTab()
	})
	// The first call binds the tab's life to its context, so it gets tab.
	if err := errors.Join(chromedp.Listen(tab, seen.note), chromedp.Do(tab, l.apply)); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return ctx
}

// apply sets the tab up before its first page.
func (l look) apply(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, auditErr := cdp.Call(ctx, t, audits.Enable, cdp.Empty{})
	_, sizeErr := chromedp.EmulateViewport(l.width, l.height)(ctx, t)
	_, mediaErr := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: l.scheme},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		},
	})
	return chromedp.Void{}, errors.Join(auditErr, sizeErr, mediaErr, disableScripts(ctx, t, l.noScript))
}

func disableScripts(ctx context.Context, t *chromedp.Target, off bool) error {
	_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
	return err
}

// Screenshot writes the whole page, as far as it scrolls, as a PNG to path.
func Screenshot(ctx context.Context, path string) error {
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	return os.WriteFile(path, png, 0o600)
}

// problems collects what a tab complains about.
type problems struct {
	expected []int // statuses

	mu    sync.Mutex
	lines []string
}

// note is called by the browser's event loop for each event.
func (p *problems) note(event any) {
	line := p.problem(event)
	if line == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Contains(p.lines, line) {
		p.lines = append(p.lines, line)
	}
}

// problem puts an event into words, or returns "" for one that is no problem.
func (p *problems) problem(event any) string {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			return "console: " + arguments(e.Args)
		}
	case *runtime.EventExceptionThrown:
		return "exception: " + exception(e.ExceptionDetails)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !p.wanted(e.Entry) {
			return fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *audits.EventIssueAdded:
		if csp := e.Issue.Details.ContentSecurityPolicyIssueDetails; csp != nil {
			return fmt.Sprintf("policy: %s %s %s", csp.ViolatedDirective, csp.ContentSecurityPolicyViolationType, csp.BlockedURL)
		}
	case *page.EventJavascriptDialogOpening:
		return fmt.Sprintf("dialog: %s %q", e.Type, e.Message)
	}
	return ""
}

// wanted reports whether the browser complains about a status that the test
// provokes.
func (p *problems) wanted(e *log.Entry) bool {
	return e.Source == log.EntrySourceNetwork && slices.ContainsFunc(p.expected, func(status int) bool {
		return strings.Contains(e.Text, fmt.Sprintf("status of %d ", status))
	})
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if a.Description != "" {
			words = append(words, a.Description)
		} else {
			words = append(words, string(a.Value))
		}
	}
	return strings.Join(words, " ")
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

// report fails the test with everything that was noted. The browser answers
// in order, so whatever it noticed before the answer is noted by then.
func (p *problems) report(ctx context.Context, t testing.TB) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("0")); err != nil {
		t.Errorf("the browser no longer answers: %v", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, line := range p.lines {
		t.Errorf("in the browser: %s", line)
	}
}

// browser is the browser of this test process.
type browser struct {
	unavailable
	ctx  context.Context
	stop context.CancelFunc
}

var chromium = sync.OnceValue(func() *browser {
	path, err := chromiumPath()
	if err != nil {
		return &browser{unavailable: unavailable{absent: err}}
	}
	b, err := startChromium(path)
	if err != nil {
		return &browser{unavailable: unavailable{failed: fmt.Errorf("start %s: %w", path, err)}}
	}
	return b
})

func chromiumPath() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium on this machine")
}

// startChromium starts the browser without its sandbox, which a container
// rarely allows and which pages of our own do not need, and without anything
// that calls home.
func startChromium(path string) (*browser, error) {
	// The name is short because Chromium keeps a socket below it, and the path
	// of a socket has room for 107 bytes.
	profile, err := os.MkdirTemp("", "tm-web-")
	if err != nil {
		return nil, err
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(
		chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.Env("TMPDIR="+profile), // it leaves folders there
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.ModifyCmdFunc(cleaningUp(profile)),
	)...)
	ctx, _ := chromedp.NewContext(allocator) // stop ends it with its parent
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, errors.Join(err, os.RemoveAll(profile))
	}
	return &browser{ctx: ctx, stop: stop}, nil
}

// cleaningUp runs the browser from a shell that removes the profile when it
// has ended. The browser ends when its pipe does, so both outlive the test
// process by no more than a moment, be it by kill -9.
func cleaningUp(profile string) func(*exec.Cmd) {
	const script = `profile=$1; shift; "$@"; for i in 1 2 3 4 5; do rm -rf "$profile" && break; sleep 1; done`
	return func(cmd *exec.Cmd) {
		cmd.Args = append([]string{"sh", "-c", script, "sh", profile, cmd.Path}, cmd.Args[1:]...)
		cmd.Path = "/bin/sh"
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	}
}
