package typeset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/typeset"
)

// lay sets Markdown with claims on the words given, which must stand in it.
func lay(t *testing.T, markdown string, words ...string) typeset.Sheet {
	t.Helper()
	doc, _, err := intake.Markdown(markdown)
	if err != nil {
		t.Fatal(err)
	}
	var claims []typeset.Claim
	for i, w := range words {
		at := strings.Index(doc.Text, w)
		if at < 0 {
			t.Fatalf("%q does not stand in %q", w, doc.Text)
		}
		start := utf8.RuneCountInString(doc.Text[:at])
		claims = append(claims, typeset.Claim{Number: i + 1, Span: models.Span{Start: start, End: start + utf8.RuneCountInString(w)}})
	}
	return typeset.Lay(doc, claims)
}

// draw writes nodes in a short form: {1 …} a fragment, ^ before the number
// when it is the first, $ when it is the last, #1 a reference.
func draw(nodes []typeset.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		inner := draw(n.Children)
		switch n.Kind {
		case typeset.Text:
			b.WriteString(n.Text)
		case typeset.Break:
			b.WriteString("/")
		case typeset.Tab:
			b.WriteString("|")
		case typeset.Sign:
			fmt.Fprintf(&b, "U+%04X", []rune(n.Text)[0])
		case typeset.Strong:
			b.WriteString("**" + inner + "**")
		case typeset.Emphasis:
			b.WriteString("_" + inner + "_")
		case typeset.Link:
			b.WriteString("[" + inner + "]")
		case typeset.Cell:
			b.WriteString("(" + inner + ")")
		case typeset.Reference:
			fmt.Fprintf(&b, "#%d", n.Claim)
		case typeset.Fragment, typeset.Sentence, typeset.Suggested:
			first, last := "", ""
			if n.First {
				first = "^"
			}
			if n.Last {
				last = "$"
			}
			form := map[typeset.NodeKind]string{typeset.Fragment: "{%s%d%s %s}", typeset.Sentence: "<s%s%d%s %s>", typeset.Suggested: "<o%s%d%s %s>"}
			fmt.Fprintf(&b, form[n.Kind], first, n.Claim, last, inner)
		}
	}
	return b.String()
}

