package sources_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/sources"
)

// exifEntry is an entry of a directory of EXIF.
type exifEntry struct {
	tag, kind uint16
	count     uint32
	data      []byte
}

func ascii(tag uint16, s string) exifEntry {
	return exifEntry{tag, 2, uint32(len(s) + 1), append([]byte(s), 0)}
}

func short(tag, v uint16) exifEntry {
	return exifEntry{tag, 3, 1, binary.BigEndian.AppendUint16(nil, v)}
}

func long(tag uint16, v int) exifEntry {
	return exifEntry{tag, 4, 1, binary.BigEndian.AppendUint32(nil, uint32(v))}
}

func rationals(tag uint16, vs ...uint32) exifEntry {
	var b []byte
	for _, v := range vs {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return exifEntry{tag, 5, uint32(len(vs) / 2), b}
}

// directory writes entries as a directory that starts at an offset.
func directory(at int, entries ...exifEntry) []byte {
	b := binary.BigEndian.AppendUint16(nil, uint16(len(entries)))
	var more []byte
	behind := at + 2 + 12*len(entries) + 4
	for _, e := range entries {
		b = binary.BigEndian.AppendUint16(b, e.tag)
		b = binary.BigEndian.AppendUint16(b, e.kind)
		b = binary.BigEndian.AppendUint32(b, e.count)
		if len(e.data) <= 4 {
			b = append(b, append(bytes.Clone(e.data), 0, 0, 0, 0)[:4]...)
			continue
		}
		b = binary.BigEndian.AppendUint32(b, uint32(behind+len(more)))
		more = append(more, e.data...)
	}
	return append(binary.BigEndian.AppendUint32(b, 0), more...)
}

// exif is what a camera writes that knows where it is.
func exif() []byte {
	const first = 8
	entries := func(details, place int) []exifEntry {
		return []exifEntry{
			ascii(0x010f, "Nikkelson"), ascii(0x0110, "Nikkelson N7"), short(0x0112, 6), ascii(0x013b, "Ada Quist"),
			long(0x8769, details), long(0x8825, place),
		}
	}
	size := len(directory(first, entries(0, 0)...))
	details := directory(first+size, ascii(0x9003, "2024:05:17 08:30:00"), ascii(0xa431, "SN-00417"))
	place := directory(first+size+len(details),
		ascii(1, "N"), rationals(2, 52, 1, 31, 1, 1200, 100), ascii(3, "E"), rationals(4, 13, 1, 24, 1, 0, 1))
	b := append([]byte("MM\x00\x2a\x00\x00\x00\x08"), directory(first, entries(first+size, first+size+len(details))...)...)
	return append(append(b, details...), place...)
}

func picture() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for x := range 40 {
		for y := range 30 {
			m.Set(x, y, color.RGBA{uint8(6 * x), uint8(8 * y), 120, 255})
		}
	}
	return m
}

const secret = "taken at the door of the source"

func segment(marker byte, data string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
}

// photo is a JPEG as a telephone takes it, with every sort of thing that tells
// more than the picture.
func photo(t testing.TB) []byte {
	t.Helper()
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, picture(), nil); err != nil {
		t.Fatal(err)
	}
	b := []byte{0xff, 0xd8}
	b = append(b, segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01"+"abc")...) // with a thumbnail of one pixel
	b = append(b, segment(0xe1, "Exif\x00\x00"+string(exif()))...)
	b = append(b, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'>"+secret+"</x:xmpmeta>")...)
	b = append(b, segment(0xe2, "ICC_PROFILE\x00\x01\x01colours")...)
	b = append(b, segment(0xe2, "MPF\x00"+secret)...)
	b = append(b, segment(0xed, "Photoshop 3.0\x00"+secret)...)
	b = append(b, segment(0xfe, secret)...)
	b = append(b, plain.Bytes()[2:]...)
	return append(b, secret...) // as the film behind a picture
}

func chunk(name string, data []byte) []byte {
	b := append([]byte(name), data...)
	out := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), b...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(b))
}

func screenshot(t testing.TB) []byte {
	t.Helper()
	var plain bytes.Buffer
	if err := png.Encode(&plain, picture()); err != nil {
		t.Fatal(err)
	}
	const head = 8 + 25 // signature and IHDR
	b := bytes.Clone(plain.Bytes()[:head])
	b = append(b, chunk("eXIf", exif())...)
	b = append(b, chunk("tEXt", []byte("Comment\x00"+secret))...)
	b = append(b, chunk("tIME", []byte{7, 232, 5, 17, 8, 30, 0})...)
	b = append(b, chunk("prVt", []byte(secret))...)
	b = append(b, plain.Bytes()[head:]...)
	return append(b, secret...)
}

func riff(name string, data []byte) []byte {
	b := append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data))), data...)
	return append(b, make([]byte, len(data)%2)...)
}

// onePixel is the lossless chunk of a WebP of one pixel.
func onePixel(t testing.TB) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString("UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA=")
	if err != nil {
		t.Fatal(err)
	}
	return b[12:]
}

