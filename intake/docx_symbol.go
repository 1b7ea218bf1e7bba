package intake

import "strings"

// symbolFont holds the characters of the font Symbol from U+0020 on, as Adobe's
// encoding of it has them; a space stands for those that there are not.
const symbolFont = " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ " +
	"                                " + // U+0080 to U+009F
	"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"

// wingdings holds the signs of the font Wingdings that stand in copy.
var wingdings = map[rune]rune{
	0x28: '☎', 0x4a: '☺', 0x4c: '☹', 0x6c: '●', 0x6e: '■', 0x6f: '□', 0x71: '❑', 0x76: '❖', 0x9f: '•', 0xa7: '▪', 0xa8: '◻',
	0xd8: '➢', 0xdf: '←', 0xe0: '→', 0xe1: '↑', 0xe2: '↓', 0xe8: '➔', 0xf0: '⇨', 0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑',
}

// The private use area in which Word keeps the characters of symbol fonts.
const (
	privateFrom = 0xf000
	privateTo   = 0xf0ff
)

// symbolOf returns the character that r is in a font, or false when it is a
// picture of which nothing is known.
func symbolOf(font string, r rune) (rune, bool) {
	font = strings.ToLower(font)
	private := privateFrom <= r && r <= privateTo
	if private {
		r -= privateFrom
	}
	switch {
	case font == "symbol" && r > ' ' && r < 0x100:
		signs := []rune(symbolFont)
		if at := int(r - ' '); at < len(signs) && signs[at] != ' ' {
			return signs[at], true
		}
		return 0, false
	case font == "wingdings" && r < 0x100:
		sign, ok := wingdings[r]
		return sign, ok
	}
	known := !private && r > ' ' && r <= 0x10ffff && !strings.HasPrefix(font, "wingdings") && font != "webdings"
	return r, known
}
