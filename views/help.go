package views

import (
	"slices"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// HelpTitle names the help page.
const HelpTitle = "Help"

// Help is the page that explains the product.
type Help struct {
	Page   ui.Page
	Roles  models.Roles // of the reader
	Moves  []MoveRow
	Drifts []DriftRow
}

// MoveRow is a move of a claim in words.
type MoveRow struct {
	Act  string
	From []models.State
	To   models.State
	Who  string
	Asks []string
}

// DriftRow is a move that claims make by themselves.
type DriftRow struct {
	From string
	To   models.State
	When string
}

func (m MoveRow) label() string { return Move{Act: m.Act}.Label() }

// from are the moves that lead on from a state.
func (h Help) from(s models.State) (moves []MoveRow) {
	for _, m := range h.Moves {
		if slices.Contains(m.From, s) {
			moves = append(moves, m)
		}
	}
	return moves
}

// asks is what a move asks for, as a sentence; "" is nothing.
func (m MoveRow) asks() string {
	if len(m.Asks) == 0 {
		return ""
	}
	return "It asks for: " + strings.Join(m.Asks, "; ") + "."
}

// helpParts are the parts of the page, in its order.
var helpParts = []ui.Link{
	{Label: "The way of an article", Href: "#way"},
	{Label: "Who may what", Href: "#roles"},
	{Label: "Marking a claim", Href: "#marking"},
	{Label: "Where a claim is, and what moves it on", Href: "#states"},
	{Label: "What was found", Href: "#verdicts"},
	{Label: "Four eyes", Href: "#eyes"},
	{Label: "Break glass", Href: "#glass"},
	{Label: "Trail and report", Href: "#trail"},
	{Label: "Keys", Href: "#keys"},
	{Label: "Words of the trade", Href: "#words"},
}

// waySteps are the way of an article.
var waySteps = []string{
	"An editor opens an article: the text, its headline first, and who wrote it.",
	"A checker marks its claims: each one thing that can be checked, with a statement that says in full what is asserted.",
	"A checker takes a claim, adds sources and what they say, chooses a verdict and sends it to review.",
	"A second person, without a hand in it, approves it or sends it back with a reason.",
	"What is wrong or cannot be verified waits for the copy: the checked copy lists the fixes for the editor.",
	"When nothing is missing an editor signs off, and the report is issued. It is frozen; a later one supersedes it.",
}

// roleHelp says what each role may do.
var roleHelp = []struct {
	role models.Role
	may  string
}{
	{models.RoleViewer, "reads what is open to the newsroom, exports reports, comments, answers queries."},
	{models.RoleChecker, "marks claims, adds sources and evidence, chooses verdicts, sends to review."},
	{models.RoleReviewer, "approves or sends back claims in which they have no hand."},
	{models.RoleEditor, "opens articles, brings in revisions, assigns, sets deadlines, applies or refuses fixes, signs off, breaks the glass; also reviews, under the same rule."},
	{models.RoleAdmin, "keeps users and settings; no editorial right comes with it."},
}

// stateHelp says what each state means.
var stateHelp = map[models.State]string{
	models.Open:             "Marked; nobody has it yet.",
	models.Researching:      "A checker has it and looks for what supports or contradicts it. Found wrong or unverifiable, it stays here and waits for the copy.",
	models.InReview:         "Its verdict waits for a second person.",
	models.ChangesRequested: "A reviewer sent it back with a reason.",
	models.Approved:         "Two people stand behind it. When its words, its sentence or its evidence change it goes back by itself.",
	models.Withdrawn:        "It counts no more: cut from the copy, no fact, or a duplicate.",
}

// eyesHelp is the rule of four eyes in plain words.
var eyesHelp = []string{
	"Nobody approves a claim in which they have a hand.",
	"You have a hand when you marked it, wrote or changed its statement, chose its verdict, added or changed its evidence, or sent it to review.",
	"You have one, too, when you wrote the sentence that it stands in. Pasting a text makes its writers the writers, not whoever pasted it; a fix that is applied unchanged is the wording of whoever proposed it; an edit in the page is whoever typed it.",
	"Pasting, applying another's fix, assigning, commenting, giving a claim its place and reviewing give no hand.",
	"Before an act that would cost you the right to approve, the form says so. Where Approve is missing, the page says why and who may.",
	"So two people can check an article between them: one pastes and approves, the other marks and researches.",
}

// glassHelp says what breaking the glass is.
var glassHelp = []string{
	"An editor may pass over what is missing: over claims, or over the sign-off of an article that is not ready. It takes a written reason.",
	"Each point that was passed over stands in the trail and, in red, in the report, which then says “signed off by break glass”.",
	"Each is a review debt with a due time. It is paid when somebody without a hand approves the claim, or it is withdrawn in the ordinary way. When all are paid, a new report supersedes the old one.",
}

// tradeWords are the words of the trade that the screens speak.
var tradeWords = []Typed{
	{"Claim", "one thing in the copy that can be checked, with a statement that says in full what is asserted."},
	{"Evidence", "what one source says about one claim: it supports it, contradicts it, or gives context."},
	{"Hand", "a part that somebody had in a claim, and that keeps them from approving it."},
	{"Checked copy", "the list of fixes and of claims that wait for the copy, for the editor."},
	{"TK", "to come: a placeholder in the copy. It blocks the sign-off until it is replaced or marked CQ."},
	{"CQ", "looks odd, has been checked, and stands."},
	{"Query", "a question to a named person. It blocks approval and sign-off until it is answered."},
	{"Must-fix", "the words have to change before the claim can be approved."},
	{"Stet", "let it stand: an editor refuses a fix, with a reason."},
	{"On author", "rests on the writer's own witness; an editor approves it."},
	{"Review debt", "something that a break glass passed over and that somebody still has to look at."},
}
