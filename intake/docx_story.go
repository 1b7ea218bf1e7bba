package intake

import (
	"strings"

	"example.org/tickmark/models"
)

// docxBlock is a block as it is read: a paragraph, or a row of a table.
type docxBlock struct {
	models.Block
	cells  []*spool
	images int // how many of docxReader.images came before
}

// docxStory reads paragraphs and tables that follow one another: the body of a
// file, or a text box, a note, a comment, a page header.
type docxStory struct {
	*docxReader
	rels  map[string]relation
	aside *aside        // for what is no part of the copy
	into  *[]*docxBlock // of a text box: where its blocks wait

	block    *docxBlock // the open paragraph
	row      *docxBlock // the open row
	cell     *spool     // what takes text
	tables   int        // tables around
	joined   bool       // the next paragraph goes on where the last one ended
	boxes    []*docxBlock
	floating []int // places at the start of the next block

	para   paraProps
	base   look // of the paragraph's style
	run    runFormat
	sign   int // from 1: which of cited takes text, as the sign of its note
	fields []docxField
	unread int // fields inside too many others
	links  []openLink
	linked int // links so far
	open   []*placedChange
	gone   int // elements around that are not in the view
}

// aside takes the text of notes, comments and page headers.
type aside struct {
	text    strings.Builder
	url     string // of the first link
	changes []*placedChange
}

// node reads an element of the text, whatever it stands in. What is not named
// here is no text.
func (s *docxStory) node(el element) error {
	if err := s.tooMuch(); err != nil {
		return err
	}
	switch el.name {
	case "w:p":
		return s.paragraph(el)
	case "w:r", "m:r":
		return s.runOf(el)
	case "w:tbl":
		return s.table(el)
	case "w:tr":
		return s.tableRow(el)
	case "w:tc":
		return s.tableCell(el)
	case "w:sdt":
		return s.control(el)
	case "w:hyperlink":
		return s.hyperlink(el)
	case "w:fldSimple":
		return s.simpleField(el)
	case "w:ins", "w:del", "w:moveFrom", "w:moveTo":
		return s.tracked(el)
	case "w:commentRangeStart", "w:commentRangeEnd":
		s.commentRange(el)
	case "w:sectPr":
		return s.section(el)
	case "mc:AlternateContent":
		return alternate(el, s.node)
	case "m:oMathPara", "m:oMath":
		s.warn(Equation)
		return s.deep(el)
	case "w:smartTag", "w:customXml", "w:bdo", "w:dir", "w:sdtContent", "w:rubyBase":
		return el.each(s.node)
	case "w:altChunk", "w:subDoc":
		s.warn(EmbeddedObject)
	}
	return nil
}

// alternate visits what is in the first way of several to say the same.
func alternate(el element, visit func(element) error) error {
	taken := false
	return el.each(func(el element) error {
		if taken || el.name != "mc:Choice" && el.name != "mc:Fallback" {
			return nil
		}
		taken = true
		return el.each(visit)
	})
}

// paragraph reads w:p.
func (s *docxStory) paragraph(el element) error {
	switch {
	case s.cell == nil:
		s.block = &docxBlock{images: len(s.images)}
		s.openCell(s.block)
	case !s.joined && s.cell.n > 0 && !s.cell.atBreak():
		s.cell.breakLine()
	}
	s.joined, s.para = false, paraProps{}
	s.base = s.styles.look(s.styles.normal)
	around := len(s.open)
	err := el.each(func(el element) error {
		if el.name == "w:pPr" {
			return s.properties(el)
		}
		return s.node(el)
	})
	s.endChanges(around)
	s.endInstructions()
	s.joined = s.endMark() || s.para.dropCap
	if len(s.para.mark.tracked) == 0 {
		s.step++
	}
	if !s.joined {
		s.finish()
	}
	return err
}

// properties reads w:pPr.
func (s *docxStory) properties(el element) error {
	p, err := s.readPara(el)
	if err != nil {
		return err
	}
	s.para = p
	if p.was != nil && s.view == ViewOriginal {
		s.para = *p.was
		s.para.mark = p.mark
	}
	if p.restyled != nil {
		s.begin(Restyled, *p.restyled)
	}
	s.base = s.styles.look(s.style())
	return nil
}

// style returns the id of the style of the paragraph that is read.
func (s *docxStory) style() string {
	if s.para.style != "" {
		return s.para.style
	}
	return s.styles.normal
}

// openCell begins a cell of b, in which the links go on that are open.
func (s *docxStory) openCell(b *docxBlock) {
	s.cell = &spool{}
	b.cells = append(b.cells, s.cell)
	if s.into != nil {
		s.beside += cellSize
	}
	for _, id := range s.floating {
		s.cell.point(id)
	}
	s.floating = nil
	s.relink()
}

