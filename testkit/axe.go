package testkit

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axeCore is axe-core, pinned in vendor/SHA256SUMS; make axe brings a newer one.
//
//go:embed vendor/axe.min.js
var axeCore string

// axeRun asks for WCAG 2.2 A and AA and for what axe-core calls best practice.
// preload is off because it fetches style sheets again.
const axeRun = `axe.run(document, {
	preload: false,
	resultTypes: ["violations"],
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(found => found.violations.map(v => ({
	rule: v.id, impact: v.impact, help: v.help,
	places: v.nodes.map(n => ({at: n.target.join(" "), html: n.html, why: n.failureSummary})),
})))`

// violation is one rule of axe-core that a page breaks.
type violation struct {
	Rule   string `json:"rule"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Places []struct {
		At   string `json:"at"`
		HTML string `json:"html"`
		Why  string `json:"why"`
	} `json:"places"`
}

func (v violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.Rule, v.Impact, v.Help)
	for _, p := range v.Places {
		fmt.Fprintf(&b, "\n  %s\n    %.300s\n    %s", p.At, p.HTML, strings.ReplaceAll(p.Why, "\n", "\n    "))
	}
	return b.String()
}

// Axe fails the test with everything that axe-core finds on the page that the
// tab shows. It runs in a world of its own, so it works under any policy and
// leaves nothing on the page.
func Axe(ctx context.Context, t testing.TB) {
	t.Helper()
	found, err := chromedp.Run(ctx, runAxe)
	if err != nil {
		t.Errorf("axe-core: %v", err)
	}
	for _, v := range found {
		t.Errorf("axe-core: %s", v)
	}
}

func runAxe(ctx context.Context, t *chromedp.Target) (_ []violation, err error) {
	if l, ok := ctx.Value(lookKey{}).(look); ok && l.noScript {
		// axe-core waits for timers, which do not run while scripts are off.
		// The page's own were passed over when it was read, and stay so.
		if err := disableScripts(ctx, t, false); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, disableScripts(ctx, t, true)) }()
	}
	tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	world, err := cdp.Call(ctx, t, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
		FrameID: tree.FrameTree.Frame.ID, WorldName: "axe",
	})
	if err != nil {
		return nil, err
	}
	inWorld := func(p *runtime.EvaluateParams) { p.ContextID = world.ExecutionContextID }
	if _, err := chromedp.Evaluate[chromedp.Void](axeCore, inWorld)(ctx, t); err != nil {
		return nil, err
	}
	return chromedp.Evaluate[[]violation](axeRun, inWorld, chromedp.EvalAwaitPromise)(ctx, t)
}
