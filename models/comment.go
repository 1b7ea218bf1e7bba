package models

// CommentKind is what a comment asks of others.
type CommentKind string

// The kinds of comments.
const (
	Remark CommentKind = "comment"
	Query  CommentKind = "query" // a question to a named person with a due time
	Fix    CommentKind = "fix"   // proposes other wording
)

// CommentKinds lists every kind.
var CommentKinds = []CommentKind{Remark, Query, Fix}

// Closing is how a comment was closed.
type Closing string

// The closings.
const (
	NotClosed      Closing = ""
	Resolved       Closing = "resolved"
	Answered       Closing = "answered"          // a query, by the person asked
	ClosedUnasked  Closing = "closed unanswered" // a query, by its author or an editor
	Applied        Closing = "applied"           // a suggested fix
	Stet           Closing = "stet"              // a fix that an editor refuses
	Checked        Closing = "checked"           // a must-fix, by submitting the claim after its words changed
	ClaimWithdrawn Closing = "claim withdrawn"
)

// Comment is a remark, a query or a fix, on an article, a claim or an evidence.
type Comment struct {
	ID         ID
	ArticleID  ID
	ClaimID    Ref // none: on the article
	EvidenceID Ref
	ParentID   Ref // the first comment of its thread
	Kind       CommentKind
	Body       string // Markdown
	Mentions   []ID   `gorm:"serializer:json"`

	AskedID Ref // of a query: who is asked, or, when AskedName says so, who sees to it
	// AskedName is, of a query, who is asked outside the house: by name, for
	// they have no account. Of an answer that came by a link it is to whom the
	// link was given.
	AskedName string
	DueAt     Instant
	// AnswerLinkID is, of an answer, the link by which it came. Then CreatedBy
	// is who gave the link, and not whose words these are.
	AnswerLinkID Ref

	MustFix   bool   // of a fix: must-fix; else suggested
	Proposed  string // of a fix: the wording proposed for the claim's words
	Cut       bool   // of a fix: the words should go
	FindingID Ref    // of a must-fix that a finding opened by itself
	AppliedIn Ref    // of a fix: the revision that applied it
	// Sentence is, of a fix, the sentences around the claim's words when it
	// was asked for: what has to change before a must-fix can be closed.
	Sentence string
	// Of a fix: that an editor sent it back to who proposed it, and why. Other
	// wording ends that.
	SentBackAt     Instant
	SentBackBy     Ref
	SentBackReason string

	CreatedBy     ID
	CreatedAt     Instant
	ClosedAt      Instant
	ClosedBy      Ref
	Closing       Closing
	ClosingReason string
}

// Open reports whether the comment still waits for somebody.
func (c Comment) Open() bool { return c.ClosedAt == 0 }

// OpenMustFix reports whether the comment is a must-fix that nobody closed.
func (c Comment) OpenMustFix() bool { return c.Kind == Fix && c.MustFix && c.Open() }

// Outside reports whether the comment is a query to somebody outside the house.
func (c Comment) Outside() bool { return c.Kind == Query && c.AskedName != "" }

// UnansweredQuery reports whether the comment is a query that nobody closed.
func (c Comment) UnansweredQuery() bool { return c.Kind == Query && c.Open() }
