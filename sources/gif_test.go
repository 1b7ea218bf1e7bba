package sources_test

import (
	"bytes"
	"errors"
	"image"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/apperr"
	"example.org/tickmark/sources"
)

// extension is an extension of a GIF: its kind, and its data in parts.
func extension(kind byte, parts ...string) []byte {
	b := []byte{0x21, kind}
	for _, p := range parts {
		b = append(append(b, byte(len(p))), p...)
	}
	return append(b, 0)
}

// packet is XMP as programs write it into a GIF: as it stands, and behind it every
// number from 255 down, so that whoever takes its letters for lengths comes to its
// end (XMP, part 3, 1.1.2).
func packet() []byte {
	b := append([]byte("\x21\xff\x0bXMP DataXMP"), "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"+secret+"</x:xmpmeta>\x01"...)
	for n := 255; n >= 0; n-- {
		b = append(b, byte(n))
	}
	return append(b, 0)
}

// unknown is an extension that none knows.
var unknown = extension(0x42, secret)

// movie is a GIF of three images that is shown four times, with every sort of
// thing that tells more than the picture.
func movie(t testing.TB) []byte {
	t.Helper()
	m := &gif.GIF{LoopCount: 3}
	for i := range 3 {
		of := image.NewPaletted(image.Rect(0, 0, 40, 30), palette.Plan9)
		draw.Draw(of, of.Bounds(), picture(), image.Pt(4*i, 0), draw.Src)
		m.Image, m.Delay, m.Disposal = append(m.Image, of), append(m.Delay, 10*(i+1)), append(m.Disposal, gif.DisposalBackground)
	}
	var plain bytes.Buffer
	if err := gif.EncodeAll(&plain, m); err != nil {
		t.Fatal(err)
	}
	b := plain.Bytes()
	loop := extension(0xff, "NETSCAPE2.0", "\x01\x03\x00")
	control := []byte{0x21, 0xf9, 4, gif.DisposalBackground << 2, 20, 0, 0, 0} // of the second image
	if bytes.Count(b, loop) != 1 || bytes.Count(b, control) != 1 {
		t.Fatalf("it is written otherwise: %q", b)
	}
	told := slices.Concat(extension(0xfe, secret, strings.Repeat("a", 255)), packet(), extension(0xff, "Photoshop\x00\x00", secret), unknown)
	told = append(told, extension(0xff, "NETSCAPE2.0", "\x01\x03\x00", secret)...)
	text := extension(0x01, "\x00\x00\x00\x00\x28\x00\x1e\x00\x08\x08\x01\x00", secret)
	b = bytes.Replace(b, loop, told, 1)
	b = bytes.Replace(b, control, slices.Concat(extension(0xf9, "\x00\x63\x00\x00"), text, control, extension(0xfe, secret)), 1)
	return append(b, secret...)
}

