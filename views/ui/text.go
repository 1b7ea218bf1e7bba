package ui

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/typeset"

	"github.com/a-h/templ"
)

// turning are the characters that turn the text around: outside the copy they
// alone are drawn, for they can make a line say something else.
const turning = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

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
			if _, err := fmt.Fprintf(w, `%s<span class="sign" data-sign="%s">%s</span>`, templ.EscapeString(s[:at]), typeset.SignName(sign), sign); err != nil {
				return err
			}
			s = s[at+size:]
		}
		return nil
	})
}
