package checks

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// neverDoubled are, by language, words that never stand twice in a row.
var neverDoubled = map[string]map[string]bool{
	"en": set("the a an of to at and or but been he she they we this his their its as who which could should into after before about says than"),
	"de": set("und oder aber mit für wird wurde haben eine einen einem einer im am zum zur vom sich nicht auch dass wie noch durch zwischen"),
	"fr": set("le la les un une des du et ou à au aux dans pour par sur avec qui ne se sa ses leurs ce cette"),
	"es": set("el la los las un una de del y o a al en con por su sus ha han más pero"),
	"it": set("il lo la gli le un una di del della dei delle e o a al alla in nel nella con per tra fra hanno che non ma"),
	"pt": set("o a os as um uma de do da dos das e ou em no na nos nas com por foi que não mas seu sua"),
	"nl": set("de een van en of te niet ook maar als"),
	"pl": set("i w z na do od o po za się nie że jest są był była ale oraz lub przez dla jak który która"),
	"ru": set("и в на с по к из у о от до для за был была были его её их это но или также при"),
	"uk": set("і й у в на із по до від для за не був була були його її їх це але або також при"),
	"sv": set("och en ett har hade att den men från"),
	"da": set("og en et har havde at den men fra"),
	"nb": set("og en et har hadde at den men fra"),
	"cs": set("a v na z s do od o po za ne že je jsou byl byla ale nebo pro jak který která"),
	"el": set("ο η οι και σε από στο στη στην δεν θα να είναι"),
	"ar": set("في على إلى عن أن هذه التي الذي"),
	"he": set("של על עם כי או גם"),
}

// longWord is how many letters a word of any kind has that is not doubled on
// purpose.
const longWord = 8

func (b *bench) doubledWords() (found []Finding) {
	never := neverDoubled[b.lang]
	if never == nil {
		return nil
	}
	for i := 1; i < len(b.words); i++ {
		w, before := b.words[i], b.words[i-1]
		if w.low != before.low || w.opens || w.block != before.block || !b.onlySpace(before.End, w.Start) {
			continue
		}
		if unicode.IsUpper(b.runes[w.Start]) || !never[w.low] && (utf8.RuneCountInString(w.low) < longWord || !unicode.IsLetter(b.runes[w.Start])) {
			continue
		}
		if i+1 < len(b.words) && (b.words[i+1].low == w.low || never[w.low] && unicode.IsUpper(b.runes[b.words[i+1].Start])) || b.unsaid(w.Span) {
			continue
		}
		found = append(found, b.finding(fmt.Sprintf("“%s” stands twice in a row.", b.text(w.Span)), models.Span{Start: before.Start, End: w.End}))
	}
	return found
}

// unsaid reports whether a long word is somebody's own: speech repeats itself.
func (b *bench) unsaid(s models.Span) bool {
	return !neverDoubled[b.lang][b.lowText(s.Start, s.End)] && b.quotedAt(s.Start)
}
