package report

import (
	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// Capture is what a source looked like when it was kept, and what it says where
// the evidence quotes it. Of a protected source nothing stands here by which its
// file could be found again, and none of its text beside the passage.
type Capture struct {
	ID        models.ID `json:"id"`
	At        Time      `json:"at,omitempty"`
	Address   string    `json:"address,omitempty"`
	SHA256    string    `json:"sha256,omitempty"` // of its bytes
	MediaType string    `json:"media_type,omitempty"`
	Language  string    `json:"language,omitempty"`
	Found     bool      `json:"found"`    // it says so, be it not word for word
	Verbatim  bool      `json:"verbatim"` // it says so word for word
	Before    string    `json:"before,omitempty"`
	Said      string    `json:"said,omitempty"` // the passage as it stands there
	After     string    `json:"after,omitempty"`
}

// Translation is a passage in another language, by somebody who answers for it.
type Translation struct {
	Language string `json:"language"`
	Text     string `json:"text"`
	By       Person `json:"by"`
	At       Time   `json:"at"`
}

// capture is what the evidence rests on, or nil.
func (b *builder) capture(e models.Evidence) *Capture {
	for _, x := range b.Excerpts {
		if x.EvidenceID != e.ID {
			continue
		}
		c := Capture{
			ID: x.CaptureID, At: at(x.At), Address: x.Address, SHA256: x.BodySHA256, MediaType: x.MediaType, Language: x.Language,
			Found: x.Found, Verbatim: x.Found && anchor.Alike(e.Passage, x.Quoted),
		}
		c.Before, c.After = x.Around()
		if c.Said = x.Quoted; x.Protected {
			c.At, c.SHA256, c.MediaType = "", "", ""
			c.Address, c.Before, c.After = "", "", ""
			if !c.Verbatim {
				c.Said = ""
			}
		}
		return &c
	}
	return nil
}

func (b *builder) translations(e models.Evidence) (out []Translation) {
	for _, t := range sorted(b.Translations, func(t models.Translation) int64 { return t.ID }) {
		if t.EvidenceID == e.ID && t.RemovedAt == 0 {
			out = append(out, Translation{Language: t.Language, Text: t.Text, By: b.person(t.CreatedBy), At: at(t.CreatedAt)})
		}
	}
	return out
}

// inSentence are a claim's words with what stands before and behind them in
// their sentences; the words alone when they have no place in the revision.
func inSentence(r Revision, c Claim) [3]string {
	if c.Span == nil {
		return [3]string{"", c.Words, ""}
	}
	around := *c.Span
	for _, s := range r.Sentences {
		if s.Overlaps(*c.Span) {
			around.Start, around.End = min(around.Start, s.Start), max(around.End, s.End)
		}
	}
	text := []rune(r.Text)
	if around.Start < 0 || around.End > len(text) || c.Span.Start < around.Start {
		return [3]string{"", c.Words, ""}
	}
	return [3]string{string(text[around.Start:c.Span.Start]), string(text[c.Span.Start:c.Span.End]), string(text[c.Span.End:around.End])}
}

// captureWords say what a passage is in the capture that it rests on, before the
// time of the capture where there is one.
func captureWords(c Capture) string {
	if c.At == "" {
		return keptWords(c)
	}
	switch {
	case c.Verbatim:
		return "Word for word in the capture of"
	case c.Found:
		return "Not word for word in the capture of"
	}
	return "The passage does not stand in the capture of"
}

// keptWords say it of what a protected source keeps. A passage without a place
// may stand there all the same: whoever wrote it down may not read that.
func keptWords(c Capture) string {
	const of = "what this protected source keeps"
	switch {
	case c.Verbatim:
		return "Word for word in " + of
	case c.Found:
		return "Not word for word in " + of
	}
	return "Its place is not known in " + of
}
