package views_test

import (
	"context"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
	"example.org/tickmark/views"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// drawn is the text content of the copy as a browser would read it, and the
// elements that were opened and not closed, or closed and not opened.
func drawn(t *rapid.T, c views.CopySheet) (text string, odd []string) {
	var b strings.Builder
	if err := views.Copy(c).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	z := html.NewTokenizer(strings.NewReader(b.String()))
	var out strings.Builder
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String(), append(odd, open...)
		case html.TextToken:
			out.Write(z.Text())
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) != "br" {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				odd = append(odd, "/"+string(name))
				continue
			}
			open = open[:len(open)-1]
		}
	}
}

func TestTheDrawnCopyIsTheCanonicalText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{
			"# Head\n", "\n\n", "word ", "*em* ", "**st*ro*ng** ", "[li*n*k](https://a.example/) ", "- item\n", "  - deeper\n", "1. one\n",
			"> quote\n", "| a | b |\n| --- | --- |\n| c | d |\n", "![caption](https://b.example/)\n", "line\\\nbreak ", "Путин ", "سلام ", "😀", "é",
			"\u202e", "\u200b", "<b>", "&amp;", "## Sub\n", ": standfirst\n", "\t", "  ",
		})
		md := strings.Join(rapid.SliceOfN(piece, 1, 60).Draw(t, "pieces"), "")
		doc, _, err := intake.Markdown(md)
		if err != nil {
			t.Skip("no article")
		}
		length := len([]rune(doc.Text))
		sheet := views.CopySheet{Article: 1, Lang: "en", Dir: models.LeftToRight, States: map[int]models.State{}}
		var claims []typeset.Claim
		for n := range rapid.IntRange(0, 6).Draw(t, "claims") {
			start := rapid.IntRange(0, length-1).Draw(t, "start")
			end := rapid.IntRange(start+1, length).Draw(t, "end")
			claims = append(claims, typeset.Claim{Number: n + 1, Span: models.Span{Start: start, End: end}})
			sheet.States[n+1] = models.Open
		}
		sheet.Sheet = typeset.Lay(doc, claims)
		text, odd := drawn(t, sheet)
		if text != doc.Text {
			t.Fatalf("drawn %q, canonical %q", text, doc.Text)
		}
		if len(odd) > 0 {
			t.Fatalf("tags do not balance: %v", odd)
		}
	})
}
