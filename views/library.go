package views

import (
	"net/url"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the pages of the library.
const (
	LibraryTitle    = "Sources"
	DuplicatesTitle = "Sources that may be the same"
)

// LibraryPath is where all sources are listed.
const LibraryPath = "/sources"

// DuplicatesPath is where the sources are listed that may be the same.
const DuplicatesPath = LibraryPath + "/duplicates"

// SourcePath is where a source is shown.
func SourcePath(id models.ID) string { return LibraryPath + "/" + idText(id) }

// Library is a part of the list of all sources.
type Library struct {
	Page         ui.Page
	Filter       LibraryFilter
	Problem      string // with what is asked for
	Rows         []LibraryRow
	Looked       int // how many sources these were picked from, where that was bounded; else 0
	Saying       []SayingRow
	MoreSay      bool   // these are as many as are shown
	Said         string // the first of the words, where no more were looked for in captured texts
	Newer, Older string
}

// SayingRow is a source with the newest of its captures that says what is looked
// for.
type SayingRow struct {
	models.Source
	Excerpt models.Excerpt
	At      ui.Moment // of the capture
	Article models.ID // in which the capture is shown; 0: in none that is open to the reader
}

// LibraryFilter is what is asked of the list, as its address says it.
type LibraryFilter struct{ Words, Begun, Health, Type, Publisher, Unused, Protected, Drifted string }

// NeverLooked is the health of a source at whose page nobody looked, in the
// address.
const NeverLooked = "never"

// Address is the list so narrowed, from below a source; before 0 is the newest.
func (f LibraryFilter) Address(before models.ID) string {
	q := url.Values{}
	for name, v := range map[string]string{
		"q": f.Words, "begun": f.Begun, "health": f.Health, "type": f.Type, "publisher": f.Publisher, "unused": f.Unused, "protected": f.Protected, "drifted": f.Drifted,
	} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if before != 0 {
		q.Set("before", idText(before))
	}
	if len(q) == 0 {
		return LibraryPath
	}
	return LibraryPath + "?" + q.Encode()
}

func (f LibraryFilter) any() bool { return f != LibraryFilter{} && f != LibraryFilter{Begun: f.Begun} }

func (f LibraryFilter) healths() []ui.Choice {
	of := []ui.Choice{{Value: "", Label: "Any"}}
	for _, o := range LookOutcomes {
		of = append(of, ui.Choice{Value: string(o), Label: lookWords[o].words})
	}
	return append(of, ui.Choice{Value: NeverLooked, Label: "Nobody looked"})
}

func (f LibraryFilter) types() []ui.Choice {
	of := []ui.Choice{{Value: "", Label: "Any"}}
	for _, t := range models.SourceTypes {
		of = append(of, ui.Choice{Value: string(t), Label: ui.Capital(string(t))})
	}
	return of
}

func (f LibraryFilter) boxes() []libraryBox {
	return []libraryBox{
		{"drifted", "Gone or changed", f.Drifted != ""},
		{"unused", "Not used", f.Unused != ""},
		{"protected", "Protected", f.Protected != ""},
	}
}

// libraryBox is a box to tick above the list.
type libraryBox struct {
	name, label string
	ticked      bool
}

// LookOutcomes are what may come of a look, in the order in which they worry.
var LookOutcomes = []models.LookOutcome{
	models.LookGone, models.LookChanged, models.LookMoved, models.LookRefused, models.LookFailed, models.LookSame, models.LookFirst,
}

// LibraryRow is a source in the list of all.
type LibraryRow struct {
	models.Source
	LookedAt ui.Moment
	Drifted  bool
	Evidence int
	Claims   int
	Articles int
	Captures int
}

// host is the site where the source is.
func (r LibraryRow) host() string {
	u, err := url.Parse(r.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// use is what rests on the source, in words.
func (r LibraryRow) use() string {
	if r.Evidence == 0 {
		return ""
	}
	words := counted(r.Claims, "claim", "claims")
	if r.Evidence > r.Claims {
		words = strconv.Itoa(r.Evidence) + " times in " + words
	}
	if r.Articles > 1 {
		words += " of " + strconv.Itoa(r.Articles) + " articles"
	}
	return words
}

// looked says that not all sources were looked through.
func (p Library) looked() string {
	if p.Looked == 0 || p.Older == "" {
		return ""
	}
	return "Picked from " + strconv.Itoa(p.Looked) + " sources. Older ones were not looked through yet: go on with Older."
}

// SourceSheet is the page of one source.
type SourceSheet struct {
	Page         ui.Page
	Source       models.Source
	Article      string // the headline of that for which it was entered; "" is not open to the reader
	At           ui.Moment
	WordAt       ui.Moment
	LookedAt     ui.Moment
	By           string
	Head         *models.Source  // with which it is one
	Group        []models.Source // the others that are one with it
	Alike        []AlikeRow
	Resting      []RestingRow
	Newer, Older string
	Captures     []SourceCapture
	Looks        []LookRow // newest first
	Drift        *DriftItem
	Note         models.PublisherNote
	NoteBy       string
	NoteAt       ui.Moment
	May          bool // the reader may change it
	MayEdit      bool // and what is said about it
	Waits        bool // its page is about to be looked at
	Key          string
	Attempt      Attempt
}

// SourceTitle names the page of a source.
func SourceTitle(title string) string { return "Source: " + title }

// SourceCapture is a capture of the source, and an article where it is shown.
type SourceCapture struct {
	CaptureRow
	Article models.ID // 0: in none that is open to the reader
	Title   string
}

// RestingRow is a piece of evidence that rests on the source.
type RestingRow struct {
	SourceID  models.ID // which it names
	Article   models.ID
	Headline  string
	Language  string
	Number    int
	Statement string
	State     models.State
	Stance    models.Stance
	Passage   string
	Through   string // the title of the source that it names, where that is one with this
}

// AlikeRow is two sources that may be the same, and why.
type AlikeRow struct {
	Source models.Source // the newer one, which would become one with the other
	Other  models.Source
	Why    []string
	Key    string
}

// The words for why two sources may be the same.
const (
	AlikeAddress = "the same address"
	AlikeBytes   = "captures of the same bytes"
	AlikeText    = "nearly the same text"
)

// SourceDoublets are the sources that may be the same.
type SourceDoublets struct {
	Page         ui.Page
	Rows         []AlikeRow
	May          bool
	Looked       int
	Newer, Older string
	Attempt      Attempt
}

// BackDuplicates is the page of what may be the same, as a form names it.
const BackDuplicates = "duplicates"

func (p SourceSheet) path() string { return SourcePath(p.Source.ID) }

func (p SourceSheet) hidden(form string) []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: p.Key + form}}
}

