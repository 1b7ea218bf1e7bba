package report

import "example.org/tickmark/models"

// SchemaVersion is the version of the body's schema; schema/report.v1.json is
// the schema on paper. Later versions add and take nothing away.
const SchemaVersion = 1

// Status says what a report is worth.
type Status string

// The statuses.
const (
	Verified   Status = "verified"
	BreakGlass Status = "signed off by break glass"
	Draft      Status = "draft"
)

// Amendment is how a later report tells what changed.
type Amendment string

// The amendments.
const (
	Correction    Amendment = "correction"
	Clarification Amendment = "clarification"
)

// Report is the body of a verified-article report. Times are RFC 3339 in UTC
// with milliseconds, offsets code points of the revision's text.
type Report struct {
	Schema     int         `json:"schema"`
	Status     Status      `json:"status"`
	Number     string      `json:"number,omitempty"` // such as 2025-0142; a draft has none
	MadeAt     Time        `json:"made_at"`          // issued, or of a draft: drawn
	MadeBy     *Person     `json:"made_by,omitempty"`
	Reason     string      `json:"break_glass_reason,omitempty"`
	Newsroom   Newsroom    `json:"newsroom"`
	Supersedes *Supersedes `json:"supersedes,omitempty"`
	Article    Article     `json:"article"`
	Revision   Revision    `json:"revision"`
	Summary    Summary     `json:"summary"`
	CheckedBy  []Person    `json:"checked_by"`
	ApprovedBy []Person    `json:"approved_by"`
	Missing    []Point     `json:"missing"`
	Passed     []Debt      `json:"passed_over"`
	Claims     []Claim     `json:"claims"`
	Withdrawn  []Withdrawn `json:"withdrawn"`
	Fixes      []Fix       `json:"fixes"`
	Queries    []Query     `json:"queries"`
	Waivers    []Waiver    `json:"waivers"`
	Trail      []Entry     `json:"trail"`
}

// Time is a moment as the body writes it: RFC 3339, UTC, milliseconds.
type Time string

// Person is somebody named in the report.
type Person struct {
	ID   models.ID `json:"id"`
	Name string    `json:"name"`
}

// Newsroom is who issues the report.
type Newsroom struct {
	Name string `json:"name"`
	Zone string `json:"time_zone"`
}

// Article is what the report is about.
type Article struct {
	ID        models.ID        `json:"id"`
	Headline  string           `json:"headline"`
	Byline    string           `json:"byline,omitempty"`
	Desk      string           `json:"desk,omitempty"`
	Language  string           `json:"language,omitempty"`
	Direction models.Direction `json:"direction"`
	PublishOn string           `json:"publish_on,omitempty"`
	Editor    *Person          `json:"editor,omitempty"`
}

// Revision is the copy that was checked.
type Revision struct {
	Number    int            `json:"number"`
	SHA256    string         `json:"sha256"` // of the text
	Words     int            `json:"words"`
	Text      string         `json:"text"`
	Blocks    []models.Block `json:"blocks"`
	Marks     []models.Mark  `json:"marks"`
	Sentences []Sentence     `json:"sentences"`
}

// Sentence is a sentence of the copy and who wrote it.
type Sentence struct {
	models.Span
	Writers []Person `json:"writers"`
}

// Summary counts what the report holds. Claims are those not withdrawn.
type Summary struct {
	Claims    int     `json:"claims"`
	Approved  int     `json:"approved"`
	Withdrawn int     `json:"withdrawn"`
	Sources   int     `json:"sources"`
	Evidence  int     `json:"evidence"`
	Passed    int     `json:"passed_over"`
	Owed      int     `json:"owed"` // points passed over and not yet looked at
	Verdicts  []Count `json:"verdicts"`
}

// Count is how many claims have a verdict.
type Count struct {
	Verdict models.Verdict `json:"verdict"` // empty: none yet
	Claims  int            `json:"claims"`
}

// Point is one thing that keeps a draft from being signed off.
type Point struct {
	Point  models.Point `json:"point"`
	Claim  int          `json:"claim,omitempty"`
	Detail string       `json:"detail,omitempty"`
	Waits  []Person     `json:"waits_for"`
}

// Debt is a point that a break glass passed over.
type Debt struct {
	Point  models.Point `json:"point"`
	Claim  int          `json:"claim,omitempty"`
	Detail string       `json:"detail,omitempty"`
	Reason string       `json:"reason"`
	By     Person       `json:"by"`
	At     Time         `json:"at"`
	Due    Time         `json:"due,omitempty"`
	PaidAt Time         `json:"paid_at,omitempty"`
	PaidBy *Person      `json:"paid_by,omitempty"`
}

// Claim is a claim that was checked.
type Claim struct {
	Number    int             `json:"number"`
	Span      *models.Span    `json:"span,omitempty"` // none: it has no place in this revision
	Words     string          `json:"words"`
	Statement string          `json:"statement"`
	Kinds     []models.Kind   `json:"kinds"`
	Severity  models.Severity `json:"severity"`
	State     models.State    `json:"state"`
	Finding   *Finding        `json:"finding,omitempty"`
	// ByWriter says that who chose the verdict wrote words of its sentence.
	ByWriter bool       `json:"checked_by_writer"`
	Approval *Approval  `json:"approval,omitempty"`
	Evidence []Evidence `json:"evidence"`
	Hands    []Hand     `json:"hands"`
	// Before holds findings and approvals that no longer count, oldest first.
	Before []Finding  `json:"earlier_findings"`
	Lapsed []Approval `json:"earlier_approvals"`
}

