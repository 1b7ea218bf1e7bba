package models

// WaiverKind is why a sentence need not lie in a claim.
type WaiverKind string

// The kinds of waivers.
const (
	// CQ says that what looks odd in the sentence has been checked. It alone
	// lets a TK stand.
	CQ WaiverKind = "CQ"
	// NothingToCheck says that nothing in the sentence can be checked, whatever
	// a detector thinks.
	NothingToCheck WaiverKind = "nothing to check"
	// LeftUnchecked is an editor's word, with a reason that the report prints,
	// that the sentence goes out unchecked. It stays uncovered.
	LeftUnchecked WaiverKind = "left unchecked"
)

// WaiverKinds lists every kind.
var WaiverKinds = []WaiverKind{CQ, NothingToCheck, LeftUnchecked}

// Waiver records that a named person looked at a sentence and says why it need
// not lie in a claim. It holds for as long as a sentence alike stands in the
// copy and nobody takes it back.
type Waiver struct {
	ID        ID
	ArticleID ID
	Kind      WaiverKind
	Sentence  string // as it stood
	Folded    string // the same in the form in which alike sentences are equal
	Note      string // the reason
	CreatedBy ID
	CreatedAt Instant
	EndedAt   Instant // since when it no longer holds
	EndedBy   Ref
}

// Cover is how far a sentence is accounted for.
type Cover string

// The covers of sentences.
const (
	// Plain sentences have nothing that can be checked, and lie in no claim.
	Plain Cover = ""
	// Covered sentences have a claim in them.
	Covered Cover = "covered"
	// Waived sentences need none: CQ, or nothing to check.
	Waived Cover = "waived"
	// Uncovered sentences can be checked and lie in no claim.
	Uncovered Cover = "uncovered"
	// Unchecked sentences are uncovered, and an editor gave a reason.
	Unchecked Cover = "left unchecked"
)

// Coverage counts the checkable sentences of a revision.
type Coverage struct {
	Checkable int
	Uncovered int // in no claim and not waived; those that an editor left unchecked too
	Unchecked int // those of the uncovered that an editor gave a reason for
}

// Done counts the checkable sentences that are covered or waived.
func (c Coverage) Done() int { return c.Checkable - c.Uncovered }

// Open counts the checkable sentences that nobody accounts for.
func (c Coverage) Open() int { return c.Uncovered - c.Unchecked }

// Acceptance is one act by which somebody accepted suggestions. Its claims name
// it, and taking it back withdraws those that nobody touched since.
type Acceptance struct {
	ID        ID
	ArticleID ID
	CreatedBy ID
	CreatedAt Instant
	UndoneAt  Instant
}

// Answer is what a person made of a check's finding.
type Answer string

// The answers.
const (
	Dismissed Answer = "dismissed" // with a reason
	MadeClaim Answer = "claim"     // it is a claim now
	MadeQuery Answer = "query"     // somebody is asked
)

// CheckAnswer is a person's answer to what a check of the bench found. It
// holds for as long as the finding has the same fingerprint and nobody takes
// it back.
type CheckAnswer struct {
	ID          ID
	ArticleID   ID
	CheckName   string
	Fingerprint string // of the finding: its check, its words and those around them, lower-case hex
	Message     string // what the check said
	Answer      Answer
	Reason      string // of a dismissal
	ClaimID     Ref
	CommentID   Ref
	CreatedBy   ID
	CreatedAt   Instant
	EndedAt     Instant
}

// Proposal is a claim that a model proposed for a revision. Its words were
// found in the copy before it was kept.
type Proposal struct {
	ID         ID
	ArticleID  ID
	RevisionID ID
	Span
	Statement string
	Kinds     Kinds
	Reasons   string // in words, parted by LF
	Model     string
	CreatedBy ID
	CreatedAt Instant
}
