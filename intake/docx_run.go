package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"example.org/tickmark/models"
)

// runFormat is how the words of a run are formatted, as a look has it, but for
// what its paragraph's style makes of all words.
type runFormat struct {
	strong, emphasis bool
	hidden           bool
	lang             [3]string
	complex          bool
}

// runOf reads w:r.
func (s *docxStory) runOf(el element) error {
	outer, around := s.run, len(s.open)
	s.run = s.format(runProps{})
	err := el.each(func(el element) error {
		if el.name != "w:rPr" {
			return s.content(el)
		}
		p, err := readRun(el)
		if p.restyled != nil {
			s.begin(Restyled, *p.restyled)
		}
		if p.was != nil && s.view == ViewOriginal {
			p = *p.was
		}
		s.run = s.format(p)
		return err
	})
	s.endChanges(around)
	s.run, s.sign = outer, 0
	return err
}

// format returns what p makes of a run in the paragraph that is read.
func (s *docxStory) format(p runProps) runFormat {
	char := s.styles.look(p.style)
	all := p.look.over(char).over(s.base).over(s.styles.base)
	f := runFormat{lang: all.lang, complex: all.complex == on, hidden: all.hidden == on}
	i := 0
	if f.complex {
		i = 1
	}
	own := p.look.over(char)
	f.strong = own.bold[i] == on && s.base.bold[i] != on
	f.emphasis = own.italic[i] == on && s.base.italic[i] != on
	return f
}

// content reads what stands in a run.
func (s *docxStory) content(el element) error {
	if err := s.tooMuch(); err != nil {
		return err
	}
	switch el.name {
	case "w:t", "w:delText", "m:t":
		return s.text(el)
	case "w:tab", "w:ptab":
		s.write("\t")
	case "w:br", "w:cr":
		s.breakLine()
	case "w:noBreakHyphen":
		s.write("\u2011")
	case "w:softHyphen":
		s.write("\u00ad")
	case "w:sym":
		s.symbol(el)
	case "w:fldChar":
		s.fieldChar(el)
	case "w:instrText", "w:delInstrText":
		return s.instruction(el)
	case "w:footnoteReference", "w:endnoteReference":
		s.noteReference(el)
	case "w:commentReference":
		s.commentRange(el)
	case "w:drawing", "w:pict":
		return s.deep(el)
	case "w:object", "w:contentPart":
		s.warn(EmbeddedObject)
	case "w:ruby":
		s.warn(RubyText)
		return el.each(s.node)
	case "mc:AlternateContent":
		return alternate(el, s.content)
	}
	return nil
}

// deep looks through a drawing or an equation for what is understood of it.
func (s *docxStory) deep(el element) error { return el.each(s.drawn) }

// drawn reads an element of a drawing or an equation.
func (s *docxStory) drawn(el element) error {
	switch el.name {
	case "w:txbxContent":
		return s.box(el)
	case "m:t", "w:t":
		return s.text(el)
	case "pic:pic", "v:imagedata":
		s.image()
	case "c:chart", "dgm:relIds":
		s.warn(Diagram)
	case "mc:AlternateContent":
		return alternate(el, s.drawn)
	default:
		return s.deep(el)
	}
	return nil
}

// text reads w:t, whose outer white space counts only when it says so.
func (s *docxStory) text(el element) error {
	text, err := el.x.text()
	if el.attr("xml:space") != "preserve" && el.name[0] == 'w' {
		text = strings.Trim(text, " \t\r\n")
	}
	s.write(text)
	return err
}

// write takes text where the reading stands.
func (s *docxStory) write(text string) {
	switch {
	case text == "" || s.cell == nil || s.instructing():
		return
	case s.run.hidden:
		s.warn(HiddenText)
		return
	}
	s.step++
	s.note(text, true)
	switch {
	case s.gone > 0:
		return
	case s.sign > 0:
		if c := &s.cited[s.sign-1]; len(c.label) < models.MaxLine {
			c.label += text
		}
		return
	case s.aside != nil:
		s.beside += len(text)
	default:
		s.textual += len(text)
		s.speak(text)
	}
	if s.full() {
		return
	}
	s.cell.strong, s.cell.emphasis = 0, 0
	if s.run.strong {
		s.cell.strong = 1
	}
	if s.run.emphasis {
		s.cell.emphasis = 1
	}
	for _, r := range text {
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' {
			s.cell.typed(' ')
		} else {
			s.cell.literal(r)
		}
	}
}

// breakLine takes a forced line break.
func (s *docxStory) breakLine() {
	if s.cell == nil || s.instructing() || s.run.hidden {
		return
	}
	s.step++
	s.note("\n", true)
	if s.gone == 0 && !s.full() {
		s.cell.breakLine()
	}
}

// speak counts the letters of the copy by the language they are said to be in.
func (s *docxStory) speak(text string) {
	count, script := 0, 0
	if s.run.complex {
		script = 1
	}
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		count++
		if script == 0 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			script = 2
		}
	}
	if lang := s.run.lang[script]; len(s.words) < entrySize {
		s.words[lang] += count
	}
}

// symbol reads w:sym, a sign of a named font.
func (s *docxStory) symbol(el element) {
	n, err := strconv.ParseInt(el.attr("w:char"), 16, 32)
	if err != nil {
		return
	}
	r, ok := symbolOf(el.attr("w:font"), rune(n))
	if !ok {
		s.warn(UnknownSymbol)
		return
	}
	s.write(string(r))
}