// finish ends the open paragraph and hands it on, if there is one.
func (s *docxStory) finish() {
	b := s.block
	if b == nil {
		return
	}
	s.block, s.cell, s.joined = nil, nil, false
	b.Block = s.kind()
	s.hand(b)
}

// hand gives a block away, and the text boxes that hang on it.
func (s *docxStory) hand(b *docxBlock) {
	s.caption(b)
	boxes := s.boxes
	s.boxes = nil
	for _, b := range append([]*docxBlock{b}, boxes...) {
		switch {
		case s.into != nil:
			*s.into = append(*s.into, b)
		case s.aside != nil:
			s.aside.take(b)
		default:
			s.emit(b)
		}
	}
}

// kind says what the paragraph is that has been read, and counts it if it is
// an item of a list.
func (s *docxStory) kind() models.Block {
	r := s.styles.role(s.style())
	if direct, ok := outlineRole(s.para.outline); ok && (r.kind == "" || r.kind == models.Paragraph || r.kind == models.Heading) {
		r = direct
	}
	level, n := s.item(s.para, s.style())
	switch {
	case r.kind == models.Heading:
		return models.Block{Kind: models.Heading, Level: min(6, max(2, r.level))}
	case r.kind == models.Headline || r.kind == models.Standfirst || r.kind == models.Caption:
		return models.Block{Kind: r.kind}
	case level > 0:
		return models.Block{Kind: models.ListItem, Level: level, Number: n}
	case r.kind == models.Quotation:
		return models.Block{Kind: models.Quotation}
	}
	return models.Block{Kind: models.Paragraph}
}

// maxCells is how many cells a row has. Word makes no more than 63; what stands
// in more is put into the last.
const maxCells = 100

// table reads w:tbl. The paragraphs of a table in a cell are lines of it.
func (s *docxStory) table(el element) error {
	if s.tables > 0 {
		s.warn(NestedTable)
	} else {
		s.finish()
	}
	s.tables++
	err := el.each(s.node)
	s.tables--
	return err
}

// tableRow reads w:tr.
func (s *docxStory) tableRow(el element) error {
	if s.row != nil {
		return el.each(s.node)
	}
	s.finish()
	row := &docxBlock{Block: models.Block{Kind: models.TableRow}, images: len(s.images)}
	s.row = row
	around, gone := len(s.open), s.gone
	err := el.each(func(el element) error {
		if el.name == "w:trPr" {
			return s.trackedPart(el)
		}
		return s.node(el)
	})
	s.endChanges(around)
	s.gone, s.row, s.cell = gone, nil, nil
	s.step++
	s.hand(row)
	return err
}

// tableCell reads w:tc.
func (s *docxStory) tableCell(el element) error {
	if s.row == nil || s.tables > 1 {
		return el.each(s.node)
	}
	s.finish()
	if n := len(s.row.cells); n < maxCells {
		s.note("\t", n > 0)
		s.openCell(s.row)
	} else {
		s.cell = s.row.cells[n-1]
	}
	around, gone := len(s.open), s.gone
	err := el.each(func(el element) error {
		if el.name == "w:tcPr" {
			return s.trackedPart(el)
		}
		return s.node(el)
	})
	s.endChanges(around)
	s.gone, s.cell, s.joined = gone, nil, false
	return err
}

// control reads w:sdt, a content control: what is in it but for its prompt.
func (s *docxStory) control(el element) error {
	skip := WarningCode("")
	return el.each(func(el element) error {
		switch {
		case el.name == "w:sdtPr":
			var err error
			skip, err = prompt(el)
			return err
		case el.name == "w:sdtContent" && skip != "":
			s.warn(skip)
			return nil
		}
		return s.node(el)
	})
}

// prompt reads w:sdtPr and returns why a control's content is no copy, or "".
func prompt(el element) (why WarningCode, err error) {
	err = el.each(func(el element) error {
		switch {
		case el.name == "w:showingPlcHdr" && toggled(el) == on:
			why = Placeholder
		case el.name == "w:docPartObj":
			return el.each(func(el element) error {
				if el.name == "w:docPartGallery" && el.val() == "Table of Contents" {
					why = ContentsTable
				}
				return nil
			})
		}
		return nil
	})
	return why, err
}

// box reads w:txbxContent, whose paragraphs stand behind the one it hangs on.
func (s *docxStory) box(el element) error {
	s.warn(TextBox)
	inner := &docxStory{docxReader: s.docxReader, rels: s.rels, aside: s.aside, into: &s.boxes, gone: s.gone}
	err := el.each(inner.node)
	inner.finish()
	return err
}
