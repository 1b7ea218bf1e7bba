package intake

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxMeta is how many bytes at the start of a page are searched for its
// encoding: the Encoding Standard says 1,024, and pages that put it later are
// many.
const maxMeta = 8 << 10

// metaCharset returns the encoding that a page names in its head, or "".
func metaCharset(b []byte) string {
	z := html.NewTokenizer(bytes.NewReader(b[:min(len(b), maxMeta)]))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return ""
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		if t.DataAtom == atom.Body {
			return ""
		}
		if name := charsetOf(t); t.DataAtom == atom.Meta && name != "" {
			return name
		}
	}
}

// charsetOf returns the encoding that a meta element names. A page that is
// read as ASCII cannot be UTF-16, whatever it says.
func charsetOf(meta html.Token) string {
	name := attr(meta.Attr, "charset")
	if content := attr(meta.Attr, "content"); name == "" && strings.EqualFold(attr(meta.Attr, "http-equiv"), "content-type") {
		if _, rest, ok := strings.Cut(strings.ToLower(content), "charset="); ok {
			name, _, _ = strings.Cut(strings.Trim(strings.TrimSpace(rest), `"'`), ";")
		}
	}
	if strings.HasPrefix(strings.ToLower(name), "utf-16") {
		return utf8Name
	}
	return name
}

// attr returns an attribute's value, or "".
func attr(attrs []html.Attribute, key string) string {
	for _, a := range attrs {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// guessCharset tells the encoding of bytes that nobody names.
func guessCharset(b []byte, page bool) string {
	if name := guessUTF16(b); name != "" {
		return name
	}
	if bytes.Contains(b, []byte("\x1b$")) && foreign(b) == 0 {
		return "iso-2022-jp"
	}
	if utf8.Valid(b) || mostlyUTF8(b) {
		return utf8Name
	}
	shown := sample(b)
	found, err := detector(page).DetectAll(shown)
	if err != nil {
		return fallbackCharset
	}
	slices.SortFunc(found, func(x, y chardet.Result) int {
		return cmp.Or(y.Confidence-x.Confidence, strings.Compare(x.Charset, y.Charset))
	})
	for _, f := range found {
		name, ok := knownCharset(f.Charset)
		if !ok || name == utf8Name || doubleByte[name] && isSprinkled(shown) {
			continue
		}
		if _, bad := convert(b, name); bad.count*50 <= foreign(b) {
			return refined(b, name)
		}
	}
	return fallbackCharset
}

// doubleByte are the encodings in which most characters have two bytes.
var doubleByte = map[string]bool{"big5": true, "gbk": true, "gb18030": true, "euc-jp": true, "euc-kr": true, "shift_jis": true}

// isSprinkled reports whether bytes that are not ASCII stand singly between
// letters of ASCII, as accents do.
func isSprinkled(b []byte) bool {
	high, letters := foreign(b), 0
	for _, c := range b {
		if isLetter(c) {
			letters++
		}
	}
	return 6*high < letters || high < 6 && high <= letters
}

// refined returns the encoding that is in question where the detector knows
// only a kin of it: KOI8-U has the letters of Ukrainian besides.
func refined(b []byte, name string) string {
	const ukrainian = "\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd"
	if name == "koi8-r" && slices.ContainsFunc([]byte(ukrainian), func(c byte) bool { return bytes.IndexByte(b, c) >= 0 }) {
		return "koi8-u"
	}
	return name
}

// fallbackCharset is what browsers take for bytes of which nothing is known;
// each byte is a character in it.
const fallbackCharset = "windows-1252"

func detector(page bool) *chardet.Detector {
	if page {
		return chardet.NewHtmlDetector()
	}
	return chardet.NewTextDetector()
}

// mostlyUTF8 reports whether hardly any byte of b is not UTF-8, as in a text
// that was cut inside a character.
func mostlyUTF8(b []byte) bool {
	_, bad := convert(b, utf8Name)
	return bad.count*20 <= foreign(b)
}

// guessUTF16 returns which UTF-16 b is in, without a mark that says so, or "":
// in texts of most scripts every second byte of many is zero.
func guessUTF16(b []byte) string {
	b = b[:min(len(b), maxLooked)&^1]
	if len(b) < 4 {
		return ""
	}
	var zeros [2]int
	for i, c := range b {
		if c == 0 {
			zeros[i%2]++
		}
	}
	few, many := len(b)/200, max(2, len(b)/8)
	switch {
	case zeros[0] <= few && zeros[1] >= many:
		return "utf-16le"
	case zeros[1] <= few && zeros[0] >= many:
		return "utf-16be"
	}
	return ""
}

// maxSample is how many bytes the detector is shown: as many as it looks at.
const maxSample = 8 << 10

// sample gathers the lines of b that are not all ASCII.
func sample(b []byte) []byte {
	out := make([]byte, 0, maxSample)
	for line := range bytes.Lines(b) {
		if foreign(line) > 0 {
			out = append(out, line[:min(len(line), maxSample-len(out))]...)
		}
		if len(out) == maxSample {
			break
		}
	}
	return out
}
