package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// RevisionForm is the page on which the newest revision is edited into the
// next one.
type RevisionForm struct {
	Page    ui.Page
	Article models.Article
	Newest  int    // the number of the newest revision
	Longest int    // bytes that a text may have
	Text    string // what the form holds, as Markdown, unless it was refused
	Writers []models.ID
	People  []models.User // who may have written what is new
	Approve []string      // who else could approve claims, when whoever edits cannot
	Typing  int           // the version of what is kept of the reader's typing; 0: nothing is
	Kept    *KeptText     // what the form holds was kept before; nil when it is the newest revision
	Newer   *NewerText    // somebody brought in a revision while the reader typed
	Other   bool          // another window of the reader's kept something else
	Changes *TextChanges  // from that, or else from the newest revision, to what the form holds; nil: not asked for
	Key     string
	Attempt Attempt
}

// KeptText is what somebody typed and has not brought in yet.
type KeptText struct {
	At   ui.Moment
	Base int // the number of the revision that they began with
}

// NewerText is a revision that came in while somebody typed.
type NewerText struct {
	By string
	At ui.Moment
}

// TextChanges is what one text changes in another.
type TextChanges struct {
	Refused string // why the text cannot be read; the rest is empty then
	Difference
	Claims []ClaimChange // what becomes of the claims, as far as anything does
	Keep   int           // claims that keep everything
}

// ClaimChange is what a text would do to a claim.
type ClaimChange struct {
	Number    int
	Path      string
	Statement string
	State     models.State
	Outcome   models.Outcome
	Words     WordChange // of its sentence; zero when it would have no place
}

// same reports whether there is nothing to be seen: not even what counts as
// unchanged.
func (c TextChanges) same() bool {
	for _, r := range c.Rows {
		if r.Changed() || alikeIn(r.Parts) > 0 {
			return false
		}
	}
	return true
}

// Becomes says what follows for the claim.
func (c ClaimChange) Becomes() string {
	switch c.Outcome { //nolint:exhaustive // the others keep everything
	case models.Ambiguous:
		return "Its words would stand in several places: somebody chooses one."
	case models.Lost:
		return "Its words would be gone: somebody gives it another place, or withdraws it."
	}
	of := "Its words change"
	if c.Outcome == models.Context {
		of = "The sentence around its words changes"
	}
	switch c.State { //nolint:exhaustive // the others have nothing to lose but a verdict
	case models.Approved:
		return of + ": its approval ends, and somebody looks again."
	case models.InReview:
		return of + ": it comes back from review."
	}
	return of + ": its verdict, if it has one, lapses."
}

const revisionFormName = "revision"

func (p RevisionForm) hidden() []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: revisionFormName},
		{Name: "key", Value: p.Key},
		{Name: "base", Value: strconv.Itoa(p.Newest)},
		{Name: "typing", Value: strconv.Itoa(p.Typing)},
		{Name: "format", Value: "markdown"},
	}
}

// discarding is what the form carries that throws the kept text away; then is
// where it leads.
func (p RevisionForm) discarding(then string) []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: "discard"},
		{Name: "key", Value: p.Key + "." + then},
		{Name: "typing", Value: strconv.Itoa(p.Typing)},
		{Name: "then", Value: then},
	}
}

// What follows after typing was kept or thrown away.
const (
	ThenChanges = "changes" // what it changes is shown
	ThenNewest  = "newest"  // the newest revision is shown
	ThenAgain   = "again"   // the form is shown
)

// stale reports whether the form was refused because something came in
// between: the page says in its own words what.
func (p RevisionForm) stale() bool {
	return p.Attempt.Err != nil && apperr.Code(p.Attempt.Err) == apperr.Stale.Code
}

func (p RevisionForm) next() string { return "revision " + strconv.Itoa(p.Newest+1) }

func (p RevisionForm) newest() string { return "revision " + strconv.Itoa(p.Newest) }

// compared is what the text in the form is compared with.
func (p RevisionForm) compared() string {
	if p.Other {
		return "the text of your other window"
	}
	return p.newest()
}

func (p RevisionForm) typingPath() string { return TypingPath(p.Article.ID) }

