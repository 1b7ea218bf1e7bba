package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// document makes one of blocks: "## heading", "- item", "> quotation", else a
// paragraph; the first is the headline. Pieces between | are in turn plain,
// strong, plain and a link.
func document(blocks ...string) models.Document {
	var d models.Document
	at := 0
	for i, text := range blocks {
		b := models.Block{Kind: models.Paragraph}
		for prefix, kind := range map[string]models.BlockKind{"## ": models.Heading, "- ": models.ListItem, "> ": models.Quotation} {
			if rest, ok := strings.CutPrefix(text, prefix); ok {
				text, b.Kind = rest, kind
			}
		}
		if i == 0 {
			b.Kind = models.Headline
		} else {
			d.Text += "\n"
			at++
		}
		b.Start = at
		for k, piece := range strings.Split(text, "|") {
			switch k % 4 {
			case 1:
				d.Marks = append(d.Marks, models.Mark{Span: models.Span{Start: at, End: at + len([]rune(piece))}, Kind: models.Strong})
			case 3:
				url := "http://" + piece
				d.Marks = append(d.Marks, models.Mark{Span: models.Span{Start: at, End: at + len([]rune(piece))}, Kind: models.Link, URL: url})
			}
			d.Text += piece
			at += len([]rune(piece))
		}
		b.End = at
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

// shown draws rows one a line: "0=0 text", "1- text", "+2 text", "1>3 text".
func shown(old, next models.Document, rows []Row) []string {
	o, n := []rune(old.Text), []rune(next.Text)
	var out []string
	for _, r := range rows {
		var line string
		switch {
		case r.Moved && r.New < 0:
			line = fmt.Sprintf("%d>%d", r.Old, r.Other)
		case r.Moved:
			line = fmt.Sprintf("%d<%d", r.New, r.Other)
		case r.New < 0:
			line = fmt.Sprintf("%d-", r.Old)
		case r.Old < 0:
			line = fmt.Sprintf("%d+", r.New)
		default:
			line = fmt.Sprintf("%d=%d", r.Old, r.New)
		}
		if r.Restyled {
			line += " restyled"
		}
		for _, m := range r.Marks {
			line += fmt.Sprintf(" %s %s %s%q", m.Op, m.Kind, m.URL, string(n[m.New.Start:m.New.End]))
		}
		var text strings.Builder
		for _, p := range r.Parts {
			text.WriteString(written(string(o[p.Old.Start:p.Old.End]), string(n[p.New.Start:p.New.End]), []Part{{
				p.Op, models.Span{End: p.Old.Len()}, models.Span{End: p.New.Len()},
			}}))
		}
		out = append(out, line+" "+text.String())
	}
	return out
}

func TestBlocks(t *testing.T) {
	const (
		first  = "The council met on Monday to talk about the bridge."
		second = "Its members voted nine to two against closing the road."
		third  = "Work on the northern pier begins in spring, the mayor said."
	)
	tests := []struct {
		name      string
		old, next models.Document
		want      []string
	}{
		{"nothing", models.Document{}, models.Document{}, nil},
		{"from nothing", models.Document{}, document("Head", first), []string{"0+ {+Head+}", "1+ {+" + first + "+}"}},
		{"equal documents", document("Head", first), document("Head", first), []string{"0=0 Head", "1=1 " + first}},
		{"a block is put in", document("Head", first, third), document("Head", first, second, third), []string{"0=0 Head", "1=1 " + first, "2+ {+" + second + "+}", "2=3 " + third}},
		{"a block is taken out", document("Head", first, second, third), document("Head", first, third), []string{"0=0 Head", "1=1 " + first, "2- [-" + second + "-]", "3=2 " + third}},
		{"a block becomes another", document("Head", first, second), document("Head", first, strings.Replace(second, "nine", "eight", 1)), []string{"0=0 Head", "1=1 " + first, "2=2 Its members voted [-nine-]{+eight+} to two against closing the road."}},
		{"another one stands in its place", document("Head", first), document("Head", third), []string{"0=0 Head", "1- [-" + first + "-]", "1+ {+" + third + "+}"}},
		{"a headline is paired however it reads", document("Bridge to close", first), document("Mayor keeps road open", first), []string{"0=0 [-Bridge to close-]{+Mayor keeps road open+}", "1=1 " + first}},
		{"a block moves", document("Head", first, second, third), document("Head", third, first, second), []string{"0=0 Head", "1<3 {+" + third + "+}", "1=2 " + first, "2=3 " + second, "3>1 [-" + third + "-]"}},
		{"two blocks of a gap find their own", document("Head", first, second), document("Head", "An opening of quite another kind stands here.", first+" Again.", "And something else in between.", strings.Replace(second, "nine", "ten", 1)), []string{
			"0=0 Head", "1+ {+An opening of quite another kind stands here.+}", "1=2 " + first + "{+ Again.+}", "3+ {+And something else in between.+}", "2=4 Its members voted [-nine-]{+ten+} to two against closing the road.",
		}},
		{"alike blocks stand in one row", document("Head", `He said "no".`), document("Head", "He said “no”."), []string{"0=0 Head", "1=1 He said (\"|“)no(\"|”)."}},
		{"a block of another kind", document("Head", first, "## Costs"), document("Head", "> "+first, "Costs"), []string{"0=0 Head", "1=1 restyled " + first, "2=2 restyled Costs"}},
		{"a moved block of another kind", document("Head", first, second, third), document("Head", "> "+third, first, second), []string{"0=0 Head", "1<3 restyled {+" + third + "+}", "1=2 " + first, "2=3 " + second, "3>1 [-" + third + "-]"}},
		{"words lose and get bold", document("Head", "one |two| three four"), document("Head", "one two |three| four"), []string{"0=0 Head", "1=1 removed strong \"two\" added strong \"three\" one two three four"}},
		{"bold grows over more words", document("Head", "one |two| three four"), document("Head", "one |two three| four"), []string{"0=0 Head", "1=1 added strong \" three\" one two three four"}},
		{"bold on white space is none", document("Head", "one| |two"), document("Head", "one two"), []string{"0=0 Head", "1=1 one two"}},
		{"bold goes with its words", document("Head", "one two |three| four"), document("Head", "one two four"), []string{"0=0 Head", "1=1 one two [-three -]four"}},
		{"bold on alike words", document("Head", "he said |“no”| loudly"), document("Head", `he said "no" loudly`), []string{"0=0 Head", "1=1 removed strong \"\\\"no\\\"\" he said (“|\")no(”|\") loudly"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, shown(tt.old, tt.next, Blocks(tt.old, tt.next))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestALinkToAnotherAddressIsOneLostAndOneGot(t *testing.T) {
	old, next := document("Head", "see ||there|it"), document("Head", "see ||there|it")
	next.Marks[1].URL = "http://elsewhere.example"
	rows := Blocks(old, next)
	want := []string{"0=0 Head", `1=1 added link http://elsewhere.example"it" removed link http://it"it" see thereit`}
	if d := cmp.Diff(want, shown(old, next, rows)); d != "" {
		t.Error(d)
	}
	if !rows[1].Changed() || rows[0].Changed() {
		t.Error("a row with another link has changed, one without any difference has not")
	}
	if got := Stats(rows, old, next); got != (Count{Restyled: 1}) {
		t.Errorf("counted %+v", got)
	}
}

func genDocument() *rapid.Generator[models.Document] {
	sentence := rapid.SampledFrom([]string{
		"The dam broke on Friday.", "It had stood for 80 years.", "Nobody was hurt, police said.", "Engineers warned of it in 2019.", "Der Damm brach am Freitag.", "大坝周五决堤。", `He said "no".`, "He said “no”.", "x",
	})
	block := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"", "", "- ", "> ", "## "}).Draw(t, "kind") + strings.Join(rapid.SliceOfN(sentence, 1, 4).Draw(t, "sentences"), rapid.SampledFrom([]string{" ", " ", "|"}).Draw(t, "between"))
	})
	return rapid.Custom(func(t *rapid.T) models.Document {
		return document(rapid.SliceOfN(block, 0, 12).Draw(t, "blocks")...)
	})
}

func TestBlocksKeepWhatTheyPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, next := genDocument().Draw(t, "old"), genDocument().Draw(t, "next")
		rows := Blocks(old, next)
		o, n := []rune(old.Text), []rune(next.Text)
		var was, is []string
		from, to := 0, 0
		for _, r := range rows {
			var a, b string
			for _, p := range r.Parts {
				a += string(o[p.Old.Start:p.Old.End])
				b += string(n[p.New.Start:p.New.End])
				if p.Op == Same && string(o[p.Old.Start:p.Old.End]) != string(n[p.New.Start:p.New.End]) {
					t.Fatalf("not the same: %+v", p)
				}
			}
			if r.Old >= 0 {
				if r.Old != from {
					t.Fatalf("old block %d follows %d", r.Old, from-1)
				}
				was, from = append(was, a), from+1
			}
			if r.New >= 0 {
				if r.New != to {
					t.Fatalf("new block %d follows %d", r.New, to-1)
				}
				is, to = append(is, b), to+1
			}
			if r.Moved {
				other, here, there := rowOf(rows, r), r.Old, r.New
				if !other.Moved || other.Other != max(here, there) || !anchor.Alike(text(old, next, r), text(old, next, other)) {
					t.Fatalf("%+v moved, but %+v stands there", r, other)
				}
			}
			for _, m := range r.Marks {
				if !anchor.Alike(string(o[m.Old.Start:m.Old.End]), string(n[m.New.Start:m.New.End])) || !standsOnOneSide(old, next, m) {
					t.Fatalf("%+v is no change of a mark", m)
				}
			}
		}
		if strings.Join(was, "\n") != old.Text || strings.Join(is, "\n") != next.Text {
			t.Fatalf("the rows do not hold the documents: %q, %q", was, is)
		}
		if nothing := Stats(rows, old, next).Nothing(); nothing != cmp.Equal(old, next) {
			t.Fatalf("equal documents: %v, nothing counted: %v: %v", !nothing, nothing, shown(old, next, rows))
		}
	})
}

