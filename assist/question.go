package assist

import (
	"bytes"
	_ "embed" // the prompt
	"encoding/json"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Limits on what is sent and on the answer.
const (
	maxCopy   = 100_000 // bytes of the copy, with its numbers
	maxAnswer = 1 << 20 // bytes of the answer
	maxTokens = 8192    // of the answer, as models count
)

// prompt tells the model what to do. A change of it is a new file with a new
// version.
//
//go:embed prompts/suggest-1.txt
var prompt string

// Prompt is the name and version of what a model is told to do.
const Prompt = "suggest-1"

// sentence is a sentence of the copy, as the model sees it.
type sentence struct {
	Number   int    `json:"number"` // from 1
	Text     string `json:"text"`
	Headline bool   `json:"headline,omitempty"`
}

// message is one of a conversation.
type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// question is the body of a request for claims. The copy goes into it as JSON
// of its own, apart from what the model is told to do, so that nothing in it
// can look like a number or another message.
func question(model string, in Request) ([]byte, error) {
	text := anchor.Index(in.Text)
	sentences := make([]sentence, 0, len(in.Sentences))
	for i, span := range in.Sentences {
		if !text.Has(span) {
			return nil, apperr.PlaceOutside.With()
		}
		headline := len(in.Blocks) > 0 && in.Blocks[0].Kind == models.Headline && in.Blocks[0].Contains(span)
		sentences = append(sentences, sentence{Number: i + 1, Text: text.Slice(span), Headline: headline})
	}
	copied, err := marshal(map[string]any{"language": in.Language, "date": in.Date, "sentences": sentences})
	if err != nil {
		return nil, err
	}
	if len(copied) > maxCopy {
		return nil, apperr.AssistLong.With(maxCopy, len(copied))
	}
	return marshal(map[string]any{
		"model":           model,
		"messages":        []message{{"system", prompt}, {"user", string(copied)}},
		"temperature":     0,
		"max_tokens":      maxTokens,
		"stream":          false,
		"response_format": format,
	})
}

// marshal is JSON with every letter as it stands.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// format is the form of the answer, as a strict JSON schema in the part of the
// language that servers agree on: lengths and numbers are looked at here.
var format = map[string]any{
	"type": "json_schema",
	"json_schema": map[string]any{
		"name":   "claims",
		"strict": true,
		"schema": object(map[string]any{
			"claims": list(object(map[string]any{
				"sentence":  map[string]any{"type": "integer"},
				"quote":     map[string]any{"type": "string"},
				"statement": map[string]any{"type": "string"},
				"kinds":     list(map[string]any{"type": "string", "enum": models.AllKinds}),
			}, "sentence", "quote", "statement", "kinds")),
		}, "claims"),
	},
}

// object is the schema of an object with exactly these properties.
func object(properties map[string]any, required ...string) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// list is the schema of a list.
func list(of any) map[string]any { return map[string]any{"type": "array", "items": of} }