func webp(t testing.TB) []byte {
	t.Helper()
	body := []byte("WEBP")
	body = append(body, riff("VP8X", []byte{0x08 | 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0})...)
	body = append(body, onePixel(t)...)
	body = append(body, riff("EXIF", exif())...)
	body = append(body, riff("XMP ", []byte(secret))...)
	body = append(body, riff("NOTE", []byte(secret))...)
	return append(riff("RIFF", body), secret...)
}

func TestAPictureTellsWhereItWasTaken(t *testing.T) {
	for name, in := range map[string]sources.Input{
		"a JPEG": {Bytes: photo(t), Type: "image/jpeg", Name: "door.JPG"},
		"a PNG":  {Bytes: screenshot(t), Name: "door.png"},
		"a WebP": {Bytes: webp(t), Type: "image/webp"},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, in)
			facts := map[models.FactName]string{}
			for _, f := range r.Facts {
				facts[f.Name] = f.Value
			}
			delete(facts, models.FactSize)
			want := map[models.FactName]string{
				models.FactTaken: "2024:05:17 08:30:00", models.FactCamera: "Nikkelson N7", models.FactSerial: "SN-00417",
				models.FactLocation: "52.520000, 13.400000", models.FactOrientation: "6", models.FactArtist: "Ada Quist",
			}
			if diff := cmp.Diff(want, facts); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if r.Mismatch != "" || r.Text != "" || !strings.Contains(r.Unread, r.MediaType) {
				t.Errorf("mismatch %q, text %q, unread %q", r.Mismatch, r.Text, r.Unread)
			}
		})
	}
}

func TestAStrippedPictureTellsNothingButWhatItShows(t *testing.T) {
	for name, c := range map[string]struct {
		kind   string
		bytes  []byte
		decode func(b []byte) (image.Image, error)
	}{
		"a JPEG": {"image/jpeg", photo(t), func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) }},
		"a PNG":  {"image/png", screenshot(t), func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) }},
		"a WebP": {"image/webp", webp(t), nil},
	} {
		t.Run(name, func(t *testing.T) {
			before := bytes.Clone(c.bytes)
			out, err := sources.Stripped(c.bytes, c.kind)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(before, c.bytes) {
				t.Error("the bytes that came in were changed")
			}
			for _, told := range []string{secret, "Nikkelson", "SN-00417", "Ada Quist", "2024", "abc"} {
				if bytes.Contains(out, []byte(told)) {
					t.Errorf("it still tells %q", told)
				}
			}
			want := []models.Fact{{Name: models.FactOrientation, Value: "6"}}
			r := sources.Read(sources.Input{Bytes: out, Type: c.kind})
			var facts []models.Fact
			for _, f := range r.Facts {
				if f.Name != models.FactSize {
					facts = append(facts, f)
				}
			}
			if diff := cmp.Diff(want, facts); diff != "" || r.Mismatch != "" {
				t.Errorf("mismatch %q, facts (-want +got):\n%s", r.Mismatch, diff)
			}
			again, err := sources.Stripped(out, c.kind)
			if err != nil || !bytes.Equal(out, again) {
				t.Errorf("stripped once more it is another (%v)", err)
			}
			if c.decode == nil {
				if !bytes.Contains(out, onePixel(t)) {
					t.Error("the picture itself was changed")
				}
				if flags := out[20]; flags != 0x08 {
					t.Errorf("its flags say that more follows than how it is turned: %#x", flags)
				}
				return
			}
			was, err := c.decode(before)
			if err != nil {
				t.Fatal(err)
			}
			is, err := c.decode(out)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(was, is); diff != "" {
				t.Errorf("the picture was changed:\n%s", diff)
			}
		})
	}
	if out, err := sources.Stripped(photo(t), "image/jpeg"); err != nil || !bytes.Contains(out, []byte("ICC_PROFILE\x00\x01\x01colours")) {
		t.Error("the colour profile is gone")
	}
}

func TestWhatCannotBeStrippedIsRefused(t *testing.T) {
	whole := photo(t)
	for name, c := range map[string]struct {
		kind  string
		bytes []byte
		want  *apperr.Refusal
	}{
		"another format":                   {"image/tiff", []byte("II*\x00"), apperr.PictureOddType},
		"a page":                           {"text/html", []byte("<p>"), apperr.PictureOddType},
		"a JPEG that is cut off":           {"image/jpeg", whole[:len(whole)-len(secret)-2], apperr.PictureDamaged},
		"a JPEG cut off within a segment":  {"image/jpeg", whole[:100], apperr.PictureDamaged},
		"a PNG under the name of a JPEG":   {"image/jpeg", screenshot(t), apperr.PictureDamaged},
		"a PNG that is cut off":            {"image/png", screenshot(t)[:200], apperr.PictureDamaged},
		"a WebP that is shorter than told": {"image/webp", webp(t)[:60], apperr.PictureDamaged},
		"nothing":                          {"image/png", nil, apperr.PictureDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := sources.Stripped(c.bytes, c.kind); !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}
