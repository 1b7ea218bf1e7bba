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
	Coverage   *Coverage   `json:"coverage,omitempty"` // none when no reading marked what can be checked
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
	Named      []Person    `json:"named_in_trail"` // by ID, in changes
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

// Coverage counts the checkable sentences of the copy.
type Coverage struct {
	Checkable int `json:"checkable"`
	Done      int `json:"done"`           // in a claim, or waived
	Unchecked int `json:"left_unchecked"` // an editor gave a reason; see the waivers
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
