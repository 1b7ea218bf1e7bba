package models

import (
	"sync"
	"time"
)

// Settings are what a newsroom sets for itself. There is one row of them.
type Settings struct {
	ID              ID
	NewsroomName    string
	TimeZone        string   // IANA name; deadlines are typed and shown in it
	Desks           []string `gorm:"serializer:json"`
	Languages       []string `gorm:"serializer:json"` // BCP 47
	IdleMinutes     int      // a session ends after so long without a request
	AbsoluteMinutes int      // and after so long in any case
	DebtHours       int      // how long a break glass may leave a review debt open
	QueryHours      int      // when a query is due that names no time
	LongestText     int      // bytes of an article's text, at most MaxText
	NightlyBackup   bool
	BackupHour      int // of the day in TimeZone, 0 to 23
	BackupsKept     int // nightly backups; older ones are removed
	// Abbreviations are the newsroom's own, without their last full stop: a
	// sentence goes on behind them.
	Abbreviations []string `gorm:"serializer:json"`
	// AssistAddress and AssistModel name a server that speaks the
	// OpenAI-compatible chat API and a model on it; "" for none: no text leaves
	// the house.
	AssistAddress string
	AssistModel   string
	// TwoRoots are the severities of claims that want two independent roots
	// before they are approved.
	TwoRoots []Severity `gorm:"serializer:json"`
	// DigestHour is the hour of the day in TimeZone, 0 to 23, at which the mails go
	// out that tell of a day. MailWords lets mails say what is in drafts.
	DigestHour int
	MailWords  bool
	// TwoApprovals are the severities of claims that two different people
	// approve.
	TwoApprovals []Severity `gorm:"serializer:json"`
	Version      int
}

// DefaultSettings are those that a newsroom begins with.
func DefaultSettings(name, zone string) Settings {
	return Settings{
		NewsroomName: name, TimeZone: zone, Desks: []string{"News"}, Languages: []string{"en"},
		IdleMinutes: 30, AbsoluteMinutes: 12 * 60, DebtHours: 24, QueryHours: 24, LongestText: MaxText,
		BackupHour: 3, BackupsKept: 14, DigestHour: 8, TwoApprovals: []Severity{MustNotGoWrong},
	}
}

// zones are the time zones that were asked for: reading one takes as long as
// drawing a tenth of a page, and there are few.
var zones sync.Map

// Location is the newsroom's time zone, or UTC when its name is unknown.
func (s Settings) Location() *time.Location {
	if l, ok := zones.Load(s.TimeZone); ok {
		return l.(*time.Location) //nolint:forcetypeassert // nothing else is kept there
	}
	l, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		return time.UTC
	}
	zones.Store(s.TimeZone, l)
	return l
}

// ActKey is one use of a form's idempotency key: the same form sent again
// finds what the first one did.
type ActKey struct {
	UserID    ID     `gorm:"primaryKey;autoIncrement:false"`
	Key       string `gorm:"primaryKey"`
	Form      []byte // SHA-256 of what was sent with it
	Result    ID     // what the act made, or what it was about
	CreatedAt Instant
}

// Cursor says how far a listener has read the events.
type Cursor struct {
	Name string `gorm:"primaryKey"`
	Seq  int64  // the next event to read
}
