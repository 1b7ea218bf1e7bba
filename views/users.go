package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the pages about users.
const (
	UsersTitle       = "Users"
	NewUserTitle     = "Add somebody"
	SetPasswordTitle = "Set your password"
	FirstRunTitle    = "First run"
)

// UserPath is a user's address.
func UserPath(id models.ID) string { return "/users/" + idText(id) }

// UserList is everybody.
type UserList struct {
	Page ui.Page
	Rows []UserRow
}

// UserRow is a user in the list.
type UserRow struct {
	User     models.User
	Own      bool // the reader's
	Seen     ui.Moment
	Sessions int // open now
}

// accountState is what a user's account is, in a word, and its tone.
func accountState(u models.User) (ui.Tone, string) {
	switch {
	case !u.Active():
		return ui.Warn, "Disabled"
	case u.Invited():
		return ui.Info, "Invited"
	}
	return ui.Good, "Active"
}

func stateTone(u models.User) ui.Tone {
	tone, _ := accountState(u)
	return tone
}

func stateWord(u models.User) string {
	_, word := accountState(u)
	return word
}

func rolesOrNone(rs models.Roles) string {
	if len(rs) == 0 {
		return "No role"
	}
	return RoleWords(rs)
}

func sessionsOpen(n int) string {
	if n == 0 {
		return "None"
	}
	return strconv.Itoa(n)
}

// WayIn is how somebody who is added gets in.
type WayIn string

// The ways in.
const (
	ByLink     WayIn = "link"
	ByPassword WayIn = "password"
)

// NewUser is the form to add somebody.
type NewUser struct {
	Page    ui.Page
	Attempt Attempt
	Key     string
}

const newUserForm = "new-user"

func (p NewUser) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: newUserForm}, {Name: "key", Value: p.Key}}
}

func (p NewUser) ways() []ui.Choice {
	byLink := p.Attempt.Has(newUserForm, "way", string(ByLink), true)
	return []ui.Choice{
		{Value: string(ByLink), Label: "By a link", Chosen: byLink, Hint: "They set their own password. You send them the link; it works once, for half an hour, and you can make another."},
		{Value: string(ByPassword), Label: "With a password that you type", Chosen: !byLink, Hint: "You then know it: tell it to them in person, and have them change it under “Your account”."},
	}
}

// roleHints say in a line what each role may.
var roleHints = map[models.Role]string{
	models.RoleViewer:   "reads, comments, answers queries",
	models.RoleChecker:  "marks claims, finds sources, chooses verdicts",
	models.RoleReviewer: "approves claims they had no hand in",
	models.RoleEditor:   "opens articles, brings in revisions, signs off; also reviews",
	models.RoleAdmin:    "users and settings; nothing editorial comes with it",
}

// roleChoices are the roles as boxes, those of now ticked.
func roleChoices(a Attempt, form string, now models.Roles) []ui.Choice {
	of := make([]ui.Choice, len(models.AllRoles))
	for i, r := range models.AllRoles {
		of[i] = ui.Choice{Value: string(r), Label: ui.Capital(string(r)), Hint: roleHints[r], Chosen: a.Has(form, "roles", string(r), now.Has(r))}
	}
	return of
}

// PasswordHint says what a good password is.
const PasswordHint = "At least 12 characters. A few words that have nothing to do with each other are good; signs and digits are not asked for." //nolint:gosec // words about passwords

// handleHint says what somebody may sign in as.
const handleHint = "2 to 32 small letters, digits, dots or hyphens. It stays as it is: comments mention people by it, as @name."

// UserCard is what an admin sees of a user, and may do about them.
type UserCard struct {
	Page     ui.Page
	User     models.User
	Own      bool // the reader's account
	Added    ui.Moment
	Seen     ui.Moment
	Disabled ui.Moment
	Sessions int
	HasMail  bool // they have a mail address
	Attempt  Attempt
	Key      string
	Link     string // that was just made; it is shown once
	Until    ui.Moment
	// KeptAlone is how many protected sources nobody else keeps who can sign in.
	KeptAlone int
	// BarredDisable and BarredAdmin say why the account may not be disabled,
	// and why it keeps the role of admin.
	BarredDisable, BarredAdmin error
}

