package intake

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// placedWarning is a Warning before its place in the text is known.
type placedWarning struct {
	code  WarningCode
	place int
	count int
}

// maxHeld is how many blocks may stand before the headline, of those that are
// no paragraph in the style Title.
const maxHeld = 32

// mark makes a place whose offset is known later.
func (r *docxReader) mark() int {
	r.places = append(r.places, 0)
	return len(r.places) - 1
}

// here returns a place for where the text now stands: between two blocks, the
// start of the next. What is no part of the copy has no places.
func (s *docxStory) here() int {
	switch {
	case s.aside != nil:
		return -1
	case s.cell == nil:
		id := s.mark()
		s.floating = append(s.floating, id)
		return id
	}
	id := s.mark()
	s.cell.point(id)
	return id
}

// behind returns a place as here does, but between two blocks the end of the
// last.
func (s *docxStory) behind() int {
	if s.cell != nil || s.aside != nil {
		return s.here()
	}
	id := s.mark()
	s.settle([]int{id})
	return id
}

// settle says that places lie where the text now ends.
func (s *docxStory) settle(ids []int) {
	sp := &spool{}
	for _, id := range ids {
		sp.point(id)
	}
	s.hand(&docxBlock{cells: []*spool{sp}})
}

// end ends the body.
func (s *docxStory) end() {
	s.finish()
	s.settle(s.floating)
	s.floating = nil
	s.settleHeld()
	s.wordless(len(s.images))
	s.endSection(docxSettings{})
}

// warn takes note of something that is left out here.
func (s *docxStory) warn(code WarningCode) {
	if s.aside != nil || s.gone > 0 && code != HiddenText {
		return
	}
	place := -1
	if !slices.ContainsFunc(s.warned, func(w placedWarning) bool { return w.code == code }) {
		place = s.here()
	}
	s.warnAt(code, place)
}

// warnAt counts a warning, the first of its code at a place.
func (r *docxReader) warnAt(code WarningCode, place int) {
	for i := range r.warned {
		if r.warned[i].code == code {
			r.warned[i].count++
			return
		}
	}
	r.warned = append(r.warned, placedWarning{code: code, place: place, count: 1})
}

// image takes note of an image, which is dropped. There is nothing to say of
// it when a caption follows.
func (s *docxStory) image() {
	for _, c := range s.open {
		if c != nil {
			c.bare = true
		}
	}
	if s.aside == nil && s.gone == 0 && !s.instructing() {
		s.images = append(s.images, s.here())
	}
}

// caption settles what is to be said of the images so far, now that a block
// has ended: nothing when it is a caption, in or before which they stand.
func (s *docxStory) caption(b *docxBlock) {
	switch {
	case s.aside != nil || !b.wordy():
	case b.Kind == models.Caption:
		s.images = s.images[:0]
	default:
		s.wordless(min(b.images, len(s.images)))
	}
}

// wordless warns of the first n images, which no caption followed.
func (r *docxReader) wordless(n int) {
	for _, place := range r.images[:n] {
		r.warnAt(WordlessImage, place)
	}
	r.images = append(r.images[:0], r.images[n:]...)
}

// tooMuch refuses when too much has been read that is no copy.
func (r *docxReader) tooMuch() error {
	if r.beside > maxAside {
		return apperr.DocxManyAsides.With(maxAside)
	}
	return nil
}

// full reports whether there is more text than may be kept; then only its
// length is counted on.
func (r *docxReader) full() bool { return r.textual > models.MaxText || r.beside > maxAside }

// wordy reports whether anything was written into the block.
func (b *docxBlock) wordy() bool {
	return slices.ContainsFunc(b.cells, func(sp *spool) bool { return sp.n > 0 })
}

// emit takes the next block of the copy. The first ones are held back until the
// headline is known: the first paragraph in the style Title, else the first
// block.
func (r *docxReader) emit(b *docxBlock) {
	switch {
	case r.titled:
		r.add(b)
	case b.Kind == models.Headline && b.wordy():
		r.held = slices.Insert(r.held, 0, b)
		r.settleHeld()
	default:
		if r.held = append(r.held, b); len(r.held) >= maxHeld {
			r.settleHeld()
		}
	}
}

// settleHeld adds the blocks that were held back.
func (r *docxReader) settleHeld() {
	r.titled = true
	for _, b := range r.held {
		r.add(b)
	}
	r.held = nil
}

