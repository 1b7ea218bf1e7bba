package report

import (
	"encoding/hex"

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

// Change is a field before and after an event.
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
			Claim: b.number[models.ID(e.ClaimID)], Changes: make([]Change, len(e.Changes)),
			Reason: e.Reason, LeafHash: hex.EncodeToString(e.LeafHash),
		}
		for j, c := range e.Changes {
			es[i].Changes[j] = Change{Field: c.Field, From: c.From, To: c.To}
		}
	}
	return es
}
