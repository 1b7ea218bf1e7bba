package apperr

import (
	"strconv"
	"strings"
)

var trailWords = map[string]string{
	"event-missing":        "Event {event} is missing: it was deleted, or the events after it were renumbered.",
	"event-misplaced":      "Event {event} stands twice or out of its place.",
	"leaf-unreadable":      "The entry of event {event} is not in a form that this version knows: it was changed, or a newer version wrote it.",
	"leaf-disagrees":       "Event {event} was changed: its {field} is not the one that its entry has.",
	"leaf-hash-wrong":      "Event {event} was changed: its entry does not have the hash that is stored with it.",
	"text-missing":         "A text of event {event} is gone ({field}, {side}). Only erasing may empty a text, and it leaves the row.",
	"text-altered":         "A text of event {event} was changed ({field}, {side}).",
	"text-stray":           "A text was added beside event {event} ({field}, {side}).",
	"tree-hash-wrong":      "The hash tree does not fit event {event}: the event or the tree (hash {id}) was changed.",
	"tree-hash-stray":      "The hash tree goes on beyond the last event (hash {id}): events were cut off, or hashes were added.",
	"checkpoint-unsigned":  "The checkpoint over {size} events is not signed by a known key.",
	"checkpoint-disagrees": "The checkpoint over {size} events was changed: its row does not say what was signed.",
	"checkpoint-root":      "The first {size} events are not the ones that were signed: something in them was changed.",
	"checkpoint-beyond":    "{size} events were signed, {event} are here: the last ones were cut off.",
}

// TrailProblem returns the words for what is wrong with an audit trail. event
// is the sequence number it is about, size the number of events under a
// checkpoint, id that of a stored hash.
func TrailProblem(code string, event, size, id int64, field, side string) string {
	words, ok := trailWords[code]
	if !ok {
		words = "The trail does not check: " + code + "."
	}
	return strings.NewReplacer(
		"{event}", strconv.FormatInt(event, 10), "{size}", strconv.FormatInt(size, 10),
		"{id}", strconv.FormatInt(id, 10), "{field}", field, "{side}", side,
	).Replace(words)
}
