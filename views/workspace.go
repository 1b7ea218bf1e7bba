package views

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Workspace is the page of an article: its copy with the claims in place, and
// beside it the claims, the open claim, or the discussion of the article.
type Workspace struct {
	Page        ui.Page
	Article     models.Article
	Stage       models.Stage
	Revision    int
	Editor      string
	Writers     []string
	Team        []string // of a restricted article
	Deadline    ui.Moment
	Overdue     bool
	PublishOn   string
	Counts      []ui.Count
	Approved    int
	Live        int
	Waiting     int    // claims whose words wait for a place
	Report      string // the number of the newest report, or ""
	BrokeOpen   int    // open review debts
	Copy        CopySheet
	Cards       []ClaimCard
	Panel       *ClaimPanel
	Tab         string // claims, suggestions or discussion
	Threads     []Thread
	Ask         []ui.Choice // whom a query may go to
	MayAsk      bool
	CanMark     bool
	CanEdit     bool
	CanReview   bool
	Recheck     string // what the newest revision left to look at again, or ""
	NewClaim    bool   // the form to mark a claim without JavaScript is open
	Chosen      string // the number of the sentence that is chosen in it
	Back        string // where it leads back to, or ""
	Sentences   []ui.Choice
	Coverage    CoverageBar
	Suggestions *Suggestions // on their tab
	Checks      *Checks
	Sentence    *SentencePanel // the sentence that is looked at, or nil
	Seq         string         // changes with whatever happens to the article
	Drifted     int            // sources that are gone or say something else, for whoever may act on it
	Here        Lookers        // who else looks at the article
	Hint        Hint
	Key         string
	Attempt     Attempt
}

// Hidden is what every form of the page carries: its name, and an idempotency
// key of its own.
func (w Workspace) Hidden(form string) []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: w.Key + "." + form}}
}

// Marking is what the forms that mark a claim carry beside.
func (w Workspace) Marking(form string) []ui.Hidden {
	return append(w.Hidden(form), ui.Hidden{Name: "revision", Value: strconv.Itoa(w.Revision)})
}

// newClaimFields are what the form without JavaScript carries.
func (w Workspace) newClaimFields() []ui.Hidden {
	fields := w.Marking("newclaim")
	if w.Back != "" {
		fields = append(fields, ui.Hidden{Name: BackField, Value: w.Back})
	}
	return fields
}

// Path is the article's address.
func (w Workspace) Path() string { return ArticlePath(w.Article.ID) }

// asked reports whether something beside the copy was asked for: on a narrow
// screen it comes before the copy.
func (w Workspace) asked() bool {
	return w.Panel != nil || w.Sentence != nil || w.NewClaim || w.Tab == "suggestions" || w.Tab == "checks"
}

// standing are the claims that are not withdrawn.
func (w Workspace) standing() []ClaimCard {
	return slices.DeleteFunc(slices.Clone(w.Cards), func(c ClaimCard) bool { return c.State == models.Withdrawn })
}

// withdrawn are the others.
func (w Workspace) withdrawn() []ClaimCard {
	return slices.DeleteFunc(slices.Clone(w.Cards), func(c ClaimCard) bool { return c.State != models.Withdrawn })
}

// FormHere reports whether the form that was refused stands on the page.
func (w Workspace) FormHere() bool {
	switch w.Attempt.Form {
	case "mark", "newclaim":
		return w.CanMark
	case "articlecomment":
		return true
	case WaiveSuggestion:
		if w.Sentence != nil {
			return w.Sentence.Barred.Why == ""
		}
	}
	if w.Checks != nil && w.Tab == "checks" && w.Checks.shows(w.Attempt.Form) {
		return true
	}
	if w.Suggestions != nil {
		return w.Suggestions.shows(w.Attempt.Form)
	}
	return w.Panel != nil && w.Panel.Shows(w.Attempt.Form)
}

// claimDraft is what the fields of a new claim are filled with at first.
type claimDraft struct {
	Statement string
	Kinds     models.Kinds
	Focus     bool // the cursor goes into the statement
}

