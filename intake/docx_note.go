package intake

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// docxNote is a footnote or an endnote.
type docxNote struct {
	text, url string
	changes   []*placedChange
}

// docxComment is a comment and the words it is about.
type docxComment struct {
	stamp
	text       string
	start, end int // places, from 1; 0: not met yet
}

// placedCitation is a note where the text refers to it.
type placedCitation struct {
	kind  string // of note
	sign  bool   // it brings its own sign
	label string
	place int
	note  docxNote
}

// noteFormat is how notes of a kind are numbered; empty fields are not said.
type noteFormat struct{ format, start, restart string }

// over lays f over what is below it.
func (f noteFormat) over(below noteFormat) noteFormat {
	if f.format == "" {
		f.format = below.format
	}
	if f.start == "" {
		f.start = below.start
	}
	if f.restart == "" {
		f.restart = below.restart
	}
	return f
}

// docxSettings are the settings of a file, or of a section.
type docxSettings struct {
	notes map[string]noteFormat // by kind
	lang  [3]string             // of words of which nothing says more
}

// noteCounts counts notes by kind.
type noteCounts struct {
	n     map[string]int
	named int // of cited, how many have their label
}

// The kinds of notes, as the names of their elements begin.
const (
	footnote = "footnote"
	endnote  = "endnote"
)

// readSettings reads word/settings.xml.
func (r *docxReader) readSettings(part string) error {
	r.settings.notes = map[string]noteFormat{}
	return r.pkg.read(part, func(root element) error {
		return root.each(func(el element) (err error) {
			switch el.name {
			case "w:footnotePr":
				r.settings.notes[footnote], err = readNoteFormat(el)
			case "w:endnotePr":
				r.settings.notes[endnote], err = readNoteFormat(el)
			case "w:themeFontLang":
				r.settings.lang = [3]string{el.val(), el.attr("w:bidi"), el.attr("w:eastAsia")}
			}
			return err
		})
	})
}

func readNoteFormat(el element) (f noteFormat, err error) {
	err = el.each(func(el element) error {
		switch el.name {
		case "w:numFmt":
			f.format = el.val()
		case "w:numStart":
			f.start = el.val()
		case "w:numRestart":
			f.restart = el.val()
		}
		return nil
	})
	return f, err
}

// readNotes reads word/footnotes.xml or word/endnotes.xml.
func (r *docxReader) readNotes(part string) error {
	rels, err := r.pkg.relations(part)
	if err != nil {
		return err
	}
	return r.pkg.read(part, func(root element) error {
		return root.each(func(el element) error {
			kind := strings.TrimPrefix(el.name, "w:")
			if el.attr("w:type") != "" && el.attr("w:type") != "normal" {
				return nil
			}
			a, err := r.besides(el, rels)
			if err != nil {
				return err
			}
			text := a.words()
			url := a.url
			if url == "" {
				url = firstAddress(models.Document{Text: text})
			}
			r.notes[kind+el.attr("w:id")] = docxNote{text: text, url: url, changes: a.changes}
			return nil
		})
	})
}

// readComments reads word/comments.xml.
func (r *docxReader) readComments(part string) error {
	rels, err := r.pkg.relations(part)
	if err != nil {
		return err
	}
	return r.pkg.read(part, func(root element) error {
		return root.each(func(el element) error {
			a, err := r.besides(el, rels)
			r.comments[el.attr("w:id")] = &docxComment{stamp: stampOf(el), text: a.words()}
			return err
		})
	})
}

// readAside reads a part that is no part of the copy.
func (r *docxReader) readAside(part string) (a *aside, err error) {
	err = r.pkg.read(part, func(root element) error {
		a, err = r.besides(root, nil)
		return err
	})
	return a, err
}

// besides reads the paragraphs in el.
func (r *docxReader) besides(el element, rels map[string]relation) (*aside, error) {
	r.beside += entrySize
	s := &docxStory{docxReader: r, rels: rels, aside: &aside{}}
	err := el.each(s.node)
	s.finish()
	return s.aside, err
}

