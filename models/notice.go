package models

// NoticeKind is what somebody is told of.
type NoticeKind string

// The kinds of notices.
const (
	NoticeMentioned  NoticeKind = "mentioned"
	NoticeAsked      NoticeKind = "asked"       // a query was put to them
	NoticeAnswered   NoticeKind = "answered"    // their query was answered
	NoticeAssigned   NoticeKind = "assigned"    // a claim was given to them
	NoticeSentBack   NoticeKind = "sent back"   // their claim came back from review
	NoticeReopened   NoticeKind = "reopened"    // their claim was reopened
	NoticeStale      NoticeKind = "stale"       // the approval of their claim ended by itself
	NoticeFixDecided NoticeKind = "fix decided" // a fix of theirs was applied, refused or sent back
	NoticeDrifted    NoticeKind = "drifted"     // a source of their claim is gone or says something else
	NoticeDebtDue    NoticeKind = "debt due"    // a review debt of their article has to be paid soon
	NoticeDeadline   NoticeKind = "deadline"    // the deadline of their article is near
	NoticeSignedOff  NoticeKind = "signed off"  // an article that they worked on has its report
)

// NoticeKinds lists every kind, in the order in which people choose.
var NoticeKinds = []NoticeKind{
	NoticeMentioned, NoticeAsked, NoticeAnswered, NoticeAssigned, NoticeSentBack, NoticeReopened, NoticeStale,
	NoticeFixDecided, NoticeDrifted, NoticeDebtDue, NoticeDeadline, NoticeSignedOff,
}

// Notice tells somebody of something that others did, or that a clock brought
// about. It holds no words: they are made where it is shown, for whoever may see
// the article then.
type Notice struct {
	ID     ID
	UserID ID // who is told
	Kind   NoticeKind
	// Once names what it tells of: nobody is told of the same twice.
	Once      string
	EventSeq  Ref // of the trail; none: a clock's
	ActorID   Ref // who did it; none: the system
	ArticleID ID
	ClaimID   Ref
	CommentID Ref
	How       string // of a fix: its closing; else empty
	CreatedAt Instant
	ReadAt    Instant
	Mail      Mailing // by which mail it goes out, as it was chosen when it was written
	MailID    Ref     // the mail that tells it
}

// Mailing is when somebody gets a notice by mail.
type Mailing string

// The ways to get notices by mail.
const (
	MailNone   Mailing = "none"
	MailNow    Mailing = "now"    // a mail of its own, at once
	MailDigest Mailing = "digest" // with the others of the day, at the newsroom's hour
)

// Mailings lists every way.
var Mailings = []Mailing{MailNow, MailDigest, MailNone}

// DefaultMailing is how a notice goes to somebody who chose nothing, once they
// have an address: what waits for them at once, the rest with the day's others.
func DefaultMailing(k NoticeKind) Mailing {
	switch k {
	case NoticeMentioned, NoticeAsked, NoticeAnswered, NoticeSentBack, NoticeDeadline, NoticeDebtDue:
		return MailNow
	case NoticeAssigned, NoticeReopened, NoticeStale, NoticeFixDecided, NoticeDrifted:
		return MailDigest
	case NoticeSignedOff:
		return MailNone
	}
	return MailNone
}

// NoticeChoice is how a user wants notices of a kind by mail.
type NoticeChoice struct {
	UserID ID         `gorm:"primaryKey;autoIncrement:false"`
	Kind   NoticeKind `gorm:"primaryKey"`
	Mail   Mailing
}

// MailAddress is where a user gets mail, once they followed the link that went
// there.
type MailAddress struct {
	UserID  ID `gorm:"primaryKey;autoIncrement:false"`
	Address string
	// Secret signs the links in mails to this address: 32 random bytes. Another
	// address has another, so that links of the old one work no more.
	Secret      []byte
	AskedAt     Instant // when the link to confirm it was sent
	ConfirmedAt Instant
	StoppedAt   Instant // since when nothing goes there, by the link in a mail
	Asks        int     // links that were asked for since AsksFrom
	AsksFrom    Instant
}

// Gets reports whether mail goes to the address.
func (m MailAddress) Gets() bool { return m.Address != "" && m.ConfirmedAt != 0 && m.StoppedAt == 0 }

// MailKind is what a mail is for.
type MailKind string

// The kinds of mails.
const (
	MailConfirm  MailKind = "confirm" // the link by which an address is confirmed
	MailOfNotice MailKind = "notice"  // one notice
	MailOfDay    MailKind = "digest"  // those of a day
)

// Mail is a mail to a user, which a job sends. It holds no words and no address:
// both are looked up as it is sent.
type Mail struct {
	ID        ID
	UserID    ID
	Kind      MailKind
	Day       string // of a digest, YYYY-MM-DD in the newsroom's zone
	CreatedAt Instant
	SentAt    Instant // when the server took it
}
