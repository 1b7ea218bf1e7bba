package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Recheck is the page that lists what a revision did to the claims, and what
// somebody has to look at again.
type Recheck struct {
	Page     ui.Page
	Article  models.Article
	Number   int // of the revision that is looked at
	Newest   int // the number of the newest revision
	Origin   models.Origin
	By       string
	At       ui.Moment
	Signed   *SignedBefore
	Stale    []RecheckLine // their approval ended by it
	Waiting  []RecheckLine // they wait for a place
	Lapsed   []RecheckLine // their words or the sentence changed; there was no approval
	Earlier  []RecheckLine // their approval ended by an earlier revision, and nobody has looked
	Alike    []RecheckLine // written otherwise, which changes nothing
	Fresh    []FreshSentence
	Claims   int // that stood in the revision before
	Same     int // that stand where they stood
	Moved    int // that stand elsewhere
	MayMark  bool
	MayWaive bool
	Choices  int // claims that are given candidates
	Key      string
	Attempt  Attempt
}

// SignedBefore is a report on an earlier revision than the newest.
type SignedBefore struct {
	Number   string
	Revision int
}

// RecheckLine is what the revision did to one claim, and how it stands now.
type RecheckLine struct {
	Number     int
	Version    int
	Path       string
	Statement  string
	State      models.State
	Outcome    models.Outcome
	Why        string      // the approval ended, or the place was lost
	Words      *WordChange // of the sentence, old and new; nil where it has no place
	WasWords   string      // what a claim that waits stood on
	Approved   *ApprovalView
	Before     models.Verdict // that it had
	Placed     bool
	StillHolds Move // as it is to the reader
	Costs      string
	Place      Move
	Withdraw   bool // the reader may withdraw it: its words are gone
	Candidates []Candidate
	Elsewhere  bool // the page has too many candidates already: they are on the claim's own
}

// Waits reports whether somebody has to choose a place for the claim.
func (l RecheckLine) Waits() bool { return !l.Placed && l.State != models.Withdrawn }

// FreshSentence is a sentence that is new in the revision and in no claim.
type FreshSentence struct {
	Number int // from 1
	Text   string
	Waive  bool // the reader may waive it
}

// Candidate is a place where the words of a claim that waits may stand.
type Candidate struct {
	Before, Words, After string // as far as shown: what stands before, at and after the place, to the sentences beside it
	Quote                string // the words of the place, whole
	Start, End           int    // UTF-16 offsets of the canonical text
}

// placing is what the form carries that gives a claim this place.
func (c Candidate) placing(fields []ui.Hidden, n int) []ui.Hidden {
	fields = append([]ui.Hidden{}, fields...)
	for i := range fields {
		if fields[i].Name == "key" {
			fields[i].Value += "." + strconv.Itoa(n)
		}
	}
	return append(fields, ui.Hidden{Name: "start", Value: strconv.Itoa(c.Start)}, ui.Hidden{Name: "end", Value: strconv.Itoa(c.End)},
		ui.Hidden{Name: "quote", Value: c.Quote})
}

// The pages that a form may lead back to.
const (
	BackField   = "back"
	BackRecheck = "recheck"
)

// Open reports whether the page is for acting: that of an older revision is to
// read.
func (p Recheck) Open() bool { return p.Number == p.Newest }

// hidden is what a form on a claim carries.
func (p Recheck) hidden(form string, l RecheckLine) []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: form},
		{Name: "key", Value: p.Key + "." + form + "." + strconv.Itoa(l.Number)},
		{Name: "version", Value: strconv.Itoa(l.Version)},
		{Name: BackField, Value: BackRecheck},
	}
}

// placing is what a form carries that gives the claim a place.
func (p Recheck) placing(l RecheckLine) []ui.Hidden {
	return append(p.hidden("place", l), ui.Hidden{Name: "revision", Value: strconv.Itoa(p.Number)})
}

func (p Recheck) withdrawing(l RecheckLine) []ui.Hidden {
	return append(p.hidden("withdraw", l), ui.Hidden{Name: "withdraw", Value: string(models.CutFromCopy)})
}

func (p Recheck) waiving(s FreshSentence) []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: "waive"},
		{Name: "key", Value: p.Key + ".waive." + strconv.Itoa(s.Number)},
		{Name: "revision", Value: strconv.Itoa(p.Number)},
		{Name: "sentence", Value: strconv.Itoa(s.Number)},
		{Name: BackField, Value: BackRecheck},
	}
}

// touched reports whether there is anything worth a look: what the revision did,
// or what an earlier one left.
func (p Recheck) touched() bool {
	return len(p.Stale)+len(p.Waiting)+len(p.Lapsed)+len(p.Alike)+len(p.Earlier) > 0
}

// untouched says that it did nothing to the claims, and which there are.
func (p Recheck) untouched() string {
	switch {
	case p.Number == 1:
		return "This is the first revision: there was nothing before it that it could change."
	case p.Claims == 0:
		return "No claim stood in the copy when this revision came in."
	}
	return "This revision touched no claim."
}

// kept counts the claims that keep everything.
func (p Recheck) kept() string {
	var parts []string
	if p.Same > 0 {
		parts = append(parts, counted(p.Same, "claim stands where it stood", "claims stand where they stood"))
	}
	if p.Moved > 0 {
		parts = append(parts, counted(p.Moved, "claim stands elsewhere, alike", "claims stand elsewhere, alike"))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "; ") + ". Nothing about them changed."
}

// RecheckPath is where stands what a revision did.
func RecheckPath(article models.ID, number int) string {
	return RevisionPath(article, number) + "/recheck"
}

// RecheckTitle names the page.
func RecheckTitle(number int, headline string) string {
	return "Re-check after revision " + strconv.Itoa(number) + " of " + headline
}

// RecheckWords say in short what of a revision waits for somebody, or "".
func RecheckWords(number, stale, waiting int) string {
	var parts []string
	if stale > 0 {
		parts = append(parts, counted(stale, "approval went stale", "approvals went stale"))
	}
	if waiting > 0 {
		parts = append(parts, counted(waiting, "claim waits for a place", "claims wait for a place"))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Revision " + strconv.Itoa(number) + ": " + strings.Join(parts, ", ") + "."
}

// MarkPath is where a claim is marked from the list of sentences, with one of
// them chosen; it leads back to the page of the newest revision.
func MarkPath(article models.ID, sentence int) string {
	return ArticlePath(article) + "/claims/new?sentence=" + strconv.Itoa(sentence) + "&" + BackField + "=" + BackRecheck
}

// settledWords say what became of a claim that waited.
func settledWords(l RecheckLine) string {
	if l.State == models.Withdrawn {
		return "It is withdrawn."
	}
	return "It has a place again."
}
