package views

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/diff"
	"example.org/tickmark/models"
)

// paragraphs makes a document of a headline and paragraphs.
func paragraphs(texts ...string) models.Document {
	var d models.Document
	at := 0
	for i, text := range texts {
		b := models.Block{Kind: models.Paragraph}
		if i == 0 {
			b.Kind = models.Headline
		} else {
			d.Text += "\n"
			at++
		}
		b.Span = models.Span{Start: at, End: at + len([]rune(text))}
		d.Text, at = d.Text+text, b.End
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

func difference(old, next models.Document) Difference {
	return Difference{Old: old, New: next, OldName: "Revision 1", NewName: "Revision 2", Rows: diff.Blocks(old, next), Lang: "en", Dir: models.LeftToRight}
}

func drawnAs(t *testing.T, c templ.Component) string {
	t.Helper()
	var out strings.Builder
	if err := c.Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var tags = regexp.MustCompile(`<[^>]*>`)

func TestWordDiffAddsNothingBetweenWords(t *testing.T) {
	tests := []struct{ name, old, next, want string }{
		{"a full stop at a word", "The end", "The end.", "The end<ins><u>added: </u>.<u>, end of added. </u></ins>"},
		{"a figure", "It cost 3.5 million.", "It cost 4.5 million.", "It cost <del><u>removed: </u>3.5<u>, end of removed. </u></del><ins><u>added: </u>4.5<u>, end of added. </u></ins> million."},
		{"marks are escaped", "a", "<b>&", "<del><u>removed: </u>a<u>, end of removed. </u></del><ins><u>added: </u>&lt;b&gt;&amp;<u>, end of added. </u></ins>"},
		{"white space that was put in can be seen", "北京", "北 京", "北<ins><u>added: </u><i>␣</i><u>white space</u><u>, end of added. </u></ins>京"},
		{"what is alike stands as it is now", `"no"`, "“no”", "<s>“</s>no<s>”</s>"},
		{"a sign that cannot be seen is drawn", "a", "a\u202eb", "<del><u>removed: </u>a<u>, end of removed. </u></del><ins><u>added: </u>a<i>\u202e</i>b<u>, end of added. </u></ins>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			html := drawnAs(t, WordDiff(WordChange{Old: tt.old, New: tt.next, Parts: diff.Words(tt.old, tt.next)}))
			html = html[strings.Index(html, ">")+1 : strings.Index(html, "</p>")]
			for _, r := range [][2]string{
				{`<span class="unseen" lang="en" dir="ltr">([^<]*)</span>`, "<u>$1</u>"},
				{` dir="auto"`, ""},
				{`<span class="alike">([^<]*)</span>`, "<s>$1</s>"},
				{`<span [^>]*>([^<]*)</span>`, "<i>$1</i>"},
			} {
				html = regexp.MustCompile(r[0]).ReplaceAllString(html, r[1])
			}
			if d := cmp.Diff(tt.want, html); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLongStretchesAreFolded(t *testing.T) {
	texts := []string{"Head"}
	for i := range 20 {
		texts = append(texts, fmt.Sprintf("Paragraph number %d stays as it is.", i))
	}
	old := paragraphs(texts...)
	texts[3], texts[15] = "Paragraph number two stays as it is.", "Paragraph number fourteen stays as it is."
	html := drawnAs(t, DiffInline(difference(old, paragraphs(texts...))))
	var got []string
	for _, m := range regexp.MustCompile(`<summary>([^<]*)</summary>|<b id="[^"]*">([^<]*)</b>|<div class="diff-row same">`).FindAllStringSubmatch(html, -1) {
		got = append(got, m[1]+m[2])
	}
	want := []string{"2 blocks unchanged", "", "", "", "Change 1 of 2", "", "9 paragraphs unchanged"}
	if d := cmp.Diff(want, got[:len(want)]); d != "" {
		t.Error(d)
	}
	if n := strings.Count(html, "4 paragraphs unchanged"); n != 1 {
		t.Errorf("the end is folded %d times:\n%s", n, tags.ReplaceAllString(html, ""))
	}
}

func TestChangesLeadToEachOther(t *testing.T) {
	old := paragraphs("Head", "One block stands here.", "It moves from the middle to the end of it.", "Another block stands there.", "And a third.")
	next := paragraphs("Head", "One block stood here.", "Another block stands there.", "And a third.", "It moves from the middle to the end of it.")
	html := drawnAs(t, DiffSideBySide(difference(old, next)))
	for _, m := range regexp.MustCompile(`href="#(change-\d+)"`).FindAllStringSubmatch(html, -1) {
		if strings.Count(html, `id="`+m[1]+`"`) != 1 {
			t.Errorf("#%s leads nowhere", m[1])
		}
	}
	for _, want := range []string{"see change 2", "see change 3", "Change 3 of 3", "Nothing here.", `href="#main"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(html, "<del dir=\"auto\"><span class=\"unseen\" lang=\"en\" dir=\"ltr\">removed: </span>It moves") {
		t.Error("a block that moved is drawn as removed")
	}
}

func TestADifferenceOfAnySizeFitsOnAPage(t *testing.T) {
	var was, is strings.Builder
	for i := range mostPieces {
		fmt.Fprintf(&was, "stay%d %d ", i, 2*i)
		fmt.Fprintf(&is, "stay%d %d ", i, 2*i+1)
	}
	short, long := []string{"Head"}, []string{"Head"}
	for i := range mostPieces {
		long = append(long, fmt.Sprintf("Block %d.", i))
	}
	tests := []struct {
		name      string
		old, next models.Document
		pieces    int
		says      string
	}{
		{"one block of very many changes", paragraphs(was.String()), paragraphs(is.String()), 2, "Change 1 of 1"},
		{"very many blocks", paragraphs(short...), paragraphs(long...), mostPieces - 1, "There is more than a page can show: 1 further change is left out below."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			html := drawnAs(t, DiffInline(difference(tt.old, tt.next)))
			if n := strings.Count(html, "<ins") + strings.Count(html, "<del"); n != tt.pieces {
				t.Errorf("%d pieces are drawn, want %d", n, tt.pieces)
			}
			if !strings.Contains(html, tt.says) {
				t.Errorf("the page does not say %q", tt.says)
			}
		})
	}
}

func TestFormIsSaidInWords(t *testing.T) {
	restyle := func(from, to models.Block, marks ...models.Mark) string {
		old, next := paragraphs("Head", "Words that stay."), paragraphs("Head", "Words that stay.")
		from.Span, to.Span = old.Blocks[1].Span, next.Blocks[1].Span
		old.Blocks[1], next.Blocks[1], next.Marks = from, to, marks
		return strings.Join(strings.Fields(tags.ReplaceAllString(drawnAs(t, DiffInline(difference(old, next))), "")), " ")
	}
	plain := models.Block{Kind: models.Paragraph}
	words := models.Span{Start: 5, End: 10}
	tests := []struct{ name, got, want string }{
		{"another kind", restyle(models.Block{Kind: models.Heading, Level: 2}, plain), "Was: Heading of level 2. Is now: Paragraph."},
		{"another number", restyle(models.Block{Kind: models.ListItem, Level: 1}, models.Block{Kind: models.ListItem, Level: 1, Number: 3}), "Was: List item. Is now: List item 3."},
		{"another depth", restyle(models.Block{Kind: models.ListItem, Level: 1}, models.Block{Kind: models.ListItem, Level: 2}), "was at depth 1, is now at 2."},
		{"bold", restyle(plain, plain, models.Mark{Span: words, Kind: models.Strong}), "Bold now: Words"},
		{"italics", restyle(plain, plain, models.Mark{Span: words, Kind: models.Emphasis}), "In italics now: Words"},
		{"a link", restyle(plain, plain, models.Mark{Span: words, Kind: models.Link, URL: "https://a.example/"}), "Leads to https://a.example/: Words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.got, tt.want) || !strings.Contains(tt.got, "the same words, set in another way") {
				t.Errorf("want %q in %q", tt.want, tt.got)
			}
		})
	}
}