// Forms of the page of a source.
const (
	SourceFormName    = "source"
	PublisherFormName = "publishernote"
	MergeFormName     = "merge"
)

func (p SourceSheet) versioned(form string, version int) []ui.Hidden {
	return append(p.hidden(form), ui.Hidden{Name: "version", Value: strconv.Itoa(version)})
}

func (p SourceSheet) noting() []ui.Hidden {
	return append(p.versioned(PublisherFormName, p.Note.Version), ui.Hidden{Name: "of", Value: p.Note.Publisher})
}

// field is a field of the form on what is said about the source.
func (p SourceSheet) field(name, label, now string) ui.Field {
	return ui.Field{
		Name: name, ID: "source-" + name, Label: label, Dir: "auto",
		Value: p.Attempt.Value(SourceFormName, name, now), Error: p.Attempt.Problem(SourceFormName, name),
	}
}

// author is who wrote it, or whose word it is, which stays as it was entered.
func (p SourceSheet) author() ui.Field {
	f := p.field("author", "Author", p.Source.Author)
	if p.Source.WordHow != "" {
		f.Label, f.Hint, f.ReadOnly = "Who said it", "Stays as it was entered: the word of somebody else is another source.", true
	}
	return f
}

func (p SourceSheet) titleField() ui.Field {
	f := p.field("title", "Title", p.Source.Title)
	if p.Source.Protected {
		f.Label, f.Hint = "Pseudonym", "It stands wherever the source shows."
	}
	f.Required = true
	return f
}

