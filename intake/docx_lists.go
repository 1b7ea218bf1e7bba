package intake

import (
	"strconv"
)

// maxLevels is how many levels a list has.
const maxLevels = 9

// listLevel is how the items of one level are numbered.
type listLevel struct {
	start  int
	bullet bool
	style  string // the paragraph style that stands for the level
	goesOn bool   // not begun again behind an item of a higher level
}

// abstractList is a list's definition and how far it has been counted. Lists
// that share one go on counting.
type abstractList struct {
	levels [maxLevels]listLevel
	link   string // the style whose list it is instead
	count  [maxLevels]int
	begun  [maxLevels]bool
}

// docxList is a list as paragraphs name it.
type docxList struct {
	abstract string
	levels   [maxLevels]*listLevel // that differ from the definition
	starts   [maxLevels]*int       // where it begins again
	used     [maxLevels]bool
	by       *abstractList // its definition, once it is known
	known    bool
}

// docxLists are the lists of a file.
type docxLists struct {
	abstract map[string]*abstractList
	lists    map[string]*docxList
}

// numberOf reads a number; what is none is 0.
func numberOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// levelOf reads the number of a level, from 0.
func levelOf(s string) int { return min(max(0, numberOf(s)), maxLevels-1) }

// readNumbering reads word/numbering.xml.
func (r *docxReader) readNumbering(part string) error {
	r.lists = docxLists{abstract: map[string]*abstractList{}, lists: map[string]*docxList{}}
	return r.pkg.read(part, func(root element) error {
		return root.each(func(el element) error {
			switch el.name {
			case "w:abstractNum":
				return r.lists.readAbstract(el)
			case "w:num":
				return r.lists.readList(el)
			}
			return nil
		})
	})
}

func (ls *docxLists) readAbstract(el element) error {
	list := &abstractList{}
	for i := range list.levels {
		list.levels[i].start = 1
	}
	ls.abstract[el.attr("w:abstractNumId")] = list
	if err := el.x.pkg.define(); err != nil {
		return err
	}
	return el.each(func(el element) (err error) {
		switch el.name {
		case "w:numStyleLink":
			list.link = el.val()
		case "w:lvl":
			list.levels[levelOf(el.attr("w:ilvl"))], err = readLevel(el)
		}
		return err
	})
}

func readLevel(el element) (l listLevel, err error) {
	err = el.each(func(el element) error {
		switch el.name {
		case "w:start":
			l.start = numberOf(el.val())
		case "w:numFmt":
			l.bullet = el.val() == "bullet" || el.val() == "none"
		case "w:pStyle":
			l.style = el.val()
		case "w:lvlRestart":
			l.goesOn = el.val() == "0"
		}
		return nil
	})
	return l, err
}

func (ls *docxLists) readList(el element) error {
	list := &docxList{}
	ls.lists[el.attr("w:numId")] = list
	if err := el.x.pkg.define(); err != nil {
		return err
	}
	return el.each(func(el element) error {
		switch el.name {
		case "w:abstractNumId":
			list.abstract = el.val()
		case "w:lvlOverride":
			at := levelOf(el.attr("w:ilvl"))
			return el.each(func(el element) error {
				switch el.name {
				case "w:startOverride":
					start := numberOf(el.val())
					list.starts[at] = &start
				case "w:lvl":
					l, err := readLevel(el)
					list.levels[at] = &l
					return err
				}
				return nil
			})
		}
		return nil
	})
}

// definition returns what a list is counted by, through a style if it says so.
func (r *docxReader) definition(list *docxList) *abstractList {
	if list.known {
		return list.by
	}
	list.known = true
	next := list
	for range maxStyles {
		a := r.lists.abstract[next.abstract]
		list.by = a
		if a == nil || a.link == "" {
			break
		}
		if next = r.lists.lists[r.styles.list(a.link).list]; next == nil {
			break
		}
	}
	return list.by
}

// item counts a paragraph as an item of its list. It returns its level, from 1,
// and its number, which is 0 for a bullet; the level is 0 when it is no item.
func (r *docxReader) item(p paraProps, style string) (level, n int) {
	of := r.styles.list(style)
	id, depth, by := of.list, of.depth, of.by
	if p.list != "" {
		id, by = p.list, ""
	}
	if p.depth != "" {
		depth = p.depth
	}
	list := r.lists.lists[id]
	if list == nil || id == "0" {
		return 0, 0
	}
	a := r.definition(list)
	if a == nil {
		return 0, 0
	}
	at := levelOf(depth)
	for i, l := range a.levels {
		if by != "" && l.style == by {
			at = i
		}
	}
	return at + 1, list.count(a, at)
}

// count counts an item of a level and returns its number, or 0 for a bullet.
func (list *docxList) count(a *abstractList, at int) int {
	l := a.levels[at]
	if list.levels[at] != nil {
		l = *list.levels[at]
	}
	switch start := list.starts[at]; {
	case start != nil && !list.used[at]:
		a.count[at] = *start
	case !a.begun[at]:
		a.count[at] = l.start
	default:
		a.count[at] = min(a.count[at]+1, maxNumber)
	}
	a.begun[at], list.used[at] = true, true
	for i := at + 1; i < maxLevels; i++ {
		a.begun[i] = a.begun[i] && a.levels[i].goesOn
	}
	if l.bullet {
		return 0
	}
	return min(max(1, a.count[at]), maxNumber)
}
