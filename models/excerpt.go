package models

import (
	"strings"
	"unicode/utf8"
)

// Excerpt is what stands in a capture where evidence quotes it: so much of its
// text as is shown beside the evidence, and what is known of the capture.
type Excerpt struct {
	EvidenceID ID
	CaptureID  ID
	SourceID   ID
	At         Instant // of the capture
	How        CaptureHow
	Address    string
	FileName   string
	BodySHA256 string
	MediaType  string
	Language   string // of the capture, BCP 47, or empty
	Found      bool   // the passage stands in the capture, be it not word for word
	// Before, Quoted and After are the capture's text before the passage, the
	// passage as it stands there, and the text behind it.
	Before, Quoted, After string
	// Protected: the source is, so that neither context nor where the capture
	// came from is told of it.
	Protected bool
}

// MaxContext is how many code points of a capture's text are shown before and
// after a quoted passage.
const MaxContext = 200

// Around returns the text before and behind the passage as it is shown: where it
// was cut off, from the next word on, or up to the last one, with an ellipsis.
func (x Excerpt) Around() (before, after string) {
	before, after = x.Before, x.After
	if utf8.RuneCountInString(before) == MaxContext {
		if _, rest, found := strings.Cut(before, " "); found {
			before = rest
		}
		before = "… " + before
	}
	if utf8.RuneCountInString(after) == MaxContext {
		if i := strings.LastIndexByte(after, ' '); i >= 0 {
			after = after[:i]
		}
		after += " …"
	}
	return before, after
}
