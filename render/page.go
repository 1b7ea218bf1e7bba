package render

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	devtools "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	cdpio "github.com/chromedp/cdproto/io"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// policy lets a page have what it holds itself, and nothing else.
const policy = "sandbox; default-src 'none'; img-src data:; font-src data:; media-src data:; style-src 'unsafe-inline' data:; form-action 'none'"

// errSize says that a picture or a PDF has too many bytes.
var errSize = errors.New("what was drawn is too large")

// sheet is the page to draw.
type sheet struct {
	body               []byte
	address, mediaType string
}

// draw draws the page in a tab that shares nothing with those before it.
func (b *browser) draw(ctx context.Context, s sheet) (Result, error) {
	tab, closeTab := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	defer closeTab()
	defer context.AfterFunc(ctx, closeTab)()
	return s.drawn(tab) //nolint:contextcheck // ctx ends it by closeTab
}

// drawn opens the page in the tab and takes its picture, then prints it.
func (s sheet) drawn(tab context.Context) (r Result, err error) {
	if err := errors.Join(chromedp.Listen(tab, s.answer(tab)), chromedp.Do(tab, silence, chromedp.Navigate(s.address))); err != nil {
		return r, err
	}
	if r.PNG, err = chromedp.Run(tab, picture); err != nil {
		return r, fmt.Errorf("the picture: %w", err)
	}
	if r.PDF, err = chromedp.Run(tab, document); err != nil {
		return r, fmt.Errorf("the PDF: %w", err)
	}
	return r, nil
}

// answer returns what answers the requests of a tab: the first, which is for
// the page, with the page, and all others not at all.
func (s sheet) answer(tab context.Context) func(event any) {
	var served atomic.Bool
	return func(event any) {
		paused, ok := event.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		first := served.CompareAndSwap(false, true)
		go func() { // a listener must not wait for the browser
			if first {
				_, _ = chromedp.Call(tab, fetch.FulfillRequest, s.response(paused.RequestID))
				return
			}
			_, _ = chromedp.Call(tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: paused.RequestID, ErrorReason: network.ErrorReasonAborted})
		}()
	}
}

func (s sheet) response(id fetch.RequestID) fetch.FulfillRequestParams {
	return fetch.FulfillRequestParams{
		RequestID: id, ResponseCode: 200, Body: s.body,
		ResponseHeaders: []*fetch.HeaderEntry{
			{Name: "Content-Type", Value: s.mediaType},
			{Name: "Content-Security-Policy", Value: policy},
			{Name: "X-Content-Type-Options", Value: "nosniff"},
			{Name: "X-DNS-Prefetch-Control", Value: "off"},
			{Name: "Referrer-Policy", Value: "no-referrer"},
		},
	}
}

// silence sets a tab up before its page: no scripts, no requests, no
// downloads, nothing that moves.
func silence(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, scripts := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	_, requests := cdp.Call(ctx, t, fetch.Enable, fetch.EnableParams{})
	_, downloads := chromedp.CallBrowser(ctx, devtools.SetDownloadBehavior, devtools.SetDownloadBehaviorParams{
		Behavior: devtools.SetDownloadBehaviorBehaviorDeny, BrowserContextID: chromedp.FromContext(ctx).BrowserContextID,
	})
	_, size := chromedp.EmulateViewport(Width, Width*3/4)(ctx, t)
	_, media := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}, {Name: "prefers-color-scheme", Value: "light"}},
	})
	return chromedp.Void{}, errors.Join(scripts, requests, downloads, size, media)
}

// picture takes the whole page as a PNG, as far down as MaxHeight. Of a page
// that makes more than MaxSize bytes it takes the upper half, or less.
func picture(ctx context.Context, t *chromedp.Target) ([]byte, error) {
	m, err := cdp.Call(ctx, t, page.GetLayoutMetrics, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	for height := max(1, min(m.CSSContentSize.Height, MaxHeight)); height >= 1; height /= 2 {
		beyond := true
		shot, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: &beyond,
			Clip: &page.Viewport{Width: Width, Height: height, Scale: 1},
		})
		if err != nil || len(shot.Data) <= MaxSize {
			return shot.Data, err
		}
	}
	return nil, errSize
}

// document prints the page as far as MaxPages of A4.
func document(ctx context.Context, t *chromedp.Target) ([]byte, error) {
	const a4Width, a4Height = 8.27, 11.69 // inches
	background := true
	printed, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{
		PaperWidth: a4Width, PaperHeight: a4Height, PrintBackground: &background,
		PageRanges: fmt.Sprintf("1-%d", MaxPages), TransferMode: page.PrintToPDFTransferModeReturnAsStream,
	})
	if err != nil {
		return nil, err
	}
	var pdf bytes.Buffer
	for {
		part, err := cdp.Call(ctx, t, cdpio.Read, cdpio.ReadParams{Handle: printed.Stream})
		if err != nil {
			return nil, err
		}
		pdf.Write(part.Data)
		switch {
		case pdf.Len() > MaxSize:
			return nil, errSize
		case part.EOF:
			_, err := cdp.Call(ctx, t, cdpio.Close, cdpio.CloseParams{Handle: printed.Stream})
			return pdf.Bytes(), err
		}
	}
}