// Forms of the user's page.
const (
	editUserForm    = "edit-user"
	disableUserForm = "disable-user"
)

// keptAloneWords say what becomes of the sources that nobody else keeps.
func (p UserCard) keptAloneWords() string {
	return counted(p.KeptAlone, "protected source", "protected sources") + " would have no keeper left who can sign in: nobody could read who that is until this account is enabled again. Have " +
		p.User.Name + " let somebody else keep them first."
}

// act is where a form about the user goes.
func (p UserCard) act(what string) string { return UserPath(p.User.ID) + "/" + what }

// hidden are the fields of a form about the user. Each form has a key of its
// own: all were drawn at once, but each is sent for itself.
func (p UserCard) hidden(form string) []ui.Hidden {
	return []ui.Hidden{
		{Name: "form", Value: form},
		{Name: "key", Value: form + "-" + p.Key},
		{Name: "version", Value: strconv.Itoa(p.User.Version)},
	}
}

func (p UserCard) rolesHint() string {
	hint := "Other roles sign them out everywhere: nothing that was opened with the old ones stays open."
	if p.Own {
		hint = "These are your own. Other roles sign you out everywhere."
	}
	if p.BarredAdmin != nil {
		hint += " This is the last admin who can sign in, and stays one."
	}
	return hint
}

func (p UserCard) linkWords() string {
	if p.User.Invited() {
		return "They have set no password yet, so they cannot sign in. A new link takes the place of the one before."
	}
	return "For somebody who forgot theirs, or whose password others may know. Until they use the link everything stays as it is; then they are signed out everywhere."
}

func (p UserCard) linkLabel() string {
	if p.User.Invited() {
		return "Make a new link"
	}
	return "Make a link to set a new password"
}

// barred are the words of a rule that bars something, or "".
func barred(err error) string {
	if err == nil {
		return ""
	}
	return apperr.Message(err)
}

// SetPassword is the page that a link leads to.
type SetPassword struct {
	Page    ui.Page
	Action  string
	User    models.User
	Until   ui.Moment
	Attempt Attempt
}

func (p SetPassword) problem(field string) string { return p.Attempt.Problem("", field) }

// FirstRun is the page that founds the newsroom.
type FirstRun struct {
	Page    ui.Page
	Attempt Attempt
}

const firstRunForm = "first-run"

// field is a field of the form, with what was typed into it and what was wrong.
func (p FirstRun) field(name, label, hint string) ui.Field {
	return ui.Field{
		Name: name, Label: label, Hint: hint, Required: true,
		Value: p.Attempt.Value(firstRunForm, name, ""), Error: p.Attempt.Problem(firstRunForm, name),
	}
}

func (p FirstRun) zones() []ui.Choice {
	of := []ui.Choice{{Value: "", Label: "Choose one"}}
	for _, z := range Zones() {
		of = append(of, ui.Choice{Value: z, Label: z})
	}
	return of
}

// secret is a field of a password: what was typed into it is not repeated.
func (p FirstRun) secret(name, label, hint string) ui.Field {
	f := p.field(name, label, hint)
	f.Value, f.Type, f.Autocomplete = "", "password", "new-password"
	return f
}

func (p FirstRun) code() ui.Field {
	f := p.field("code", "Code", "tickmark printed it on its console when it was started.")
	f.Value = strings.ToUpper(f.Value)
	f.Autocomplete, f.Focus = "off", true
	return f
}

func (p FirstRun) handle() ui.Field {
	f := p.field("handle", "Name to sign in with", handleHint)
	f.Autocomplete = "username"
	return f
}
