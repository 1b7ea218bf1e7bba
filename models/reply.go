package models

// ReplySought is one point of a claim's criticism that was put to somebody, and
// what came of it.
type ReplySought struct {
	ID         ID
	ClaimID    ID
	Whom       string // who was asked, as the report names them
	Channel    string // by which way
	AskedAt    Instant
	DueAt      Instant // until when they were to answer
	Answer     string
	NoAnswer   bool // they had none by then
	AnsweredAt Instant
	Reflected  string // how the copy reflects it
	SettledAt  Instant
	SettledBy  Ref
	RemovedAt  Instant
	CreatedBy  ID
	CreatedAt  Instant
}

// TableName is the table of the points.
func (ReplySought) TableName() string { return "replies_sought" }

// Came reports whether it is known what came of the question.
func (r ReplySought) Came() bool { return r.NoAnswer || r.Answer != "" }
