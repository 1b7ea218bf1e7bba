package models

// Fingerprint is one of the numbers by which a capture's text is found among
// those that are nearly the same.
type Fingerprint struct {
	Print     int64 `gorm:"primaryKey;autoIncrement:false"`
	CaptureID ID    `gorm:"primaryKey;autoIncrement:false"`
}

// OriginEdge says that one source has its words from another, as far as their
// captures show.
type OriginEdge struct {
	FromID  ID     `gorm:"primaryKey;autoIncrement:false"` // the copy
	ToID    ID     `gorm:"primaryKey;autoIncrement:false"` // what it was copied from
	Kind    string // of package origins
	Sign    string // of package origins
	Score   float64
	Figures int
	Quotes  int
	Reason  string // in a sentence, for a person
}

// OriginRuling is what a person decided of two sources, whatever their captures
// show. The last on two that has not ended holds.
type OriginRuling struct {
	ID     ID
	FromID ID
	ToID   ID
	Copies bool // From has its words from To; else neither from the other
	// ArticleID is where it was made. Elsewhere Reason and MadeBy are left out when
	// that article is for its team alone.
	ArticleID ID
	Reason    string
	MadeBy    ID
	MadeAt    Instant
	EndedAt   Instant
}

// Rooted is where one of the sources that support a claim has its words, as far
// as that is known.
type Rooted struct {
	SourceID ID
	OneWith  ID         // the first of the claim's sources with which it is one; itself when there is no other
	Root     ID         // the independent source to which its words go back; itself when it is one
	Edge     OriginEdge // by which it depends on another of them; of a root the zero OriginEdge
	Ruling   Ref        // when a person said so: the ruling that Edge comes from
	Kept     bool       // there is a capture of it
	Compared bool       // it has a text that is compared with those of others
	Lacks    Lack       // why it does not count as a root; LacksNothing: it does
}

// Lack is what there is not of a source, for which it does not count as a root.
type Lack string

// The lacks. A source with a web address counts once something of its page, or a
// file, is kept; one without an address counts as it is.
const (
	LacksNothing Lack = ""
	LacksLook    Lack = "no look"    // nobody has looked at its page yet
	LacksCapture Lack = "no capture" // nothing of its page is kept
)

// IsRoot reports whether a source depends on no other.
func (r Rooted) IsRoot() bool { return r.Root == r.SourceID }

// Roots is how many sources there are, those that are one counted once, and how
// many of them are independent and count.
func Roots(sources []Rooted) (roots, of int) {
	for _, r := range sources {
		if r.OneWith == r.SourceID {
			of++
		}
		if r.IsRoot() && r.Lacks == LacksNothing {
			roots++
		}
	}
	return roots, of
}
