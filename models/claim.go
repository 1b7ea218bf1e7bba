package models

import (
	"database/sql/driver"
	"slices"
)

// State is where the work on a claim is; docs/workflow.md draws the moves.
type State string

// The states.
const (
	// Open waits for a checker to take it.
	Open State = "open"
	// Researching is with its assignee, who submits or releases it.
	Researching State = "researching"
	// InReview waits for a second person, who approves it or asks for changes.
	InReview State = "in review"
	// ChangesRequested waits for a checker to take it again.
	ChangesRequested State = "changes requested"
	// Approved stays until somebody reopens it or its approval goes stale.
	Approved State = "approved"
	// Withdrawn is no longer checked; an editor may restore it.
	Withdrawn State = "withdrawn"
)

// States lists every state in the order of the work.
var States = []State{Open, Researching, InReview, ChangesRequested, Approved, Withdrawn}

// Verdict is what was found about a claim of the newsroom's own copy. It is
// never derived from the state, nor the state from it.
type Verdict string

// The verdicts.
const (
	NoVerdict           Verdict = ""
	Confirmed           Verdict = "confirmed"
	ConfirmedWithChange Verdict = "confirmed with change"
	Attributed          Verdict = "attributed" // the copy only says that somebody said it
	OnAuthor            Verdict = "on author"  // rests on the writer's own witness
	Wrong               Verdict = "wrong"
	CouldNotVerify      Verdict = "could not verify"
)

// Verdicts lists every verdict a finding may have.
var Verdicts = []Verdict{Confirmed, ConfirmedWithChange, Attributed, OnAuthor, Wrong, CouldNotVerify}

// Kind is what sort of assertion a claim is.
type Kind string

// The kinds.
const (
	KindDate        Kind = "date"
	KindPlace       Kind = "place"
	KindFigure      Kind = "figure"
	KindQuotation   Kind = "quotation"
	KindReport      Kind = "report by another outlet"
	KindAttribution Kind = "attribution"
	KindName        Kind = "name or title"
	KindEvent       Kind = "event"
	KindOther       Kind = "other"
)

// AllKinds lists every kind.
var AllKinds = []Kind{KindDate, KindPlace, KindFigure, KindQuotation, KindReport, KindAttribution, KindName, KindEvent, KindOther}

// Kinds is a set of kinds.
type Kinds []Kind

// Has reports whether k is in the set.
func (ks Kinds) Has(k Kind) bool { return slices.Contains(ks, k) }

// Value stores the set as words.
func (ks Kinds) Value() (driver.Value, error) { return joinWords(ks), nil }

// Scan reads the set from words.
func (ks *Kinds) Scan(v any) (err error) {
	*ks, err = splitWords[Kind](v)
	return err
}

// Severity is how much harm an error in the claim would do.
type Severity string

// The severities, highest first.
const (
	MustNotGoWrong Severity = "must not go wrong"
	NormalSeverity Severity = "normal"
	LowSeverity    Severity = "low"
)

// Severities lists every severity, highest first.
var Severities = []Severity{MustNotGoWrong, NormalSeverity, LowSeverity}

// Outcome is what became of a claim's anchor in the newest revision.
type Outcome string

// The outcomes. Unchanged and moved keep everything; ambiguous and lost wait
// for a person.
const (
	Unchanged Outcome = "unchanged" // alike, same place
	Moved     Outcome = "moved"     // alike, elsewhere
	Edited    Outcome = "edited"    // its words changed
	Context   Outcome = "context"   // its words are alike, the sentence around them changed
	Ambiguous Outcome = "ambiguous" // stands in several places
	Lost      Outcome = "lost"      // gone
)

// Anchor says where a claim's words stand: the position and quote selectors of
// the W3C Web Annotation model, in code points of one revision's canonical
// text, on grapheme boundaries.
type Anchor struct {
	RevisionID ID
	Span
	Exact  string // the words
	Prefix string // up to 32 code points before them
	Suffix string // up to 32 code points after them
	// The sentences around the words as they were cut when the anchor was
	// placed; carried over like the words, never cut anew.
	SentenceStart int
	SentenceEnd   int
	Sentence      string
	Outcome       Outcome
}

// Sentences is the span of the sentences around the words.
func (a Anchor) Sentences() Span { return Span{a.SentenceStart, a.SentenceEnd} }

// Placed reports whether the anchor points into its revision; an ambiguous or
// lost one keeps the words it had and waits for a person.
func (a Anchor) Placed() bool { return a.Outcome != Ambiguous && a.Outcome != Lost }

