package views

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/diff"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// CheckedCopyTitle names the page of the checked copy.
const CheckedCopyTitle = "Checked copy"

// CheckedCopy is what the editor has to do to the copy: the open fixes in the
// order of the text, the claims that wait for the copy, and those whose words
// have no place in it.
type CheckedCopy struct {
	Page     ui.Page
	Article  models.Article
	Revision int
	Fixes    []FixRow
	Waiting  []WaitingRow // found wrong, or not to be verified
	Lost     []WaitingRow // their words wait for a place
	MayEdit  bool
	Key      string
	Attempt  Attempt
	Chosen   map[models.ID]bool // fixes that are chosen to be applied together
}

// applyForm is the form that applies several fixes at once.
const applyForm = "apply-chosen"

// PreviewForm is that form where it only asks what the copy would be.
const PreviewForm = applyForm

// CheckedCopyPath is the address of an article's checked copy.
func CheckedCopyPath(article models.ID) string { return ArticlePath(article) + "/checked-copy" }

// BackCheckedCopy is the checked copy, as a form names it.
const BackCheckedCopy = "checked-copy"

func (p CheckedCopy) path() string { return CheckedCopyPath(p.Article.ID) }

// mayApplySome reports whether the reader may apply one of the fixes at least.
func (p CheckedCopy) mayApplySome() bool {
	return slices.ContainsFunc(p.Fixes, func(f FixRow) bool { return f.Apply.Why == "" })
}

// formHere reports whether the form that was refused still stands on the page.
func (p CheckedCopy) formHere() bool {
	return p.Attempt.Is(applyForm) && p.mayApplySome() || slices.ContainsFunc(p.Fixes, func(f FixRow) bool { return strings.HasSuffix(p.Attempt.Form, "-"+strconv.FormatInt(f.ID, 10)) })
}

// FixPreview is the copy as it would stand with some fixes applied.
type FixPreview struct {
	Page     ui.Page
	Article  models.Article
	Revision int
	Fixes    []string // as their boxes say them
	Changes  Difference
	Key      string
}

func (p FixPreview) hidden() []ui.Hidden {
	hs := []ui.Hidden{
		{Name: "form", Value: applyForm},
		{Name: "key", Value: p.Key},
		{Name: BackField, Value: BackCheckedCopy},
		{Name: "base", Value: strconv.Itoa(p.Revision)},
	}
	for _, f := range p.Fixes {
		hs = append(hs, ui.Hidden{Name: "fix", Value: f})
	}
	return hs
}

func (p FixPreview) query() string { return "?" + url.Values{"fix": p.Fixes}.Encode() }

// Empty reports whether there is nothing to do.
func (p CheckedCopy) Empty() bool { return len(p.Fixes)+len(p.Waiting)+len(p.Lost) == 0 }

func (p CheckedCopy) hidden(form string) []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: p.Key + "." + form}, {Name: BackField, Value: BackCheckedCopy}}
}

// FixRow is an open fix.
type FixRow struct {
	models.Comment
	Claim     int // 0: on the article
	By        string
	At        ui.Moment
	Quote     Quote
	Prose     CopySheet // the comment, set
	AppliedAs int       // the number of the revision that applied it, or 0
	Path      string
	Wording   string // stands for what it proposes
	Parts     []diff.Part
	Apply     Closed
	Stet      Closed
	SendBack  Closed
	MayReword bool

	SentBackWho string // the name of who sent it back
}

// choice is what the box of the fix sends: its number, and the wording that was
// seen.
func (f FixRow) choice() string { return idText(f.ID) + "." + f.Wording }

func (f FixRow) action(what string) string {
	return ArticlePath(f.ArticleID) + "/comments/" + idText(f.ID) + "/" + what
}

// name tells the fix from the others, to who does not see where it stands.
func (f FixRow) name() string {
	return "the fix on claim " + strconv.Itoa(f.Claim) + " by " + f.By
}

// Old is the sentences as they stand.
func (f FixRow) Old() string { return f.Quote.Before + f.Quote.Words + f.Quote.After }

// New is Old with what the fix proposes.
func (f FixRow) New() string { return f.Quote.Before + f.Proposed + f.Quote.After }

// was are the words as they stand, with what would go.
func (f FixRow) was() []diffRun { return f.without(diff.Added) }

// becomes are the words as they would be, with what would come.
func (f FixRow) becomes() []diffRun { return f.without(diff.Removed) }

func (f FixRow) without(op diff.Op) []diffRun {
	return slices.DeleteFunc(pieces(f.Parts, []rune(f.Old()), []rune(f.New())), func(r diffRun) bool { return r.op == op })
}

// Quote is a claim's words in their sentences.
type Quote struct{ Before, Words, After string }

// Closed says why an act is not open to the reader, and who may; the zero
// Closed is open.
type Closed struct {
	Why string
	Who []string
}

func (c Closed) words() string {
	if len(c.Who) == 0 {
		return c.Why
	}
	return c.Why + " " + whoMay(c.Who)
}

// WaitingRow is a claim that waits for the copy.
type WaitingRow struct {
	Claim     int
	Path      string
	State     models.State
	Verdict   models.Verdict
	Statement string
	Note      string
	Quote     Quote
	Several   bool // of a claim without a place: its words stand in several
}

func fixWord(f FixRow) string {
	if f.MustFix {
		return "Must-fix"
	}
	return "Suggested"
}

// hasWording reports whether the fix says how the words should read.
func (f FixRow) hasWording() bool { return f.Proposed != "" || f.Cut }

// plain is the checked copy as plain text.
func (p CheckedCopy) plain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Checked copy: %s, revision %d\n", p.Article.Headline, p.Revision)
	for _, f := range p.Fixes {
		fmt.Fprintf(&b, "\n%s%s, %s:\n", fixWord(f), onClaim(f.Claim), f.By)
		if f.Quote.Words != "" {
			fmt.Fprintf(&b, "  as it stands: %s\n", flat(f.Quote.Before+f.Quote.Words+f.Quote.After))
		}
		switch {
		case f.Cut:
			fmt.Fprintf(&b, "  cut: %s\n", flat(f.Quote.Words))
		case f.Proposed != "":
			fmt.Fprintf(&b, "  proposed: %s\n", flat(f.Quote.Before+f.Proposed+f.Quote.After))
		}
		if f.Body != "" {
			fmt.Fprintf(&b, "  %s\n", flat(f.Prose.Text()))
		}
	}
	for _, w := range p.Waiting {
		fmt.Fprintf(&b, "\n%s%s: %s\n", ui.VerdictWord(w.Verdict), onClaim(w.Claim), flat(w.Statement))
		if w.Note != "" {
			fmt.Fprintf(&b, "  %s\n", flat(w.Note))
		}
	}
	for _, w := range p.Lost {
		fmt.Fprintf(&b, "\nWaits for a place%s: %s\n", onClaim(w.Claim), flat(w.Quote.Words))
	}
	return b.String()
}

func onClaim(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", claim %d", n)
}

// flat puts a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