// rowOf is the other row of a block that moved.
func rowOf(rows []Row, r Row) Row {
	i := slices.IndexFunc(rows, func(o Row) bool {
		return r.Old >= 0 && o.Old < 0 && o.New == r.Other || r.New >= 0 && o.New < 0 && o.Old == r.Other
	})
	return rows[i]
}

// text is that of a row of one side.
func text(old, next models.Document, r Row) string {
	if r.Old >= 0 {
		b := old.Blocks[r.Old]
		return string([]rune(old.Text)[b.Start:b.End])
	}
	b := next.Blocks[r.New]
	return string([]rune(next.Text)[b.Start:b.End])
}

// standsOnOneSide reports whether a mark of the change lies over its words on the side
// that has it, and none on the other.
func standsOnOneSide(old, next models.Document, m MarkChange) bool {
	over := func(marks []models.Mark, s models.Span) bool {
		return slices.ContainsFunc(marks, func(k models.Mark) bool { return k.Kind == m.Kind && k.URL == m.URL && k.Overlaps(s) })
	}
	was, is := over(old.Marks, m.Old), over(next.Marks, m.New)
	return was != is && was == (m.Op == Removed)
}

func TestStats(t *testing.T) {
	old := document("Head", "One two three four five.", "It stays.", "So does this.", "A block that goes elsewhere in a moment.", `Say "so".`, "## A heading")
	next := document("Head", "A block that goes elsewhere in a moment.", "One two 3 4 four five.", "It stays.", "So does this.", "Say “so”.", "A heading", "Mehr, 更多.")
	got := Stats(Blocks(old, next), old, next)
	want := Count{Removed: 1, Added: 5, Alike: 2, Moved: 1, Restyled: 1}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
