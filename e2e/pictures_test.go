package e2e

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// The pictures of the papers are windows of this size, in light colours.
const (
	pictureWidth  = 1280
	pictureHeight = 800
	heaviest      = 150 << 10 // bytes of one picture
)

// album is a folder of pictures for a paper.
type album struct {
	t      *testing.T
	folder string
}

// newAlbum is the folder name below the one that TICKMARK_SCREENSHOTS names. It
// skips the test where that names none.
func newAlbum(t *testing.T, name string) album {
	t.Helper()
	docs := os.Getenv("TICKMARK_SCREENSHOTS")
	if docs == "" {
		t.Skip("TICKMARK_SCREENSHOTS names no folder (make screenshots does)")
	}
	folder := filepath.Join(docs, name)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		t.Fatal(err)
	}
	return album{t, folder}
}

// sitter is somebody whose window has the size of a picture, and who has put
// away what is said to newcomers. An empty handle is somebody who is not signed
// in.
func (s *site) sitter(t *testing.T, handle string) *person {
	t.Helper()
	p := s.visitor(t)
	p.stopClock()
	p.do(chromedp.EmulateViewport(pictureWidth, pictureHeight))
	if handle != "" {
		p.open("/sign-in")
		p.signIn(handle)
		p.open("/articles")
		const hint = `form[action="/account/hint"]`
		if look[bool](p, `document.querySelector(`+quoted(hint)+`) !== null`) {
			p.follow(hint + " [type=submit]")
		}
	}
	return p
}

// frame is a part of a window, in pixels.
type frame struct{ X, Y, Width, Height int }

// take takes a picture of what p sees, or of the element at sel with what is
// around it. The number of the request, which is never the same, is left out.
func (a album) take(p *person, name, sel string) {
	a.t.Helper()
	p.scheme("light")
	p.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll(".foot").forEach(e => e.classList.add("unseen"))`))
	part := frame{0, 0, pictureWidth, pictureHeight}
	if sel != "" {
		part = look[frame](p, `(sel => {
			const el = [...document.querySelectorAll(sel)].find(e => e.checkVisibility());
			el.scrollIntoView({ block: "nearest", behavior: "instant" });
			const r = el.getBoundingClientRect(), around = 16;
			const x = Math.max(0, Math.floor(r.left) - around), y = Math.max(0, Math.floor(r.top) - around);
			return { X: x, Y: y, Width: Math.min(innerWidth, Math.ceil(r.right) + around) - x, Height: Math.min(innerHeight, Math.ceil(r.bottom) + around) - y };
		})(`+quoted(sel)+`)`)
	}
	p.settle()
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		a.t.Fatal(err)
	}
	small, err := lighter(shot, part)
	if err != nil {
		a.t.Fatal(err)
	}
	if len(small) > heaviest {
		a.t.Errorf("%s has %d bytes, more than %d", name, len(small), heaviest)
	}
	if err := os.WriteFile(filepath.Join(a.folder, name+".png"), small, 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// top is the window from its upper edge.
func (a album) top(p *person, name string) {
	a.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`))
	a.take(p, name, "")
}

// lighter is the part of a picture in at most 256 colours.
func lighter(shot []byte, part frame) ([]byte, error) {
	whole, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, err
	}
	size := image.Rect(0, 0, part.Width, part.Height)
	full := image.NewRGBA(size)
	draw.Draw(full, size, whole, image.Pt(part.X, part.Y), draw.Src)
	reduced := image.NewPaletted(size, fewColours(full))
	nearest := map[color.RGBA]uint8{}
	for y := range part.Height {
		for x := range part.Width {
			c := full.RGBAAt(x, y)
			i, ok := nearest[c]
			if !ok {
				i = uint8(reduced.Palette.Index(c)) // a palette has at most 256
				nearest[c] = i
			}
			reduced.SetColorIndex(x, y, i)
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, reduced)
	return out.Bytes(), err
}

// shade is a colour of a picture: how often it is there, and how far the
// nearest colour that was chosen lies from it.
type shade struct {
	color.RGBA

	count, apart int
}

// fewColours are at most 256 colours for m: again and again the one that would
// be missed most, being often there and far from all that were chosen.
func fewColours(m *image.RGBA) color.Palette {
	count := map[color.RGBA]int{}
	for i := 0; i < len(m.Pix); i += 4 {
		count[color.RGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], 0xff}]++
	}
	shades := make([]shade, 0, len(count))
	for c, n := range count {
		shades = append(shades, shade{c, n, 1 << 20})
	}
	slices.SortFunc(shades, func(a, b shade) int {
		return cmp.Or(b.count-a.count, int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var palette color.Palette
	for range min(len(shades), 256) {
		most := 0
		for i, s := range shades {
			if s.count*s.apart > shades[most].count*shades[most].apart {
				most = i
			}
		}
		chosen := shades[most].RGBA
		palette = append(palette, chosen)
		for i := range shades {
			shades[i].apart = min(shades[i].apart, distance(shades[i].RGBA, chosen))
		}
	}
	return palette
}

// distance is how far two colours are apart, squared.
func distance(a, b color.RGBA) int {
	r, g, bl := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return r*r + g*g + bl*bl
}
