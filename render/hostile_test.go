package render_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/render"
)

// endless takes a browser longer than anybody waits.
var endless = `<svg width="9000" height="9000"><g id="a0"><rect width="9" height="9"/></g>` + doubling(40) + `<use href="#a40"/></svg>`

// doublingLayout is tables each of which asks its inner one several times how
// wide it wants to be.
var doublingLayout = strings.Repeat(`<div style="display:grid;grid-template-columns:fit-content(50%) min-content"><table style="height:50%;width:min-content"><td>`, 60) + "x"

// A page may take what it wants: it has its bounded time, and the next one is
// drawn as if nothing had been.
func TestHostilePages(t *testing.T) {
	const enough = 5 * time.Second // less than the limit, so that the test ends soon
	r, _ := drawing(t, render.Options{Limit: 2 * time.Minute})
	for _, row := range []struct{ name, body string }{
		{"layout that doubles with each level", doublingLayout},
		{"a million nodes", strings.Repeat("<p>x", 1_000_000)},
		{"a hundred thousand levels", strings.Repeat("<div>", 100_000)},
		{"letters as tall as a mountain", `<p style="font-size:9999999px">Wg` + strings.Repeat(`<span style="font-size:100000px;text-shadow:0 0 5000px red">W</span>`, 50)},
		{"a page for each of a million words", `<style>b{display:block;break-after:page}</style>` + strings.Repeat("<b>x</b>", 1_000_000)},
		{"pages without room for anything", `<style>@page{margin:50cm;size:1mm 1mm}@media print{p{height:1e7px;break-inside:avoid}}</style>` + strings.Repeat("<p>x", 1000)},
		{"a billion copies of a picture", endless},
		{"noise that no picture packs", `<svg width="1280" height="16000"><filter id="n"><feTurbulence baseFrequency="0.9" numOctaves="9"/></filter><rect width="100%" height="100%" filter="url(#n)"/></svg>`},
		{"a blur of everything, many times", `<style>*{filter:blur(900px)}div{padding:50px;background:red}</style>` + strings.Repeat("<div>", 300)},
		{"frames in frames", frames(12)},
		{"a table of a thousand million cells", `<table><tr>` + strings.Repeat(`<td colspan=1000 rowspan=65534>x`, 1000)},
		{"it sends itself on and on", `<meta http-equiv="refresh" content="0"><meta http-equiv="refresh" content="0;url=data:text/html,x"><p>x`},
		{"it moves for ever", `<style>@keyframes a{to{transform:rotate(1turn);width:9999px}}p{animation:a 1ms infinite}</style>` + strings.Repeat("<marquee><p>x</p></marquee>", 3000)},
		{"it asks before it lets go, and prints itself", `<body onbeforeunload="return 'stay'" onload="while(1)print()"><script>while(1)alert(1)</script>`},
	} {
		t.Run(row.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), enough)
			defer cancel()
			got, err := r.Page(ctx, []byte(row.body), "https://example.org/", html)
			if err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, apperr.RenderFailed) {
				t.Fatal(err)
			}
			t.Logf("%d bytes of picture and %d of PDF, %v", len(got.PNG), len(got.PDF), err)
			if len(got.PNG) > render.MaxSize || len(got.PDF) > render.MaxSize {
				t.Error("too large")
			}
			next, err := r.Page(t.Context(), []byte(`<body style="background:#123456">`), "https://example.org/", html)
			if err != nil {
				t.Fatal("the next page is not drawn: ", err)
			}
			img := decode(t, next.PNG)
			if img.Bounds().Size() != image.Pt(render.Width, render.Width*3/4) || at(img, 10, 10) != "#123456" {
				t.Errorf("the next page is drawn with %v, %s", img.Bounds(), at(img, 10, 10))
			}
		})
	}
}

// doubling is an SVG in which each group holds the one before it twice.
func doubling(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, `<g id="a%d"><use href="#a%d"/><use href="#a%d"/></g>`, i+1, i, i)
	}
	return b.String()
}

// frames is a page that holds another, and so on.
func frames(levels int) string {
	if levels == 0 {
		return "x"
	}
	inner := strings.NewReplacer("&", "&amp;", `"`, "&quot;").Replace(frames(levels - 1))
	return `<iframe srcdoc="` + inner + `"></iframe>`
}