func (p SourceSheet) typeField() ui.Field { return p.field("type", "Type", string(p.Source.Type)) }

// now is how the source stands, for whoever typed while somebody else changed it.
func (p SourceSheet) now() []Typed {
	if p.Attempt.Err == nil || apperr.KindOf(p.Attempt.Err) != apperr.Conflict {
		return nil
	}
	if p.Attempt.Is(PublisherFormName) {
		return []Typed{{"Publisher", p.Source.Publisher}, {"Note", p.Note.Note}}
	}
	if !p.Attempt.Is(SourceFormName) {
		return nil
	}
	s := p.Source
	return []Typed{{"Title", s.Title}, {"Publisher", s.Publisher}, {"Author", s.Author}, {"Date of the source", s.PublishedOn}, {"Type", string(s.Type)}}
}

// formHere reports whether the form that was refused stands on the page, filled.
func (p SourceSheet) formHere() bool {
	return p.MayEdit && p.Attempt.Is(SourceFormName) || p.May && p.Note.Publisher != "" && p.Attempt.Is(PublisherFormName) || p.May && p.Attempt.Is(MergeFormName)
}

// facts are what is known of the source, as pairs of words.
func (p SourceSheet) facts() (facts [][2]string) {
	s := p.Source
	for _, f := range [][2]string{
		{"Number", idText(s.ID)},
		{"Type", ui.Capital(string(s.Type))},
		{"Publisher", s.Publisher},
		{"Author", s.Author},
		{"Date", dayWords(s.PublishedOn)},
		{"The word came", string(s.WordHow)},
		{"When", p.WordAt.Exact},
		{"Consent", string(s.Consent)},
	} {
		if f[1] != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

// hasMore reports whether anything may be made one with the source.
func (p SourceSheet) hasMore() bool {
	return p.May && !p.Source.Protected && p.Head == nil
}

// of is the other one of the two.
func (r AlikeRow) of(id models.ID) models.Source {
	if r.Source.ID == id {
		return r.Other
	}
	return r.Source
}

// outlets reports whether the two have nothing in common but their text, and two
// publishers: then neither is the other, and one may have it from the other.
func (r AlikeRow) outlets() bool {
	a, b := strings.TrimSpace(r.Source.Publisher), strings.TrimSpace(r.Other.Publisher)
	return len(r.Why) == 1 && r.Why[0] == AlikeText && a != "" && b != "" && !strings.EqualFold(a, b)
}

// why says why the two may be the same, or why they are not.
func (r AlikeRow) why() string {
	if r.outlets() {
		return "Nearly the same text, of another outlet: who has it from whom stands at the claims that rest on both"
	}
	return ui.Capital(strings.Join(r.Why, ", "))
}

// about is why, said of one of the two at the other.
func (r AlikeRow) about() string {
	if r.outlets() {
		return r.why()
	}
	return "may be the same: " + strings.Join(r.Why, ", ")
}

func (r AlikeRow) hidden(back string) []ui.Hidden {
	return []ui.Hidden{{Name: "key", Value: r.Key}, {Name: "into", Value: idText(r.Other.ID)}, {Name: BackField, Value: back}}
}

func (p SourceDoublets) looked() string {
	if p.Older == "" || len(p.Rows) > 0 {
		return ""
	}
	return "None among the newest " + strconv.Itoa(p.Looked) + " sources that were looked through. Go on with Older."
}
