package models

// Original is what copy was read from: the bytes as they came in. They are in
// the blob store under their hash. Copy that was typed or pasted has none.
type Original struct {
	SHA256  string // of the bytes, lower-case hex; empty when there is no original
	Name    string // of the file; empty for a page
	Type    string // the media type that was named for it; may be empty
	Size    int64  // in bytes
	Address string // where a page was fetched; empty for a file
}

// Kept reports whether there is an original.
func (o Original) Kept() bool { return o.SHA256 != "" }

// Draft is copy on its way in: what somebody typed, pasted or uploaded and has
// not brought in yet. Nobody else sees it, and it is no part of the article, so
// it leaves no trail; it is gone once it was brought in, or after a while.
type Draft struct {
	ID        ID
	UserID    ID
	ArticleID Ref // the article whose next revision it may become; none: a new article
	Base      int // the number of the revision that it was made from; 0 for a new article
	Origin    Origin
	// How it is to be read: see intake.Input. Empty is told from the bytes.
	Format  string
	Charset string
	View    string
	Whole   bool // all of a page and not only its article
	// Text is what was typed or pasted; empty when there is an original.
	Text      string
	Original  Original `gorm:"embedded;embeddedPrefix:original_"`
	Version   int      // rises by one with every save; of what is typed it begins at the time
	CreatedAt Instant
	UpdatedAt Instant `gorm:"autoUpdateTime:false"`
}

// Citation is a place where the copy came with its backup: a footnote or a
// link that the writer delivered. Its source is evidence on every claim that
// is made there.
type Citation struct {
	ID        ID
	ArticleID ID
	SourceID  ID
	Anchor           // the words that it stands on, carried over like a claim's
	Label     string // the footnote's number or sign; empty for a link
	Note      string // the footnote's words; empty for a link
	CreatedBy ID
	CreatedAt Instant
}

// Carry is what a revision did to one claim.
type Carry struct {
	ID         ID
	RevisionID ID
	ClaimID    ID
	Outcome    Outcome
	// The words and the sentence around them before and after; all empty when
	// nothing about them changed, and after is empty when the place was lost.
	WasWords, WasSentence string
	Words, Sentence       string
	// What the claim held before: an approval and a finding that ended by it.
	WasState   State
	ApprovalID Ref
	FindingID  Ref
}
