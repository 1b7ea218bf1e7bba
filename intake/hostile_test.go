package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/models"
)

// hostile are texts that, said again and again, make readers of Markdown slow.
var hostile = []string{
	"[", "]", "![", "[a](", "[a](x", "[a](<b", "[a](b \"c", "[a](b (", "[a][b]", "[a]", "![[", "[![a](b)", "[a*](b)*",
	"*", "**", "*a ", "*a* ", "_a", "a_", "**a *b ", "*a_ ", "`", "`a``", "``a`", "\\", "a\\\n", "a  \n",
	"<", "<a ", "<a href=\"", "<a href=\"http://x\">", "<strong>", "</strong>", "<strong></em>", "<!--", "<http://a", "&", "&a", "&#",
	">", "> ", ">\n", "- ", "- a\n", "-\n", "+\n", "* * ", "1. ", "1. a\n", "# a\n", "a\n===\n", "---\n", "```\n", "    a\n", "\t",
	"|a", "| a |\n| - |\n", "a\n|-|\n", "-|", "a\n", "a\n\n", "[a]: http://b.c\n", "[a]: http://b.c\n\n",
	"\u0301", "\u0338", "\u00ad", "\u2028", "\u3000", "\x00", "\v", "\f", "한", " ", "&#32;", "(", ")",
	strings.Repeat("> ", MaxDepth) + "a\n\n", strings.Repeat("- ", MaxDepth) + "a\n", "\n" + strings.Repeat(" ", 2*MaxDepth) + "- a\n",
}

// openings are what the hostile texts stand behind.
var openings = []string{"", "a\n\n", "[a]: http://x.y\n\n", "| a | b |\n|---|---|\n", stairs(MaxDepth) + "\n\n", strings.Repeat("> ", MaxDepth)}

func TestHostileTextIsRead(t *testing.T) {
	for _, opening := range openings {
		for _, h := range hostile {
			s := opening + strings.Repeat(h, 4<<10/len(h))
			d, _, err := Markdown(s)
			if err != nil {
				continue
			}
			if err := Valid(d); err != nil {
				t.Errorf("%q behind %q: %v", h, opening, err)
			}
			back, _, err := Markdown(ToMarkdown(d))
			if err != nil || !equal(back, d) {
				t.Errorf("%q behind %q does not read back: %v", h, opening, err)
			}
		}
	}
}

// BenchmarkHostile reads a mebibyte of each. Run it to see that none of them
// takes much longer than the others.
func BenchmarkHostile(b *testing.B) {
	for i, opening := range openings {
		for _, h := range hostile {
			s := opening + strings.Repeat(h, (models.MaxText-len(opening))/len(h))
			b.Run(fmt.Sprintf("%d/%.12q", i, h), func(b *testing.B) {
				for b.Loop() {
					_, _, _ = Markdown(s)
				}
			})
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range append(append([]string(nil), hostile...), scraps...) {
		f.Add("# H\n\n" + s + "a" + s)
	}
	f.Fuzz(func(t *testing.T, s string) { readsTwice(t, s, Markdown) })
}

func FuzzPlain(f *testing.F) {
	for _, s := range scraps {
		f.Add("H\n\n" + s + "a" + s)
	}
	f.Fuzz(func(t *testing.T, s string) { readsTwice(t, s, Plain) })
}

// readsTwice fails unless what read makes of s is valid and reads back.
func readsTwice(t *testing.T, s string, read func(string) (models.Document, []Warning, error)) {
	t.Helper()
	d, _, err := read(s)
	if err != nil {
		return
	}
	if err := Valid(d); err != nil {
		t.Fatalf("%v: %q", err, d.Text)
	}
	back, _, err := Markdown(ToMarkdown(d))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, back); diff != "" {
		t.Fatal(diff)
	}
}
