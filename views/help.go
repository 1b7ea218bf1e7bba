package views

import "example.org/tickmark/models"

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

// tradeWords are the words of the trade that the screens speak.
var tradeWords = []Typed{
	{"Checked copy", "the list of fixes and of claims that wait for the copy, for the editor."},
	{"TK", "to come: a placeholder in the copy. It blocks the sign-off until it is replaced or marked CQ."},
	{"CQ", "looks odd, has been checked, and stands."},
	{"Query", "a question to a named person. It blocks approval and sign-off until it is answered."},
	{"Must-fix", "the words have to change before the claim can be approved."},
	{"Stet", "let it stand: an editor refuses a fix, with a reason."},
	{"On author", "rests on the writer's own witness; an editor approves it."},
	{"Break glass", "an editor passes over what is missing, with a written reason. Each point stands in the trail and, in red, in the report, and is a review debt until somebody has looked at it."},
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
