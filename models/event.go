package models

import "encoding/json"

// Subject is what an event is about.
type Subject string

// The subjects.
const (
	SubjectArticle  Subject = "article"
	SubjectRevision Subject = "revision"
	SubjectClaim    Subject = "claim"
	SubjectSource   Subject = "source"
	SubjectEvidence Subject = "evidence"
	SubjectComment  Subject = "comment"
	SubjectReport   Subject = "report"
	SubjectDebt     Subject = "debt"
	SubjectWaiver   Subject = "waiver"
	SubjectCitation Subject = "citation"
	SubjectCheck    Subject = "check answer"
	SubjectAccepted Subject = "acceptance"
	SubjectCapture  Subject = "capture"
	SubjectJob      Subject = "job"
	SubjectDrift    Subject = "drift"
	SubjectUser     Subject = "user"
	SubjectSettings Subject = "settings"

	SubjectTranslation Subject = "translation"
	SubjectRuling      Subject = "ruling"
	SubjectReply       Subject = "right of reply"
	SubjectAnswerLink  Subject = "answer link"
	SubjectOffer       Subject = "offer"
	SubjectView        Subject = "view"
	SubjectChecklist   Subject = "checklist"
	SubjectTick        Subject = "tick"
)

// Change is one field's value before and after an event.
type Change struct {
	Field string
	From  string
	To    string
	// Free marks names and free text: the leaf holds salted digests of them,
	// and the words stand in a row of their own.
	Free bool
}

// Event is one entry of the audit trail.
type Event struct {
	Seq       int64 `gorm:"primaryKey;autoIncrement:false"` // from 0, without gaps: the leaf's index in the tree
	At        Instant
	ActorID   Ref // none: the system
	Action    string
	Subject   Subject
	SubjectID ID
	ArticleID Ref
	ClaimID   Ref
	RequestID string
	Leaf      string // RFC 8785 JSON: what the tree's leaf hash covers
	LeafHash  []byte // SHA-256(0x00 || Leaf), as RFC 6962 has it
}

// TrailHash is one stored hash of the trail's tree, at its index in the
// layout of golang.org/x/mod/sumdb/tlog.
type TrailHash struct {
	ID   int64 `gorm:"primaryKey;autoIncrement:false"`
	Hash []byte
}

// EventText is a free text that an event's leaf holds a digest of. Only the
// act of erasing may empty it.
type EventText struct {
	EventSeq int64  `gorm:"primaryKey;autoIncrement:false"`
	Field    string `gorm:"primaryKey"`
	Side     string `gorm:"primaryKey"` // from, to or reason
	Salt     []byte
	Text     string
}

// Checkpoint is a signed statement of the trail's size and root hash.
type Checkpoint struct {
	Size      int64 `gorm:"primaryKey;autoIncrement:false"` // events covered
	Root      []byte
	Note      string // signed, in the note format of the Go checksum database
	CreatedAt Instant
}

// Report is a verified-article report, frozen at sign-off.
type Report struct {
	ID         ID
	ArticleID  ID
	RevisionID ID
	Year       int // of the newsroom's time zone
	Serial     int // within the year, from 1
	BreakGlass bool
	Supersedes Ref
	Body       json.RawMessage `gorm:"type:bytes"` // RFC 8785 JSON, schema version 1
	BodySHA256 string          // lower-case hex
	IssuedBy   Ref             // none: issued by itself when the last debt was paid
	IssuedAt   Instant
}

// Debt is a point that a break glass passed over and that somebody still has
// to look at.
type Debt struct {
	ID        ID
	ArticleID ID
	ClaimID   Ref
	CommentID Ref
	Point     Point
	Detail    string // the words of a point that is about neither claim nor comment
	Reason    string // the break glass's
	DueAt     Instant
	OpenedBy  ID
	OpenedAt  Instant
	PaidAt    Instant
	PaidBy    Ref
}

// Point is something that keeps an article from being ready, or a claim from
// being approved.
type Point string

// The points.
const (
	PointNoClaims    Point = "no claims"
	PointNotApproved Point = "claim not approved"
	PointNotPlaced   Point = "anchor waits for a place"
	PointMustFix     Point = "open must-fix"
	PointQuery       Point = "unanswered query"
	PointTK          Point = "TK in the copy"
	PointCoverage    Point = "sentences not covered"
	PointHand        Point = "approved by a hand"
	PointRoots       Point = "fewer than two independent sources"
	PointChecklist   Point = "required items not ticked"
	PointReply       Point = "right of reply not settled"
	PointSecond      Point = "no second approval"
	PointWriter      Point = "signed off by a writer of the words"
)
