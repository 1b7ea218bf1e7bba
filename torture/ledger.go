package main

import (
	"encoding/json"
	"errors"
	"os"
	"sync"
)

// outcome is what the client knows of a write.
type outcome string

const (
	sent    outcome = "sent"
	acked   outcome = "acked"   // it was told that it happened
	refused outcome = "refused" // it was told that it did not
	unknown outcome = "unknown" // it was told neither
)

// write is a line of the ledger; the checker reads it.
type write struct {
	ID      int     `json:"id"`
	Who     string  `json:"who"`
	Key     string  `json:"key"`
	Marker  string  `json:"marker"` // words that only this write brings in
	Action  string  `json:"action"`
	With    string  `json:"with,omitempty"`
	Bears   bears   `json:"bears,omitempty"`
	Path    string  `json:"path"`
	Outcome outcome `json:"outcome"`
	Status  int     `json:"status,omitempty"`
}

// ledger keeps what the client sent and was told. An outcome is on the disk
// before the next request of its writer is sent.
type ledger struct {
	path string

	mu      sync.Mutex
	file    *os.File
	next    int
	count   map[outcome]int
	waiting []chan error // for the next sync
	syncing bool
}

func newLedger(path string) (*ledger, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // in our own folder
	return &ledger{path: path, file: f, count: map[outcome]int{}}, err
}

// id numbers the writes from 1.
func (l *ledger) id() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	return l.next
}

// line puts w into the ledger, and returns once it is on the disk unless it
// was only sent.
func (l *ledger) line(w write) error {
	line, err := json.Marshal(w)
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.count[w.Outcome]++
	_, err = l.file.Write(append(line, '\n'))
	if err != nil || w.Outcome == sent {
		l.mu.Unlock()
		return err
	}
	done := make(chan error, 1)
	l.waiting = append(l.waiting, done)
	if !l.syncing {
		l.syncing = true
		go l.sync()
	}
	l.mu.Unlock()
	return <-done
}

// sync brings to the disk what waits, and what came in meanwhile.
func (l *ledger) sync() {
	for {
		l.mu.Lock()
		those := l.waiting
		l.waiting = nil
		if len(those) == 0 {
			l.syncing = false
			l.mu.Unlock()
			return
		}
		l.mu.Unlock()
		err := l.file.Sync()
		for _, done := range those {
			done <- err
		}
	}
}

// told counts the lines of an outcome.
func (l *ledger) told(o outcome) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.count[o]
}

func decode(line []byte, into any) error {
	if len(line) == 0 {
		return errors.New("it said nothing")
	}
	return json.Unmarshal(line, into)
}
