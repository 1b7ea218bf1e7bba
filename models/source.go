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
	Located bool
	// Of a person's word: how and when it came, and whether its Author may be
	// named.
	WordHow WordHow
	WordAt  Instant
	Consent Consent
	// Protected has a pseudonym stand wherever the source shows; who it is stands
	// in its SourceName. Its captures are for its keepers only.
	Protected bool
	Health    LookOutcome // what came of the last look at its page; "" for none
	LookedAt  Instant     // that look
	SameAs    Ref         // the source with which it is one, which is one with no other
	// AddressKey is AddressKey of where it was found last; the store keeps it.
	AddressKey string
	Version    int
	CreatedBy  ID
	CreatedAt  Instant
}

// WordHow is how a person's word came.
type WordHow string

// The ways in which a person's word comes.
const (
	InPerson   WordHow = "in person"
	ByPhone    WordHow = "by phone"
	ByVideo    WordHow = "by video"
	InWriting  WordHow = "in writing"
	OwnWitness WordHow = "own witness" // the checker or the writer saw it
)

// WordHows lists every way.
var WordHows = []WordHow{InPerson, ByPhone, ByVideo, InWriting, OwnWitness}

// Consent is whether a person may be named.
type Consent string

// The answers.
const (
	MayBeNamed   Consent = "may be named"
	ByRoleOnly   Consent = "by role only"
	NotToBeNamed Consent = "not to be named"
)

// Consents lists every answer.
var Consents = []Consent{MayBeNamed, ByRoleOnly, NotToBeNamed}

// SourceName is who a protected source is. It is shown to its keepers only, and
// stands in no event, report, export or search.
type SourceName struct {
	SourceID ID `gorm:"primaryKey;autoIncrement:false"`
	Name     string
	Contact  string
	Note     string
}

// SourceKeeper is a user who may know who a protected source is.
type SourceKeeper struct {
	SourceID ID `gorm:"primaryKey;autoIncrement:false"`
	UserID   ID `gorm:"primaryKey;autoIncrement:false"`
}

// PublisherNote is what the newsroom knows of a publisher.
type PublisherNote struct {
	Publisher string `gorm:"primaryKey"` // its name in small letters
	Note      string
	ChangedBy ID
	ChangedAt Instant
	Version   int
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

// Translation is a passage of evidence in another language, by a person who
// answers for it.
type Translation struct {
	ID         ID
	EvidenceID ID
	Language   string // BCP 47
	Text       string
	CreatedBy  ID
	CreatedAt  Instant
	RemovedAt  Instant
}

// TableName is the table of evidence, a word without a plural.
func (Evidence) TableName() string { return "evidence" }