// TypingPath is where what is typed over an article is kept.
func TypingPath(article models.ID) string { return ArticlePath(article) + "/typing" }

// NewRevisionPath is where the newest revision of an article is edited.
func NewRevisionPath(article models.ID) string { return ArticlePath(article) + "/revisions/new" }

// KeptTyping tells a script what became of what was typed.
type KeptTyping struct {
	Version int    `json:"version,omitempty"` // that it has now
	Words   string `json:"words"`
	Stale   bool   `json:"stale,omitempty"` // another window kept something else
}

// Saved tells that what was typed is kept, and since when.
func Saved(k Clock, at models.Instant, version int) KeptTyping {
	return KeptTyping{Version: version, Words: "Saved " + at.Time().In(k.Zone).Format(k.hours("15:04"))}
}

// NotSaved tells why what was typed is not kept.
func NotSaved(err error) KeptTyping {
	if apperr.Code(err) == apperr.Stale.Code {
		return KeptTyping{Words: "Not saved any more: another window of yours has saved another text over this article.", Stale: true}
	}
	return KeptTyping{Words: "Not saved: " + apperr.Message(err)}
}

// How what is new in a revision came about, as the form says it.
const (
	OriginTold = "told" // pasted, and the form tells who wrote it
)

func (p RevisionForm) origins() []ui.Choice {
	of := []ui.Choice{
		{Value: string(models.OriginEdited), Label: "I edited it here", Hint: "You are the writer of every sentence that you changed."},
		{Value: string(models.OriginPasted), Label: "It is pasted: the article's writers wrote what is new", Hint: p.writers()},
		{Value: OriginTold, Label: "It is pasted: somebody else wrote what is new", Hint: "Tick below who did; nobody, when it comes from outside."},
	}
	for i := range of {
		of[i].Chosen = p.Attempt.Has(revisionFormName, "origin", of[i].Value, i == 0)
	}
	return of
}

// cost is what it costs to have edited.
func (p RevisionForm) cost() string {
	return "You become the writer of every sentence that you changed, so you cannot approve the claims on it. " + p.others()
}

// markdownHint is how the text is written.
const markdownHint = "# heading, - list, 1. list, > quotation, **strong**, *emphasis*, [words](https://address), tables; ![](x) with words in the brackets is a caption; a paragraph under the headline that begins with a colon and a space is the standfirst."

// told reports whether how the text came about has to be looked at again.
func (p RevisionForm) told() bool {
	return p.Attempt.Is(revisionFormName) && !p.Attempt.Has(revisionFormName, "origin", string(models.OriginEdited), false)
}

func (p RevisionForm) others() string {
	if len(p.Approve) == 0 {
		return "Nobody else here could approve them."
	}
	return whoMay(p.Approve)
}

func (p RevisionForm) writers() string {
	if names := namesOf(p.People, p.Writers); len(names) > 0 {
		return strings.Join(names, ", ")
	}
	return "It has none in this newsroom: the piece comes from outside."
}

// RevisionView is a revision to read.
type RevisionView struct {
	Page     ui.Page
	Article  models.Article
	Revision models.Revision
	By       string
	At       ui.Moment
	Copy     CopySheet
	All      []RevisionHead // newest first
}

func (p RevisionView) newest() bool { return len(p.All) > 0 && p.All[0].Number == p.Revision.Number }

// RevisionHead is a revision in a list.
type RevisionHead struct {
	Number int
	By     string
	At     ui.Moment
	Origin models.Origin
}

// RevisionPath is a revision's address.
func RevisionPath(article models.ID, number int) string {
	return ArticlePath(article) + "/revisions/" + strconv.Itoa(number)
}

// RevisionTitle names a revision's page.
func RevisionTitle(number int, headline string) string {
	return "Revision " + strconv.Itoa(number) + " of " + headline
}

// originWords are the ways in which revisions come in.
var originWords = map[models.Origin]string{
	models.OriginPasted:   "pasted",
	models.OriginImported: "imported",
	models.OriginEdited:   "edited in the page",
	models.OriginFix:      "a fix that was applied",
}
