package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Line cleans what was typed into a field of one line: NFC, without control
// characters, every line break or tab a space, no white space at the ends.
// It refuses bytes that are not UTF-8 with apperr.TextNotUTF8; how long the
// line may be is for the caller to say.
func Line(s string) (string, error) {
	s, err := Prose(s)
	if err != nil {
		return "", err
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == models.LineBreak {
			return ' '
		}
		return r
	}, s), nil
}

// Prose cleans what was typed into a field of several lines: NFC, line breaks
// as LF, no control characters but LF and TAB, no white space at the ends. It
// refuses bytes that are not UTF-8 with apperr.TextNotUTF8.
func Prose(s string) (string, error) {
	if err := checkUTF8(s); err != nil {
		return "", err
	}
	s, _ = stripControls(s)
	s = strings.Map(func(r rune) rune {
		if r == models.LineBreak {
			return '\n'
		}
		return r
	}, s)
	return strings.TrimFunc(norm.NFC.String(s), isBlank), nil
}

// clean refuses what cannot be read at all and takes out what has no place in
// canonical text, before any markup is read.
func clean(s string) (string, warnings, error) {
	if len(s) > models.MaxText {
		return "", nil, apperr.TextTooLarge.With(models.MaxText, len(s))
	}
	if err := checkUTF8(s); err != nil {
		return "", nil, err
	}
	s, warns := stripControls(s)
	if strings.TrimFunc(s, isBlank) == "" {
		return "", nil, apperr.TextEmpty.With()
	}
	return s, warns, nil
}

// checkUTF8 refuses s at its first bad byte.
func checkUTF8(s string) error {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return apperr.TextNotUTF8.With(i+1, strings.Count(s[:i], "\n")+1)
		}
		i += size
	}
	return nil
}

// stripControls makes line and block breaks uniform and takes every other
// control character out. TAB stays.
func stripControls(s string) (string, warnings) {
	var warns warnings
	var b strings.Builder
	b.Grow(len(s))
	at := -1
	for i, r := range s {
		at++
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == '\u0085': // NEL, a line feed of older machines
			b.WriteByte('\n')
		case r == '\v':
			b.WriteRune(models.LineBreak)
		case r == '\f' || r == '\u2029':
			b.WriteString("\n\n")
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case unicode.IsControl(r):
			warns.add(ControlCharacter, at)
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), warns
}

// isBlank reports whether r is white space, or a byte order mark, that no block
// begins or ends with.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }
