package models

// BulkAct is what came of an act on several claims at once: a row for its maker
// to look at again.
type BulkAct struct {
	ID        ID
	UserID    ID
	Act       string     // the word for it, such as "assign"
	Lines     []BulkLine `gorm:"serializer:json"`
	CreatedAt Instant
}

// BulkLine is what came of it for one claim.
type BulkLine struct {
	Claim ID
	Why   string // why it was not done; "" it was
}

// SavedView is a list under a name, for whoever saved it or for all.
type SavedView struct {
	ID        ID
	UserID    ID
	Name      string
	Address   string // of the list with its filter, written anew from what was read of it
	Shared    bool
	CreatedAt Instant
}
