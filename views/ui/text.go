package ui

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"
)

// signs are the names of characters that cannot be seen or that turn the text
// around.
var signs = map[rune]string{
	'\u00ad': "SHY", '\u200b': "ZWSP", '\u200c': "ZWNJ", '\u200d': "ZWJ", '\u200e': "LRM", '\u200f': "RLM", '\u061c': "ALM",
	'\u202a': "LRE", '\u202b': "RLE", '\u202c': "PDF", '\u202d': "LRO", '\u202e': "RLO",
	'\u2060': "WJ", '\u2066': "LRI", '\u2067': "RLI", '\u2068': "FSI", '\u2069': "PDI", '\ufeff': "BOM",
}

// turning are the characters that turn the text around: outside the copy they
// alone are drawn, for they can make a line say something else.
const turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// SignName is the name of the character that cannot be seen in s.
func SignName(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if name, ok := signs[r]; ok {
		return name
	}
	return fmt.Sprintf("U+%04X", r)
}

// Text is what a person typed, with the characters that turn it around drawn
// visibly, each shut off from what follows.
func Text(s string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for s := s; s != ""; {
			at := strings.IndexAny(s, turning)
			if at < 0 {
				_, err := io.WriteString(w, templ.EscapeString(s))
				return err
			}
			_, size := utf8.DecodeRuneInString(s[at:])
			sign := s[at : at+size]
			if _, err := fmt.Fprintf(w, `%s<span class="sign" data-sign="%s">%s</span>`, templ.EscapeString(s[:at]), SignName(sign), sign); err != nil {
				return err
			}
			s = s[at+size:]
		}
		return nil
	})
}
