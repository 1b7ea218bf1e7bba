package models

// Look is one look at a source's page: what came of it.
type Look struct {
	ID        ID
	SourceID  ID
	At        Instant
	Outcome   LookOutcome
	Status    int    // of HTTP; 0 when there was no answer
	Address   string // where it was found in the end; may be empty
	Reason    string // why it could not be looked at, in words; else empty
	CaptureID Ref    // what was kept of it
}

// LookOutcome is what came of a look. That a page is deleted is never said
// because it could not be fetched.
type LookOutcome string

// The outcomes of looks.
const (
	LookFirst   LookOutcome = "first"          // there was nothing to compare with
	LookSame    LookOutcome = "same"           // what is quoted of it stands there as before
	LookMoved   LookOutcome = "moved"          // the same, at another address
	LookChanged LookOutcome = "changed"        // something that is quoted of it stands there no more
	LookGone    LookOutcome = "gone"           // the site says so: 404, 410
	LookRefused LookOutcome = "refused"        // 401, 403, a paywall
	LookFailed  LookOutcome = "could not look" // neither: no answer, an error of the server, a page that is not taken
)

// CaptureHow is how a capture came.
type CaptureHow string

// The ways in which captures come.
const (
	Fetched  CaptureHow = "fetched"
	Uploaded CaptureHow = "uploaded"
)

// Capture is what a source looked like when it was fetched or uploaded. It
// never changes. Its files are in the blob store.
type Capture struct {
	ID       ID
	SourceID ID
	How      CaptureHow
	At       Instant  // when it was asked for, or came
	Status   int      // of HTTP; 0 for an upload
	Address  string   // where it was found in the end; of an upload empty
	Hops     []string `gorm:"serializer:json"` // every address that was asked for, the last being Address
	Header   string   // of the answer, a field in each line as it came; without cookies
	FileName string   // of an upload
	// Body are the bytes as they came, unpacked.
	BodySHA256 string // lower-case hex
	BodySize   int64  // in bytes
	MediaType  string // with its charset where one was named
	// What was read from it.
	Document
	Pages       []int `gorm:"serializer:json"` // of a PDF: where each page begins in Text, in code points
	Title       string
	Author      string
	Publisher   string
	PublishedOn string // YYYY-MM-DD, or empty
	ModifiedOn  string // YYYY-MM-DD, or empty
	Language    string // BCP 47, or empty
	Canonical   string // the address that the page itself names
	Unread      string // why no text was read from it, in words; else empty
	Facts       []Fact `gorm:"serializer:json"`
	Asked       string // the header with which it was asked for, a field in each line, without secrets; of an upload empty
	CreatedBy   Ref    // none: the program, by itself
}

// Archiving is where a public archive keeps what a capture's page showed.
type Archiving struct {
	ID        ID
	CaptureID ID
	At        Instant
	Address   string
}

// FileKind is what a file beside a capture shows.
type FileKind string

// The kinds of files.
const (
	Screenshot FileKind = "screenshot" // the whole page as a picture
	PrintedPDF FileKind = "pdf"        // the whole page as it prints
)

// CaptureFile is made from the bytes of a capture afterwards.
type CaptureFile struct {
	CaptureID ID       `gorm:"primaryKey"`
	Kind      FileKind `gorm:"primaryKey"`
	SHA256    string
	Size      int64 // in bytes
	MediaType string
	MadeAt    Instant
}

// Fact is something that a file tells beside its text: with what and where a
// picture was taken, who sent a mail. It is shown to checkers and never
// published by itself.
type Fact struct {
	Name  FactName `json:"name"`
	Value string   `json:"value"` // as the file tells it, in one line
}

// FactName is what a fact is about.
type FactName string

// The names of facts.
const (
	FactTaken       FactName = "taken"   // when a picture was taken, by its camera's clock
	FactChanged     FactName = "changed" // when the file was last changed, as it says
	FactMade        FactName = "made"    // when the file was made, as it says
	FactCamera      FactName = "camera"  // its maker and model
	FactSerial      FactName = "serial"  // the number of the camera or its lens
	FactLens        FactName = "lens"
	FactLocation    FactName = "location"    // degrees of latitude and longitude, "52.520000, 13.400000"
	FactAltitude    FactName = "altitude"    // in metres
	FactDirection   FactName = "direction"   // in degrees, where the camera looked
	FactOrientation FactName = "orientation" // of EXIF, 1 to 8
	FactArtist      FactName = "artist"
	FactCopyright   FactName = "copyright"
	FactDescription FactName = "description"
	FactSoftware    FactName = "software"   // that made the file
	FactSize        FactName = "size"       // of a picture, "1200 × 800" pixels
	FactFrom        FactName = "from"       // of a mail
	FactTo          FactName = "to"         // of a mail
	FactCopyTo      FactName = "cc"         // of a mail
	FactSent        FactName = "sent"       // of a mail, RFC 3339
	FactMessageID   FactName = "message id" // of a mail
	FactAttachment  FactName = "attachment" // of a mail: its name
)

// Drift is an item for the desk: a page that claims rest on is gone or says
// something else. It moves no claim. A source has one that is open at most.
type Drift struct {
	ID       ID
	SourceID ID
	LookID   ID          // that found it
	Outcome  LookOutcome // LookChanged or LookGone
	OpenedAt Instant
	AgainAt  Instant // since when what was quoted stands there again; none: it does not
	ClosedAt Instant
	ClosedBy Ref
}
