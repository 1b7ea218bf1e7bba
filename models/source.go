package models

// SourceType is what a source is.
type SourceType string

// The types of sources.
const (
	PrimaryDocument   SourceType = "primary document"
	Transcript        SourceType = "transcript"
	Recording         SourceType = "recording"
	Dataset           SourceType = "dataset"
	OfficialStatement SourceType = "official statement"
	AgencyCopy        SourceType = "agency copy"
	PressReport       SourceType = "press report"
	Interview         SourceType = "interview"
	Book              SourceType = "book"
	SocialPost        SourceType = "social post"
	Calculation       SourceType = "calculation"
)

// SourceTypes lists every type.
var SourceTypes = []SourceType{PrimaryDocument, Transcript, Recording, Dataset, OfficialStatement, AgencyCopy, PressReport, Interview, Book, SocialPost, Calculation}

// Source is a document or a person's word. It may have a web address or none.
type Source struct {
	ID          ID
	ArticleID   ID // the article for which it was entered; who may see that may see the source
	Type        SourceType
	Title       string
	URL         string
	Publisher   string
	Author      string
	PublishedOn string // YYYY-MM-DD, or empty
	// Located is false for a source that the copy names but nobody has found yet.
	Located   bool
	CreatedBy ID
	CreatedAt Instant
}

// Stance is what a source does to a claim.
type Stance string

// The stances.
const (
	Supports    Stance = "supports"
	Contradicts Stance = "contradicts"
	Background  Stance = "context"
)

// Stances lists every stance.
var Stances = []Stance{Supports, Contradicts, Background}

// Authority is how close a source stands to this fact.
type Authority string

// The authorities.
const (
	Primary   Authority = "primary"
	Secondary Authority = "secondary"
)

// Authorities lists every authority.
var Authorities = []Authority{Primary, Secondary}

// Evidence is what one source says about one claim.
type Evidence struct {
	ID          ID
	ClaimID     ID
	SourceID    ID
	Stance      Stance
	Authority   Authority
	Passage     string // quoted from the source
	Locator     string // page, time code, paragraph
	Calculation string
	Note        string
	CaptureID   Ref // of the source, that it rests on; may be none
	// Where the passage stands in the capture's text, in code points; nowhere
	// when both are 0.
	QuotedStart int
	QuotedEnd   int
	CreatedBy   ID
	CreatedAt   Instant
	RemovedAt   Instant
}

// Shows reports whether the evidence shows something: a passage, a place to
// look, or a calculation.
func (e Evidence) Shows() bool { return e.Passage != "" || e.Locator != "" || e.Calculation != "" }

// Quoted is where the passage stands in the text of the capture that the
// evidence rests on, or false.
func (e Evidence) Quoted() (Span, bool) {
	return Span{Start: e.QuotedStart, End: e.QuotedEnd}, e.CaptureID != 0 && e.QuotedEnd > 0
}

// TableName is the table of evidence, a word without a plural.
func (Evidence) TableName() string { return "evidence" }
