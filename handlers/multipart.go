package handlers

import (
	"errors"
	"io"
	"mime/multipart"
	"net/url"

	"example.org/tickmark/newsroom"
)

// errFormTooLarge says that what was typed is more than the form may hold.
var errFormTooLarge = errors.New("handlers: the form is too large")

// maxParts is the most fields that a form has.
const maxParts = 1000

// parts is what a form carries.
type parts struct {
	values url.Values
	file   newsroom.File
	upload newsroom.Upload
	keep   keeper
}

// multipart reads the fields and the file of a multipart form, at most so many
// bytes of each, and nothing to disk but what keep stores. The file is the part
// that is called fileField and names one; any other part with a file name is
// read as the field it stands for. Where a form has no room for a file, it is
// left out. When the file alone is refused the fields are there, but for those
// behind one that is far too large.
func (p *parts) multipart(body io.Reader, boundary string, most room) error {
	if boundary == "" {
		return io.ErrUnexpectedEOF
	}
	p.values = url.Values{}
	left := int64(most.typed)
	var refused error // for its file
	r := multipart.NewReader(body, boundary)
	for range maxParts {
		part, err := r.NextRawPart()
		switch {
		case errors.Is(err, io.EOF):
			return refused
		case err != nil:
			return orElse(refused, err)
		case !isFile(part):
			if err := takeField(p.values, part, &left); err != nil {
				return orElse(refused, err)
			}
			continue
		}
		over, err := p.tryFile(part, most, refused)
		if over {
			return err
		}
		refused = err
	}
	return errFormTooLarge
}

// tryFile reads a file after what was refused of those before it, and returns what
// is refused by now. A file that is refused is read past. It is over when there is
// more of that than is waited for, or when the form cannot be read on.
func (p *parts) tryFile(part *multipart.Part, most room, refused error) (over bool, _ error) {
	err := p.takeFile(part, most)
	switch {
	case err == nil:
		return false, refused
	case !badFile(err):
		return true, err
	}
	_, rest := io.CopyN(io.Discard, part, maxDrained)
	return !errors.Is(rest, io.EOF), orElse(refused, err)
}

// orElse is err, or another one where there is none.
func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// takeField reads a field, of which all together may have so many bytes left.
func takeField(values url.Values, part *multipart.Part, left *int64) error {
	v, err := io.ReadAll(io.LimitReader(part, *left+1))
	if err != nil {
		return err
	}
	if *left -= int64(len(v)); *left < 0 {
		return errFormTooLarge
	}
	values.Add(part.FormName(), string(v))
	return nil
}
