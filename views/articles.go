package views

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the pages of articles.
const (
	ArticlesTitle    = "Articles"
	NewArticleTitle  = "New article"
	EditArticleTitle = "About the article"
	NewRevisionTitle = "New revision"
)

// ArticleList is the list of the articles that the reader may see.
type ArticleList struct {
	Page ui.Page
	ListPart
	Rows      []ArticleRow
	MayOpen   bool
	Hint      Hint
	Desks     []string
	Languages []string
	Editors   []models.User
}

// works are what there may be to do on an article.
func (p ArticleList) works() []ui.Choice {
	return []ui.Choice{{Value: "", Label: "Any"}, {Value: "to do", Label: "Claims to do"}, {Value: "in review", Label: "Claims in review"}, {Value: "no claims", Label: "No claims yet"}}
}

func (p ArticleList) editors() []ui.Choice {
	return personChoices(p.Editors, ui.Choice{Value: "", Label: "Anybody"}, ui.Choice{Value: Me, Label: "Me"})
}

// ArticleRow is an article in a list.
type ArticleRow struct {
	models.Article
	Editor   string
	Stage    models.Stage
	Counts   []ui.Count
	Approved int
	Live     int
	Deadline ui.Moment
	Overdue  bool
	Missing  string // what is missing although all claims are approved, on one's own desk
	Drifted  int    // sources that are gone or say something else, for whoever may act on it
}

// ClaimCounts are the claims by state, in the order of the work. Withdrawn ones
// are no work.
func ClaimCounts(by map[models.State]int) (counts []ui.Count) {
	for _, s := range models.States {
		if s != models.Withdrawn {
			counts = append(counts, ui.Count{State: s, N: by[s]})
		}
	}
	return counts
}

// ArticleForm is the form to change what is said about an article; its fields
// stand in the form that opens one as well.
type ArticleForm struct {
	Page     ui.Page
	Article  models.Article // as it is, or as a new one begins
	Writers  []models.ID
	Team     []models.ID
	People   []models.User // who may be a writer or on the team
	Editors  []models.User
	Settings models.Settings
	Clock    Clock
	Key      string
	Attempt  Attempt
}

// articleFormName is what the article's form is called.
const articleFormName = "article"

func (p ArticleForm) isNew() bool { return p.Article.ID == 0 }

func (p ArticleForm) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: articleFormName}, {Name: "key", Value: p.Key}, {Name: "version", Value: strconv.Itoa(p.Article.Version)}}
}

// field is a field of the form, with what was typed into it and what was wrong.
func (p ArticleForm) field(name, label, now, hint string) ui.Field {
	return ui.Field{
		Name: name, Label: label, Hint: hint,
		Value: p.Attempt.Value(articleFormName, name, now), Error: p.Attempt.Problem(articleFormName, name),
	}
}

// language is the field of the language, which offers those of the newsroom.
func (p ArticleForm) language() ui.Field {
	hint := "A language tag, such as en, de, ar or zh-Hant."
	if len(p.Settings.Languages) > 0 {
		hint += " Here mostly: " + strings.Join(namedLanguages(p.Settings.Languages), ", ") + "."
	}
	f := p.field("language", "Language", p.Article.Language, hint)
	for _, tag := range p.Settings.Languages {
		f.Suggest = append(f.Suggest, ui.Choice{Value: tag, Label: LanguageName(tag)})
	}
	return f
}

// Written is the language of the copy, and the direction if one was chosen, as
// the form has it now.
func (p ArticleForm) Written() (lang string, dir models.Direction) {
	return p.Attempt.Value(articleFormName, "language", p.Article.Language),
		models.Direction(p.Attempt.Value(articleFormName, "direction", string(p.Article.Direction)))
}

func (p ArticleForm) deadlineHint() string {
	return "In the newsroom's time, " + p.Settings.TimeZone + "."
}

