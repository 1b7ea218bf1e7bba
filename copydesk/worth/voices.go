package worth

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed voices.txt
var voiceLists string

// voices are, for every base language that has lists, the words and the pairs
// of words (a space between) of each voice.
var voices = sync.OnceValue(func() map[string]map[string]string {
	by := map[string]map[string]string{}
	for line := range strings.Lines(voiceLists) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		lang, voice := fields[0], fields[1]
		if by[lang] == nil {
			by[lang] = map[string]string{}
		}
		for word := range strings.FieldsSeq(fields[2]) {
			by[lang][strings.ReplaceAll(word, "_", " ")] = voice
		}
	}
	return by
})

// voicesOf names the voices that the words of a sentence have, each as often as
// they have it: by a word, by a part of one on either side of an apostrophe, or
// by two words together. In a language without lists there is none.
func voicesOf(words []string, lang string) (heard []string) {
	list := voices()[baseOf(lang)]
	if list == nil {
		return nil
	}
	hear := func(w string) {
		if voice, ok := list[w]; ok {
			heard = append(heard, voice)
		}
	}
	before := ""
	for _, w := range words {
		w = small(w)
		hear(w)
		if first, second, ok := strings.Cut(w, "'"); ok {
			hear(first)
			hear(second)
		}
		hear(before + " " + w)
		before = w
	}
	return heard
}

// baseOf is the base language of a BCP 47 tag, not guessed; "und" when it has
// none.
func baseOf(lang string) string {
	base, _, _ := language.Make(lang).Raw()
	return base.String()
}
