package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// event is a row of the trail with its leaf read.
type event struct {
	seq                         int64
	at, actor, article, claimID int64
	action, subject, request    string
	subjectID                   int64
	leaf                        string
	hash                        []byte
	said                        leaf
}

// leaf is what docs/trail-format.md says a leaf is.
type leaf struct {
	Action  string   `json:"action"`
	Actor   int64    `json:"actor"`
	Article int64    `json:"article"`
	At      int64    `json:"at"`
	Changes []change `json:"changes"`
	Claim   int64    `json:"claim"`
	Reason  value    `json:"reason"`
	Request string   `json:"request"`
	Seq     int64    `json:"seq"`
	Subject struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	} `json:"subject"`
	V int `json:"v"`
}

type change struct {
	Field string `json:"field"`
	From  value  `json:"from"`
	To    value  `json:"to"`
}

// value is a word, or the digest of a text that stands beside the leaf.
type value struct {
	word   string
	salted string
}

// UnmarshalJSON reads a string, or an object with a digest.
func (v *value) UnmarshalJSON(b []byte) error {
	if bytes.HasPrefix(b, []byte("{")) {
		var in struct {
			Salted string `json:"salted"`
		}
		err := json.Unmarshal(b, &in)
		v.salted = in.Salted
		return err
	}
	return json.Unmarshal(b, &v.word)
}

// text is a text beside a leaf.
type text struct {
	field, side, words string
	salt               []byte
}

// readTrail reads all events with their texts.
func (f *file) readTrail(ctx context.Context) error {
	err := f.each(ctx, "SELECT seq, at, coalesce(actor_id, 0), coalesce(article_id, 0), coalesce(claim_id, 0),"+
		" action, subject, request_id, subject_id, leaf, leaf_hash FROM events ORDER BY seq", func(rows *sql.Rows) error {
		var e event
		err := rows.Scan(&e.seq, &e.at, &e.actor, &e.article, &e.claimID, &e.action, &e.subject, &e.request, &e.subjectID, &e.leaf, &e.hash)
		f.events = append(f.events, e)
		return err
	})
	if err != nil {
		return err
	}
	f.found.Events = len(f.events)
	f.texts = map[int64][]text{}
	return f.each(ctx, "SELECT event_seq, field, side, salt, text FROM event_texts", func(rows *sql.Rows) error {
		var seq int64
		var t text
		err := rows.Scan(&seq, &t.field, &t.side, &t.salt, &t.words)
		f.texts[seq] = append(f.texts[seq], t)
		return err
	})
}

// leaves checks that the trail has no gap, that each leaf says what its row
// says, and that each text beside it is the one it was made with.
func (f *file) leaves(ctx context.Context) error {
	for i := range f.events {
		e := &f.events[i]
		if e.seq != int64(i) {
			f.wrong("event %d stands in place %d of the trail", e.seq, i)
		}
		if err := json.Unmarshal([]byte(e.leaf), &e.said); err != nil {
			f.wrong("event %d: the leaf cannot be read: %v", e.seq, err)
			continue
		}
		s := e.said
		if s.V != 1 || s.Seq != e.seq || s.At != e.at || s.Actor != e.actor || s.Article != e.article || s.Claim != e.claimID ||
			s.Action != e.action || s.Subject.Type != e.subject || s.Subject.ID != e.subjectID || s.Request != e.request {
			f.wrong("event %d: the row says something else than the leaf", e.seq)
		}
		if !bytes.Equal(e.hash, leafHash(e.leaf)) {
			f.wrong("event %d: the leaf has another hash", e.seq)
		}
		f.beside(e)
	}
	var size int
	if err := f.db.QueryRowContext(ctx, "SELECT size FROM trail_head").Scan(&size); err != nil {
		return err
	}
	if size != len(f.events) {
		f.wrong("the trail's head says %d events, there are %d", size, len(f.events))
	}
	return nil
}

// beside checks the texts beside a leaf against its digests, one to one.
func (f *file) beside(e *event) {
	want := map[[2]string]string{}
	for _, c := range e.said.Changes {
		want[[2]string{c.Field, "from"}], want[[2]string{c.Field, "to"}] = c.From.salted, c.To.salted
	}
	want[[2]string{"reason", "reason"}] = e.said.Reason.salted
	for _, t := range f.texts[e.seq] {
		at := [2]string{t.field, t.side}
		sum := sha256.Sum256(slices.Concat(t.salt, []byte(t.words)))
		if erased := len(t.salt) == 0 && t.words == ""; !erased && want[at] != hex.EncodeToString(sum[:]) {
			f.wrong("event %d: the text of %s (%s) is not the one of the leaf", e.seq, t.field, t.side)
		}
		delete(want, at)
	}
	for at, digest := range want {
		if digest != "" {
			f.wrong("event %d: the text of %s (%s) is missing", e.seq, at[0], at[1])
		}
	}
}

// wordsOf is the text of a field beside event e, "" when there is none.
func (f *file) wordsOf(e event, field, side string) string {
	for _, t := range f.texts[e.seq] {
		if t.field == field && t.side == side {
			return t.words
		}
	}
	return ""
}