func (p ArticleForm) desks() []ui.Choice {
	desks := p.Settings.Desks
	if d := p.Attempt.Value(articleFormName, "desk", p.Article.Desk); d != "" && !slices.Contains(desks, d) {
		desks = append(slices.Clone(desks), d)
	}
	of := []ui.Choice{{Value: "", Label: "None"}}
	for _, d := range desks {
		of = append(of, ui.Choice{Value: d, Label: d})
	}
	return of
}

var directionChoices = []ui.Choice{
	{Value: "", Label: "As the language is written"},
	{Value: string(models.LeftToRight), Label: "Left to right"},
	{Value: string(models.RightToLeft), Label: "Right to left"},
}

func (p ArticleForm) editors() []ui.Choice {
	of := make([]ui.Choice, len(p.Editors))
	for i, u := range p.Editors {
		of[i] = ui.Choice{Value: idText(u.ID), Label: u.Name}
	}
	return of
}

// tick are the people as boxes of a field, ticked where they were.
func (p ArticleForm) tick(name string, now []models.ID) []ui.Choice {
	return peopleChoices(p.Attempt, articleFormName, name, p.People, now)
}

func peopleChoices(a Attempt, form, field string, people []models.User, now []models.ID) []ui.Choice {
	of := make([]ui.Choice, len(people))
	for i, u := range people {
		of[i] = ui.Choice{Value: idText(u.ID), Label: u.Name, Chosen: a.Has(form, field, idText(u.ID), slices.Contains(now, u.ID))}
	}
	return of
}

func (p ArticleForm) openTo() []ui.Choice {
	return []ui.Choice{
		{Value: "", Label: "The whole newsroom", Chosen: p.Attempt.Has(articleFormName, "restricted", "", !p.Article.Restricted)},
		{
			Value: "yes", Label: "Its team only", Hint: "You and the editor belong to it anyway. To everybody else the article does not exist.",
			Chosen: p.Attempt.Has(articleFormName, "restricted", "yes", p.Article.Restricted),
		},
	}
}

// formats are how pasted text may be read.
func formats(a Attempt, form string) []ui.Choice {
	return []ui.Choice{
		{
			Value: "markdown", Label: "Markdown", Chosen: a.Has(form, "format", "markdown", true),
			Hint: "# heading, - list, 1. list, > quotation, **strong**, *emphasis*, [words](https://address), tables; ![](x) with words in the brackets is a caption; a paragraph under the headline that begins with a colon and a space is the standfirst",
		},
		{
			Value: "plain text", Label: "Plain text", Chosen: a.Has(form, "format", "plain text", false),
			Hint: "nothing in it is markup; blank lines part the paragraphs",
		},
	}
}

// now is how the article stands, for whoever typed while somebody else changed it.
func (p ArticleForm) now() []Typed {
	if p.isNew() || apperr.KindOf(p.Attempt.Err) != apperr.Conflict || p.Attempt.Err == nil {
		return nil
	}
	a, open := p.Article, "The whole newsroom"
	if a.Restricted {
		open = "Its team only: " + strings.Join(namesOf(p.People, p.Team), ", ")
	}
	return []Typed{
		{"Byline", a.Byline},
		{"Writers", strings.Join(namesOf(p.People, p.Writers), ", ")},
		{"Desk", a.Desk},
		{"Language", a.Language},
		{"Direction", string(a.Direction)},
		{"Publication date", a.PublishOn},
		{"Deadline", p.Clock.Moment(a.DeadlineAt).Exact},
		{"Editor", strings.Join(namesOf(p.Editors, []models.ID{a.EditorID}), ", ")},
		{"Open to", open},
	}
}

// namesOf are the names of those of the people who are named by ids.
func namesOf(people []models.User, ids []models.ID) (names []string) {
	for _, u := range people {
		if slices.Contains(ids, u.ID) {
			names = append(names, u.Name)
		}
	}
	return names
}

func idText(id models.ID) string { return strconv.FormatInt(id, 10) }

func textHint(longest int) string {
	return fmt.Sprintf("The headline first. At most %d KiB.", longest>>10)
}
