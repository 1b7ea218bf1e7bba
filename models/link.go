package models

// AnswerLink lets somebody without an account answer a query. What it shows is
// kept with it: nothing of the draft beside that is told by it, now or later.
type AnswerLink struct {
	ID        ID
	ArticleID ID
	CommentID ID     // the query
	GivenTo   string // by name
	TokenHash []byte // SHA-256 of a token that stands nowhere
	Words     string // that the question is about; "" for one on the article
	Sentence  string // around them
	Headline  string // of the article, where whoever gave the link chose so
	CreatedBy ID
	CreatedAt Instant
	ExpiresAt Instant
	EndedAt   Instant // revoked, or with its query
	EndedBy   Ref
}

// Works reports whether the link may be used at an instant.
func (l AnswerLink) Works(now Instant) bool { return l.EndedAt == 0 && now < l.ExpiresAt }

// LinkAnswer is one use of the key of a form that came through a link.
type LinkAnswer struct {
	LinkID    ID     `gorm:"primaryKey;autoIncrement:false"`
	Key       string `gorm:"primaryKey"`
	Form      []byte // SHA-256 of what was sent with it
	CommentID ID     // the answer
}

// Offer is a file that came with an answer. It is no source before a checker
// makes it one.
type Offer struct {
	ID        ID
	ArticleID ID
	CommentID ID // the answer
	SHA256    string
	Size      int64
	FileName  string
	MediaType string // as its bytes say
	CameAt    Instant
	SourceID  Ref // that keeps it; none: it waits, or was refused
	DecidedAt Instant
	DecidedBy Ref
	Reason    string // of a refusal
}

// Waits reports whether nobody decided about the file.
func (o Offer) Waits() bool { return o.DecidedAt == 0 }

// LinkTry is a request for a link that is none.
type LinkTry struct {
	ID      ID
	Address string
	At      Instant
}
