package views

import (
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/typeset"

	"golang.org/x/net/html"
)

// What is quoted, chosen and offered to be chosen over a capture's text adds
// nothing to it: places in it are counted.
func TestACapturesTextIsItsText(t *testing.T) {
	const text = "Notes\nThe leaders met. No deal was made.\none\ttwo\nan item\na quotation"
	doc := models.Document{Text: text}
	at := 0
	for i, line := range strings.Split(text, "\n") {
		kind := []models.BlockKind{models.Headline, models.Paragraph, models.TableRow, models.ListItem, models.Quotation}[i]
		doc.Blocks = append(doc.Blocks, models.Block{Kind: kind, Level: 1, Span: models.Span{Start: at, End: at + len(line)}})
		at += len(line) + 1
	}
	over := []typeset.Claim{
		{Number: 7, Span: models.Span{Start: 23, End: 60}},
		{Number: 31, Span: models.Span{Start: 23, End: 60}, As: typeset.Sentence},
		{Number: 7, Span: models.Span{Start: 0, End: 5}},
		{Number: 32, Span: models.Span{Start: 0, End: 5}, As: typeset.Sentence},
		{Span: models.Span{Start: 6, End: 23}, As: typeset.Sentence},
	}
	drawn := drawnAs(t, Copy(CopySheet{Article: 1, Sheet: typeset.Lay(doc, over), Quotes: true, Picks: &Picking{Capture: 3, Claim: 7}}))
	page, err := html.Parse(strings.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for n := range page.Descendants() {
		if n.Type == html.TextNode {
			said.WriteString(n.Data)
		}
	}
	if got := strings.TrimSpace(said.String()); got != text {
		t.Errorf("it says %q, want %q", got, text)
	}
	for _, want := range []string{`id="quoted-31"`, `id="quoted-32"`, `id="chosen"`, `href="/articles/1/captures/3?from=6&amp;to=40&amp;claim=7#quote"`} {
		if strings.Count(drawn, want) != 1 {
			t.Errorf("%s stands there %d times:\n%s", want, strings.Count(drawn, want), drawn)
		}
	}
}
