package views

import (
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Hint is what somebody who is new here may do first on a page. The zero Hint
// is none.
type Hint struct {
	Steps []Step
	At    string // the page that it stands on
	Key   string
}

// Step is what somebody with a role does.
type Step struct {
	Role models.Role
	Do   string
}

// HideHint is what the form says that keeps the hint from being shown again.
const HideHint = "hide"

// HintedPage is a page that has something to say to whoever is new.
type HintedPage int

// The pages with a hint.
const (
	OnArticles HintedPage = iota
	OnArticle
)

// firstSteps say what to do first, by page and role.
var firstSteps = map[HintedPage]map[models.Role]string{
	OnArticles: {
		models.RoleViewer:   "Open an article to read it with its claims beside it. Questions put to you stand on its claims and under Discussion: answer them there.",
		models.RoleChecker:  "Open an article and mark what can be checked in it, one thing at a time. Then take a claim and look for what supports it.",
		models.RoleReviewer: "Open an article and look for claims in review. Read what they rest on, then approve them or send them back with a reason.",
		models.RoleEditor:   "Press New article and paste a text, its headline first. When nothing is missing any more you sign it off, and its report is issued.",
		models.RoleAdmin:    "Settings holds the newsroom's name, time zone, desks and limits. To work on articles you need another role as well.",
	},
	OnArticle: {
		models.RoleViewer:   "Press a number in the copy, or a claim in the list, to see what it rests on. You may comment on each.",
		models.RoleChecker:  "Select words in the copy, or press M, to mark a claim. Open one and press Take: then it is yours to research.",
		models.RoleReviewer: "Open a claim in review. Approve is there unless you had a hand in it; then the page says why, and who may.",
		models.RoleEditor:   "Checked copy lists the fixes that wait for you. Sign off says what is missing, and who can mend it.",
	},
}

// FirstSteps are what the roles may do first on a page, least role first.
func FirstSteps(on HintedPage, roles models.Roles) (steps []Step) {
	for _, r := range models.AllRoles {
		if do := firstSteps[on][r]; do != "" && roles.Has(r) {
			steps = append(steps, Step{r, do})
		}
	}
	return steps
}

func (h Hint) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "hint", Value: HideHint}, {Name: "next", Value: h.At}, {Name: "key", Value: h.Key}}
}
