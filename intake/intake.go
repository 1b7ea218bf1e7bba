// Package intake turns text from people into canonical text with its standoff
// markup, and back into the Markdown they edit. It is pure: it knows nothing
// of requests, of the database or of words for people; what it refuses it
// names by a refusal of apperr.
package intake

import (
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Limits on a document, beside models.MaxText.
const (
	MaxBlocks = 20_000 // blocks of one document
	MaxDepth  = 32     // lists and quotations inside one another
)

// WarningCode says what was changed in a text on its way in.
type WarningCode string

// The codes. ControlCharacter counts from the start of what was typed, all
// others from the start of the canonical text.
const (
	ControlCharacter WarningCode = "control-character" // taken out
	LinkAddress      WarningCode = "link-address"      // not http, https or mailto: the words stay, the link goes
	ThematicBreak    WarningCode = "thematic-break"    // a rule between blocks, dropped
	WordlessImage    WarningCode = "wordless-image"    // an image without a caption, dropped
)

// Warning says that something typed was taken out: what, where first (code
// points from the start), and how often.
type Warning struct {
	Code  WarningCode
	At    int
	Count int
}

// warnings gathers at most one Warning of each code, in order of appearance.
type warnings []Warning

func (ws *warnings) add(code WarningCode, at int) {
	for i := range *ws {
		if (*ws)[i].Code == code {
			(*ws)[i].Count++
			return
		}
	}
	*ws = append(*ws, Warning{Code: code, At: at, Count: 1})
}

// Plain reads text in which nothing is markup. Blank lines part the blocks,
// and a single line break inside one is kept as models.LineBreak; without any
// blank line each line is a block. The first block is the headline.
//
// It refuses with TextEmpty, TextTooLarge, TextNotUTF8 (byte position and line,
// both from 1), TextNoHeadline or TextManyBlocks of apperr.
func Plain(s string) (models.Document, []Warning, error) { return plain(s, false) }

// plain is Plain; with rows, a text without blank lines may hold rows of
// tables, with tabs between their cells.
func plain(s string, rows bool) (models.Document, []Warning, error) {
	s, warns, err := clean(s)
	if err != nil {
		return models.Document{}, nil, err
	}
	if rows && strings.Contains(s, "\t") {
		if d, ok := plainRows(s, warns); ok {
			return d.finish()
		}
	}
	d := draft{warns: warns}
	for _, lines := range plainBlocks(s) {
		var sp spool
		for i, line := range lines {
			if i > 0 {
				sp.breakLine()
			}
			for _, r := range line {
				sp.literal(r)
			}
		}
		d.add(models.Block{Kind: models.Paragraph}, &sp)
	}
	return d.finish()
}

// plainBlocks parts s into blocks of lines, each trimmed of the blanks at
// its ends.
func plainBlocks(s string) [][]string {
	lines := strings.Split(strings.TrimFunc(s, isBlank), "\n")
	parted := false
	for i, line := range lines {
		lines[i] = strings.TrimFunc(line, isBlank)
		parted = parted || lines[i] == ""
	}
	var blocks [][]string
	fresh := true
	for _, line := range lines {
		switch {
		case line == "":
			fresh = true
			continue
		case fresh || !parted:
			blocks = append(blocks, nil)
		}
		fresh = false
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], line)
	}
	return blocks
}

// draft is a document in the making.
type draft struct {
	headless bool // its first block is no headline
	text     strings.Builder
	length   int // of text, in code points
	blocks   []models.Block
	marks    []models.Mark
	points   []point
	warns    warnings
}

// add appends what was spooled as a block of the kind and level of b, and
// reports whether there was any text.
func (d *draft) add(b models.Block, spools ...*spool) bool {
	headline := len(d.blocks) == 0 && !d.headless
	text, marks, n := joinCells(spools, headline)
	if n == 0 {
		d.place(spools, d.length) // behind the words before
		return false
	}
	if d.length > 0 {
		d.text.WriteByte('\n')
		d.length++
	}
	if headline {
		b = models.Block{Kind: models.Headline}
	}
	b.Span = models.Span{Start: d.length, End: d.length + n}
	d.blocks = append(d.blocks, b)
	for _, m := range marks {
		m.Start += d.length
		m.End += d.length
		d.marks = append(d.marks, m)
	}
	d.text.WriteString(text)
	d.length += n
	for _, sp := range spools {
		for range sp.badLinks {
			d.warns.add(LinkAddress, b.Start)
		}
	}
	d.place(spools, b.Start)
	return true
}

// place takes over the points of spools whose text begins at the offset.
func (d *draft) place(spools []*spool, at int) {
	for _, sp := range spools {
		for _, p := range sp.points {
			d.points = append(d.points, point{at + p.at, p.note})
		}
	}
}

// finish checks the limits that are known only now.
func (d *draft) finish() (models.Document, []Warning, error) {
	switch {
	case len(d.blocks) == 0:
		return models.Document{}, nil, apperr.TextNoHeadline.With()
	case len(d.blocks) > MaxBlocks:
		return models.Document{}, nil, apperr.TextManyBlocks.With(MaxBlocks, len(d.blocks))
	case d.text.Len() > models.MaxText:
		return models.Document{}, nil, apperr.TextTooLarge.With(models.MaxText, d.text.Len())
	}
	return models.Document{Text: d.text.String(), Blocks: d.blocks, Marks: d.marks}, d.warns, nil
}
