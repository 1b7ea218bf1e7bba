package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Account is the page of the reader's own account.
type Account struct {
	Page     ui.Page
	User     models.User
	Member   bool // holds a role, and so has pages to like in one way or another
	Sessions []SessionRow
	Mail     AccountMail
	Key      string
	Attempt  Attempt
}

// SessionRow is one of the reader's sessions.
type SessionRow struct {
	ID          models.ID
	Device      string
	Since, Used ui.Moment
	Here        bool // the session of this browser
}

// The forms of the account page.
const (
	nameForm        = "name"
	passwordForm    = "password"
	preferencesForm = "preferences"
)

func (p Account) hidden(form string) []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: p.Key + "." + form}}
}

// formHere reports whether the form that was refused stands on the page.
func (p Account) formHere() bool {
	return p.Attempt.Is(nameForm) || p.Attempt.Is(passwordForm) || p.Attempt.Is(preferencesForm) || p.Attempt.Is(mailForm) || p.Attempt.Is(noticesForm)
}

// nameNow is the name as it stands, for whoever typed another while somebody
// else changed it.
func (p Account) nameNow() []Typed {
	if !p.Attempt.Is(nameForm) || apperr.KindOf(p.Attempt.Err) != apperr.Conflict {
		return nil
	}
	return []Typed{{"Name", p.User.Name}}
}

func (p Account) secret(name, label, autocomplete, hint string) ui.Field {
	return ui.Field{
		Name: name, Label: label, Hint: hint, Type: "password", Autocomplete: autocomplete, Required: true,
		Error: p.Attempt.Problem(passwordForm, name),
	}
}

func (p Account) hours() []ui.Choice {
	is := p.User.Hours
	return []ui.Choice{
		{Value: string(models.Hours24), Label: "18:05", Chosen: p.Attempt.Has(preferencesForm, "hours", string(models.Hours24), is != models.Hours12)},
		{Value: string(models.Hours12), Label: "6:05 pm", Chosen: p.Attempt.Has(preferencesForm, "hours", string(models.Hours12), is == models.Hours12)},
	}
}

func (p Account) shown() []ui.Choice {
	return []ui.Choice{
		{
			Value: ShowKeys, Label: "Keys on buttons and links", Hint: "The keys themselves work either way; the list behind ? turns them off in this browser.",
			Chosen: p.Attempt.Has(preferencesForm, "show", ShowKeys, p.User.KeyHints),
		},
		{
			Value: ShowHint, Label: "What to do first", Hint: "On the list of articles and on an article.",
			Chosen: p.Attempt.Has(preferencesForm, "show", ShowHint, !p.User.HintDismissed),
		},
	}
}

// What a reader may have shown on their pages.
const (
	ShowKeys = "keys"
	ShowHint = "hint"
)

func (s SessionRow) action() string {
	return "/account/sessions/" + strconv.FormatInt(s.ID, 10) + "/end"
}

func (s SessionRow) label() string {
	return s.Device + ", last used " + s.Used.Exact
}

// named is a part of a User-Agent and what it stands for.
type named struct{ part, name string }

// What browsers and systems call themselves. Most browsers also call
// themselves by those they descend from, so the first that fits counts.
var (
	browserNames = []named{
		{"Edg/", "Edge"},
		{"EdgA/", "Edge"},
		{"EdgiOS/", "Edge"},
		{"OPR/", "Opera"},
		{"Vivaldi/", "Vivaldi"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"FxiOS/", "Firefox"},
		{"Firefox/", "Firefox"},
		{"CriOS/", "Chrome"},
		{"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
	}
	systemNames = []named{
		{"Windows", "Windows"},
		{"Android", "Android"},
		{"iPhone", "iPhone"},
		{"iPad", "iPad"},
		{"CrOS", "ChromeOS"},
		{"Mac OS X", "macOS"},
		{"Linux", "Linux"},
		{"BSD", "BSD"},
	}
)

// Device is the browser and the system that a User-Agent tells of; whatever it
// does not tell is called unknown.
func Device(userAgent string) string {
	browser, system := firstNamed(browserNames, userAgent), firstNamed(systemNames, userAgent)
	switch {
	case browser == "" && system == "":
		return "Unknown browser"
	case browser == "":
		return "Unknown browser on " + system
	case system == "":
		return browser + " on an unknown system"
	}
	return browser + " on " + system
}

func firstNamed(all []named, in string) string {
	for _, n := range all {
		if strings.Contains(in, n.part) {
			return n.name
		}
	}
	return ""
}
