package models

// Fingerprint is one of the numbers by which a capture's text is found among
// those that are nearly the same.
type Fingerprint struct {
	Print     int64 `gorm:"primaryKey;autoIncrement:false"`
	CaptureID ID    `gorm:"primaryKey;autoIncrement:false"`
}

// OriginEdge says that one source has its words from another, as far as their
// captures show.
type OriginEdge struct {
	FromID  ID     `gorm:"primaryKey;autoIncrement:false"` // the copy
	ToID    ID     `gorm:"primaryKey;autoIncrement:false"` // what it was copied from
	Kind    string // of package origins
	Sign    string // of package origins
	Score   float64
	Figures int
	Quotes  int
	Reason  string // in a sentence, for a person
}

// OriginRuling is what a person decided of two sources, whatever their captures
// show. The last on two that has not ended holds.
type OriginRuling struct {
	ID      ID
	FromID  ID
	ToID    ID
	Copies  bool // From has its words from To; else neither from the other
	Reason  string
	MadeBy  ID
	MadeAt  Instant
	EndedAt Instant
}
