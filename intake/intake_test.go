package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// show writes a document in a short form: a line for each block with its kind,
// level and number, its text, and the marks with the words they are on.
func show(d models.Document) []string {
	runes := []rune(d.Text)
	var out []string
	for _, b := range d.Blocks {
		line := strings.ReplaceAll(string(b.Kind), " ", "-")
		for _, n := range []int{b.Level, b.Number} {
			if n > 0 {
				line += " " + string(rune('0'+n))
			}
		}
		line += ": " + string(runes[b.Start:b.End])
		for _, m := range d.Marks {
			if b.Contains(m.Span) {
				line += " {" + string(m.Kind) + " " + string(runes[m.Start:m.End])
				if m.URL != "" {
					line += " " + m.URL
				}
				line += "}"
			}
		}
		out = append(out, line)
	}
	return out
}

func TestMarkdownIsRead(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"the first paragraph is the headline", "Head\n\nbody", []string{"headline: Head", "paragraph: body"}},
		{"so is a first list item", "- Head\n- b", []string{"headline: Head", "list-item 1: b"}},
		{"so is a table's first row, without tabs", "| a | | b |\n|---|---|---|\n| c | d |", []string{"headline: a b", "table-row: c\td"}},
		{"later headings of the first level are of the second", "# H\n\n# A\n\n###### B", []string{"headline: H", "heading 2: A", "heading 6: B"}},
		{"underlined headings", "H\n===\n\nA\n---", []string{"headline: H", "heading 2: A"}},
		{"a standfirst", "# H\n\n: Stand *first*", []string{"headline: H", "standfirst: Stand first {emphasis first}"}},
		{"no standfirst when escaped", "# H\n\n\\: a", []string{"headline: H", "paragraph: : a"}},
		{"no standfirst lower down", "# H\n\na\n\n: b", []string{"headline: H", "paragraph: a", "paragraph: : b"}},
		{"soft-wrapped lines", "# H\n\na  b\n   c\td", []string{"headline: H", "paragraph: a b c d"}},
		{"forced line breaks", "# H\n\na\\\nb  \nc<br>d", []string{"headline: H", "paragraph: a\u2028b\u2028c\u2028d"}},
		{"nested lists with numbers", "# H\n\n3. a\n4. b\n   - c\n\n     d\n", []string{"headline: H", "list-item 1 3: a", "list-item 1 4: b", "list-item 2: c", "paragraph: d"}},
		{"quotations", "# H\n\n> a\n>\n> b", []string{"headline: H", "quotation: a", "quotation: b"}},
		{"tables", "# H\n\n| a | *b* |\n| --- | :-: |\n| c \\| d | `e` |\n| | f |", []string{"headline: H", "table-row: a\tb {emphasis b}", "table-row: c | d\te", "table-row: \tf"}},
		{"a table's cells are never lost", "# H\n\n| a |\n| - |\n| b | c |", []string{"headline: H", "table-row: a", "table-row: b\tc"}},
		{"captions", "# H\n\n![A *ship*](http://x.org/a.png)", []string{"headline: H", "caption: A ship {link A ship http://x.org/a.png} {emphasis ship}"}},
		{"a caption without a web address", "# H\n\n![A ship](a.png)", []string{"headline: H", "caption: A ship"}},
		{"an image inside a paragraph", "# H\n\nSee ![a](b.png).", []string{"headline: H", "paragraph: See a."}},
		{"strong and emphasis", "# H\n\n**a *b*** __c__ _d_ snake_case_word 2*3*4", []string{"headline: H", "paragraph: a b c d snake_case_word 234 {strong a b} {emphasis b} {strong c} {emphasis d} {emphasis 3}"}},
		{"emphasis over words that touch marks", "# H\n\n*foo**bar**baz*", []string{"headline: H", "paragraph: foobarbaz {emphasis foobarbaz} {strong bar}"}},
		{"links of every form", "# H\n\n[a](http://a.org \"t\") [b][r] [r][] [R] <https://c.org> <d@e.org>\n\n[r]: <HTTP://r.org>", []string{"headline: H", "paragraph: a b r R https://c.org d@e.org {link a http://a.org} {link b http://r.org} {link r http://r.org} {link R http://r.org} {link https://c.org https://c.org} {link d@e.org mailto:d@e.org}"}},
		{"a link definition that is none stays copy", "# H\n\n[note]: sic", []string{"headline: H", "paragraph: [note]: sic"}},
		{"dangerous addresses lose the link", "# H\n\n[a](javascript:alert) [b](data:x) [c](/d) [e](javascript://x.org/%0aalert) [f](java&#9;script:g)", []string{"headline: H", "paragraph: a b c e f"}},
		{"code is literal", "# H\n\na `*b*  &amp;`\n\n```go\nx := *y\n  z\n```\n\n    # in", []string{"headline: H", "paragraph: a *b*  &amp;", "paragraph: x := *y\u2028  z", "paragraph: # in"}},
		{"raw HTML is literal", "# H\n\n<div onclick=\"x\">a</div>\n\n<script>b</script> <!-- c -->", []string{"headline: H", "paragraph: <div onclick=\"x\">a</div>", "paragraph: <script>b</script> <!-- c -->"}},
		{"tags that are understood", "# H\n\n<strong>a<em>b</strong>c</em> <a href=\"http://x.org\">d</a> <strong>e", []string{"headline: H", "paragraph: abc d <strong>e {strong ab} {emphasis bc} {link d http://x.org}"}},
		{"references", "# H\n\n&amp;&copy;&#65;&#x42; &nope; &copy", []string{"headline: H", "paragraph: &©AB &nope; &copy"}},
		{"composed letters", "# H\n\ncafe\u0301 e&#769;", []string{"headline: H", "paragraph: café é"}},
		{"bidi controls and joiners are kept", "# \ufeffH\n\na\u202eb\u200d", []string{"headline: H", "paragraph: a\u202eb\u200d"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _, err := Markdown(tt.source)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlainTextIsRead(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"every line a block", "Head\r\na\rb\n", []string{"headline: Head", "paragraph: a", "paragraph: b"}},
		{"blank lines part blocks", "Head\n \n\n# a\n- *b*\n\nc", []string{"headline: Head", "paragraph: # a\u2028- *b*", "paragraph: c"}},
		{"a form feed parts blocks, a vertical tab lines", "Head\fa\vb", []string{"headline: Head", "paragraph: a\u2028b"}},
		{"tabs are spaces, and spaces stay", "Head\n\na\tb  c", []string{"headline: Head", "paragraph: a b  c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _, err := Plain(tt.source)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMarkdownIsWrittenAsPeopleDo(t *testing.T) {
	want := `# A *headline*

: Its **standfirst** [here](http://x.org/a_b)

A paragraph with 3 * 4 < 15 & more: it's #1 - \*not\* emphasis, a_b.\
1986\. A line.

## Heading

- one
  1. two
  2. three

  5) five
- six

> said
>
> more

![A ship](http://x.org/s.png)

| a | b&#124;c |
| --- | --- |
| d |  |

<strong>over<em>lap</strong>ping</em>
`
	want = strings.Replace(want, "3 * 4", `3 \* 4`, 1)
	d, _, err := Markdown(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, ToMarkdown(d)); diff != "" {
		t.Error(diff)
	}
}

func TestOneEscapeKeepsAParagraphFromBeingTheStandfirst(t *testing.T) {
	const want = "# H\n\n\\: a *b*\n"
	d, _, err := Markdown(want)
	if err != nil {
		t.Fatal(err)
	}
	if got := ToMarkdown(d); got != want {
		t.Errorf("got %q", got)
	}
}

func TestManyBlankLinesAreFew(t *testing.T) {
	const typed = "\n\na\n\n \n\t\n\nb\n\n"
	if got, want := squeezeBlankLines(typed), "\n\na\n\n \nb\n\n"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestANoteHasNoHeadline(t *testing.T) {
	d, _, err := Note("I *asked*.\n\n: them\n\n- a")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"paragraph: I asked. {emphasis asked}", "paragraph: : them", "list-item 1: a"}
	if diff := cmp.Diff(want, show(d)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsTakenOutIsSaid(t *testing.T) {
	_, warns, err := Markdown("# H\x00e\x1bad\n\n***\n\nab [c](javascript:d)\n\n![](http://x.org/a.png)")
	if err != nil {
		t.Fatal(err)
	}
	want := []Warning{
		{Code: ControlCharacter, At: 3, Count: 2},
		{Code: ThematicBreak, At: 4, Count: 1},
		{Code: LinkAddress, At: 5, Count: 1},
		{Code: WordlessImage, At: 9, Count: 1},
	}
	if diff := cmp.Diff(want, warns); diff != "" {
		t.Error(diff)
	}
}

func TestTextIsRefused(t *testing.T) {
	tests := []struct {
		name, source, says string
		want               *apperr.Refusal
	}{
		{"nothing", "", "", apperr.TextEmpty},
		{"white space and control characters", " \n\t\x00\u00a0\ufeff", "", apperr.TextEmpty},
		{"a byte that is not UTF-8", "ab\n\xffc", "position 4 (line 2)", apperr.TextNotUTF8},
		{"a surrogate in UTF-8", "\xed\xa0\x80", "position 1 (line 1)", apperr.TextNotUTF8},
		{"no words in Markdown", "***\n\n![](a.png)", "", apperr.TextNoHeadline},
		{"a byte more than the limit", strings.Repeat("a", models.MaxText+1), "1048577", apperr.TextTooLarge},
		{"a text that grows in NFC", strings.Repeat("\u0344", models.MaxText/2), "", apperr.TextTooLarge},
		{"too many blocks", strings.Repeat("a\n\n", MaxBlocks+1), "20001", apperr.TextManyBlocks},
		{"quotations too deep", "# H\n\n" + strings.Repeat("> ", MaxDepth+1) + "a", "line 3", apperr.TextTooDeep},
		{"lists too deep in one line", strings.Repeat("- ", MaxDepth+1) + "a", "line 1", apperr.TextTooDeep},
		{"lists too deep by their lines", stairs(MaxDepth + 1), "line 33", apperr.TextTooDeep},
		{"the same behind many blank lines", "# H\n\n\n\n\n\n\n" + stairs(MaxDepth+1), "line 40", apperr.TextTooDeep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := Markdown(tt.source)
			if !errors.Is(err, tt.want) || !strings.Contains(apperr.Message(err), tt.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, s := range []string{stairs(MaxDepth), strings.Repeat("* ", 1000), strings.Repeat("a", models.MaxText)} {
		if _, _, err := Markdown("# H\n\n" + s[:min(len(s), models.MaxText-5)]); err != nil {
			t.Errorf("%.20q: %v", s, err)
		}
	}
}

// stairs is a list whose items lie in one another.
func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func TestShortFieldsAreCleaned(t *testing.T) {
	const typed = " a\x00e\u0301\r\nb\tc\u2028d \n"
	if got, err := Line(typed); err != nil || got != "aé b c d" {
		t.Errorf("Line gives %q, %v", got, err)
	}
	if got, err := Prose(typed); err != nil || got != "aé\nb\tc\nd" {
		t.Errorf("Prose gives %q, %v", got, err)
	}
	for _, clean := range []func(string) (string, error){Line, Prose} {
		if _, err := clean("a\xff"); !errors.Is(err, apperr.TextNotUTF8) {
			t.Errorf("got %v", err)
		}
	}
}

func TestDocumentsThatAreNotValid(t *testing.T) {
	span := func(start, end int) models.Span { return models.Span{Start: start, End: end} }
	tests := []struct {
		name, want string
		spoil      func(*models.Document)
	}{
		{"bytes that are not UTF-8", "UTF-8", func(d *models.Document) { d.Text = "\xff" + d.Text[1:] }},
		{"letters that are not composed", "NFC", func(d *models.Document) { d.Text = strings.Replace(d.Text, "é", "e\u0301", 1) }},
		{"too large a text", "too large", func(d *models.Document) { d.Text = strings.Repeat("a", models.MaxText+1) }},
		{"no blocks", "no blocks", func(d *models.Document) { d.Blocks = nil }},
		{"a block too few", "blocks over", func(d *models.Document) { d.Blocks = d.Blocks[:2] }},
		{"a span that is off", "spans", func(d *models.Document) { d.Blocks[1].End-- }},
		{"a second headline", "headline", func(d *models.Document) { d.Blocks[1].Kind = models.Headline }},
		{"no headline", "paragraph as block 0", func(d *models.Document) { d.Blocks[0].Kind = models.Paragraph }},
		{"a standfirst lower down", "standfirst", func(d *models.Document) { d.Blocks[2].Kind = models.Standfirst }},
		{"an unknown kind", "unknown kind", func(d *models.Document) { d.Blocks[1].Kind = "box" }},
		{"a level on a paragraph", "level", func(d *models.Document) { d.Blocks[1].Level = 2 }},
		{"a heading without a level", "level", func(d *models.Document) { d.Blocks[1].Kind = models.Heading }},
		{"a number on a paragraph", "numbered", func(d *models.Document) { d.Blocks[1].Number = 1 }},
		{"white space at a block's end", "white space", func(d *models.Document) { d.Text = strings.Replace(d.Text, "one", "on ", 1) }},
		{"a tab outside a row", "control", func(d *models.Document) { d.Text = strings.Replace(d.Text, "éxt", "é\tt", 1) }},
		{"a control character", "control", func(d *models.Document) { d.Text = strings.Replace(d.Text, "éxt", "é\x1bt", 1) }},
		{"an empty row", "empty", func(d *models.Document) { d.Text = strings.Replace(d.Text, "a\tb", "\t\t\t", 1) }},
		{"marks out of order", "order", func(d *models.Document) { d.Marks[0], d.Marks[1] = d.Marks[1], d.Marks[0] }},
		{"a mark over two blocks", "lies in no", func(d *models.Document) { d.Marks[0].Span = span(0, 7) }},
		{"a mark over two cells", "lies in no", func(d *models.Document) { d.Marks = []models.Mark{{Span: span(13, 16), Kind: models.Strong}} }},
		{"a mark behind the text", "lies in no", func(d *models.Document) { d.Marks = []models.Mark{{Span: span(14, 18), Kind: models.Strong}} }},
		{"an empty mark", "lies in no", func(d *models.Document) { d.Marks[0].End = d.Marks[0].Start }},
		{"marks that touch", "meet", func(d *models.Document) { d.Marks[1] = models.Mark{Span: span(2, 3), Kind: models.Strong} }},
		{"a link to a script", "a mark", func(d *models.Document) { d.Marks[1].URL = "javascript:a" }},
		{"an address on emphasis", "a mark", func(d *models.Document) { d.Marks[0].URL = "http://x.org" }},
		{"an unknown mark", "a mark", func(d *models.Document) { d.Marks[0].Kind = "blink" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _, err := Markdown("# **He**ad\n\nt[é](http://x.org)xt one\n\n| a | b |\n|---|---|\n")
			if err != nil || Valid(d) != nil {
				t.Fatal(err, Valid(d))
			}
			tt.spoil(&d)
			if err := Valid(d); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}
