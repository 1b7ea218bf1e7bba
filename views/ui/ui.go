// Package ui holds the small parts that pages are made of: buttons, chips,
// fields, the frame around a page. It takes arguments only, escapes everything
// it is given, and decides nothing but how things look and read.
//
// It must not know requests, rights, the store or the rules of review. Its
// words are the ones that every page shares; a page's own words stand in views.
package ui

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// Page is what the frame around every page needs to know.
type Page struct {
	Title     string // of the window; the page draws its own h1
	Newsroom  string
	Lang      string // of the interface, a BCP 47 tag; "" is English
	Dir       string // "ltr" or "rtl"; "" is left to right
	User      Person // the zero Person is signed out
	Nav       []Link // the sections; MainNav makes them
	Query     string // what the search box holds
	Flash     []Flash
	Keys      []Key // the page's own keys, shown before the common ones
	HideKeys  bool  // no keys on buttons and links: the reader does not want them
	RequestID string
	Bare      bool // no top bar: signing in, printing
	Bell      bool // the way to the reader's notices
	Unread    int  // notices that they have not read, up to 100
	Live      Liveness
}

// Liveness is what a page hears of while it is open; the zero Liveness is
// nothing.
type Liveness struct {
	Of    string // "article:12", or "desk" for all that the reader may see
	Since string // the number of events that the page knows of
}

// Person is somebody as screens show them.
type Person struct {
	Name string
	Note string // what stands beside the name: roles, "you"
}

// Initials are at most two letters of the name, for an avatar.
func (p Person) Initials() string { return initials(p.Name) }

// Link is an address with its words; Current marks where the reader is.
type Link struct {
	Label   string
	Href    string
	Current bool
}

// Tone says what a message is, and so its hue and its icon. It is never shown
// alone: the words say it too.
type Tone string

// The tones.
const (
	Plain Tone = "plain"
	Good  Tone = "good"
	Info  Tone = "info"
	Warn  Tone = "warn"
	Bad   Tone = "bad"
	Due   Tone = "due"   // a time to keep
	Glass Tone = "glass" // break glass
)

// Flash tells once what the last act did.
type Flash struct {
	Tone Tone
	Text string
}

// Key is one line of the help on keys.
type Key struct {
	Keys []string
	Does string
	// For is the key as elements name it, "a" or "/": the line is shown while
	// the page has one that it reaches. "" is shown always.
	For string
}

// Button is what a button says and sends.
type Button struct {
	Label string
	Look  Look
	Key   string // the key that presses it, lower case; shown on it
	Icon  string // the name of an icon, or ""
	Name  string // sent with the form when pressed; may be ""
	Value string
}

// Look is how a button looks. One primary or good button to a screen.
type Look string

// The looks. The zero Look is an ordinary button.
const (
	Ordinary Look = ""
	Main     Look = "primary"
	Approve  Look = "good"
	Quiet    Look = "quiet"
	Break    Look = "glass" // break glass, and nothing else
)

// Field is one field of a form with its label, what helps to fill it, and what
// was wrong with it.
type Field struct {
	Name         string
	Label        string
	ID           string // "f-" and the name when empty; give one where two forms share a page
	Value        string
	Hint         string
	Error        string
	Type         string // of an input; "text" when empty
	Autocomplete string
	Placeholder  string
	Lang         string // of what is typed
	Dir          string // of what is typed; "auto" for copy
	Class        string // "text" for copy, "code" for Markdown
	Key          string // the key that puts the cursor into it
	Rows         int
	Least, Most  string   // of a number
	Suggest      []Choice // what is offered while one types; anything else may be typed too
	Required     bool
	ReadOnly     bool
	Focus        bool // the cursor goes there; one field of a page
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return "f-" + strings.ReplaceAll(f.Name, " ", "-")
}

// describedBy names the elements that hold the hint and the error.
func (f Field) describedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.id()+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.id()+"-error")
	}
	return strings.Join(ids, " ")
}

// suggestions is the id of the list of what is offered.
func (f Field) suggestions() string { return f.id() + "-list" }

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "3"
	}
	return strconv.Itoa(f.Rows)
}

// Choice is one of the things to choose from.
type Choice struct {
	Value  string
	Label  string
	Hint   string
	Chosen bool
	Barred bool // shown, but not to be chosen; the hint says why
}

// Choices is a group of radio buttons or checkboxes.
type Choices struct {
	Name   string
	Legend string
	ID     string // the name when empty; give one where two forms share a page
	Hint   string
	Error  string
	Column bool // one below the other
	Needed bool // radio buttons: one must be chosen
	Of     []Choice
}

func (c Choices) field() Field {
	id := c.ID
	if id == "" {
		id = "f-" + strings.ReplaceAll(c.Name, " ", "-")
	}
	return Field{ID: id, Name: c.Name, Hint: c.Hint, Error: c.Error}
}

func (c Choices) class() string {
	if c.Column {
		return "choices column"
	}
	return "choices"
}

func (c Choices) id(i int) string { return c.field().ID + "-" + strconv.Itoa(i) }

// Hidden is a value that a form carries and does not show.
type Hidden struct{ Name, Value string }

// Form is a form that changes something.
type Form struct {
	Action string
	ID     string
	Class  string   // "form" when empty
	Hidden []Hidden // version, idempotency key, what a lost session carried on
	// Target is the CSS selector of what the answer replaces when htmx sends
	// the form; "" leaves the form to the browser. Never text of a person's.
	Target string
	Many   bool // it carries a file
}

func (f Form) class() string {
	if f.Class == "" {
		return "form"
	}
	return f.Class
}

// Moment is an instant in words: the page's author formats it in the
// newsroom's time zone.
type Moment struct {
	ISO      string // RFC 3339
	Exact    string // "22 September 2025, 18:02 CEST"
	Relative string // "2 hours ago"; "" shows the exact words alone
}

// Dated is the moment in its exact words alone, where the date is what counts:
// "last year" tells nobody what a page looked like when.
func (m Moment) Dated() Moment {
	m.Relative = ""
	return m
}

// Count is how many claims are in a state.
type Count struct {
	State models.State
	N     int
}

// Tab is one of several views of a thing.
type Tab struct {
	Link
	Count int // shown after the label when above 0
}

// Step is one step of a claim's way.
type Step struct {
	Label string // with who took it: "Researched by Checker B"
	Done  bool
	Now   bool
}

// initials takes the first letters of the first and the last word.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	var out []rune
	for i, w := range words {
		if i == 0 || i == len(words)-1 {
			first, _ := utf8.DecodeRuneInString(w)
			out = append(out, unicode.ToUpper(first))
		}
	}
	if len(out) == 0 {
		return "?"
	}
	return string(out)
}

// htmxConfig is htmx's settings, read from a meta element: no inline script.
const htmxConfig = `{"mode":"same-origin","prefix":"","extensions":"none","history":"reload","includeIndicatorCSS":false,"defaultSwap":"outerMorph"}`
