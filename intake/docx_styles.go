package intake

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// toggle is a property that may be left to what is below.
type toggle int8

const (
	unset toggle = iota
	on
	off
)

// toggled reads such a property: without a value it is on.
func toggled(el element) toggle {
	switch el.val() {
	case "0", "false", "off", "none":
		return off
	}
	return on
}

func (t toggle) or(below toggle) toggle {
	if t == unset {
		return below
	}
	return t
}

// look is what of a run's formatting has a meaning here. The second of each
// pair holds for words of a complex script, such as Arabic.
type look struct {
	bold, italic [2]toggle
	hidden       toggle
	complex      toggle
	lang         [3]string // of Latin, complex and East Asian words
}

// over lays l over what is below it.
func (l look) over(below look) look {
	for i := range l.bold {
		l.bold[i], l.italic[i] = l.bold[i].or(below.bold[i]), l.italic[i].or(below.italic[i])
	}
	for i := range l.lang {
		if l.lang[i] == "" {
			l.lang[i] = below.lang[i]
		}
	}
	l.hidden, l.complex = l.hidden.or(below.hidden), l.complex.or(below.complex)
	return l
}

// runProps are the properties of a run, or of a paragraph's mark.
type runProps struct {
	look
	style    string
	was      *runProps // before it was restyled
	restyled *stamp
	tracked  []trackedMark // of a paragraph mark
}

// trackedMark says that a paragraph mark was inserted or deleted.
type trackedMark struct {
	kind ChangeKind
	stamp
}

// readRun reads w:rPr.
func readRun(el element) (p runProps, err error) {
	err = el.each(func(el element) error {
		switch el.name {
		case "w:rStyle":
			p.style = el.val()
		case "w:b":
			p.bold[0] = toggled(el)
		case "w:bCs":
			p.bold[1] = toggled(el)
		case "w:i":
			p.italic[0] = toggled(el)
		case "w:iCs":
			p.italic[1] = toggled(el)
		case "w:vanish":
			p.hidden = toggled(el)
		case "w:rtl", "w:cs":
			p.complex = toggled(el)
		case "w:lang":
			p.lang = [3]string{el.val(), el.attr("w:bidi"), el.attr("w:eastAsia")}
		case "w:ins", "w:del", "w:moveFrom", "w:moveTo":
			p.tracked = append(p.tracked, trackedMark{tracks[el.name], stampOf(el)})
		case "w:rPrChange":
			by := stampOf(el)
			p.restyled = &by
			return el.each(func(el element) error {
				was, err := readRun(el)
				p.was = &was
				return err
			})
		}
		return nil
	})
	return p, err
}

// paraProps are the properties of a paragraph.
type paraProps struct {
	style    string
	outline  string // its level, from "0"; "9" is no heading; empty: not said
	list     string // the id of its list; "0": none; empty: not said
	depth    string // in its list, from "0"
	dropCap  bool   // it is the large letter that begins the next paragraph
	mark     runProps
	was      *paraProps
	restyled *stamp
}

// readPara reads w:pPr. What a section's properties say goes to s.
func (s *docxStory) readPara(el element) (p paraProps, err error) {
	err = el.each(func(el element) error {
		switch el.name {
		case "w:pStyle":
			p.style = el.val()
		case "w:outlineLvl":
			p.outline = el.val()
		case "w:framePr":
			p.dropCap = el.attr("w:dropCap") == "drop" || el.attr("w:dropCap") == "margin"
		case "w:numPr":
			return el.each(func(el element) error {
				switch el.name {
				case "w:numId":
					p.list = el.val()
				case "w:ilvl":
					p.depth = el.val()
				}
				return nil
			})
		case "w:rPr":
			p.mark, err = readRun(el)
			return err
		case "w:sectPr":
			return s.section(el)
		case "w:pPrChange":
			by := stampOf(el)
			p.restyled = &by
			return el.each(func(el element) error {
				was, err := s.readPara(el)
				p.was = &was
				return err
			})
		}
		return nil
	})
	return p, err
}

// docxStyle is one style.
type docxStyle struct {
	id, name string
	basedOn  string
	para     paraProps
	run      look
}

// docxStyles are the styles of a file.
type docxStyles struct {
	byID   map[string]*docxStyle
	normal string // the id of the style of paragraphs that name none
	base   look   // of every run
	roles  map[string]role
	looks  map[string]look
	lists  map[string]styleList
}

// role is what a style makes of a paragraph.
type role struct {
	kind  models.BlockKind
	level int // of a heading, as the file counts
}

