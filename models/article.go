package models

// Direction is the direction in which a language is written.
type Direction string

// The directions.
const (
	LeftToRight Direction = "ltr"
	RightToLeft Direction = "rtl"
)

// Stage is where the newest revision of an article stands. It is computed,
// never stored.
type Stage string

// The stages.
const (
	StageDraft     Stage = "draft"      // no claims yet
	StageChecking  Stage = "checking"   // something is missing
	StageReady     Stage = "ready"      // an editor may sign off
	StageSignedOff Stage = "signed off" // the newest report is of this revision and nothing came loose since
)

// Article is a piece that is about to be published.
type Article struct {
	ID         ID
	Headline   string // the first block of the newest revision
	Byline     string
	Desk       string
	Language   string // BCP 47
	Direction  Direction
	PublishOn  string // the publication date, YYYY-MM-DD in the newsroom's zone; may be empty
	DeadlineAt Instant
	EditorID   ID
	Restricted bool              // open to its team only
	RevisionID Ref               // the newest revision
	NextClaim  int               // the number the next claim gets; numbers are never reused
	OpenTKs    int               `gorm:"column:open_tks"` // TK placeholders in the newest revision that nobody marked CQ
	Coverage   `gorm:"embedded"` // of the newest revision
	WaivedAt   Instant           // when a waiver was last given or taken back
	Version    int               // counts every change of the fields above that a form shows
	CreatedBy  ID
	CreatedAt  Instant
}

// Origin is how a revision came in.
type Origin string

// The origins. An edit in the page makes whoever typed it the writer of the
// sentences it changed; a paste leaves them to the article's writers.
const (
	OriginPasted   Origin = "pasted"
	OriginEdited   Origin = "edited"
	OriginImported Origin = "imported" // from a file or an address; like a paste in all else
	OriginFix      Origin = "fix"      // a fix applied unchanged: its proposer is the writer
)

// Revision is one state of an article's copy. It is immutable.
type Revision struct {
	ID        ID
	ArticleID ID
	Number    int // from 1, per article
	Document
	SHA256    string     // of the canonical text, lower-case hex
	Sentences []Sentence `gorm:"serializer:json"`
	// Reading is the version of the reading that marked which sentences can be
	// checked; 0: none did, and its coverage is not known.
	Reading   int
	Origin    Origin
	Original  Original `gorm:"embedded;embeddedPrefix:original_"`
	CreatedBy ID
	CreatedAt Instant
}

// ArticleWriter says that a user wrote, or helped to write, an article.
type ArticleWriter struct {
	ArticleID ID `gorm:"primaryKey;autoIncrement:false"`
	UserID    ID `gorm:"primaryKey;autoIncrement:false"`
}

// ArticleMember says that a user may see a restricted article.
type ArticleMember struct {
	ArticleID ID `gorm:"primaryKey;autoIncrement:false"`
	UserID    ID `gorm:"primaryKey;autoIncrement:false"`
}

// TableName is the table of article members.
func (ArticleMember) TableName() string { return "article_team" }

// Tally counts what stands between an article and its sign-off.
type Tally struct {
	ByState   map[State]int
	NotPlaced int // claims, not withdrawn, whose anchor waits for a place
	MustFixes int // open, on the article or on a claim that is not withdrawn
	Replies   int // claims whose right of reply is not settled
	Queries   int // likewise, unanswered
	TKs       int
	Coverage
	Debts    int  // open debts for points that are still missing
	Reported bool // the newest report is of the newest revision
}

// Live counts the claims that are not withdrawn.
func (t Tally) Live() int {
	n := 0
	for s, c := range t.ByState {
		if s != Withdrawn {
			n += c
		}
	}
	return n
}
