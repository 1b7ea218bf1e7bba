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

// parts is what a multipart form carries.
type parts struct {
	values url.Values
	file   newsroom.File
}

// readMultipart reads the fields and the file of a multipart form, at most so
// many bytes of each, and nothing to disk. The file is the part that is called
// fileField and names one; any other part with a file name is read as the
// field it stands for. Where a form has no room for a file, it is left out.
//
// When the file is too large it fails with apperr.FileCutOff and returns
// the fields that came before.
func readMultipart(body io.Reader, boundary string, most room) (parts, error) {
	if boundary == "" {
		return parts{}, io.ErrUnexpectedEOF
	}
	read, left := parts{values: url.Values{}}, int64(most.typed)
	r := multipart.NewReader(body, boundary)
	for range maxParts {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return read, nil
		}
		if err != nil {
			return parts{}, err
		}
		if isFile(part) {
			if err := read.takeFile(part, most.file); err != nil {
				return read, err
			}
			continue
		}
		if err := read.takeField(part, &left); err != nil {
			return parts{}, err
		}
	}
	return parts{}, errFormTooLarge
}

// takeField reads a field, of which all together may have so many bytes left.
func (p *parts) takeField(part *multipart.Part, left *int64) error {
	v, err := io.ReadAll(io.LimitReader(part, *left+1))
	if err != nil {
		return err
	}
	if *left -= int64(len(v)); *left < 0 {
		return errFormTooLarge
	}
	p.values.Add(part.FormName(), string(v))
	return nil
}
