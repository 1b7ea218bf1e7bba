package intake

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"example.org/tickmark/apperr"
)

func parsed(t *testing.T, src *source) *html.Node {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(src.out.String()))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// hostilePages are pieces that, said again and again, make readers of HTML
// slow, and what they are said in. The number is how often just not too many
// tags are.
var hostilePages = []struct {
	name, before, piece string
	tags                int // of a piece
}{
	{"elements that never end", "", "<div>", 1},
	{"marks that never end", "", "<b>a<p>", 2},
	{"marks across one another", "", "<b><i>a</b></i><p>", 3},
	{"paragraphs", "", "<p>aaaaaaaa aaaaaaa, aaaaaaaaa aaaaa</p>", 1},
	{"paragraphs far inside", strings.Repeat("<div>", 490), "<p>aaaaaaaa aaaaaaa, aaaaaaaaa aaaaa</p>", 1},
	{"marks far inside", strings.Repeat("<div>", 480), "<i>aaaa</i>", 1},
	{"divisions of one paragraph", "", "<div><p>aaaaaaaa aaaaaaa, aaaaaaaaa aaaaa</p></div>", 2},
	{"links", "", "<a href=x>aaaaaaaa aaaaaaa</a>", 1},
	{"breaks", "", "a<br>", 1},
	{"pictures in one figure", "<figure>", "<img src=x>", 1},
	{"lists", "", "<ul><li>a</li></ul>", 2},
	{"rows", "<table>", "<tr><td>aa<td>bb", 3},
	{"tables", "", "<table><tr><td>aa<td>bb</table>", 4},
	{"tables in one another", "", "<table><tr><td>", 3},
	{"headings", "", "<h2>aaaa</h2>", 1},
	{"marks of one note", "<ol><li id=x>b</ol>", "<sup><a href=#x>1</a></sup>", 2},
	{"drawings that never end", "", "<svg>", 1},
	{"comments that never end", "", "<!--", 0},
	{"signs that are no tags", "", "< & <", 0},
	{"attributes without values", "<p>a", "<p a b c d e f=>", 1},
	{"forms", "", "<form><input>", 2},
}

// repeated returns a page of a hostile piece, with at most the tags.
func repeated(before, piece string, each, tags, size int) []byte {
	n := size / len(piece)
	if each > 0 {
		n = min(n, (tags-600)/each)
	}
	return []byte("<html><body><nav>a</nav>" + before + strings.Repeat(piece, n))
}

// A small one of each; BenchmarkHostilePages takes the largest.
func TestHostilePagesAreRead(t *testing.T) {
	for _, h := range hostilePages {
		t.Run(h.name, func(t *testing.T) {
			checkRead(t, Input{Bytes: repeated(h.before, h.piece, h.tags, 1_500, 16<<10), Format: FormatHTML, Address: "http://a.example/b"})
		})
	}
}

// BenchmarkHostilePages reads the largest page of each that is not refused for
// its tags, and says how many bytes it takes.
func BenchmarkHostilePages(b *testing.B) {
	for _, h := range hostilePages {
		b.Run(h.name, func(b *testing.B) {
			page := repeated(h.before, h.piece, h.tags, MaxTags, MaxUpload-4_000)
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Read(Input{Bytes: page, Format: FormatHTML, Address: "http://a.example/b"})
			}
		})
	}
}

// The library's time grows with depth and text, so that beyond a limit it is
// not asked, and all of the page is taken.
func TestTheLibraryIsShownOnlyWhatItCanBear(t *testing.T) {
	for _, h := range []struct{ name, page string }{
		{"too many elements", strings.Repeat("<p>a", maxArticleTags+1)},
		{"elements too deep", strings.Repeat("<div>", 490) + strings.Repeat("<i>a</i>", 10_000)},
		{"text too deep", strings.Repeat("<div>", 490) + strings.Repeat("aaaa ", 20_000)},
	} {
		t.Run(h.name, func(t *testing.T) {
			src, err := shrink("<html><body><nav>b</nav>" + h.page)
			if err != nil {
				t.Fatal(err)
			}
			if f := numberNodes(parsed(t, src)); f != nil {
				t.Errorf("the library is shown %d nodes", len(f.nodes))
			}
		})
	}
	res, err := Read(Input{Bytes: []byte("<html><body><nav>b</nav><h1>c</h1>" + strings.Repeat("<div>", 490) + strings.Repeat("aaaa ", 20_000))})
	if err != nil || len(res.Warnings) == 0 || res.Warnings[0].Code != ArticleNotFound || !strings.HasPrefix(res.Text, "c\naaaa aaaa") {
		t.Errorf("%v, %v, %.40q", err, res.Warnings, res.Text)
	}
}

func TestAPageIsMadeSmallBeforeItIsATree(t *testing.T) {
	page := `<p ONCLICK="x" class='a"b' data-x=1 href=">" href=2>` + "a \n\t b<!-- c > --><SCRIPT>if (a</p>b) '</scripty>'</SCRIPT>\x00<pre> d  e</pre><title>t<b></title><svg><p>f</svg>g"
	src, err := shrink(page)
	if err != nil {
		t.Fatal(err)
	}
	want := `<p class="a&quot;b" href=">">` + "a\nb<script></script><pre> d  e</pre><title>t&lt;b></title><svg></svg>g"
	if got := src.out.String(); got != want {
		t.Errorf("got %q", got)
	}
	huge := "<p>" + strings.Repeat("a ", maxPageText)
	if _, err := shrink(huge); !errors.Is(err, apperr.TextTooLarge) {
		t.Errorf("got %v", err)
	}
	if src, err := shrink("<p title=" + strings.Repeat("a", 1<<20) + ">b"); err != nil || src.out.Len() > 2*maxValue {
		t.Errorf("%v, %d bytes are left", err, src.out.Len())
	}
}
