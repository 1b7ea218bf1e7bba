package handlers

import (
	"errors"
	"io"
	"mime/multipart"
	"net/url"
)

// errFormTooLarge says that what was typed is more than the form may hold.
var errFormTooLarge = errors.New("handlers: the form is too large")

// maxParts is the most fields that a form has.
const maxParts = 1000

// readMultipart reads the fields of a multipart form, at most limit bytes of
// them, and nothing to disk. Its files are none of ours: a part with a file
// name is read as the field it stands for.
func readMultipart(body io.Reader, boundary string, limit int) (url.Values, error) {
	if boundary == "" {
		return nil, io.ErrUnexpectedEOF
	}
	values, left := url.Values{}, int64(limit)
	r := multipart.NewReader(body, boundary)
	for range maxParts {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return nil, err
		}
		v, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return nil, err
		}
		if left -= int64(len(v)); left < 0 {
			return nil, errFormTooLarge
		}
		values.Add(part.FormName(), string(v))
	}
	return nil, errFormTooLarge
}
