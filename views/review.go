package views

import (
	"net/url"
	"slices"
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// ReviewPath is where claims are reviewed one by one.
const ReviewPath = "/review"

// BackReview is the page on which claims are reviewed, as a form names it.
const BackReview = "review"

// ReviewTitle names the page on which claims are reviewed.
const ReviewTitle = "Review"

// Sitting is where somebody is in the queue of reviews. The address holds all of
// it, so going away and coming back loses nothing.
type Sitting struct {
	Article models.ID // of whose claims alone; 0: of all
	After   string    // the spot behind which the queue goes on; "" is its beginning
	Passed  int       // how many claims were acted on or skipped
}

// The fields by which a form and an address name a sitting.
const (
	SittingArticle = "of"
	SittingAfter   = "after"
	SittingPassed  = "passed"
)

// Path is where the sitting goes on.
func (s Sitting) Path() string { return s.at(url.Values{}) }

func (s Sitting) at(q url.Values) string {
	if s.Article != 0 {
		q.Set("article", idText(s.Article))
	}
	if s.After != "" {
		q.Set(SittingAfter, s.After)
	}
	if s.Passed > 0 {
		q.Set(SittingPassed, strconv.Itoa(s.Passed))
	}
	if len(q) == 0 {
		return ReviewPath
	}
	return ReviewPath + "?" + q.Encode()
}

// On is where the sitting is at a claim, with its checklist in sight.
func (s Sitting) On(article models.ID, number int) string {
	return s.at(url.Values{"claim": {ClaimMark(article, number)}}) + "#checklist"
}

// Behind is the sitting when the claim at a spot was passed.
func (s Sitting) Behind(spot string) Sitting {
	s.After, s.Passed = spot, s.Passed+1
	return s
}

// Review is one claim in review, with what the article says beside what its
// sources say.
type Review struct {
	Page    ui.Page
	Sitting Sitting
	Spot    string // of the claim in the queue
	Left    int    // claims behind it in the queue
	More    bool   // and more than were counted
	Article models.Article
	Panel   *ClaimPanel // nil: nothing is left in the queue
	Skipped int         // of what was passed: how many still wait
	Before  string      // the sentence before, and the one behind
	After   string
	Source  int // which of the pieces of evidence is shown, from 1; 0: there is none
	Earlier []PastApproval
	MustFix Closed // why the reader asks for no must-fix
	Attempt Attempt
}

// PastApproval is an approval that ended.
type PastApproval struct {
	By    string
	At    ui.Moment
	Ended ui.Moment
	Why   string
	Glass bool
}

// The forms of the page that are filled in.
const (
	reviewMustFix = "review-must-fix"
	reviewChanges = "request-changes"
)

// hidden is what a form on the page carries: what every form on the claim does,
// and where the reader is.
func (r Review) hidden(form string) []ui.Hidden {
	return append(
		r.Panel.Hidden(form), ui.Hidden{Name: BackField, Value: BackReview}, ui.Hidden{Name: SittingArticle, Value: idText(r.Sitting.Article)},
		ui.Hidden{Name: SittingAfter, Value: r.Spot}, ui.Hidden{Name: SittingPassed, Value: strconv.Itoa(r.Sitting.Passed)},
	)
}

// skip leads to the next claim.
func (r Review) skip() string { return r.Sitting.Behind(r.Spot).Path() }

// leave leads out of the review.
func (r Review) leave() string {
	if r.Sitting.Article != 0 {
		return ArticlePath(r.Sitting.Article)
	}
	return "/claims?reviewer=me"
}

// again leads to the beginning of the queue.
func (r Review) again() string { return Sitting{Article: r.Sitting.Article}.Path() }

// source leads to another piece of evidence of the same claim; "" when there is
// none of that number.
func (r Review) source(n int) string {
	if n < 1 || n > len(r.Panel.Evidence) {
		return ""
	}
	return r.Sitting.at(url.Values{"claim": {ClaimMark(r.Article.ID, r.Panel.Claim.Number)}, "source": {strconv.Itoa(n)}}) + "#source"
}

// ClaimMark names a claim in an address.
func ClaimMark(article models.ID, number int) string {
	return idText(article) + "." + strconv.Itoa(number)
}

// ReviewOfArticle is where the claims of an article are reviewed.
func ReviewOfArticle(article models.ID) string { return Sitting{Article: article}.Path() }

// place says which claim of how many it is.
func (r Review) place() string {
	at, of := r.Sitting.Passed+1, r.of()
	words := "Claim " + strconv.Itoa(at) + " of " + strconv.Itoa(of)
	if r.More {
		words += " or more"
	}
	return words
}

func (r Review) of() int { return r.Sitting.Passed + 1 + r.Left }

// formHere reports whether the form that was refused stands on the page.
func (r Review) formHere() bool {
	switch r.Attempt.Form {
	case reviewChanges:
		return r.Panel.May("request changes")
	case reviewMustFix:
		return r.MustFix.Why == ""
	}
	return false
}

// over says what it means that nothing is left.
func (r Review) over() (title, words string) {
	switch {
	case r.Skipped > 0:
		return "You went through all of it", counted(r.Skipped, "claim that you passed still waits", "claims that you passed still wait") + " for a review."
	case r.Sitting.Passed > 0:
		return "Nothing is left to review", "You went through " + counted(r.Sitting.Passed, "claim", "claims") + "."
	}
	return "Nothing waits for you", "No claim is in review in which you have no hand. Those that are sent to review stand here, what is due first in front."
}

// shown is the piece of evidence that is shown.
func (r Review) shown() EvidenceView { return r.Panel.Evidence[r.Source-1] }

// whence is where the source of a piece of evidence comes from, and of when.
func (e EvidenceView) whence() string {
	words := sourceLine(e.Source)
	if e.Source.PublishedOn != "" {
		words += ", " + dayWords(e.Source.PublishedOn)
	}
	return words
}

// reading is the panel without its forms, which stand on the claim's own page.
func (r Review) reading() ClaimPanel {
	p := *r.Panel
	p.Moves, p.MayMend = nil, false
	return p
}

// closedReview are the acts of the page that are closed to the reader. What the
// state of the claim does not know is closed to everybody.
func (r Review) closedReview() []Move {
	if _, ok := r.Panel.Move("approve"); !ok {
		return []Move{{Act: "approve", Why: "The claim is not in review. It is " + string(r.Panel.Claim.State) + "."}}
	}
	return r.Panel.closedMoves(func(act string) bool { return slices.Contains([]string{"approve", "request changes"}, act) })
}