func TestElementsNest(t *testing.T) {
	tests := []struct {
		name, markdown string
		claims         []string
		want           []string
	}{
		{"a claim in plain words", "# A bc d", []string{"bc"}, []string{"A {^1$ bc}#1 d"}},
		{"a claim that lies in another ends with its reference inside", "# abcd", []string{"abcd", "bc"}, []string{"{^1$ a{^2$ bc}#2d}#1"}},
		{"of two that cross, the later is parted", "# abcde", []string{"abc", "cde"}, []string{"{^1$ ab{^2 c}}#1{2$ de}#2"}},
		{"two over the same words nest by number", "# abc", []string{"b", "b"}, []string{"a{^1$ {^2$ b}}#1#2c"}},
		{"marks lie inside claims", "# a**bcd**e", []string{"abc"}, []string{"{^1$ a**bc**}#1**d**e"}},
		{"a link is closed before a reference and opened again", "# [abc](http://x.org)", []string{"b"}, []string{"[a]{^1$ [b]}#1[c]"}},
		{"a claim across blocks has a fragment in each", "# ab\n\ncd\n\nef", []string{"b\ncd\ne"}, []string{"a{^1 b}", "{1 cd}", "{1$ e}#1f"}},
		{"a claim across cells has a fragment in each", "# h\n\n| ab | cd |\n|---|---|", []string{"b\tc"}, []string{"h", "(a{^1 b})|({1$ c}#1d)"}},
		{"an empty cell stays", "# h\n\n| a | | c |\n|---|---|---|", nil, []string{"h", "(a)|()|(c)"}},
		{"a forced break is a node", "# h\n\na\\\nb", nil, []string{"h", "a/b"}},
		{"bidi controls are signs", "# a\u202eb", nil, []string{"aU+202Eb"}},
		{"a joiner between letters is a sign", "# a\u200db", nil, []string{"aU+200Db"}},
		{"a joiner in an emoji is none", "# 👩\u200d👧", nil, []string{"👩\u200d👧"}},
		{"a non-joiner in Persian is none", "# می\u200cخواهم", nil, []string{"می\u200cخواهم"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, b := range lay(t, tt.markdown, tt.claims...).Blocks {
				got = append(got, draw(b.Nodes))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSentencesAndSuggestionsLieAroundClaims(t *testing.T) {
	doc, _, err := intake.Markdown("# ab cd. ef gh.")
	if err != nil {
		t.Fatal(err)
	}
	over := func(as typeset.NodeKind, number, start, end int) typeset.Claim {
		return typeset.Claim{Number: number, Span: models.Span{Start: start, End: end}, As: as}
	}
	tests := []struct {
		name string
		over []typeset.Claim
		want string
	}{
		{"over the same words the sentence lies outermost, then the suggestion", []typeset.Claim{
			over(typeset.Fragment, 1, 0, 6), over(typeset.Suggested, 1, 0, 6), over(typeset.Sentence, 1, 0, 6),
		}, "<s^1$ <o^1$ {^1$ ab cd.}>>#1 ef gh."},
		{"a claim over two sentences is parted where it has to be, and referred to once", []typeset.Claim{
			over(typeset.Sentence, 1, 0, 6), over(typeset.Sentence, 2, 7, 13), over(typeset.Fragment, 1, 3, 9),
		}, "<s^1$ ab {^1 cd.}>{1$  <s^2 ef>}#1<s2$  gh.>"},
		{"a suggestion has no reference", []typeset.Claim{over(typeset.Suggested, 4, 3, 5)}, "ab <o^4$ cd>. ef gh."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, draw(typeset.Lay(doc, tt.over).Blocks[0].Nodes)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBlocksGroup(t *testing.T) {
	sheet := lay(t, "# h\n\n- a\n  1. b\n  2. c\n- d\n\n> e\n>\n> f\n\n| g | h |\n|---|---|\n| i | j |\n\nk\n\n- - l\n")
	var show func(groups []typeset.Group) string
	show = func(groups []typeset.Group) string {
		var b strings.Builder
		for _, g := range groups {
			fmt.Fprintf(&b, "%d", g.Kind)
			for _, block := range g.Blocks {
				b.WriteString("(" + block.Text() + ")")
			}
			for _, item := range g.Items {
				b.WriteString("<")
				if item.Block != nil {
					fmt.Fprintf(&b, "%d%s", item.Value, item.Block.Text())
				}
				b.WriteString(show(item.Lists) + ">")
			}
			b.WriteString(" ")
		}
		return b.String()
	}
	want := "0(h) 1<0a1<1b><2c> ><0d> 3(e)(f) 2(g\th)(i\tj) 0(k) 1<1<0l> > "
	if diff := cmp.Diff(want, show(sheet.Groups)); diff != "" {
		t.Error(diff)
	}
}

var scraps = []string{"a", "bc", " ", "**d**", "*e*", "[f](http://x.org)", "\n\n", "\n\n> ", "\n\n- ", "\n\n| g | *h* |\n|---|---|\n| | i |\n\n", "\\\n", "\u202e", "👩‍👩‍👧", "שלום", "e\u0301", "**[k*l*](mailto:a@b)**"}

// TestLaws checks what holds for every text and every claims: the texts add
// up, offsets in UTF-16 are right, every claim covers its words in fragments
// marked first and last, is referred to once behind the last, and no link holds
// a reference or a claim.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc, _, err := intake.Markdown("# h" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 30).Draw(t, "text"), ""))
		if err != nil {
			t.Fatal(err)
		}
		runes := []rune(doc.Text)
		var claims []typeset.Claim
		for i := range rapid.IntRange(0, 12).Draw(t, "claims") {
			start := rapid.IntRange(0, len(runes)-1).Draw(t, "start")
			end := rapid.IntRange(start+1, len(runes)).Draw(t, "end")
			if words := strings.Trim(string(runes[start:end]), "\n\t"); words != "" {
				claims = append(claims, typeset.Claim{Number: i + 1, Span: models.Span{Start: start, End: end}})
			}
		}
		sheet := typeset.Lay(doc, claims)
		texts := make([]string, len(sheet.Blocks))
		covered := map[int]*strings.Builder{}
		ended := map[int]int{}
		for i, b := range sheet.Blocks {
			texts[i] = b.Text()
			before := utf16.Encode(runes[:b.Start])
			own := utf16.Encode(runes[b.Start:b.End])
			if b.StartUTF16 != len(before) || b.EndUTF16 != len(before)+len(own) {
				t.Fatalf("block %d is at %d to %d in UTF-16", i, b.StartUTF16, b.EndUTF16)
			}
			check(t, b.Nodes, nil, covered, ended)
		}
		if got := strings.Join(texts, "\n"); got != doc.Text {
			t.Fatalf("set %q as %q", doc.Text, got)
		}
		gaps := strings.NewReplacer("\n", "", "\t", "")
		for _, c := range claims {
			want := gaps.Replace(string(runes[c.Start:c.End]))
			if covered[c.Number] == nil || covered[c.Number].String() != want || ended[c.Number] != 1 {
				t.Fatalf("claim %d covers %v, not %q; %d references", c.Number, covered[c.Number], want, ended[c.Number])
			}
		}
		if grouped := countBlocks(sheet.Groups); grouped != len(sheet.Blocks) {
			t.Fatalf("%d of %d blocks are in groups", grouped, len(sheet.Blocks))
		}
	})
}

func check(t *rapid.T, nodes []typeset.Node, around []typeset.Node, covered map[int]*strings.Builder, ended map[int]int) {
	for _, n := range nodes {
		inLink := slices.ContainsFunc(around, func(a typeset.Node) bool { return a.Kind == typeset.Link })
		switch n.Kind {
		case typeset.Fragment:
			if covered[n.Claim] == nil {
				covered[n.Claim] = &strings.Builder{}
			}
			text := typeset.Block{Nodes: n.Children}.Text()
			if n.First != (covered[n.Claim].Len() == 0) || text == "" || inLink || ended[n.Claim] > 0 {
				t.Fatalf("bad fragment of claim %d: %q", n.Claim, text)
			}
			covered[n.Claim].WriteString(text)
			if n.Last {
				ended[n.Claim] = -1
			}
		case typeset.Reference:
			if ended[n.Claim] != -1 || inLink {
				t.Fatalf("a reference to claim %d before its end, or in a link", n.Claim)
			}
			ended[n.Claim] = 1
		case typeset.Link:
			if inLink {
				t.Fatal("a link in a link")
			}
		}
		check(t, n.Children, append(around[:len(around):len(around)], n), covered, ended)
	}
}

func countBlocks(groups []typeset.Group) int {
	n := 0
	for _, g := range groups {
		n += len(g.Blocks)
		for _, item := range g.Items {
			if item.Block != nil {
				n++
			}
			n += countBlocks(item.Lists)
		}
	}
	return n
}

// BenchmarkLay shows that time grows with the number of claims, over 100 KB.
func BenchmarkLay(b *testing.B) {
	paragraph := strings.Repeat("The **president** said that [it](http://x.org) was *so*. ", 20)
	doc, _, err := intake.Markdown("# Headline\n\n" + strings.Repeat(paragraph+"\n\n", 110))
	if err != nil {
		b.Fatal(err)
	}
	size := utf8.RuneCountInString(doc.Text)
	for _, n := range []int{200, 400, 800} {
		claims := make([]typeset.Claim, n)
		for i := range claims {
			start := i * (size - 200) / n
			claims[i] = typeset.Claim{Number: i + 1, Span: models.Span{Start: start, End: start + 60 + i%100}}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				typeset.Lay(doc, claims)
			}
		})
	}
}
