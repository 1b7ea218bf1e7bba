package models

import (
	"database/sql/driver"
	"slices"
)

// Role is what a user may be. A user holds any set of roles.
type Role string

// The roles.
const (
	// RoleViewer reads what is open to the newsroom, exports reports, comments
	// and answers queries.
	RoleViewer Role = "viewer"
	// RoleChecker researches claims.
	RoleChecker Role = "checker"
	// RoleReviewer approves claims in which they have no hand.
	RoleReviewer Role = "reviewer"
	// RoleEditor opens articles, brings in revisions and signs off.
	RoleEditor Role = "editor"
	// RoleAdmin keeps users and settings; no editorial right comes with it.
	RoleAdmin Role = "admin"
)

// AllRoles lists every role, least first.
var AllRoles = []Role{RoleViewer, RoleChecker, RoleReviewer, RoleEditor, RoleAdmin}

// Roles is a set of roles.
type Roles []Role

// Has reports whether any of want is in the set.
func (rs Roles) Has(want ...Role) bool {
	return slices.ContainsFunc(want, func(w Role) bool { return slices.Contains(rs, w) })
}

// Value stores the set as words.
func (rs Roles) Value() (driver.Value, error) { return joinWords(rs), nil }

// Scan reads the set from words.
func (rs *Roles) Scan(v any) (err error) {
	*rs, err = splitWords[Role](v)
	return err
}

// User is a person who can sign in.
type User struct {
	ID           ID
	Handle       string // what they sign in with and are mentioned by; lower case
	Name         string // how screens and reports name them
	PasswordHash string // argon2id in its PHC form; "" until they set one
	Roles        Roles
	Demo         bool // a demo account: refused on any address but loopback
	DisabledAt   Instant
	CreatedAt    Instant
	LastSeenAt   Instant // of any session, to the minute
	Version      int
	Preferences  `gorm:"embedded"`
}

// Preferences are how a user likes their pages.
type Preferences struct {
	Hours         Hours
	KeyHints      bool // keys are shown on buttons and links
	HintDismissed bool // the first-visit hint is not shown again
}

// DefaultPreferences are those of a new user.
var DefaultPreferences = Preferences{Hours: Hours24, KeyHints: true}

// Hours is how times of day are written.
type Hours string

// The ways to write times of day.
const (
	Hours12 Hours = "12" // 6:05 pm
	Hours24 Hours = "24" // 18:05
)

// Active reports whether the user may sign in and act.
func (u User) Active() bool { return u.ID != 0 && u.DisabledAt == 0 }

// Invited reports whether the user has not set a password yet.
func (u User) Invited() bool { return u.PasswordHash == "" }

// Is reports whether the user is active and holds any of the roles.
func (u User) Is(roles ...Role) bool { return u.Active() && u.Roles.Has(roles...) }

// Session is one signed-in browser. Its token is known to the browser alone.
type Session struct {
	ID         ID
	TokenHash  []byte // SHA-256 of the token
	UserID     ID
	UserAgent  string
	CreatedAt  Instant
	LastSeenAt Instant
}

// PasswordLink lets its user set a password, once and not for long. Its token
// is known to whoever holds the link alone.
type PasswordLink struct {
	UserID    ID     `gorm:"primaryKey;autoIncrement:false"`
	TokenHash []byte // SHA-256 of the token
	CreatedAt Instant
	ExpiresAt Instant
}

// Device is a browser in which a user signed in before. Its token is known to
// the browser alone.
type Device struct {
	TokenHash []byte `gorm:"primaryKey"` // SHA-256 of the token
	UserID    ID
	CreatedAt Instant
}

// SignInTry is a try to sign in that has not succeeded, or not yet.
type SignInTry struct {
	ID      ID
	Handle  string
	Device  []byte // SHA-256 of a known device's token; nil elsewhere
	Address string // of the network peer
	At      Instant
}