// docxField is a field that has begun: an instruction, then what it results in.
type docxField struct {
	instruction []byte
	shows       bool // its result is read
	link        int  // that it began; 0: none
}

// maxFields is how many fields are followed inside one another; Word takes 20.
const maxFields = 64

// fieldChar reads w:fldChar, which parts a field's instruction from its result.
func (s *docxStory) fieldChar(el element) {
	last := len(s.fields) - 1
	switch kind := el.attr("w:fldCharType"); {
	case kind == "begin" && len(s.fields) == maxFields:
		s.unread++
	case kind == "begin":
		s.fields = append(s.fields, docxField{})
	case s.unread > 0:
		if kind == "end" {
			s.unread--
		}
	case last < 0:
	case kind == "separate" && !s.fields[last].shows:
		f := &s.fields[last]
		f.shows = true
		f.link = s.openLink(fieldTarget(string(f.instruction)))
	case kind == "end":
		f := s.fields[last]
		s.fields = s.fields[:last]
		s.closeLink(f.link)
		if fieldName(string(f.instruction)) == "EQ" {
			s.warn(Equation)
		}
	}
}

// endInstructions ends, with their paragraph, the fields of which only the
// instruction has been read, lest a broken one swallow the rest of the text.
func (s *docxStory) endInstructions() {
	for len(s.fields) > 0 && !s.fields[len(s.fields)-1].shows {
		s.fields = s.fields[:len(s.fields)-1]
	}
}

// instructing reports whether what is read is the instruction of a field.
func (s *docxStory) instructing() bool {
	for _, f := range s.fields {
		if !f.shows {
			return true
		}
	}
	return false
}

// instruction reads w:instrText.
func (s *docxStory) instruction(el element) error {
	text, err := el.x.text()
	if last := len(s.fields) - 1; last >= 0 && len(s.fields[last].instruction)+len(text) <= maxTarget {
		s.fields[last].instruction = append(s.fields[last].instruction, text...)
	}
	return err
}

// simpleField reads w:fldSimple, whose result stands in it.
func (s *docxStory) simpleField(el element) error {
	id := s.openLink(fieldTarget(el.attr("w:instr")))
	err := el.each(s.node)
	s.closeLink(id)
	return err
}

// hyperlink reads w:hyperlink. One without a relation leads to a place in the
// file itself, and is none.
func (s *docxStory) hyperlink(el element) error {
	target := ""
	if rel := s.rels[el.attr("r:id")]; rel.external {
		target = rel.target
		if anchor := el.attr("w:anchor"); anchor != "" && !strings.Contains(target, "#") {
			target += "#" + anchor
		}
	}
	id := s.openLink(target)
	err := el.each(s.node)
	s.closeLink(id)
	return err
}

// openLink begins a link and returns its id, or 0 when there is none to begin.
func (s *docxStory) openLink(target string) int {
	if target == "" {
		return 0
	}
	url, ok := cleanURL(target)
	if !ok {
		s.warn(LinkAddress)
		return 0
	}
	s.linked++
	s.beside += entrySize
	s.links = append(s.links, openLink{s.linked, url})
	s.relink()
	return s.linked
}

// closeLink ends a link.
func (s *docxStory) closeLink(id int) {
	s.links = slices.DeleteFunc(s.links, func(l openLink) bool { return l.id == id })
	s.relink()
}

// relink tells the cell which link is open now: the innermost.
func (s *docxStory) relink() {
	if s.cell == nil {
		return
	}
	s.cell.links = s.cell.links[:0]
	if n := len(s.links); n > 0 {
		s.cell.links = append(s.cell.links, s.links[n-1])
	}
}

// fieldName returns the first word of a field's instruction, in capitals.
func fieldName(instruction string) string {
	name, _, _ := strings.Cut(strings.TrimSpace(instruction), " ")
	return strings.ToUpper(name)
}

// fieldTarget returns where a HYPERLINK field leads, or "".
func fieldTarget(instruction string) string {
	if fieldName(instruction) != "HYPERLINK" {
		return ""
	}
	words := fieldWords(instruction)[1:]
	target, anchor := "", ""
	for i := 0; i < len(words); i++ {
		switch word := words[i]; {
		case word == `\l` && i+1 < len(words):
			i++
			anchor = words[i]
		case (word == `\o` || word == `\t`) && i+1 < len(words):
			i++
		case !strings.HasPrefix(word, `\`) && target == "":
			target = word
		}
	}
	if target != "" && anchor != "" && !strings.Contains(target, "#") {
		target += "#" + anchor
	}
	return target
}

// fieldWords parts an instruction at its spaces, but for those in quotation
// marks. A backslash in quotation marks takes the next character as it is.
func fieldWords(instruction string) []string {
	var words []string
	var word strings.Builder
	quoted, begun := false, false
	for i := 0; i < len(instruction); i++ {
		switch c := instruction[i]; {
		case c == '"':
			quoted, begun = !quoted, true
		case c == '\\' && quoted && i+1 < len(instruction):
			i++
			word.WriteByte(instruction[i])
		case (c == ' ' || c == '\t' || c == '\n') && !quoted:
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteByte(c)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
