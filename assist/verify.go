package assist

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
)

// Limits on what a model may propose.
const (
	maxItems = 200   // claims
	maxQuote = 2_000 // bytes of the words of one
)

// Why is why something that a model proposed was dropped, in words.
type Why string

// The reasons to drop.
const (
	TooMany   Why = "more than are taken"
	Form      Why = "not in the form that was asked for"
	TooLong   Why = "words or a statement that are too long"
	NotInCopy Why = "words that do not stand in the copy"
	Several   Why = "words that stand in several places"
	CutFigure Why = "words that cut a figure"
	Statement Why = "an empty statement, or one with characters that nobody sees"
	Script    Why = "a statement in a script that the copy does not use"
	Invented  Why = "a statement with a figure that the copy does not have"
	Overlap   Why = "words that another claim holds already"
)

// Whys lists every reason to drop.
var Whys = []Why{TooMany, Form, TooLong, NotInCopy, Several, CutFigure, Statement, Script, Invented, Overlap}

// Dropped says how many of what a model proposed were dropped for one reason.
type Dropped struct {
	Why   Why `json:"why"`
	Count int `json:"count"`
}

// verifier holds a model's answer against the copy.
type verifier struct {
	in      Request
	runes   []rune
	scripts scripts
	figures map[string]bool // of the copy
	reason  string
}

// verify keeps of the items what stands in the copy, and counts the rest.
func verify(in Request, items []json.RawMessage, reason string) Proposal {
	v := verifier{in: in, runes: []rune(in.Text), scripts: scriptsOf(in.Text), figures: map[string]bool{}, reason: reason}
	figures(v.runes, inOneGroup, v.figures)
	figures(v.runes, inOneGroup+spaces, v.figures)
	dropped := map[Why]int{}
	if len(items) > maxItems {
		dropped[TooMany] = len(items) - maxItems
		items = items[:maxItems]
	}
	var found []suggest.Suggestion
	for _, raw := range items {
		s, why := v.suggestion(raw)
		if why != "" {
			dropped[why]++
			continue
		}
		found = append(found, s)
	}
	p := Proposal{Suggestions: merged(found)}
	dropped[Overlap] = len(found) - len(p.Suggestions)
	for _, why := range Whys {
		if n := dropped[why]; n > 0 {
			p.Dropped = append(p.Dropped, Dropped{why, n})
		}
	}
	return p
}

// suggestion is an item as a suggestion, or why it is none.
func (v verifier) suggestion(raw json.RawMessage) (s suggest.Suggestion, why Why) {
	var it item
	if !it.read(raw) {
		return s, Form
	}
	statement := strings.TrimSpace(*it.Statement)
	switch {
	case len(*it.Quote) > maxQuote || len(statement) > models.MaxStatement:
		return s, TooLong
	case statement == "" || strings.ContainsFunc(statement, unseen):
		return s, Statement
	case !v.scripts.has(statement):
		return s, Script
	case v.invents(statement):
		return s, Invented
	}
	span, number, why := v.place(*it.Sentence, *it.Quote)
	if why != "" {
		return s, why
	}
	return suggest.Suggestion{
		Span: span, Sentence: number, Words: string(v.runes[span.Start:span.End]), Statement: statement, Kinds: kinds(*it.Kinds), Reasons: []string{v.reason},
	}, ""
}

// place is where the words stand, alike, and the number of the sentence: in the
// one that the model names, or else in the only place there is.
func (v verifier) place(number int, words string) (models.Span, int, Why) {
	why := NotInCopy
	var span models.Span
	if 1 <= number && number <= len(v.in.Sentences) {
		span, why = v.within(v.in.Sentences[number-1], words)
	}
	if why == NotInCopy {
		if span, why = v.within(models.Span{End: len(v.runes)}, words); why != "" {
			return span, 0, why
		}
		number = 1 + slices.IndexFunc(v.in.Sentences, func(s models.Span) bool { return s.Contains(span) })
		if number == 0 {
			return span, 0, NotInCopy // they go over the end of a sentence
		}
	}
	if why == "" && v.cutsFigure(span) {
		why = CutFigure
	}
	return span, number, why
}

// within is the one place in a stretch of the text where the words stand alike.
func (v verifier) within(stretch models.Span, words string) (models.Span, Why) {
	part := string(v.runes[stretch.Start:stretch.End])
	places, err := anchor.Find(models.Revision{Document: models.Document{Text: part}}, models.Span{End: stretch.Len()}, words)
	switch {
	case errors.Is(err, apperr.WordsSeveral):
		return models.Span{}, Several
	case err != nil:
		return models.Span{}, NotInCopy
	}
	return models.Span{Start: stretch.Start + places[0].Start, End: stretch.Start + places[0].End}, ""
}

// cutsFigure reports whether a figure goes on at an end of the span: 5 of 15,
// of 3.5, of 5,000 and of 5:30 is another figure.
func (v verifier) cutsFigure(s models.Span) bool {
	at := func(i int) rune {
		if i < 0 || i >= len(v.runes) {
			return ' '
		}
		return v.runes[i]
	}
	goesOn := func(last, next, beyond rune) bool {
		return unicode.IsDigit(last) && (unicode.IsDigit(next) || strings.ContainsRune(".,:/٫٬'’", next) && unicode.IsDigit(beyond))
	}
	return goesOn(at(s.Start), at(s.Start-1), at(s.Start-2)) || goesOn(at(s.End-1), at(s.End), at(s.End+1))
}

// unseen reports whether nobody sees a character, or it turns or hides others.
// Joiners within words and emoji, and marks of direction, are not among them.
func unseen(r rune) bool {
	switch {
	case r == '\u200c', r == '\u200d', r == '\u200e', r == '\u200f', r == '\u061c', r == '\u00ad':
		return false
	case r == utf8.RuneError, unicode.IsSpace(r) && r != ' ' && r != '\u00a0' && r != '\u202f' && r != '\u3000':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs)
}

// kinds are those that there are, each once and in their order; "other" when
// the model named none of them.
func kinds(named []string) (list []models.Kind) {
	for _, k := range models.AllKinds {
		if slices.Contains(named, string(k)) {
			list = append(list, k)
		}
	}
	if list == nil {
		return []models.Kind{models.KindOther}
	}
	return list
}

// merged puts suggestions in the order of the copy, and of those that overlap
// keeps the first, the longer one where two begin together, with the kinds of
// all.
func merged(found []suggest.Suggestion) []suggest.Suggestion {
	slices.SortStableFunc(found, func(a, b suggest.Suggestion) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var kept []suggest.Suggestion
	for _, s := range found {
		if n := len(kept); n > 0 && kept[n-1].Overlaps(s.Span) {
			kept[n-1].Kinds = union(kept[n-1].Kinds, s.Kinds)
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// union is both sets of kinds, in their order.
func union(a, b []models.Kind) (list []models.Kind) {
	for _, k := range models.AllKinds {
		if slices.Contains(a, k) || slices.Contains(b, k) {
			list = append(list, k)
		}
	}
	return list
}
