package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestPiecesOfPagesAreRead(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
		warns        []WarningCode
	}{
		{"white space as browsers show it", "<p>  a\n\t b<b> c</b> <i>d</i>e&nbsp;&nbsp;f </p>", []string{"paragraph: a b c de\u00a0\u00a0f {strong c} {emphasis d}"}, nil},
		{"references and signs", "<p>&lt;a&gt; &amp;amp; &copy; &#x1F600; a < b</p>", []string{"paragraph: <a> &amp; © \U0001f600 a < b"}, nil},
		{"breaks, and two of them", "<div>a<br>b<br> <br>c</div>", []string{"paragraph: a\u2028b", "paragraph: c"}, nil},
		{"white space that is kept", "<pre>a\n  b</pre>", []string{"paragraph: a\u2028  b"}, nil},
		{"headings", "<h1>a</h1><h6>b</h6><div role=heading aria-level=3>c</div>", []string{"heading 2: a", "heading 6: b", "heading 3: c"}, nil},
		{"lists in one another", "<ul><li>a<ol start=3><li>b</li><li value=9><p>c</p><p>d</p></ol></li><ul><li>e</ul></ul>", []string{"list-item 1: a", "list-item 2 3: b", "list-item 2 9: c", "paragraph: d", "list-item 2: e"}, nil},
		{"numbers that count down, and none below one", "<ol reversed start=2><li>a<li>b<li>c</ol>", []string{"list-item 1 2: a", "list-item 1 1: b", "list-item 1 1: c"}, nil},
		{"quotations", "<blockquote><p>a</p><p>b</p></blockquote><q>c</q>", []string{"quotation: a", "quotation: b", "paragraph: “c”"}, nil},
		{"a picture with words", "<figure><img src=a><figcaption>a <b>b</b></figcaption></figure>", []string{"caption: a b {strong b}"}, nil},
		{"a table of data", "<table><caption>t</caption><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td></table>", []string{"caption: t", "table-row: a\tb", "table-row: c\u2028d\t"}, nil},
		{"a table with joined cells", "<table><tr><td colspan=2>a<tr><td>b<td>c</table>", []string{"table-row: a", "table-row: b\tc"}, []WarningCode{TableFlattened}},
		{"a table that is layout", "<table><tr><td><table><tr><td>a</table><td><p>b</table>", []string{"paragraph: a", "paragraph: b"}, []WarningCode{TableFlattened}},
		{"marks by style", `<p><b style="font-weight:normal">a<span style="font-weight:700">b</span></b><span style="font-style: italic !important">c</span></p>`, []string{"paragraph: abc {strong b} {emphasis c}"}, nil},
		{"marks over blocks", "<b><p>a</p><p>b</p></b>", []string{"paragraph: a {strong a}", "paragraph: b {strong b}"}, nil},
		{"links", `<a href=" /a?b=1&amp;c
">a</a> <a href="HTTPS://x.example/é">b</a> <a href="//y.example">c</a> <a href="mailto:d@e.example">d</a>`, []string{"paragraph: a b c d {link a http://p.example/a?b=1&c} {link b https://x.example/é} {link c http://y.example} {link d mailto:d@e.example}"}, nil},
		{"links that are none", `<a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a><a href="#c">c</a><a href="http://p.example/q#d">d</a><a>e</a>`, []string{"paragraph: abcde"}, []WarningCode{LinkAddress}},
		{"links by way of Google", `<a href="https://www.google.com/url?q=https://x.example/a%3Fb&amp;sa=D">a</a>`, []string{"paragraph: a {link a https://x.example/a?b}"}, nil},
		{"what is not seen", `a<p hidden>b</p><p style="display: none">c</p><p aria-hidden=true>d</p><dialog>e</dialog>`, []string{"paragraph: a"}, []WarningCode{HiddenText}},
		{"code and templates", "a<script>b<p></script><style>c</style><template><p>d</template><noscript>e</noscript>", []string{"paragraph: a"}, []WarningCode{PageCode}},
		{"other things", "a<nav>b</nav><iframe src=c></iframe><svg><text>d</text></svg><button>e</button><img src=f><img src=g width=1><hr>", []string{"paragraph: a"}, []WarningCode{Navigation, Embed, FormField, WordlessImage, ThematicBreak}},
		{"struck out words", "a<del>b</del><s>c</s><ins>d</ins>", []string{"paragraph: ad"}, []WarningCode{StruckOut}},
		{"readings", "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", []string{"paragraph: 漢"}, []WarningCode{RubyText}},
		{"a page in a comment is none", "a<!-- <p>b</p> --><![CDATA[c]]><?d?>e", []string{"paragraph: ae"}, nil},
		{"a mark on white space", "a<b> </b>c", []string{"paragraph: a c"}, nil},
		{"a letter in two characters", "<p>cafe&#x301;</p>", []string{"paragraph: café"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := Read(Input{Bytes: []byte("<p>H</p>" + tt.source), Format: FormatHTML, Address: "http://p.example/q"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append([]string{"headline: H"}, tt.want...), show(res.Document)); diff != "" {
				t.Error(diff)
			}
			var codes []WarningCode
			for _, w := range res.Warnings {
				codes = append(codes, w.Code)
			}
			if diff := cmp.Diff(tt.warns, codes); diff != "" {
				t.Error(diff)
			}
			if err := Valid(res.Document); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOnlyOneStandfirstIsTakenFromItsBox(t *testing.T) {
	res, err := Read(Input{Bytes: []byte("<h1>H</h1><div class=deck><p>a</p><p>b</p></div><p class=deck>c"), Format: FormatHTML})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"headline: H", "standfirst: a", "paragraph: b", "paragraph: c"}, show(res.Document)); diff != "" {
		t.Error(diff)
	}
}

// What the library leaves out between paragraphs is taken, unless its name or
// its links speak against it.
func TestTheMiddleOfAnArticleIsWhole(t *testing.T) {
	page := func(middle string) string {
		prose := strings.Repeat("<p>Prose of an article, with a comma, and of some length, as paragraphs have it in the papers.</p>", 6)
		return "<html><head><title>H</title></head><body><nav><a href=/>n</a></nav><div class=title>H</div><article>" + prose + middle + prose + "</article></body></html>"
	}
	for middle, want := range map[string]bool{
		"<ul class=list><li>one <a href=/a>a</a></li><li>two</li></ul>":                         true,
		"<ul class=related-links><li>one</li><li>two</li></ul>":                                 false,
		"<ul><li><a href=/a>one story of many</a></li><li><a href=/b>two stories</a></li></ul>": false,
	} {
		src, err := shrink(page(middle))
		if err != nil {
			t.Fatal(err)
		}
		tree := parsed(t, src)
		keep := map[*html.Node]bool{}
		for n := range tree.Descendants() {
			keep[n] = n.DataAtom == atom.P || n.DataAtom == atom.Article
		}
		widen(tree, keep)
		if got := keep[first(tree, func(n *html.Node) bool { return n.DataAtom == atom.Ul })]; got != want {
			t.Errorf("%s: taken %v", middle, got)
		}
	}
	res, err := Read(Input{Bytes: []byte(strings.Replace(page(""), "<article>", "<article><p>H.</p>", 1))})
	if err != nil || strings.Count(res.Text, "H") != 1 {
		t.Errorf("%v, the headline stands there %d times", err, strings.Count(res.Text, "H"))
	}
}

func TestStruckOutWordsAreTheOriginalView(t *testing.T) {
	res, err := Read(Input{Bytes: []byte("<p>H<p>a<del>b</del><ins>c</ins>"), Format: FormatHTML, View: ViewOriginal})
	if err != nil || res.Text != "H\nab" {
		t.Errorf("%q, %v", res.Text, err)
	}
}

func TestTheHeadlineOfAPageIsFound(t *testing.T) {
	prose := strings.Repeat("<p>Prose of an article, with a comma, and of some length so that it is seen as such.</p>", 4)
	tests := []struct {
		name, head, body, want string
	}{
		{"the only one", "<title>Site</title>", "<h1>Bridge closed</h1>", "Bridge closed"},
		{"not the name of the site", `<title>Bridge closed | The Site</title>`, "<h1><a href=/>The Site</a></h1><h2>Bridge closed</h2>", "Bridge closed"},
		{"the one that the page is called by", `<meta property="og:title" content="Bridge closed after storm">`, "<h1>Storm special</h1><h1>Bridge closed after storm</h1>", "Bridge closed after storm"},
		{"what the page is called when nothing shows it", "<title>Bridge closed - The Site</title><meta property=og:site_name content='The Site'>", "", "Bridge closed"},
		{"a dash in it stays", "<title>Bridge closed - again - The Site</title><meta property=og:site_name content='The Site'>", "", "Bridge closed - again"},
		{"no heading of what stands around", "<title>Bridge closed</title>", "<aside><h1>Weather</h1></aside>", "Bridge closed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "<html><head>" + tt.head + "</head><body><nav><a href=/>Home</a></nav><p class=kicker>Local</p>" + tt.body + "<article>" + prose + "</article></body></html>"
			res, err := Read(Input{Bytes: []byte(page), Address: "http://p.example/q"})
			if err != nil {
				t.Fatal(err)
			}
			if got, _, _ := strings.Cut(res.Text, "\n"); got != tt.want {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestAllOfAPageIsTakenWhenWanted(t *testing.T) {
	page := "<html><body><nav>n</nav><h1>H</h1><div class=sidebar><p>s</p></div><article>" + strings.Repeat("<p>Prose of an article, with a comma, and of some length.</p>", 9) + "</article></body></html>"
	for whole, want := range map[bool]bool{true: true, false: false} {
		res, err := Read(Input{Bytes: []byte(page), Whole: whole})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(res.Text, "\ns\n") && strings.Contains(res.Text, "\nn\n"); got != want {
			t.Errorf("whole %v: %q", whole, res.Text)
		}
	}
}

func TestLinksWithinAPageAreNoNotes(t *testing.T) {
	const page = `<p>H</p><ul><li><a href="#s1">1</a> <sup><a href="#s2">2</a></sup></ul><h2 id=s1>1 First</h2><p>a <a href="#top">^</a></p><div id=s2><h2>2 Two</h2><p>b</p></div>`
	res, err := Read(Input{Bytes: []byte(page), Format: FormatHTML})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"headline: H", "list-item 1: 1 2", "heading 2: 1 First", "paragraph: a ^", "heading 2: 2 Two", "paragraph: b"}
	if diff := cmp.Diff(want, show(res.Document)); diff != "" || len(res.Citations) > 0 {
		t.Errorf("%s\n%v", diff, res.Citations)
	}
}

func TestAMarkOnItsOwnStandsBehindTheWordsBefore(t *testing.T) {
	res, err := Read(Input{Bytes: []byte("<p>H</p><p>a.</p><p><sup><a href=#n>1</a></sup></p><p>b</p><ol><li id=n>Note.</ol>"), Format: FormatHTML})
	if err != nil || res.Text != "H\na.\nb" || len(res.Citations) != 1 || res.Citations[0].At.Start != 4 {
		t.Errorf("%v, %q, %+v", err, res.Text, res.Citations)
	}
}

func TestNotesOfEveryKindAreCited(t *testing.T) {
	tests := []struct{ name, source string }{
		{"Markdown's", `a<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>.<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>Note. <a href="#fnref:1" class="footnote-backref">↩︎</a></p></li></ol></div>`},
		{"Google Docs'", `<p>a<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Note.</span></p></div>`},
		{"a wiki's", `<p>a<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>.</p><h2>References</h2><ol class="references"><li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> <span class="reference-text">Note.</span></li></ol>`},
		{"without a way back", `<p>a<sup><a href="#n1">1</a></sup>.</p><ol><li id=n1>Note.</li></ol>`},
		{"with the page's address", `<p>a<sup><a href="http://p.example/q#n1">1</a></sup>.</p><p id=n1><a href="http://p.example/q#r">1</a> Note.</p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := Read(Input{Bytes: []byte("<p>H</p>" + tt.source), Format: FormatHTML, Address: "http://p.example/q"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"headline: H", "paragraph: a."}, show(res.Document)); diff != "" {
				t.Error(diff)
			}
			if len(res.Citations) != 1 || res.Citations[0].Text != "Note." || res.Citations[0].Label != "1" || res.Citations[0].At.Start != 3 || res.Citations[0].At.Len() != 0 {
				t.Errorf("%+v", res.Citations)
			}
		})
	}
}
