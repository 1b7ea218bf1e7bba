package intake

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/models"
)

// noteRef is the mark of a footnote or an endnote.
func noteRef(kind, id string) string {
	return `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:` + kind + `Reference w:id="` + id + `"/></w:r>`
}

func noteOf(kind, id, inner string) string {
	return `<w:` + kind + ` w:id="` + id + `">` + inner + `</w:` + kind + `>`
}

const ruledOff = `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>`

// cited writes a citation with the words it stands on, or behind.
func cited(d models.Document, c Citation) string {
	runes := []rune(d.Text)
	s := "on " + string(runes[c.At.Start:c.At.End])
	if c.At.Len() == 0 {
		s = "behind " + string(runes[max(0, c.At.Start-4):c.At.Start])
	}
	return s + "|" + c.Label + "|" + c.Text + "|" + c.URL
}

func TestDOCXNotesAndLinksAreCitations(t *testing.T) {
	mark := `<w:r><w:footnoteRef/></w:r>`
	foot := ruledOff + noteOf("footnote", "1", `<w:p>`+mark+runs(" Report, p. 4.")+`</w:p>`) +
		noteOf("footnote", "2", `<w:p>`+mark+runs(" See ")+`<w:hyperlink r:id="n1">`+runs("the law")+`</w:hyperlink></w:p><w:p>`+runs("Second line")+`</w:p>`) +
		noteOf("footnote", "3", `<w:p>`+runs("Told to us (https://c.example/x), 3 May.")+`</w:p>`)
	end := noteOf("endnote", "1", plainPara("An endnote")) + noteOf("endnote", "2", plainPara("Another"))
	tests := []struct {
		name, body, settings string
		want                 []string
	}{
		{"a footnote, behind the words and not in the text", `<w:p>` + runs("One two") + noteRef("footnote", "1") + runs(".") + `</w:p>`, "", []string{"behind  two|1|Report, p. 4.|"}},
		{"behind the words when a space comes first", `<w:p>` + runs("One two ") + noteRef("footnote", "1") + runs("three") + `</w:p>`, "", []string{"behind  two|1|Report, p. 4.|"}},
		{"with several paragraphs and a link", `<w:p>` + runs("a") + noteRef("footnote", "2") + `</w:p>`, "", []string{"behind ad\na|1|See the law\nSecond line|https://law.example/"}},
		{"with an address in its words", `<w:p>` + runs("a") + noteRef("footnote", "3") + `</w:p>`, "", []string{"behind ad\na|1|Told to us (https://c.example/x), 3 May.|https://c.example/x"}},
		{
			"footnotes and endnotes have their own numbers", `<w:p>` + runs("aaaa") + noteRef("footnote", "2") + runs("bbbb") + noteRef("endnote", "2") + runs("cccc") + noteRef("footnote", "1") + runs("dddd") + noteRef("endnote", "1") + `</w:p>`, "",
			[]string{"behind aaaa|1|See the law\nSecond line|https://law.example/", "behind bbbb|i|Another|", "behind cccc|2|Report, p. 4.|", "behind dddd|ii|An endnote|"},
		},
		{"numbered as the settings say", `<w:p>` + runs("aaaa") + noteRef("footnote", "1") + `</w:p>`, `<w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="3"/></w:footnotePr>`, []string{"behind aaaa|C|Report, p. 4.|"}},
		{
			"or as their section says", `<w:p>` + runs("aaaa") + noteRef("footnote", "1") + `</w:p><w:p><w:pPr><w:sectPr><w:footnotePr><w:numFmt w:val="chicago"/><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr></w:pPr></w:p>` + `<w:p>` + runs("bbbb") + noteRef("footnote", "1") + `</w:p>`, "",
			[]string{"behind aaaa|*|Report, p. 4.|", "behind bbbb|1|Report, p. 4.|"},
		},
		{
			"with a sign of its own, which is no text", `<w:p>` + runs("aaaa") + `<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>†</w:t></w:r>` + runs("bbbb") + noteRef("footnote", "1") + `</w:p>`, "",
			[]string{"behind aaaa|†|Report, p. 4.|", "behind bbbb|1|Report, p. 4.|"},
		},
		{"a mark without a note", `<w:p>` + runs("a") + noteRef("footnote", "9") + `</w:p>`, "", nil},
		{"a deleted mark", `<w:p>` + runs("a") + change("del", "A", "", noteRef("footnote", "1")) + `</w:p>`, "", nil},
		{
			"links to the web in the order of the text, among the notes", `<w:p><w:hyperlink r:id="link2">` + runs("mail") + `</w:hyperlink>` + runs(" x ") + noteRef("footnote", "1") + `<w:hyperlink r:id="link1">` + runs("web") + `</w:hyperlink></w:p>`, "",
			[]string{"behind il x|1|Report, p. 4.|", "on web|||https://a.example/"},
		},
		{"in a cell", "<w:tbl><w:tr><w:tc>" + plainPara("one") + "</w:tc><w:tc><w:p>" + runs("four") + noteRef("footnote", "1") + "</w:p></w:tc></w:tr></w:tbl>", "", []string{"behind four|1|Report, p. 4.|"}},
		{"behind letters that become one", `<w:p>` + runs("cafe\u0301") + noteRef("footnote", "1") + runs("s") + `</w:p>`, "", []string{"behind café|1|Report, p. 4.|"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parts := word(head+tt.body, "https://a.example/", "mailto:a@b.example").with("word/footnotes.xml", "w:footnotes", foot).
				with("word/endnotes.xml", "w:endnotes", end).with("word/settings.xml", "w:settings", tt.settings)
			parts["word/_rels/footnotes.xml.rels"] = relsHead + `<Relationship Id="n1" Type="` + relTypes + `hyperlink" Target="https://law.example/" TargetMode="External"/></Relationships>`
			res := parts.read(t, ViewFinal)
			var got []string
			for _, c := range res.Citations {
				got = append(got, cited(res.Document, c))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s\n%q", diff, res.Text)
			}
		})
	}
}

