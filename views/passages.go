package views

import (
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// SaidInCopy is a claim's words in the sentence around them.
type SaidInCopy struct {
	Before, Words, After string
	Lang                 string
	Dir                  models.Direction
}

// QuotedIn is what a capture says where evidence quotes it.
type QuotedIn struct {
	Path                  string // of the capture, where the passage stands; "" for a protected source
	At                    ui.Moment
	Before, Quoted, After string
	Found                 bool // it says so, or nearly
	Verbatim              bool
	Change                WordChange // from what was quoted to what it says; without parts when it is word for word
	Lang                  string     // BCP 47, or ""
	Foreign               bool       // another language than the copy's
	Protected             bool
}

// nearContext is how many code points of a capture's text stand on either side of
// a quoted passage; the rest of what is known is folded away.
const nearContext = 60

// near is what stands next to the passage in its own paragraph, from a word on
// and up to one, and whether more is known of what stands around it.
func (q QuotedIn) near() (before, after string, more bool) {
	before = q.Before[strings.LastIndexByte(q.Before, '\n')+1:]
	after, _, _ = strings.Cut(q.After, "\n")
	if r := []rune(before); len(r) > nearContext {
		before = string(r[len(r)-nearContext:])
		if _, rest, found := strings.Cut(before, " "); found {
			before = rest
		}
		before = "… " + before
	}
	if r := []rune(after); len(r) > nearContext {
		after = string(r[:nearContext])
		if i := strings.LastIndexByte(after, ' '); i >= 0 {
			after = after[:i]
		}
		after += " …"
	}
	return before, after, before != q.Before || after != q.After
}

// KeptLater is a capture that was kept when evidence stood that rests on none.
type KeptLater struct {
	Path  string
	At    ui.Moment
	Found bool // the passage stands in it
}

// TranslationView is a translation as it is shown.
type TranslationView struct {
	models.Translation
	By string
	At ui.Moment
}

// CaptureOf names a capture to choose.
func CaptureOf(title string, at ui.Moment) string { return title + ", " + at.Exact }

// translatable reports whether a translation of the passage is of use: it is in
// another language than the copy, as far as is known.
func (e EvidenceView) translatable() bool {
	return e.Passage != "" && (e.Capture == nil || e.Capture.Lang == "" || e.Capture.Foreign)
}

// translationForm names the form that translates a passage.
func translationForm(evidence models.ID) string { return "translate-" + idText(evidence) }

// evidencePath is where forms about a piece of evidence are sent.
func (p ClaimPanel) evidencePath(id models.ID) string { return p.Path + "/evidence/" + idText(id) }
