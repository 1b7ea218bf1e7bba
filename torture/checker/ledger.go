package main

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// The outcomes of a write, as the client knows them.
const (
	sent    = "sent" // and nothing heard: unknown
	acked   = "acked"
	refused = "refused"
	unknown = "unknown"
)

// How often events bear the marker of a write that was done once.
const (
	echoed  = "echoed"  // later acts may repeat it
	several = "several" // events of one request
)

// entry is a line of the ledger. The last line of a write counts.
type entry struct {
	ID      int    `json:"id"`
	Who     string `json:"who"` // the handle
	Key     string `json:"key"` // the form's idempotency key
	Marker  string `json:"marker"`
	Action  string `json:"action"` // of the event that bears the marker
	With    string `json:"with"`   // of another event of the same request; may be empty
	Bears   string `json:"bears"`  // how often events bear the marker: once unless it says so
	Outcome string `json:"outcome"`
}

// ledger checks what the client was told: acked is there exactly once, refused
// is not there, and of the unknown all or nothing is.
func (f *file) ledger(ctx context.Context, path string) error {
	entries, err := readLedger(path)
	if err != nil {
		return err
	}
	used := map[string]int{}
	err = f.each(ctx, "SELECT handle, key FROM act_keys JOIN users ON users.id = user_id", func(rows *sql.Rows) error {
		var who, key string
		err := rows.Scan(&who, &key)
		used[who+" "+key]++
		return err
	})
	if err != nil {
		return err
	}
	marked := f.marked()
	for _, e := range entries {
		f.settle(e, used[e.Who+" "+e.Key], f.effects(e, marked[e.Marker]))
	}
	return nil
}

// settle compares what the client knows of a write with its key and its
// effects in the database. Without a marker the effects are not known, and
// count as the key does: file.keys counts them.
func (f *file) settle(e entry, keys, effects int) {
	if e.Marker == "" || (e.Bears == echoed && effects > 1) {
		effects = keys
	}
	name := fmt.Sprintf("write %d (%s by %s, key %s)", e.ID, e.Action, e.Who, e.Key)
	switch e.Outcome {
	case acked:
		f.found.Acked++
		if keys != 1 || effects != 1 {
			f.wrong("%s was acked: %d of its key, %d effects", name, keys, effects)
		}
	case refused:
		f.found.Refused++
		if keys != 0 || effects != 0 {
			f.wrong("%s was refused: %d of its key, %d effects", name, keys, effects)
		}
	case unknown, sent:
		f.found.Unknown++
		f.found.Happened += keys
		if keys != effects || keys > 1 {
			f.wrong("%s is unknown: %d of its key, %d effects", name, keys, effects)
		}
	default:
		f.wrong("%s has the outcome %q", name, e.Outcome)
	}
}

// markerLetters is how every marker begins, and markerSize its length.
const (
	markerLetters = "ZQMARK"
	markerSize    = 26
)

// marked are the events beside which each marker stands as something new.
func (f *file) marked() map[string][]event {
	found := map[string][]event{}
	for _, e := range f.events {
		seen := map[string]bool{}
		for _, t := range f.texts[e.seq] {
			for rest := t.words; t.side != "from"; {
				i := strings.Index(rest, markerLetters)
				if i < 0 || len(rest) < i+markerSize {
					break
				}
				seen[rest[i:i+markerSize]] = true
				rest = rest[i+markerSize:]
			}
		}
		for m := range seen {
			found[m] = append(found[m], e)
		}
	}
	return found
}

// effects counts the events that a write made, or the requests when one leaves
// several. An event that only bears its marker on, by itself or as part of
// another act, is none of them.
func (f *file) effects(e entry, events []event) (n int) {
	requests := map[string]bool{}
	for _, ev := range events {
		if ev.action == e.Action && ev.actor != 0 && (e.With == "" || f.together(ev, e.With)) {
			n++
			requests[ev.request] = true
		}
	}
	if e.Bears == several {
		return len(requests)
	}
	return n
}

// together reports whether the request of an event made one of another action.
func (f *file) together(ev event, action string) bool {
	for _, way := range []int64{-1, 1} {
		for i := ev.seq + way; i >= 0 && i < int64(len(f.events)) && f.events[i].request == ev.request; i += way {
			if f.events[i].action == action {
				return true
			}
		}
	}
	return false
}

// readLedger reads the last line of every write, in their order.
func readLedger(path string) ([]entry, error) {
	file, err := os.Open(path) //nolint:gosec // the caller names it
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	var entries []entry
	place := map[int]int{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var e entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("%s: %w", lines.Bytes(), err)
		}
		i, known := place[e.ID]
		if !known {
			i = len(entries)
			place[e.ID], entries = i, append(entries, e)
		}
		entries[i] = e
	}
	return entries, lines.Err()
}