func TestAStrippedGIFMovesAndTellsNothingElse(t *testing.T) {
	b := movie(t)
	before := bytes.Clone(b)
	out := stripped(t, b)
	if !bytes.Equal(before, b) {
		t.Error("the bytes that came in were changed")
	}
	if bytes.Contains(out, []byte(secret)) || bytes.Contains(out, []byte("xmp")) || bytes.Contains(out, []byte("aaaa")) {
		t.Errorf("it still tells: %q", out)
	}
	was, err := gif.DecodeAll(bytes.NewReader(bytes.Replace(b, unknown, nil, 1)))
	if err != nil {
		t.Fatal(err)
	}
	is, err := gif.DecodeAll(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(was, is); diff != "" || len(is.Image) != 3 || is.LoopCount != 3 {
		t.Errorf("the picture was changed:\n%s", diff)
	}
	if again, err := sources.Stripped(out, "image/gif"); err != nil || !bytes.Equal(out, again) {
		t.Errorf("stripped once more it is another (%v)", err)
	}
	var plain bytes.Buffer
	if err := gif.EncodeAll(&plain, is); err != nil || !bytes.Equal(plain.Bytes(), out) {
		t.Errorf("more is left than the picture: %d bytes, not %d (%v)", len(out), plain.Len(), err)
	}
	if r := sources.Read(sources.Input{Bytes: out, Type: "image/gif"}); r.Mismatch != "" {
		t.Errorf("it became %q", r.MediaType)
	}
}

func TestAStrippedGIFIsShownAsOftenAsBefore(t *testing.T) {
	b := bytes.TrimSuffix(movie(t), []byte(secret))
	at := bytes.Index(b, []byte{0x21})
	for name, row := range map[string]struct{ added, want []byte }{
		"a name of old":                   {extension(0xff, "ANIMEXTS1.0", "\x01\x02\x00"), extension(0xff, "ANIMEXTS1.0", "\x01\x02\x00")},
		"something before it":             {extension(0xff, "NETSCAPE2.0", "\x02\x00\x00\x00\x00", "\x01\x02\x00"), extension(0xff, "NETSCAPE2.0", "\x01\x02\x00")},
		"something in its stead":          {extension(0xff, "NETSCAPE2.0", "\x02\x00\x00\x00\x00"), nil},
		"nothing":                         {extension(0xff, "NETSCAPE2.0"), nil},
		"a name that begins like another": {extension(0xff, "NETSCAPE2.0+", "\x01\x02\x00"), nil},
		"no name":                         {extension(0xff), nil},
	} {
		out := stripped(t, slices.Concat(b[:at], row.added, b[at:]))
		if got := bytes.TrimSuffix(out[at:], stripped(t, b)[at:]); !bytes.Equal(got, row.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// How the next image is drawn stays before it, and goes with a text that it was
// for.
func TestWhatAStrippedGIFSaysOfAnImageStaysWithIt(t *testing.T) {
	var plain bytes.Buffer
	if err := gif.Encode(&plain, picture(), nil); err != nil {
		t.Fatal(err)
	}
	b := plain.Bytes()
	at := 13 + 3*256 // behind the colours
	if b[at] != 0x2c {
		t.Fatalf("it is written otherwise: %q", b[:at+1])
	}
	control, text := extension(0xf9, "\x00\x63\x00\x00"), extension(0x01, strings.Repeat("\x00", 12), secret)
	for name, row := range map[string]struct{ added, want []byte }{
		"a comment between them": {slices.Concat(control, extension(0xfe, secret)), control},
		"a text":                 {slices.Concat(control, text), nil},
		"a text, and an image":   {slices.Concat(control, text, control), control},
		"two":                    {slices.Concat(extension(0xf9, "\x00\x00\x00\x00"), control), control},
	} {
		if got, want := stripped(t, slices.Concat(b[:at], row.added, b[at:])), slices.Concat(b[:at], row.want, b[at:]); !bytes.Equal(got, want) {
			t.Errorf("%s: %q", name, got[at:at+20])
		}
	}
}

func stripped(t *testing.T, b []byte) []byte {
	t.Helper()
	out, err := sources.Stripped(b, "image/gif")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAGIFThatIsNotWholeIsNotStripped(t *testing.T) {
	b := bytes.TrimSuffix(movie(t), []byte(secret))
	for n := range b {
		if _, err := sources.Stripped(b[:n], "image/gif"); !errors.Is(err, apperr.PictureDamaged) {
			t.Fatalf("cut off after %d of %d bytes: %v", n, len(b), err)
		}
	}
	at := bytes.Index(b, []byte{0x21, 0xf9, 4})
	for name, b := range map[string][]byte{
		"no image":                      append(bytes.Clone(b[:bytes.Index(b, []byte{0x21})]), 0x3b),
		"more in how an image is drawn": slices.Concat(b[:at], extension(0xf9, "\x00\x63\x00\x00", secret), b[at:]),
		"something else for it":         slices.Concat(b[:at], extension(0xf9, "\x00", "\x63\x00"), b[at:]),
		"a byte between blocks":         slices.Concat(b[:at], []byte{0}, b[at:]),
		"another version":               append([]byte("GIF88a"), b[6:]...),
	} {
		if _, err := sources.Stripped(b, "image/gif"); !errors.Is(err, apperr.PictureDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever happened to a GIF, it is refused, or is stripped for good.
func TestADamagedGIFIsRefusedOrStripped(t *testing.T) {
	whole := movie(t)
	rapid.Check(t, func(t *rapid.T) {
		b := bytes.Clone(whole)
		for range rapid.IntRange(1, 8).Draw(t, "damages") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		if rapid.Bool().Draw(t, "cut off") {
			b = b[:rapid.IntRange(0, len(b)).Draw(t, "length")]
		}
		out, err := sources.Stripped(b, "image/gif")
		if err != nil {
			if !errors.Is(err, apperr.PictureDamaged) {
				t.Fatal(err)
			}
			return
		}
		if again, err := sources.Stripped(out, "image/gif"); err != nil || !bytes.Equal(out, again) || len(out) > len(b) {
			t.Fatalf("stripped once more it is another (%v)", err)
		}
	})
}
