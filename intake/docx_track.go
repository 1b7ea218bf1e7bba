package intake

import (
	"strings"
	"time"

	"example.org/tickmark/models"
)

// entrySize is what one link, note, comment or change counts for, beside its
// text, towards maxAside.
const entrySize = 128

// cellSize is what a paragraph or cell of a text box counts for: it is held
// until the paragraph has ended that the box hangs on.
const cellSize = 1 << 10

// stamp says who made a tracked change or a comment, and when.
type stamp struct{ author, date string }

func stampOf(el element) stamp { return stamp{el.attr("w:author"), el.attr("w:date")} }

// by returns the author, in one line.
func (st stamp) by() string { return oneLine(st.author) }

// on returns the day, as YYYY-MM-DD, or "".
func (st stamp) on() string {
	day := st.date[:min(len(st.date), len(time.DateOnly))]
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}

// oneLine brings what stands in an attribute into one line of at most
// models.MaxLine bytes.
func oneLine(s string) string {
	s, err := Line(s)
	if err != nil {
		return ""
	}
	for i := range s {
		if i > models.MaxLine {
			return strings.ToValidUTF8(s[:models.MaxLine], "")
		}
	}
	return s
}

// tracks says which change an element tracks.
var tracks = map[string]ChangeKind{
	"w:ins": Insertion, "w:del": Deletion, "w:moveFrom": MovedFrom, "w:moveTo": MovedTo,
	"w:cellIns": Insertion, "w:cellDel": Deletion,
}

// placedChange is a Change before its place in the text is known.
type placedChange struct {
	kind ChangeKind
	stamp
	text  []byte
	place int
	end   int  // the step at which it ended
	bare  bool // it holds something that is no text, such as an image
}

// leaves reports whether a change of the kind keeps its words out of the view.
func (r *docxReader) leaves(kind ChangeKind) bool {
	if r.view == ViewOriginal {
		return kind == Insertion || kind == MovedTo
	}
	return kind == Deletion || kind == MovedFrom
}

// recent is how many changes back one is looked for that goes on.
const recent = 4

// begin opens a change, or goes on with one of the same kind, author and time
// that has just ended. Inside a change of its kind it opens none.
func (s *docxStory) begin(kind ChangeKind, by stamp) {
	for _, c := range s.open {
		if c != nil && c.kind == kind {
			s.open = append(s.open, nil)
			return
		}
	}
	list := s.changeList()
	for i := len(*list) - 1; i >= max(0, len(*list)-recent); i-- {
		if c := (*list)[i]; c.kind == kind && c.stamp == by && c.end == s.step {
			s.open = append(s.open, c)
			return
		}
	}
	s.beside += entrySize
	c := &placedChange{kind: kind, stamp: by, place: s.here()}
	*list = append(*list, c)
	s.open = append(s.open, c)
}

// changeList returns where the changes are kept.
func (s *docxStory) changeList() *[]*placedChange {
	if s.aside != nil {
		return &s.aside.changes
	}
	return &s.changed
}

// endChanges ends the changes that are open, but for the first ones.
func (s *docxStory) endChanges(but int) {
	for _, c := range s.open[but:] {
		if c != nil {
			c.end = s.step
		}
	}
	s.open = s.open[:but]
}

// note adds text to the changes that are open, if it is asked to.
func (s *docxStory) note(text string, wanted bool) {
	for _, c := range s.open {
		if c != nil && wanted && s.beside <= maxAside {
			c.text = append(c.text, text...)
			s.beside += len(text)
		}
	}
}

// tracked reads an element around runs that were inserted, deleted or moved.
func (s *docxStory) tracked(el element) error {
	around, gone := len(s.open), s.gone
	s.track(tracks[el.name], stampOf(el))
	err := el.each(s.node)
	s.endChanges(around)
	s.gone = gone
	return err
}

// track opens a change and leaves out what follows, if the view does.
func (s *docxStory) track(kind ChangeKind, by stamp) {
	s.begin(kind, by)
	if s.leaves(kind) {
		s.gone++
	}
}

// trackedPart reads the properties of a row or a cell, which may say that it
// was inserted or deleted.
func (s *docxStory) trackedPart(el element) error {
	return el.each(func(el element) error {
		if kind, ok := tracks[el.name]; ok {
			s.track(kind, stampOf(el))
		}
		return nil
	})
}

// endMark takes note of what was done to the mark of the paragraph that has
// been read, and reports whether the view is without it.
func (s *docxStory) endMark() (gone bool) {
	for _, m := range s.para.mark.tracked {
		around := len(s.open)
		s.begin(m.kind, m.stamp)
		s.note("\n", true)
		s.endChanges(around)
		gone = gone || s.leaves(m.kind)
	}
	return gone
}