// add adds a block to the draft.
func (r *docxReader) add(b *docxBlock) {
	if b.wordy() && len(r.blocks) >= MaxBlocks {
		r.spare++
		return
	}
	switch {
	case len(r.blocks) == 0:
	case b.Kind == models.Headline:
		b.Block = models.Block{Kind: models.Heading, Level: 2}
	case b.Kind == models.Standfirst && len(r.blocks) > 1:
		b.Kind = models.Paragraph
	}
	r.draft.add(b.Block, b.cells...)
}

// result puts together what was read.
func (r *docxReader) result() (Result, error) {
	if err := r.tooMuch(); err != nil {
		return Result{}, err
	}
	switch {
	case r.textual > models.MaxText:
		return Result{}, apperr.TextTooLarge.With(models.MaxText, r.textual)
	case r.spare > 0:
		return Result{}, apperr.TextManyBlocks.With(MaxBlocks, MaxBlocks+r.spare)
	case len(r.blocks) == 0:
		return Result{}, apperr.DocxNoWords.With()
	}
	doc, _, err := r.finish()
	if err != nil {
		return Result{}, err
	}
	for _, p := range r.points {
		r.places[p.note] = min(p.at, r.length)
	}
	text := []rune(doc.Text)
	return Result{
		Document: doc, Format: FormatDOCX, Charset: "utf-8",
		Meta:      Metadata{Byline: peopleIn(r.creator), Language: r.language()},
		Warnings:  r.warnings(),
		Citations: cite(doc, r.citedAt(), r.citations()),
		Changes:   r.changes(text),
		Remarks:   r.remarks(text),
	}, nil
}

// warnings returns the warnings in the order of the text.
func (r *docxReader) warnings() []Warning {
	var out []Warning
	for _, w := range r.warned {
		out = append(out, Warning{Code: w.code, At: r.places[w.place], Count: w.count})
	}
	slices.SortStableFunc(out, func(a, b Warning) int { return cmp.Compare(a.At, b.At) })
	return out
}

// citations returns the notes that the text refers to.
func (r *docxReader) citations() []Citation {
	all := make([]Citation, len(r.cited))
	for i, c := range r.cited {
		all[i] = Citation{Label: c.label, Text: c.note.text, URL: c.note.url}
	}
	return all
}

// citedAt returns where they are referred to.
func (r *docxReader) citedAt() []point {
	all := make([]point, len(r.cited))
	for i, c := range r.cited {
		all[i] = point{at: r.places[c.place], note: i}
	}
	return all
}

// pastSpaces returns the first place from at on, and up to end, that no space
// follows: points lie before the space that was taken last.
func pastSpaces(text []rune, at, end int) int {
	for at < end && text[at] == ' ' {
		at++
	}
	return at
}

// changes returns the tracked changes that hold anything. A place lies behind
// the white space before it, unless the change begins with some.
func (r *docxReader) changes(text []rune) []Change {
	var out []Change
	for _, c := range r.changed {
		if len(c.text) == 0 && !c.bare {
			continue
		}
		words, at := norm.NFC.String(string(c.text)), r.places[c.place]
		if first, _ := utf8.DecodeRuneInString(words); !isBlank(first) {
			at = pastSpaces(text, at, len(text))
		}
		out = append(out, Change{Kind: c.kind, Author: c.by(), On: c.on(), Text: words, At: at})
	}
	return out
}

// remarks returns the comments that the text refers to.
func (r *docxReader) remarks(text []rune) []Remark {
	var out []Remark
	for _, c := range r.comments {
		if c.start == 0 {
			continue
		}
		start, end := r.places[c.start-1], r.places[c.end-1]
		at := models.Span{Start: pastSpaces(text, start, end), End: max(start, end)}
		out = append(out, Remark{Author: c.by(), On: c.on(), Text: norm.NFC.String(c.text), At: at})
	}
	slices.SortFunc(out, func(a, b Remark) int {
		return cmp.Or(cmp.Compare(a.At.Start, b.At.Start), cmp.Compare(a.At.End, b.At.End), cmp.Compare(a.On, b.On),
			cmp.Compare(a.Author, b.Author), cmp.Compare(a.Text, b.Text))
	})
	return out
}
