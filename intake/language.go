package intake

import (
	"strings"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/language"
)

// tellLanguage brings the language into the form of BCP 47, or tells it from
// the words when nothing names it.
func (m *Metadata) tellLanguage(text string) {
	if tag, ok := languageTag(m.Language); ok {
		m.Language = tag
		return
	}
	m.Language = guessLanguage(text)
	m.Guessed = m.Language != ""
}

// languageTag returns a name of a language in the form of BCP 47, or false
// when it is none.
func languageTag(s string) (string, bool) {
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und {
		return "", false
	}
	return tag.String(), true
}

// maxTold is how many bytes of a text its language is told from.
const maxTold = 16 << 10

// guessLanguage tells a language from its words, or "" when that is not sure.
func guessLanguage(text string) string {
	text = strings.ToValidUTF8(text[:min(len(text), maxTold)], "")
	info := whatlanggo.Detect(text)
	if !info.IsReliable() {
		return ""
	}
	tag, ok := languageTag(info.Lang.Iso6391())
	if !ok {
		return ""
	}
	return tag
}
