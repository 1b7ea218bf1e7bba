package sources

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// maxJSONDepth is how deep arrays and objects may lie in one another.
const maxJSONDepth = 200

// maxLevel is how deep a block may stand; what lies deeper stands there too.
const maxLevel = 32

// readJSON reads JSON as one prints it: a line, and so a block, for each member,
// element and bracket, with its depth as the level of a list item. Characters
// stand as themselves, numbers as they were written.
func readJSON(in Input, kind string) (Reading, error) {
	p := jsonPrinter{from: json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(in.Bytes, []byte("\ufeff"))))}
	p.from.UseNumber()
	err := p.print()
	doc, full := p.document(kind)
	switch {
	case errors.Is(err, apperr.SourceTooDeep):
		return Reading{}, err
	case err != nil:
		return Reading{}, apperr.SourceDamaged.With(kind)
	}
	return Reading{Document: doc}, full
}

// jsonPrinter writes the tokens of a JSON text line by line.
type jsonPrinter struct {
	draft
	from *json.Decoder
	open []jsonOpen
	line strings.Builder
}

// jsonOpen is an array or object that is being read.
type jsonOpen struct {
	object bool
	key    bool // of an object: its next token is the value of a name
	count  int  // what it has so far
}

func (p *jsonPrinter) print() error {
	for !p.full {
		token, err := p.from.Token()
		if errors.Is(err, io.EOF) && len(p.open) == 0 {
			p.flush()
			return nil
		}
		if err != nil {
			return err
		}
		if err := p.token(token); err != nil {
			return err
		}
	}
	return nil
}

func (p *jsonPrinter) token(token json.Token) error {
	if d, ok := token.(json.Delim); ok && (d == '}' || d == ']') {
		p.closeWith(d)
		return nil
	}
	last := len(p.open) - 1
	if last < 0 {
		p.flush() // one value after another, as in NDJSON
	} else if in := &p.open[last]; in.object && in.key {
		in.key = false
	} else {
		if in.count > 0 {
			p.line.WriteByte(',')
		}
		p.flush()
		in.count++
		in.key = in.object
		if in.object {
			p.line.WriteString(jsonText(token) + ": ")
			return nil
		}
	}
	if d, ok := token.(json.Delim); ok {
		p.line.WriteString(d.String())
		if len(p.open) == maxJSONDepth {
			return apperr.SourceTooDeep.With(maxJSONDepth)
		}
		p.flush()
		p.open = append(p.open, jsonOpen{object: d == '{'})
		return nil
	}
	p.line.WriteString(jsonText(token))
	return nil
}

func (p *jsonPrinter) closeWith(d json.Delim) {
	p.flush()
	p.open = p.open[:len(p.open)-1]
	p.line.WriteString(d.String())
}

// flush makes the line that was written a block.
func (p *jsonPrinter) flush() {
	b := models.Block{Kind: models.Paragraph}
	if n := len(p.open); n > 0 {
		b = models.Block{Kind: models.ListItem, Level: min(n, maxLevel)}
	}
	p.add(b, p.line.String())
	p.line.Reset()
}

// jsonText writes a token as JSON, with every character as itself.
func jsonText(token json.Token) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(token); err != nil { // a token always can be written
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}
