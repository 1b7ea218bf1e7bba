package sources

import (
	"strings"

	"example.org/tickmark/apperr"
)

// Glance tells what the beginning of a file tells that is too large to be read:
// its media type, whether it is what was named, and of a picture its facts, which
// stand there. size and most are in bytes: of the whole file, and of the largest
// that is read.
func Glance(head Input, size, most int64) Reading {
	kind, mismatch := mediaType(head)
	r := Reading{MediaType: kind, Mismatch: mismatch, Unread: apperr.Message(apperr.SourceLarge.With(most>>20, (size+1<<20-1)>>20))}
	if strings.HasPrefix(kind, "image/") && readers[kind] != nil {
		told, _ := readers[kind](head, kind)
		r.Facts, r.Author = told.Facts, told.Author
	}
	return r
}