// ClaimCard is a claim in the list beside the copy.
type ClaimCard struct {
	Number    int
	State     models.State
	Verdict   models.Verdict
	Statement string
	Kinds     string
	Assignee  string
	Due       ui.Moment
	Overdue   bool
	Path      string
	NotPlaced bool
	MustFix   bool
	Query     bool
	WaitsCopy bool
	Glass     bool
	Stale     bool
	First     bool // one of two approved it
}

// Move is an act on a claim as it is to the reader now: open, or why not and
// who may.
type Move struct {
	Act    string // the word of the table
	Open   bool
	Why    string
	Others []string
}

// Label is the act as a button says it.
func (m Move) Label() string {
	if l, ok := moveLabels[m.Act]; ok {
		return l
	}
	return m.Act
}

var moveLabels = map[string]string{
	"take": "Take", "release": "Release", "submit": "Send to review", "recall": "Call back", "approve": "Approve",
	"request changes": "Request changes", "reopen": "Reopen", "withdraw": "Withdraw", "restore": "Restore",
	"break glass": "Break glass", "still holds": "Still holds", "edit the statement": "Change the statement",
	"choose a verdict": "Choose a verdict", "add evidence": "Add evidence", "change evidence": "Change evidence",
	"set kinds": "Kinds", "set severity": "Severity", "assign": "Assign", "split": "Split", "merge": "Merge",
	"place": "Give it a place", "rule on sources": "Say whose words are whose",
	rightOfReply: "Right of reply", "tick the checklist": "Tick",
}

// Closed says why the act is closed to the reader, and who may do it.
func (m Move) Closed() string {
	if len(m.Others) == 0 {
		return m.Why
	}
	return m.Why + " " + whoMay(m.Others)
}

func whoMay(names []string) string {
	const most = 5
	more := ""
	if len(names) > most {
		more = " and " + strconv.Itoa(len(names)-most) + " more"
		names = names[:most]
	}
	return "Who may: " + strings.Join(names, ", ") + more + "."
}

// FindingView is a verdict with who chose it.
type FindingView struct {
	Verdict models.Verdict
	Note    string
	By      string
	At      ui.Moment
}

// StaleView is an approval that no longer holds, and what changed since.
type StaleView struct {
	By    string
	At    ui.Moment
	Why   string
	Words WordChange // the sentence that is another one now; without parts when it is not
}

// ApprovalView is the approval that counts.
type ApprovalView struct {
	By         string
	At         ui.Moment
	BreakGlass bool
	Reason     string
}

// EvidenceView is a piece of evidence with its source and what that says.
type EvidenceView struct {
	models.Evidence
	Source       models.Source
	By           string
	At           ui.Moment
	Capture      *QuotedIn // that it rests on; nil: on none
	Later        *KeptLater
	Translations []TranslationView
	Looks        CaptureState       // how the looking at its source stands, where it rests on no capture of a page
	Drift        models.LookOutcome // what became of its source; "": nothing that is known of, or that the reader may act on
}

// HandView is somebody with a hand in the claim.
type HandView struct {
	Name   string
	Causes string
	You    bool
}

// DebtView is a review debt.
type DebtView struct {
	Point, Reason, By string
	Due               ui.Moment
	Paid              bool
}

// Thread is a comment with its answers.
type Thread struct {
	CommentView
	Answers []CommentView
}

// CommentView is a comment as it is shown to the reader.
type CommentView struct {
	models.Comment
	Author     string
	At         ui.Moment
	Asked      string
	Due        ui.Moment
	Overdue    bool
	Body       CopySheet
	Evidence   string // the title of the evidence's source
	ClosedBy   string
	Words      string // of a fix: the words that it would change
	MayResolve bool
	NeedReason bool
	MayStet    bool
	StetWhy    string
	MayApply   bool
	Path       string
	Giver      string       // of an answer by a link: the name of who gave it
	Sent       models.Offer // the file that came with it, if any
}