// take takes a block as a line.
func (a *aside) take(b *docxBlock) {
	text, marks, n := joinCells(b.cells, false)
	if n == 0 {
		return
	}
	if a.text.Len() > 0 {
		a.text.WriteByte('\n')
	}
	a.text.WriteString(strings.ReplaceAll(text, string(models.LineBreak), "\n"))
	for _, m := range marks {
		if a.url == "" && m.Kind == models.Link && strings.HasPrefix(m.URL, "http") {
			a.url = m.URL
		}
	}
}

// words returns what was taken.
func (a *aside) words() string { return a.text.String() }

// noteReference reads the place of a note's mark.
func (s *docxStory) noteReference(el element) {
	kind := strings.TrimSuffix(strings.TrimPrefix(el.name, "w:"), "Reference")
	note, ok := s.notes[kind+el.attr("w:id")]
	for _, c := range s.open {
		if c != nil {
			c.bare = true
		}
	}
	if !ok || s.aside != nil || s.gone > 0 || s.cell == nil {
		return
	}
	s.beside += entrySize
	c := placedCitation{kind: kind, place: s.here(), note: note}
	s.cited = append(s.cited, c)
	if toggledAttr(el.attr("w:customMarkFollows")) {
		s.sign = len(s.cited)
		s.cited[s.sign-1].sign = true
	}
	for _, of := range note.changes {
		s.beside += entrySize
		s.changed = append(s.changed, &placedChange{kind: of.kind, stamp: of.stamp, text: of.text, place: c.place, bare: of.bare})
	}
}

// section reads w:sectPr, which stands at the end of its section.
func (s *docxStory) section(el element) error {
	formats := docxSettings{notes: map[string]noteFormat{}}
	err := el.each(func(el element) (err error) {
		switch el.name {
		case "w:headerReference", "w:footerReference":
			s.headers[el.attr("r:id")] = true
		case "w:footnotePr":
			formats.notes[footnote], err = readNoteFormat(el)
		case "w:endnotePr":
			formats.notes[endnote], err = readNoteFormat(el)
		}
		return err
	})
	s.endSection(formats)
	return err
}

// endSection gives the notes since the last section their labels.
func (r *docxReader) endSection(section docxSettings) {
	if r.counted.n == nil {
		r.counted.n = map[string]int{}
	}
	usual := map[string]noteFormat{footnote: {format: "decimal"}, endnote: {format: "lowerRoman"}}
	format := func(kind string) noteFormat {
		return section.notes[kind].over(r.settings.notes[kind]).over(usual[kind])
	}
	for i := r.counted.named; i < len(r.cited); i++ {
		c := &r.cited[i]
		if c.sign {
			c.label = oneLine(c.label)
			continue
		}
		f := format(c.kind)
		c.label = numeral(f.format, max(1, numberOf(f.start))+r.counted.n[c.kind])
		r.counted.n[c.kind]++
	}
	r.counted.named = len(r.cited)
	for _, kind := range []string{footnote, endnote} {
		if format(kind).restart == "eachSect" {
			r.counted.n[kind] = 0
		}
	}
}

// numeral writes a number, from 1, in a format.
func numeral(format string, n int) string {
	switch format {
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "lowerLetter":
		return strings.Repeat(string(rune('a'+(n-1)%26)), min(8, (n-1)/26+1))
	case "upperLetter":
		return strings.Repeat(string(rune('A'+(n-1)%26)), min(8, (n-1)/26+1))
	case "chicago":
		return strings.Repeat([]string{"*", "†", "‡", "§"}[(n-1)%4], min(8, (n-1)/4+1))
	}
	return strconv.Itoa(n)
}

// roman writes a number below 4000 in Roman numerals, others in digits.
func roman(n int) string {
	if n < 1 || n > 3_999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}

// commentRange reads where the words begin or end that a comment is about, or
// where its mark stands.
func (s *docxStory) commentRange(el element) {
	c := s.comments[el.attr("w:id")]
	switch {
	case c == nil || s.aside != nil:
	case el.name == "w:commentRangeEnd":
		c.end = s.behind() + 1
	case c.start == 0:
		c.start = s.here() + 1
		c.end = c.start
	}
}