// Finding is a verdict that somebody chose.
type Finding struct {
	Verdict models.Verdict `json:"verdict"`
	Note    string         `json:"note,omitempty"`
	Words   string         `json:"words"` // that it was found about
	By      Person         `json:"by"`
	At      Time           `json:"at"`
	EndedAt Time           `json:"ended_at,omitempty"`
}

// Approval is a second person's approval.
type Approval struct {
	By         Person          `json:"by"`
	At         Time            `json:"at"`
	BreakGlass bool            `json:"break_glass"`
	Reason     string          `json:"reason,omitempty"`
	EndedAt    Time            `json:"ended_at,omitempty"`
	EndedBy    models.EndCause `json:"ended_by,omitempty"`
}

// Evidence is what one source says about a claim.
type Evidence struct {
	Label       string           `json:"label"` // such as 5a
	Stance      models.Stance    `json:"stance"`
	Authority   models.Authority `json:"authority"`
	Source      Source           `json:"source"`
	Passage     string           `json:"passage,omitempty"`
	Locator     string           `json:"locator,omitempty"`
	Calculation string           `json:"calculation,omitempty"`
	Note        string           `json:"note,omitempty"`
	By          Person           `json:"by"`
	At          Time             `json:"at"`
}

// Source is a document or a person's word.
type Source struct {
	ID          models.ID         `json:"id"`
	Type        models.SourceType `json:"type"`
	Title       string            `json:"title"`
	URL         string            `json:"url,omitempty"`
	Publisher   string            `json:"publisher,omitempty"`
	Author      string            `json:"author,omitempty"`
	PublishedOn string            `json:"published_on,omitempty"`
	Located     bool              `json:"located"`
}

// Hand is somebody who had a hand in a claim, and why.
type Hand struct {
	Person Person             `json:"person"`
	Causes []models.HandCause `json:"causes"`
}

// Withdrawn is a claim that is no longer checked.
type Withdrawn struct {
	Number      int                   `json:"number"`
	Words       string                `json:"words"`
	Statement   string                `json:"statement"`
	Reason      models.WithdrawReason `json:"reason"`
	DuplicateOf int                   `json:"duplicate_of,omitempty"`
}

// Fix is other wording that somebody asked for.
type Fix struct {
	Claim    int            `json:"claim,omitempty"`
	Must     bool           `json:"must"`
	Body     string         `json:"body,omitempty"`
	Proposed string         `json:"proposed,omitempty"`
	Cut      bool           `json:"cut"`
	By       Person         `json:"by"`
	At       Time           `json:"at"`
	Closing  models.Closing `json:"closing,omitempty"`
	Reason   string         `json:"closing_reason,omitempty"`
	ClosedBy *Person        `json:"closed_by,omitempty"`
	ClosedAt Time           `json:"closed_at,omitempty"`
}

// Query is a question that was put to somebody.
type Query struct {
	Claim    int            `json:"claim,omitempty"`
	Body     string         `json:"body"`
	Asked    *Person        `json:"asked,omitempty"`
	By       Person         `json:"by"`
	At       Time           `json:"at"`
	Answers  []Answer       `json:"answers"`
	Closing  models.Closing `json:"closing,omitempty"`
	Reason   string         `json:"closing_reason,omitempty"`
	ClosedBy *Person        `json:"closed_by,omitempty"`
	ClosedAt Time           `json:"closed_at,omitempty"`
}

// Answer is one answer to a query.
type Answer struct {
	Body string `json:"body"`
	By   Person `json:"by"`
	At   Time   `json:"at"`
}

// Waiver is a sentence that somebody lets stand as it is.
type Waiver struct {
	Sentence string `json:"sentence"`
	Note     string `json:"note,omitempty"`
	By       Person `json:"by"`
	At       Time   `json:"at"`
}

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

// Supersedes names the report before this one and what changed since.
type Supersedes struct {
	Number  string    `json:"number"`
	As      Amendment `json:"as,omitempty"`
	Copy    bool      `json:"copy_changed"`
	Changes []Since   `json:"claims"`
}

// Since is a claim that is not as the superseded report had it.
type Since struct {
	Number int       `json:"number"`
	What   SinceWhat `json:"what"`
	Before *Look     `json:"before,omitempty"`
	After  *Look     `json:"after,omitempty"`
}

// SinceWhat is what happened to a claim since the superseded report.
type SinceWhat string

// What may have happened.
const (
	SinceAdded     SinceWhat = "added"
	SinceChanged   SinceWhat = "changed"
	SinceWithdrawn SinceWhat = "withdrawn"
	SinceRestored  SinceWhat = "restored"
)

// Look is how a report shows a claim, as far as two reports are compared.
type Look struct {
	Words      string         `json:"words"`
	Statement  string         `json:"statement"`
	Verdict    models.Verdict `json:"verdict"`
	ApprovedBy *Person        `json:"approved_by,omitempty"`
	BreakGlass bool           `json:"break_glass"`
}
