package assist

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"example.org/tickmark/apperr"
)

// completion is what of a server's answer is read; servers add much to it.
type completion struct {
	Choices []struct {
		Message struct {
			Content string `json:"content"`
		} `json:"message"`
		Finish string `json:"finish_reason"`
	} `json:"choices"`
}

// claims takes what the model proposed out of a server's answer, each item as
// it came. It fails with apperr.AssistGarbage and AssistCut.
func claims(answer []byte) ([]json.RawMessage, error) {
	var c completion
	if err := json.Unmarshal(answer, &c); err != nil || len(c.Choices) == 0 {
		return nil, apperr.AssistGarbage.With()
	}
	var said struct {
		Claims *[]json.RawMessage `json:"claims"`
	}
	if err := strictly(bare(c.Choices[0].Message.Content), &said); err != nil || said.Claims == nil {
		if c.Choices[0].Finish == "length" {
			return nil, apperr.AssistCut.With()
		}
		return nil, apperr.AssistGarbage.With()
	}
	return *said.Claims, nil
}

// bare is the object in what a model wrote. One whose server passes over the
// schema likes to fence it, and to say something around it.
func bare(content string) string {
	from, to := strings.Index(content, "{"), strings.LastIndex(content, "}")
	if from < 0 || to < from {
		return content
	}
	return content[from : to+1]
}

var errTrailing = errors.New("more than one value")

// strictly reads one JSON value and nothing else, without fields that are not
// known.
func strictly(raw string, into any) error {
	d := json.NewDecoder(strings.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errTrailing
	}
	return nil
}

// item is one claim as the model proposed it.
type item struct {
	Sentence  *int      `json:"sentence"`
	Quote     *string   `json:"quote"`
	Statement *string   `json:"statement"`
	Kinds     *[]string `json:"kinds"`
}

// read reports whether the item has exactly the form that was asked for.
func (it *item) read(raw json.RawMessage) bool {
	err := strictly(string(bytes.TrimSpace(raw)), it)
	return err == nil && it.Sentence != nil && it.Quote != nil && it.Statement != nil && it.Kinds != nil
}
