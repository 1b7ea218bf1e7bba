package intake

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"example.org/tickmark/models"
)

// Word writes lists as paragraphs: "mso-list:l0 level2 lfo1" in their style,
// and the bullet or number as words in a span of "mso-list:Ignore".

var msoLevel = regexp.MustCompile(`\blevel([1-9])\b`)

// isListParagraph reports whether n is one of Word's list items.
func isListParagraph(n *html.Node) bool {
	list := styleOf(n)["mso-list"]
	return n.DataAtom == atom.P && list != "" && list != "none" && list != "skip" && msoLevel.MatchString(list)
}

// isMsoIgnored reports whether n holds what Word draws and does not read back:
// the bullet of a list item, or the tab behind it.
func isMsoIgnored(n *html.Node) bool { return styleOf(n)["mso-list"] == "ignore" }

// listParagraph returns the list item that one of Word's paragraphs is.
func (p *page) listParagraph(n *html.Node) container {
	level, err := strconv.Atoi(msoLevel.FindStringSubmatch(styleOf(n)["mso-list"])[1])
	if err != nil {
		level = 1
	}
	b := models.Block{Kind: models.ListItem, Level: level}
	if sign := first(n, isMsoIgnored); sign != nil {
		b.Number = itemNumber(words(sign))
	}
	return container{item: &item{Block: b}, level: level}
}

// itemNumber returns the number that an item's sign shows, such as "3." or
// "c)", or 0 for a bullet. A letter alone is one only with a sign behind it:
// Word draws a round bullet as "o".
func itemNumber(sign string) int {
	s := strings.Trim(sign, " \u00a0(")
	bare := strings.TrimRight(s, ".) \u00a0")
	if n, err := strconv.Atoi(bare); err == nil {
		return clampNumber(n, 1)
	}
	if len(bare) == 1 && len(s) > 1 && isLetter(bare[0]) {
		return int(bare[0]|0x20-'a') + 1
	}
	return 0
}
