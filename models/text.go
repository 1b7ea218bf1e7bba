package models

// Limits on what a person may type, in bytes of UTF-8.
const (
	MaxText      = 1 << 20 // an article's text
	MaxStatement = 2_000   // a claim's statement
	MaxNote      = 8_000   // notes, reasons and comments
	MaxPassage   = 20_000  // an evidence's quoted passage
	MaxLine      = 500     // a name, a title, a byline
	MaxURL       = 2_000   // an address
)

// LineBreak is the forced line break inside a block of canonical text.
const LineBreak = '\u2028'

// Span is a half-open range of code points.
type Span struct {
	Start int `json:"start" gorm:"column:span_start"`
	End   int `json:"end" gorm:"column:span_end"`
}

// Len is the span's length in code points.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether all of o lies in s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the spans share at least one code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// BlockKind is what a block of text is.
type BlockKind string

// The kinds of blocks.
const (
	Headline   BlockKind = "headline"   // the first block of every article, and only that
	Standfirst BlockKind = "standfirst" // directly under the headline
	Heading    BlockKind = "heading"
	Paragraph  BlockKind = "paragraph"
	ListItem   BlockKind = "list item"
	Quotation  BlockKind = "quotation"
	Caption    BlockKind = "caption"
	TableRow   BlockKind = "table row" // cells are parted by TAB
)

// Block is one block of canonical text. Blocks are in order, cover the text
// but for the single LF between two of them, and are never empty.
type Block struct {
	Span
	Kind  BlockKind `json:"kind"`
	Level int       `json:"level,omitempty"` // of a heading: 2 to 6; of a list item: its depth, from 1
	// Number is an ordered list item's number; 0 marks a bullet. It is drawn
	// by the style sheet and is not text.
	Number int `json:"number,omitempty"`
}

// MarkKind is what an inline mark does.
type MarkKind string

// The inline marks.
const (
	Strong   MarkKind = "strong"
	Emphasis MarkKind = "emphasis"
	Link     MarkKind = "link"
)

// Mark is an inline mark. Marks lie inside one block, are sorted by start,
// then by the longer, then by kind; marks of one kind (links: of one address)
// neither overlap nor touch, and links never overlap.
type Mark struct {
	Span
	Kind MarkKind `json:"kind"`
	URL  string   `json:"url,omitempty"` // of a link: http, https or mailto
}

// Document is canonical text with its standoff markup: NFC, one LF between
// blocks, U+2028 for a forced line break, TAB between cells, no other control
// characters.
type Document struct {
	Text   string  `json:"text"`
	Blocks []Block `json:"blocks" gorm:"serializer:json"`
	Marks  []Mark  `json:"marks" gorm:"serializer:json"`
}

// Sentence is a sentence of a revision. It is cut once, when the revision is
// made, and stored with it.
type Sentence struct {
	Span
	// Writers are the users who wrote it; none when it came from outside.
	Writers []ID `json:"writers,omitempty"`
	// Checkable reports that something in it can be checked, as the reading
	// that the revision names saw it.
	Checkable bool `json:"checkable,omitempty"`
}