// ClaimPanel is the open claim with everything that a checker needs for it.
type ClaimPanel struct {
	Revision      int
	Claim         models.Claim
	SourcesSeen   string // stands for what people say of its sources
	Path          string
	Prev, Next    string
	Due           ui.Moment
	DueField      string
	Zone          string
	Overdue       bool
	Steps         []ui.Step
	Finding       *FindingView
	Before        *FindingView
	WaitsForCopy  bool
	Stale         *StaleView
	Approval      *ApprovalView
	First         *ApprovalView // the first of two, or nil
	Second        []string      // who may give the second, by name, while it waits for that
	Two           bool          // two people approve a claim of its severity
	Evidence      []EvidenceView
	Said          SaidInCopy // the claim's words in their sentence
	MayMend       bool       // the reader may take translations away
	ToQuote       []ui.Link  // captures of the article's sources, to quote for the claim
	Origins       OriginsView
	Checks        []CheckView
	Hands         []HandView
	Replies       []ReplyView
	WriterChecked bool
	Debts         []DebtView
	Threads       []Thread
	Moves         []Move
	MayFix        bool
	Costs         string      // what an act that gives a hand would cost the reader; "" when nothing
	Passes        []string    // what breaking the glass would pass over
	Candidates    []Candidate // places where the words of a claim that waits may stand
	Sources       []ui.Choice
	NewSource     SourceForm
	Checkers      []ui.Choice
	Ask           []ui.Choice
	Others        []ui.Choice // the other live claims
	Sentences     []ui.Choice
	Key           string
	Attempt       Attempt
}

// Hidden is what every form on the claim carries: its name, an idempotency key
// of its own, and the version of the claim and what of its sources the reader
// sees.
func (p ClaimPanel) Hidden(form string) []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: form},
		{Name: "key", Value: p.Key + "." + form},
		{Name: "version", Value: strconv.Itoa(p.Claim.Version)},
		{Name: "sources", Value: p.SourcesSeen},
	}
}

// Placing is what the form that gives the claim a place carries.
func (p ClaimPanel) Placing() []ui.Hidden {
	return append(p.Hidden("place"), ui.Hidden{Name: "revision", Value: strconv.Itoa(p.Revision)})
}

// Move is an act as it is to the reader now; ok is false when the claim's state
// does not know it.
func (p ClaimPanel) Move(act string) (m Move, ok bool) {
	for _, m := range p.Moves {
		if m.Act == act {
			return m, true
		}
	}
	return Move{}, false
}

// May reports whether an act is open to the reader.
func (p ClaimPanel) May(act string) bool {
	m, ok := p.Move(act)
	return ok && m.Open
}

// Act is an act's address.
func (p ClaimPanel) Act(act string) string { return p.Path + "/" + strings.ReplaceAll(act, " ", "-") }

// formActs are the acts behind the forms of the panel.
var formActs = map[string]string{
	"statement": "edit the statement", "verdict": "choose a verdict", "evidence": "add evidence", "kinds": "set kinds",
	"severity": "set severity", "assign": "assign", "split": "split", "merge": "merge", "place": "place",
	"request-changes": "request changes", "reopen": "reopen", "withdraw": "withdraw", "break-glass": "break glass", RulingForm: "rule on sources",
}

// Shows reports whether a form stands on the panel.
func (p ClaimPanel) Shows(form string) bool {
	if strings.HasPrefix(form, "evidence-") || strings.HasPrefix(form, "translate-") {
		return p.May("change evidence")
	}
	if form == "comment" || strings.HasPrefix(form, "reply-") || strings.HasPrefix(form, "stet-") {
		return true
	}
	if form == "criticises" || strings.HasPrefix(form, "asked") {
		return p.May(rightOfReply)
	}
	if strings.HasPrefix(form, RulingEndForm) {
		form = RulingForm
	}
	act, ok := formActs[form]
	return ok && p.May(act)
}

// mainActs are the acts that a person looks for on a claim in each state.
var mainActs = map[models.State][]string{
	models.Open: {"take"}, models.ChangesRequested: {"take"}, models.Researching: {"submit", "take"}, models.InReview: {"approve"},
	models.Approved: {"approve"},
}

