package audit

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// ErrLeaf says that a text is not a leaf: not in the canonical form, or of a
// format that this version does not know.
var ErrLeaf = errors.New("audit: not a leaf of a known format")

// Value is one value in a leaf.
type Value struct {
	Text   string // the words; of a salted value only after Fill
	Salted string // the digest that stands for the words, in hex; "" when they stand in the leaf
	Erased bool   // set by Fill: the words and their salt were erased
}

// Change is one changed field as a leaf holds it.
type Change struct {
	Field    string
	From, To Value
}

// Entry is an event as its leaf tells it.
type Entry struct {
	Event   models.Event // without Leaf and LeafHash
	Changes []Change
	Reason  Value
}

// Read returns what a leaf says. It takes nothing but what Leaf writes, so that
// no two different leaves say the same. It fails with ErrLeaf.
func Read(leaf string) (Entry, error) {
	var e Entry
	if !e.read(leaf) {
		return Entry{}, ErrLeaf
	}
	return e, nil
}

// Fill puts the texts that stand beside the leaf in their places.
func (e *Entry) Fill(texts []models.EventText) {
	for _, t := range texts {
		if v := e.value(t.Field, t.Side); v != nil && v.Salted != "" {
			v.Text = t.Text
			v.Erased = erased(t)
		}
	}
}

func (e *Entry) value(field, side string) *Value {
	if side == SideReason {
		return &e.Reason
	}
	for i := range e.Changes {
		switch c := &e.Changes[i]; {
		case c.Field != field:
		case side == SideFrom:
			return &c.From
		case side == SideTo:
			return &c.To
		}
	}
	return nil
}

// erased reports whether the act of erasing emptied the row.
func erased(t models.EventText) bool { return len(t.Salt) == 0 && t.Text == "" }

// read fills e from leaf, reusing its slice of changes.
func (e *Entry) read(leaf string) bool {
	if !utf8.ValidString(leaf) {
		return false
	}
	r := leafReader{s: leaf, ok: true}
	ev := &e.Event
	*ev = models.Event{}
	r.raw(`{"action":`)
	ev.Action = r.text()
	r.raw(`,"actor":`)
	ev.ActorID = models.Ref(r.number())
	r.raw(`,"article":`)
	ev.ArticleID = models.Ref(r.number())
	r.raw(`,"at":`)
	ev.At = models.Instant(r.number())
	r.raw(`,"changes":[`)
	e.Changes = r.changes(e.Changes[:0])
	r.raw(`,"claim":`)
	ev.ClaimID = models.Ref(r.number())
	r.raw(`,"reason":`)
	e.Reason = r.value()
	r.raw(`,"request":`)
	ev.RequestID = r.text()
	r.raw(`,"seq":`)
	ev.Seq = r.number()
	r.raw(`,"subject":{"id":`)
	ev.SubjectID = r.number()
	r.raw(`,"type":`)
	ev.Subject = models.Subject(r.text())
	r.raw(`},"v":1}`)
	return r.ok && r.s == "" && (e.Reason.Salted != "" || e.Reason.Text == "")
}

// leafReader reads canonical JSON from the front of s; ok is false from the
// first thing that is not as it must be.
type leafReader struct {
	s  string
	ok bool
}

func (r *leafReader) has(prefix string) (found bool) {
	if r.ok {
		r.s, found = strings.CutPrefix(r.s, prefix)
	}
	return found
}

func (r *leafReader) raw(prefix string) { r.ok = r.has(prefix) }

func (r *leafReader) changes(cs []Change) []Change {
	if r.has("]") {
		return cs
	}
	for r.ok {
		var c Change
		r.raw(`{"field":`)
		c.Field = r.text()
		r.raw(`,"from":`)
		c.From = r.value()
		r.raw(`,"to":`)
		c.To = r.value()
		r.raw("}")
		cs = append(cs, c)
		if r.has("]") {
			return cs
		}
		r.raw(",")
	}
	return cs
}

func (r *leafReader) value() (v Value) {
	if !r.has(`{"salted":"`) {
		v.Text = r.text()
		return v
	}
	if len(r.s) < digestLen || !isHex(r.s[:digestLen]) {
		r.ok = false
		return v
	}
	v.Salted, r.s = r.s[:digestLen], r.s[digestLen:]
	r.raw(`"}`)
	return v
}

const digestLen = 64

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// number reads a whole number as number wrote it.
func (r *leafReader) number() int64 {
	quoted := r.has(`"`)
	end := 0
	for end < len(r.s) && (r.s[end] == '-' || '0' <= r.s[end] && r.s[end] <= '9') {
		end++
	}
	digits := r.s[:end]
	n, err := strconv.ParseInt(digits, 10, 64)
	r.s = r.s[end:]
	exact := -maxExact <= n && n <= maxExact
	leading := strings.TrimPrefix(digits, "-")
	r.ok = r.ok && err == nil && exact != quoted && digits != "-0" && (leading == "0" || leading[0] != '0')
	if quoted {
		r.raw(`"`)
	}
	return n
}

// text reads a string as appendString wrote it.
func (r *leafReader) text() string {
	if !r.has(`"`) {
		r.ok = false
		return ""
	}
	for i := range len(r.s) {
		switch c := r.s[i]; {
		case c == '"':
			s := r.s[:i]
			r.s = r.s[i+1:]
			return s
		case c == '\\':
			return r.escaped()
		case c < ' ':
			r.ok = false
			return ""
		}
	}
	r.ok = false
	return ""
}

// escaped reads the rest of a string that holds an escape; it takes only what
// writing the result again gives.
func (r *leafReader) escaped() string {
	var out []byte
	rest := r.s
	for len(rest) > 0 && rest[0] != '"' {
		c, _, tail, err := strconv.UnquoteChar(rest, '"') // every escape of JSON that we write is one of Go's
		if err != nil {
			break
		}
		out = utf8.AppendRune(out, c)
		rest = tail
	}
	written := appendString(nil, string(out))
	var found bool
	r.s, found = strings.CutPrefix(r.s, string(written[1:]))
	r.ok = r.ok && found
	return string(out)
}