// Claim is one checkable assertion of an article's copy.
type Claim struct {
	ID        ID
	ArticleID ID
	Number    int // per article, in order of making
	Anchor
	Statement string // says in full what is asserted
	Kinds     Kinds
	State     State
	Severity  Severity

	FindingID  Ref // the current finding; none when it lapsed
	ApprovalID Ref // the current approval; none when it went stale
	// FirstApprovalID is the first of two approvals. While the claim is in
	// review it waits for the second, by somebody else.
	FirstApprovalID Ref

	AssigneeID  Ref // who researches it
	SubmittedBy Ref // who sent it to review, while it is there
	// Reopened marks a claim in researching that any checker may take: it came
	// back from approved and nobody has taken it since.
	Reopened       bool
	DueAt          Instant
	Criticises     string // whom it criticises, who then has a right of reply
	WithdrawReason WithdrawReason
	AcceptanceID   Ref // the acceptance of suggestions that made it, if one did
	DuplicateOf    int // the number of the claim it repeats, when withdrawn as one
	Version        int // counts moves and changes to what an approval binds to
	CreatedBy      ID
	CreatedAt      Instant

	// What the database keeps beside it, for lists: when it is due, by itself or
	// by its article's deadline (Never for neither), and the article's desk.
	DueBy Instant `gorm:"->"`
	Desk  string  `gorm:"->"`
}

// WithdrawReason is why a claim is no longer checked.
type WithdrawReason string

// The reasons to withdraw.
const (
	CutFromCopy WithdrawReason = "cut from the copy"
	NotAFact    WithdrawReason = "not a fact"
	Duplicate   WithdrawReason = "duplicate"
	// TakenBack is that of an accepted suggestion whose acceptance was undone.
	TakenBack WithdrawReason = "taken back"
)

// WithdrawReasons lists every reason that a person may give.
var WithdrawReasons = []WithdrawReason{CutFromCopy, NotAFact, Duplicate}

// Finding is a verdict that somebody chose for a claim. Rows are only ever
// added; EndedAt says since when a finding no longer counts.
type Finding struct {
	ID      ID
	ClaimID ID
	Verdict Verdict
	// Note is what the verdict asks for in words: what the writer witnessed,
	// what was tried, what has to change.
	Note      string
	Words     string // the anchored words it was found about
	Sentence  string // and the sentences around them
	CreatedBy ID
	CreatedAt Instant
	EndedAt   Instant
}

// WaitsForSecond reports whether the claim has the first of two approvals and
// nobody gave the second since: none, or only the break glass before it.
func (c Claim) WaitsForSecond() bool { return c.ApprovalID < c.FirstApprovalID }

// Approval is a second person's approval of one claim at one version.
type Approval struct {
	ID           ID
	ClaimID      ID
	ClaimVersion int
	FindingID    ID
	// Bound is what was approved, as canonical JSON; Fingerprint is the
	// SHA-256 of the same in the form in which alike texts are equal.
	Bound       string
	Fingerprint string
	BreakGlass  bool
	FirstOfTwo  bool   // when it was given: alone it approves nothing
	Reason      string // of a break glass
	CreatedBy   ID
	CreatedAt   Instant
	EndedAt     Instant // since when it no longer counts
	EndedBy     EndCause
}

// EndCause is why an approval no longer counts.
type EndCause string

// The causes.
const (
	EndedReopened      EndCause = "reopened"
	EndedWithdrawn     EndCause = "withdrawn"
	EndedWords         EndCause = "the words changed"
	EndedSentence      EndCause = "the sentence around the words changed"
	EndedEvidence      EndCause = "its evidence changed"
	EndedContradiction EndCause = "contradicting evidence was added"
	EndedStructure     EndCause = "split or merged"
	EndedCountersigned EndCause = "countersigned"
	// Before the second of two was given, the first ends with its review.
	EndedSentBack EndCause = "changes requested"
	EndedRecalled EndCause = "called back from review"
)

// HandCause is how somebody came to have a hand in a claim.
type HandCause string

// The causes of a hand.
const (
	HandStatement HandCause = "wrote the statement"
	HandVerdict   HandCause = "chose the verdict"
	HandEvidence  HandCause = "added or changed evidence"
	HandSubmitted HandCause = "submitted it"
	HandWriter    HandCause = "wrote the sentence"
)

// Hand says that somebody had a hand in a claim and so may not approve it.
// Only a writer's hand ever ends: when the anchored sentence is no longer
// theirs.
type Hand struct {
	ID       ID
	ClaimID  ID
	UserID   ID
	Cause    HandCause
	EventSeq int64 // the trail's event that gave it
	EndedSeq Ref   // the event that ended it
}
