package report

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/models"
)

// Entry is one event of the article's trail.
type Entry struct {
	Seq      int64          `json:"seq"`
	At       Time           `json:"at"`
	By       *Person        `json:"by,omitempty"` // none: the system
	Action   string         `json:"action"`
	Subject  models.Subject `json:"subject"`
	ID       models.ID      `json:"subject_id"`
	Claim    int            `json:"claim,omitempty"`
	Changes  []Change       `json:"changes"`
	Reason   string         `json:"reason,omitempty"`
	LeafHash string         `json:"leaf_hash"` // lower-case hex
}

// Change is a field before and after an event. Fields that hold users have their
// IDs, parted by commas; the report's Named has the names.
type Change struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

func (b *builder) trail() []Entry {
	es := make([]Entry, len(b.Events))
	for i, e := range sorted(b.Events, func(e Act) int64 { return e.Seq }) {
		es[i] = Entry{
			Seq: e.Seq, At: at(e.At), By: b.who(e.ActorID), Action: e.Action, Subject: e.Subject, ID: e.SubjectID,
			Claim: b.number[models.ID(e.ClaimID)], Changes: b.changes(e),
			Reason: e.Reason, LeafHash: hex.EncodeToString(e.LeafHash),
		}
	}
	return es
}

// elsewhere are fields that the body holds in other places: a revision's whole
// copy, and what an approval was bound to.
var elsewhere = map[string]bool{"text": true, "bound": true, "fingerprint": true}

// guarded are fields that tell of a protected source when and how it spoke, and
// by which its files could be found again.
var guarded = map[string]bool{"word_how": true, "word_at": true, "consent": true, "body_sha256": true, "size": true, "media_type": true}

// ofProtected reports whether an event is about a protected source, or about
// what one keeps.
func (b *builder) ofProtected(e Act) bool {
	if e.Subject == models.SubjectSource {
		return b.source[e.SubjectID].Protected
	}
	return e.Subject == models.SubjectCapture && slices.ContainsFunc(e.Changes, func(c models.Change) bool {
		id, err := strconv.ParseInt(c.To, 10, 64)
		return err == nil && c.Field == "source" && b.source[id].Protected
	})
}

// changes leaves out what stands elsewhere, what a protected source keeps to
// itself, and what is the same before and after; a free text that is, was erased.
func (b *builder) changes(e Act) []Change {
	out, kept := []Change{}, b.ofProtected(e)
	for _, c := range e.Changes {
		if elsewhere[c.Field] || kept && guarded[c.Field] || c.From == c.To && !c.Free {
			continue
		}
		out = append(out, Change{Field: c.Field, From: b.value(c.Field, c.From), To: b.value(c.Field, c.To)})
	}
	return out
}

// value writes a field's value as the body has such values elsewhere: times in
// RFC 3339, claims by number. What does not read as one stays as it is.
func (b *builder) value(field, raw string) string {
	n, err := strconv.ParseInt(raw, 10, 64)
	if err != nil {
		return raw
	}
	switch {
	case fieldKinds[field] == aTime:
		return string(at(models.Instant(n)))
	case field == "claim" && b.number[n] > 0:
		return strconv.Itoa(b.number[n])
	}
	return raw
}

// fieldKind is what a field of a change holds.
type fieldKind int

const (
	aText   fieldKind = iota
	aTime             // milliseconds in the trail, RFC 3339 in the body
	people            // IDs of users, parted by commas
	aRecord           // the ID of a row, which says nothing to a reader
	aList             // words parted by commas
)

// fieldKinds knows the fields that hold anything but text.
var fieldKinds = map[string]fieldKind{
	"due_at": aTime, "deadline_at": aTime, "paid_at": aTime, "removed_at": aTime, "ended_at": aTime, "word_at": aTime, "sent_back_at": aTime, "link_ended_at": aTime, "decided_at": aTime, "expires_at": aTime,
	"assignee": people, "submitted_by": people, "asked": people, "editor": people, "writers": people,
	"team": people, "mentions": people, "new_words_by": people, "paid_by": people,
	"finding": aRecord, "acceptance": aRecord, "approval": aRecord, "revision": aRecord, "source": aRecord, "parent": aRecord,
	"evidence": aRecord, "comment": aRecord, "applied_in": aRecord, "answer_link": aRecord, "supersedes": aRecord,
	"kinds": aList, "roles": aList,
}

// named lists everyone whom a change names by ID, once, by ID.
func (b *builder) named(trail []Entry) []Person {
	var ids []models.ID
	for _, e := range trail {
		for _, c := range e.Changes {
			if fieldKinds[c.Field] != people {
				continue
			}
			for word := range strings.SplitSeq(c.From+","+c.To, ",") {
				if id, err := strconv.ParseInt(word, 10, 64); err == nil && b.People[id] != "" {
					ids = append(ids, id)
				}
			}
		}
	}
	slices.Sort(ids)
	return b.people(slices.Compact(ids))
}

// teller tells a body's values to a reader: in the newsroom's zone, with names.
type teller struct {
	zone  *time.Location
	names map[string]string
}

func tellerOf(r Report) teller {
	t := teller{zone: zoneOf(r), names: make(map[string]string, len(r.Named))}
	for _, p := range r.Named {
		t.names[strconv.FormatInt(p.ID, 10)] = p.Name
	}
	return t
}

// zoneOf is the newsroom's time zone, or UTC when its name is unknown.
func zoneOf(r Report) *time.Location {
	zone, err := time.LoadLocation(r.Newsroom.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

const (
	longTime  = "2 January 2006, 15:04 MST"
	shortTime = "2 Jan 2006, 15:04"
)

func (t teller) long(at Time) string  { return t.time(at, longTime) }
func (t teller) short(at Time) string { return t.time(at, shortTime) }

func (t teller) time(at Time, format string) string {
	if at == "" {
		return ""
	}
	return at.In(t.zone).Format(format)
}

// changes tells an entry's changes in words. IDs of rows, which only the JSON
// shows, are left out; a report's revision is its number.
func (t teller) changes(e Entry) []Change {
	out := make([]Change, 0, len(e.Changes))
	for _, c := range e.Changes {
		kind := fieldKinds[c.Field]
		if kind == aRecord && (c.Field != "revision" || e.Subject != models.SubjectReport) {
			continue
		}
		out = append(out, Change{Field: fieldWords(c.Field), From: clipped(t.value(kind, c.From)), To: clipped(t.value(kind, c.To))})
	}
	return out
}

func (t teller) value(kind fieldKind, value string) string {
	switch kind {
	case aTime:
		if !Time(value).In(t.zone).IsZero() {
			return t.short(Time(value))
		}
	case people:
		ids := strings.Split(value, ",")
		for i, id := range ids {
			ids[i] = cmp.Or(t.names[id], id)
		}
		return strings.Join(ids, ", ")
	case aList:
		return strings.ReplaceAll(value, ",", ", ")
	case aText, aRecord:
	}
	return value
}