func TestDOCXCommentsAreRemarks(t *testing.T) {
	comment := func(id, text string) string {
		return `<w:comment w:id="` + id + `" w:author="Dana Okoro" w:date="2026-03-04T08:00:00Z" w:initials="DO"><w:p><w:r><w:annotationRef/></w:r>` + runs(text) + `</w:p></w:comment>`
	}
	from := func(id string) string { return `<w:commentRangeStart w:id="` + id + `"/>` }
	to := func(id string) string {
		return `<w:commentRangeEnd w:id="` + id + `"/><w:r><w:commentReference w:id="` + id + `"/></w:r>`
	}
	tests := []struct {
		name, body string
		want       []string
	}{
		{"on words", "<w:p>" + runs("a ") + from("1") + runs("big dog") + to("1") + runs(" b") + "</w:p>", []string{"big dog|first"}},
		{"over two paragraphs", "<w:p>" + runs("a ") + from("1") + runs("big") + "</w:p><w:p>" + runs("dog") + to("1") + "</w:p>", []string{"big\ndog|first"}},
		{"around paragraphs", plainPara("a") + from("1") + plainPara("big") + plainPara("dog") + `<w:commentRangeEnd w:id="1"/>` + plainPara("z"), []string{"big\ndog|first"}},
		{"at a place", "<w:p>" + runs("a") + `<w:r><w:commentReference w:id="2"/></w:r>` + "</w:p>", []string{"|second"}},
		{"of two, and an answer", "<w:p>" + from("2") + runs("x ") + from("1") + runs("y") + to("1") + to("2") + "</w:p>", []string{"x y|second", "y|first"}},
		{"that the text does not name", plainPara("a"), nil},
		{"that is not there", "<w:p>" + from("7") + runs("a") + to("7") + "</w:p>", nil},
		{"in cells", "<w:tbl><w:tr><w:tc><w:p>" + runs("one ") + from("1") + runs("two") + "</w:p></w:tc><w:tc><w:p>" + runs("three") + to("1") + "</w:p></w:tc></w:tr></w:tbl>", []string{"two\tthree|first"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := word(head+tt.body).with("word/comments.xml", "w:comments", comment("1", "first")+comment("2", "second")).read(t, ViewFinal)
			var got []string
			for _, r := range res.Remarks {
				got = append(got, string([]rune(res.Text)[r.At.Start:r.At.End])+"|"+r.Text)
				if r.Author != "Dana Okoro" || r.On != "2026-03-04" {
					t.Errorf("by %q on %q", r.Author, r.On)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDOCXTrackedChanges(t *testing.T) {
	ins := func(inner string) string { return change("ins", "Bo", "2026-03-02T09:30:00Z", inner) }
	del := func(text string) string {
		return change("del", "Cleo", "2026-03-03T11:15:00Z", `<w:r><w:delText xml:space="preserve">`+text+`</w:delText></w:r>`)
	}
	marked := func(kind, text string) string {
		return `<w:p><w:pPr><w:rPr>` + change(kind, "Bo", "2026-03-02T09:30:00Z", "") + `</w:rPr></w:pPr>` + text + `</w:p>`
	}
	row := func(kind string) string {
		return `<w:tr><w:trPr>` + change(kind, "Bo", "2026-03-02T09:30:00Z", "") + `</w:trPr><w:tc>` + plainPara("x") + `</w:tc><w:tc><w:p>` + change(kind, "Bo", "2026-03-02T09:30:00Z", runs("y")) + `</w:p></w:tc></w:tr>`
	}
	const bo, cleo = "Bo 2026-03-02", "Cleo 2026-03-03"
	tests := []struct {
		name, body      string
		final, original []string
		changes         []string // with their place in the final view
	}{
		{
			"an insertion and a deletion", "<w:p>" + runs("a ") + ins(runs("new ")) + del("old ") + runs("b") + "</w:p>",
			[]string{"paragraph: a new b"},
			[]string{"paragraph: a old b"},
			[]string{"insertion by " + bo + " at 7: new ", "deletion by " + cleo + " at 11: old "},
		},
		{
			"neighbours of one author and time are one", "<w:p>" + ins(runs("a")) + `<w:bookmarkStart w:id="1"/>` + ins(run("<w:b/>", "b")) + runs("c") + ins(runs("d")) + "</w:p>",
			[]string{"paragraph: abcd {strong b}"},
			[]string{"paragraph: c"},
			[]string{"insertion by " + bo + " at 5: ab", "insertion by " + bo + " at 8: d"},
		},
		{
			"words put in by one and taken out by another", "<w:p>" + runs("a") + ins(del("b")) + "</w:p>",
			[]string{"paragraph: a"},
			[]string{"paragraph: a"},
			[]string{"insertion by " + bo + " at 6: b", "deletion by " + cleo + " at 6: b"},
		},
		{
			"moved words", "<w:p>" + change("moveFrom", "Bo", "2026-03-02T09:30:00Z", runs("m")) + runs("a") + change("moveTo", "Bo", "2026-03-02T09:30:00Z", runs("m")) + "</w:p>",
			[]string{"paragraph: am"},
			[]string{"paragraph: ma"},
			[]string{"moved from by " + bo + " at 5: m", "moved to by " + bo + " at 6: m"},
		},
		{
			"two paragraphs made one, and one made two", marked("del", runs("a ")) + plainPara("b") + marked("ins", runs("c ")) + para("berschrift1", runs("d")),
			[]string{"paragraph: a b", "paragraph: c", "heading 2: d"},
			[]string{"paragraph: a", "paragraph: b", "heading 2: c d"},
			[]string{"deletion by " + bo + " at 6: \n", "insertion by " + bo + " at 10: \n"},
		},
		{
			"a whole paragraph put in", plainPara("a") + marked("ins", ins(runs("b"))) + plainPara("c"),
			[]string{"paragraph: a", "paragraph: b", "paragraph: c"},
			[]string{"paragraph: a", "paragraph: c"},
			[]string{"insertion by " + bo + " at 7: b\n"},
		},
		{
			"rows put in and taken out", "<w:tbl>" + row("ins") + row("del") + cells("p", "q") + "</w:tbl>",
			[]string{"table-row: x\ty", "table-row: p\tq"},
			[]string{"table-row: x\ty", "table-row: p\tq"},
			[]string{"insertion by " + bo + " at 5: x\ty", "deletion by " + bo + " at 8: x\ty"},
		},
		{
			"formatting", "<w:p>" + runs("a ") + run(`<w:b/>`+change("rPrChange", "Bo", "2026-03-02", "<w:rPr><w:i/></w:rPr>"), "b") + "</w:p>",
			[]string{"paragraph: a b {strong b}"},
			[]string{"paragraph: a b {emphasis b}"},
			[]string{"formatting by " + bo + " at 7: b"},
		},
		{
			"a paragraph's style", `<w:p><w:pPr><w:pStyle w:val="berschrift1"/>` + change("pPrChange", "Bo", "2026-03-02", `<w:pPr><w:pStyle w:val="IntensivesZitat"/></w:pPr>`) + `</w:pPr>` + runs("b") + "</w:p>",
			[]string{"heading 2: b"},
			[]string{"quotation: b"},
			[]string{"formatting by " + bo + " at 5: b"},
		},
		{
			"a deleted field and a deleted image", "<w:p>" + runs("a") + change("del", "Bo", "2026-03-02", field("PAGE", `<w:r><w:delText>7</w:delText></w:r>`)) + change("ins", "Bo", "2026-03-02", `<w:r><w:drawing><pic:pic/></w:drawing></w:r>`) + "</w:p>",
			[]string{"paragraph: a"},
			[]string{"paragraph: a7"},
			[]string{"deletion by " + bo + " at 6: 7", "insertion by " + bo + " at 6: "},
		},
		{"without a name or a date", "<w:p>" + change("ins", "", "soon", runs("a")) + "</w:p>", []string{"paragraph: a"}, nil, []string{"insertion by   at 5: a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			final, original := word(head+tt.body).read(t, ViewFinal), word(head+tt.body).read(t, ViewOriginal)
			if diff := cmp.Diff(tt.final, show(final.Document)[1:]); diff != "" {
				t.Error("final:", diff)
			}
			if diff := cmp.Diff(append([]string{}, tt.original...), append([]string{}, show(original.Document)[1:]...)); diff != "" {
				t.Error("original:", diff)
			}
			var got []string
			for _, c := range final.Changes {
				got = append(got, string(c.Kind)+" by "+c.Author+" "+c.On+" at "+strconv.Itoa(c.At)+": "+c.Text)
			}
			if diff := cmp.Diff(tt.changes, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
