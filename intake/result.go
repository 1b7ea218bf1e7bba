package intake

import "example.org/tickmark/models"

// Format is how bytes are to be read.
type Format string

// The formats.
const (
	FormatPlain    Format = "plain text"
	FormatMarkdown Format = "markdown"
	FormatHTML     Format = "html"
	FormatDOCX     Format = "docx"
)

// Formats lists every format.
var Formats = []Format{FormatMarkdown, FormatPlain, FormatHTML, FormatDOCX}

// View is which of two texts to take out of one with tracked changes.
type View string

// The views.
const (
	ViewFinal    View = "final"    // insertions in, deletions out: what Word shows as final; also meant by ""
	ViewOriginal View = "original" // insertions out, deletions in
)

// Input is copy as it comes in, and what is known or wished about it.
type Input struct {
	Bytes   []byte
	Name    string // the file's name; may be empty
	Type    string // the media type that the sender named; may be empty
	Address string // where a page was fetched, for its relative links; may be empty
	Format  Format // empty: told from type, name and bytes
	Charset string // of HTML and text; empty: told from type and bytes
	View    View   // of tracked changes
	// Whole takes everything that a page of HTML holds; else its article is
	// looked for, and navigation and the like are left out.
	Whole bool
}

// Result is what was read: the one result of every way in.
type Result struct {
	models.Document
	Format    Format
	Charset   string // as it was read; "utf-8" for what says so itself
	Meta      Metadata
	Warnings  []Warning
	Citations []Citation // in the order of the text
	Changes   []Change   // tracked changes, in the order of the file
	Remarks   []Remark   // comments of a Word file, in the order of the text
}

// Metadata is what a file or a page says about its article; what is empty it
// does not say.
type Metadata struct {
	Byline      string
	Site        string // who published it
	Address     string // its canonical address, else where it was fetched
	PublishedOn string // YYYY-MM-DD
	Language    string // BCP 47
	// Guessed says that the language was told from the words, since nothing
	// names it.
	Guessed bool
}

// Citation is a place where the copy names its backup: a footnote, or a link
// inside the text.
type Citation struct {
	// At are the words of the link, or the place of the footnote's mark: a
	// span of length 0 behind the words that the mark follows.
	At    models.Span
	Label string // the footnote's number or sign as it stood; empty for a link
	Text  string // the footnote's words, one line to a paragraph; empty for a link
	URL   string // where the link leads, or the first web address in the footnote; may be empty
}

// ChangeKind is what a tracked change did.
type ChangeKind string

// The kinds of tracked changes. A move is a deletion in one place and an
// insertion in another.
const (
	Insertion ChangeKind = "insertion"
	Deletion  ChangeKind = "deletion"
	MovedFrom ChangeKind = "moved from"
	MovedTo   ChangeKind = "moved to"
	Restyled  ChangeKind = "formatting"
)

// Change is a tracked change that nobody has accepted or refused yet.
type Change struct {
	Kind   ChangeKind
	Author string
	On     string // YYYY-MM-DD; may be empty
	Text   string // the words inserted or deleted
	At     int    // where it stands in the text that was taken, in code points
}

// Remark is a comment that somebody made in a Word file. It stays out of the
// copy.
type Remark struct {
	Author string
	On     string // YYYY-MM-DD; may be empty
	Text   string
	At     models.Span // the words it is about, in the text that was taken
}