// roleOf says what the styles are that word processors bring along, by their
// name or id in small letters and without spaces. Word and Google Docs keep the
// English names in all languages; a heading by another name is known by its
// outline level, or by the style it is based on.
var roleOf = map[string]role{
	"title":           {kind: models.Headline},
	"subtitle":        {kind: models.Standfirst},
	"heading":         {kind: models.Heading, level: 2},
	"caption":         {kind: models.Caption},
	"illustration":    {kind: models.Caption}, // what LibreOffice calls its captions
	"figure":          {kind: models.Caption},
	"drawing":         {kind: models.Caption},
	"quote":           {kind: models.Quotation},
	"intensequote":    {kind: models.Quotation},
	"quotations":      {kind: models.Quotation},
	"blocktext":       {kind: models.Quotation},
	"blockquote":      {kind: models.Quotation},
	"blockquotation":  {kind: models.Quotation},
	"zitat":           {kind: models.Quotation},
	"intensiveszitat": {kind: models.Quotation},
}

// styleRole returns the role that a style's own name gives.
func styleRole(names ...string) (role, bool) {
	for _, name := range names {
		name = strings.ReplaceAll(strings.ToLower(name), " ", "")
		if r, ok := roleOf[name]; ok {
			return r, true
		}
		if digit, ok := strings.CutPrefix(name, "heading"); ok && len(digit) == 1 && '1' <= digit[0] && digit[0] <= '9' {
			return role{kind: models.Heading, level: int(digit[0] - '0')}, true
		}
	}
	return role{}, false
}

// outlineRole returns the role that an outline level gives, if it gives one.
// Level 9, body text, gives none: LibreOffice writes it into every style of
// one's own that is based on a heading.
func outlineRole(outline string) (role, bool) {
	n, err := strconv.Atoi(outline)
	if err != nil || n < 0 || n > 8 {
		return role{}, false
	}
	return role{kind: models.Heading, level: n + 1}, true
}

// readStyles reads word/styles.xml.
func (r *docxReader) readStyles(part string) error {
	st := &r.styles
	st.byID, st.roles = map[string]*docxStyle{}, map[string]role{}
	st.looks, st.lists = map[string]look{}, map[string]styleList{}
	return r.pkg.read(part, func(root element) error {
		return root.each(func(el element) error {
			switch el.name {
			case "w:docDefaults":
				return r.readDefaults(el)
			case "w:style":
				return r.readStyle(el)
			}
			return nil
		})
	})
}

func (r *docxReader) readDefaults(el element) error {
	return el.each(func(el element) error {
		if el.name != "w:rPrDefault" {
			return nil
		}
		return el.each(func(el element) error {
			p, err := readRun(el)
			r.styles.base = p.look
			return err
		})
	})
}

func (r *docxReader) readStyle(el element) error {
	style := &docxStyle{id: el.attr("w:styleId")}
	if el.attr("w:type") == "paragraph" && toggledAttr(el.attr("w:default")) {
		r.styles.normal = style.id
	}
	r.styles.byID[style.id] = style
	if err := r.pkg.define(); err != nil {
		return err
	}
	none := &docxStory{docxReader: r}
	return el.each(func(el element) (err error) {
		switch el.name {
		case "w:name":
			style.name = el.val()
		case "w:basedOn":
			style.basedOn = el.val()
		case "w:pPr":
			style.para, err = none.readPara(el)
		case "w:rPr":
			var p runProps
			p, err = readRun(el)
			style.run = p.look
		}
		return err
	})
}

// toggledAttr reads an attribute that is on or off; absent it is off.
func toggledAttr(value string) bool { return value == "1" || value == "true" || value == "on" }

// chain returns a style and those it is based on, nearest first.
func (st *docxStyles) chain(id string) []*docxStyle {
	var chain []*docxStyle
	for style := st.byID[id]; style != nil && len(chain) < maxStyles; style = st.byID[style.basedOn] {
		chain = append(chain, style)
	}
	return chain
}

// look returns the formatting of a style with all it is based on.
func (st *docxStyles) look(id string) look {
	l, ok := st.looks[id]
	if ok || st.byID[id] == nil {
		return l
	}
	for _, style := range st.chain(id) {
		l = l.over(style.run)
	}
	st.looks[id] = l
	return l
}

// role returns what a style makes of a paragraph.
func (st *docxStyles) role(id string) role {
	found, ok := st.roles[id]
	if ok {
		return found
	}
	if st.byID[id] == nil {
		found, _ = styleRole(id)
		return found
	}
	for _, style := range st.chain(id) {
		if found, ok = styleRole(style.name, style.id); ok {
			break
		}
		if found, ok = outlineRole(style.para.outline); ok {
			break
		}
	}
	st.roles[id] = found
	return found
}

// styleList is the list that a style puts its paragraphs in.
type styleList struct {
	list, depth string
	by          string // the style that says so, of those it is based on
}

// list returns the list of a style.
func (st *docxStyles) list(id string) styleList {
	l, ok := st.lists[id]
	if ok || st.byID[id] == nil {
		return l
	}
	for _, style := range st.chain(id) {
		if l.list == "" && style.para.list != "" {
			l.list, l.by = style.para.list, style.id
		}
		if l.depth == "" {
			l.depth = style.para.depth
		}
	}
	st.lists[id] = l
	return l
}
