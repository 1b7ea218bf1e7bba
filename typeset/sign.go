package typeset

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// invisible are characters that show nothing and change what is read or how it
// runs. Soft hyphens are left out: they show where they matter.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x061c, Hi: 0x061c, Stride: 1}, // Arabic letter mark
		{Lo: 0x115f, Hi: 0x1160, Stride: 1}, // Hangul fillers
		{Lo: 0x180e, Hi: 0x180e, Stride: 1}, // Mongolian vowel separator
		{Lo: 0x200b, Hi: 0x200b, Stride: 1}, // zero width space
		{Lo: 0x200e, Hi: 0x200f, Stride: 1}, // direction marks
		{Lo: 0x202a, Hi: 0x202e, Stride: 1}, // embeddings and overrides
		{Lo: 0x2060, Hi: 0x206f, Stride: 1}, // word joiner, operators, isolates, shaping
		{Lo: 0x3164, Hi: 0x3164, Stride: 1}, // Hangul filler
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // zero width no-break space
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1}, // halfwidth Hangul filler
		{Lo: 0xfff9, Hi: 0xfffb, Stride: 1}, // interlinear annotation
	},
	R32: []unicode.Range32{{Lo: 0xe0001, Hi: 0xe0001, Stride: 1}}, // language tag
}

const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
	blackFlag = '\U0001F3F4'
)

func isTag(r rune) bool { return 0xe0020 <= r && r <= 0xe007f }

// isSign reports whether the character at i is to be drawn visibly. Joiners are
// where scripts and emoji need them: beside ASCII and at ends they are not
// needed. Tags belong behind a black flag.
func isSign(runes []rune, i int) bool {
	before, after := ' ', ' '
	if i > 0 {
		before = runes[i-1]
	}
	if i+1 < len(runes) {
		after = runes[i+1]
	}
	switch r := runes[i]; {
	case r < 0x80:
		return false
	case r == joiner || r == nonJoiner:
		return before < 0x80 || after < 0x80 || unicode.IsSpace(before) || unicode.IsSpace(after)
	case isTag(r):
		return before != blackFlag && !isTag(before)
	default:
		return unicode.Is(invisible, r)
	}
}

// signs are the names that Unicode gives for short.
var signs = map[rune]string{
	'\u00ad': "SHY", '\u200b': "ZWSP", '\u200c': "ZWNJ", '\u200d': "ZWJ", '\u200e': "LRM", '\u200f': "RLM", '\u061c': "ALM",
	'\u202a': "LRE", '\u202b': "RLE", '\u202c': "PDF", '\u202d': "LRO", '\u202e': "RLO",
	'\u2060': "WJ", '\u2066': "LRI", '\u2067': "RLI", '\u2068': "FSI", '\u2069': "PDI", '\ufeff': "BOM",
}

// SignName is the name of the first character of s, one that cannot be seen:
// ZWSP, or U+115F where it has no short one.
func SignName(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if name, ok := signs[r]; ok {
		return name
	}
	return fmt.Sprintf("U+%04X", r)
}
