package report_test

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"pgregory.net/rapid"

	"example.org/tickmark/models"
	"example.org/tickmark/report"
)

// anyCopy draws a document of blocks, marks and claims that overlap as they
// like. Words begin and end every block, as they do in canonical text.
func anyCopy(t *rapid.T) (models.Document, []models.Claim) {
	kinds := []models.BlockKind{models.Paragraph, models.Heading, models.ListItem, models.Quotation, models.Caption, models.TableRow}
	signs := rapid.StringOfN(rapid.RuneFrom([]rune("ab1 \u2028*_`[]()<>&#+-.!|~=:@^$\\\"'{}é字א\u202e")), 0, 12, -1)
	blocks := []models.Block{{Kind: models.Headline}}
	texts := []string{"A headline"}
	for range rapid.IntRange(1, 4).Draw(t, "blocks") {
		b := models.Block{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Level: rapid.IntRange(1, 3).Draw(t, "level"), Number: rapid.SampledFrom([]int{0, 1, 7, 120}).Draw(t, "number")}
		text := strings.Trim(signs.Draw(t, "text"), " \u2028") + rapid.SampledFrom([]string{"", "z"}).Draw(t, "end")
		text = regexp.MustCompile(` *\x{2028}[ \x{2028}]*`).ReplaceAllString(text, "\u2028")
		if text == "" {
			text = "x"
		}
		blocks, texts = append(blocks, b), append(texts, text)
	}
	doc := copyOf(blocks...)(texts...)
	within := func(b models.Block) models.Span {
		start := rapid.IntRange(b.Start, b.End-1).Draw(t, "start")
		return models.Span{Start: start, End: rapid.IntRange(start+1, b.End).Draw(t, "end")}
	}
	for _, kind := range []models.MarkKind{models.Strong, models.Emphasis, models.Link} {
		b := rapid.SampledFrom(doc.Blocks).Draw(t, "block")
		doc.Marks = append(doc.Marks, models.Mark{Span: within(b), Kind: kind, URL: map[bool]string{true: "https://example.com/x"}[kind == models.Link]})
	}
	sortMarks(doc.Marks)
	var claims []models.Claim
	for n := range rapid.IntRange(0, 3).Draw(t, "claims") {
		span := within(models.Block{Span: models.Span{End: doc.Blocks[len(doc.Blocks)-1].End}})
		claims = append(claims, models.Claim{
			ID: models.ID(n + 1), Number: n + 1, Statement: "s", State: models.Open,
			Anchor: models.Anchor{RevisionID: 2, Span: span, Outcome: models.Unchanged},
		})
	}
	return doc, claims
}

func TestAnyCopyReadsAsItIs(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))
	tags, notes := regexp.MustCompile(`<[^>]*>`), regexp.MustCompile(`(?s)<sup.*?</sup>`)
	reads := func(page string) string {
		return strings.ReplaceAll(squeezed(html.UnescapeString(tags.ReplaceAllString(notes.ReplaceAllString(strings.ReplaceAll(page, "<br>", "\n"), ""), ""))), " ", "")
	}
	rapid.Check(t, func(t *rapid.T) {
		doc, claims := anyCopy(t)
		r := report.Build(report.Input{Zone: "UTC", Article: models.Article{ID: 1}, Revision: models.Revision{ID: 2, Number: 1, Document: doc}, Claims: claims})
		want := strings.Join(strings.Fields(doc.Text), "")
		page, err := report.HTML(r)
		if err != nil {
			t.Fatal(err)
		}
		_, after, _ := strings.Cut(string(page), `<div class="copy"`)
		_, after, _ = strings.Cut(after, ">")
		shown, _, _ := strings.Cut(after, "</section>")
		if got := reads(shown); got != want {
			t.Fatalf("the page reads\n%s, want\n%s", got, want)
		}
		text, err := report.Markdown(r)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := md.Convert(text, &out); err != nil {
			t.Fatal(err)
		}
		_, after, _ = strings.Cut(out.String(), "annotated</h2>")
		shown, _, _ = strings.Cut(after, "<h2>Claims")
		if got := reads(shown); got != want {
			t.Fatalf("the Markdown reads\n%s, want\n%s\n%s", got, want, text)
		}
		if links := strings.Count(shown, "<a href") - strings.Count(shown, `href="#fn`); links > 1 {
			t.Fatalf("%d links\n%s", links, shown)
		}
	})
}

func TestCopyThatMarkdownWouldTakeForSomethingElse(t *testing.T) {
	link := func(start, end int) []models.Mark {
		return []models.Mark{{Span: models.Span{Start: start, End: end}, Kind: models.Link, URL: "https://example.com/"}}
	}
	claim := func(start, end int) []models.Claim {
		return []models.Claim{{ID: 1, Number: 1, State: models.Open, Anchor: models.Anchor{RevisionID: 2, Span: models.Span{Start: start, End: end}, Outcome: models.Unchanged}}}
	}
	for name, row := range map[string]struct {
		kind   models.BlockKind
		text   string
		marks  []models.Mark
		claims []models.Claim
		want   string
	}{
		"a link behind an exclamation mark": {text: "so!here", marks: link(3, 7), want: `so\![here](<https://example.com/>)`},
		"an item that is a link on x":       {kind: models.ListItem, text: "x", marks: link(0, 1), want: `- [&#120;](<https://example.com/>)`},
		"a link on a circumflex":            {text: "^1", marks: link(0, 2), want: `[\^1](<https://example.com/>)`},
		"a footnote before a colon":         {text: "a: b", claims: claim(0, 1), want: `a[^1]\: b`},
		"a footnote before a bracket":       {text: "a(b)", claims: claim(0, 1), want: `a[^1]\(b)`},
		"a footnote inside a link":          {text: "ab", marks: link(0, 2), claims: claim(0, 1), want: `[ab](<https://example.com/>)[^1]`},
	} {
		doc := copyOf(models.Block{Kind: row.kind})(row.text)
		doc.Marks = row.marks
		got, err := report.Markdown(report.Build(report.Input{Revision: models.Revision{ID: 2, Document: doc}, Claims: row.claims}))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(got), "\n"+row.want+"\n") {
			t.Errorf("%s: no line reads %s", name, row.want)
		}
	}
}