// ClosedMoves are the main acts of the claim's state that are closed to the
// reader.
func (p ClaimPanel) ClosedMoves() []Move {
	return p.closedMoves(func(act string) bool { return slices.Contains(mainActs[p.Claim.State], act) })
}

// ClosedRest are the other acts that are closed to the reader and that no part
// of the panel tells of by itself.
func (p ClaimPanel) ClosedRest() []Move {
	told := append([]string{"add evidence", "change evidence", "place", "withdraw", "still holds", "break glass", "rule on sources", rightOfReply, "tick the checklist"}, mainActs[p.Claim.State]...)
	return p.closedMoves(func(act string) bool { return !slices.Contains(told, act) })
}

func (p ClaimPanel) closedMoves(want func(string) bool) (closed []Move) {
	for _, m := range p.Moves {
		if !m.Open && want(m.Act) {
			closed = append(closed, m)
		}
	}
	return closed
}

func kindChoices(a Attempt, form string, chosen models.Kinds) []ui.Choice {
	cs := make([]ui.Choice, len(models.AllKinds))
	for i, k := range models.AllKinds {
		cs[i] = ui.Choice{Value: string(k), Label: ui.Capital(string(k)), Chosen: a.Has(form, "kinds", string(k), chosen.Has(k))}
	}
	return cs
}

// wordChoices makes choices of closed words.
func wordChoices[W ~string](a Attempt, form, field string, all []W, chosen W) []ui.Choice {
	cs := make([]ui.Choice, len(all))
	for i, w := range all {
		cs[i] = ui.Choice{Value: string(w), Label: ui.Capital(string(w)), Chosen: a.Has(form, field, string(w), w == chosen)}
	}
	return cs
}

// verdictHints say what each verdict means and needs.
var verdictHints = map[models.Verdict]string{
	models.Confirmed:           "needs supporting evidence with a passage, a place or a calculation",
	models.ConfirmedWithChange: "right with the change that was made; needs the same",
	models.Attributed:          "the copy only says that somebody said it; needs evidence that they did",
	models.OnAuthor:            "rests on the writer's own witness: say what they witnessed; an editor approves",
	models.Wrong:               "needs contradicting evidence or a calculation; opens a must-fix",
	models.CouldNotVerify:      "say what was tried; opens a must-fix",
}

func verdictChoices(a Attempt, chosen models.Verdict) []ui.Choice {
	cs := wordChoices(a, "verdict", "verdict", models.Verdicts, chosen)
	for i, v := range models.Verdicts {
		cs[i].Hint = verdictHints[v]
	}
	return cs
}

// LastVerdict is the verdict that the form offers first.
func (p ClaimPanel) LastVerdict() models.Verdict {
	switch {
	case p.Finding != nil:
		return p.Finding.Verdict
	case p.Before != nil:
		return p.Before.Verdict
	}
	return models.NoVerdict
}

func evidenceFormOf(id models.ID) string { return "evidence-" + strconv.FormatInt(id, 10) }

func splitStart(part, words string) string {
	if part == "1" {
		return words
	}
	return ""
}

// KindWords are a claim's kinds in words.
func KindWords(ks models.Kinds) string {
	ss := make([]string, len(ks))
	for i, k := range ks {
		ss[i] = string(k)
	}
	return ui.Capital(strings.Join(ss, " · "))
}

func withdrawnWords(c models.Claim) string {
	if c.WithdrawReason == models.Duplicate {
		return "Withdrawn as a duplicate of no. " + strconv.Itoa(c.DuplicateOf) + "."
	}
	return "Withdrawn: " + string(c.WithdrawReason) + "."
}

// LostWords say why a claim waits for a place.
func LostWords(o models.Outcome) string {
	if o == models.Ambiguous {
		return "The newest revision has these words in several places. Choose the one that is meant."
	}
	return "The newest revision does not have these words, or not in this sentence. Choose where the claim stands now, or withdraw it."
}

// sourceLine is where a source comes from, in one line.
func sourceLine(s models.Source) string {
	parts := []string{}
	for _, p := range []string{s.Publisher, s.Author, string(s.Type)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}
