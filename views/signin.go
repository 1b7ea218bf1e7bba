package views

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the pages around signing in.
const (
	SignInTitle    = "Sign in"
	SendAgainTitle = "You are signed in again"
	AccountTitle   = "Your account"
)

// SignIn is the page to sign in on.
type SignIn struct {
	Page         ui.Page
	Next         string // where it goes on to
	Handle       string // as it was typed
	Kept         Kept   // the form that a lost session kept from being sent
	Err          error
	Demo         []models.User // the demo accounts, where they may be used
	DemoPassword string
}

func (p SignIn) hidden() []ui.Hidden {
	return append([]ui.Hidden{{Name: "next", Value: p.Next}}, p.Kept.hidden()...)
}

func (p SignIn) problem() string {
	if p.Err == nil {
		return ""
	}
	return apperr.Message(p.Err)
}

// How the sign-in form names what it carries of another form.
const (
	KeptAction = "kept"
	KeptPrefix = "kept."
)

// Kept is a form that could not be sent because the session had ended. The
// zero Kept is none.
type Kept struct {
	Action string // the address that it was sent to
	Values url.Values
}

// Secret reports whether a form field holds a password by its name: it is then
// neither kept nor shown nor summed.
func Secret(field string) bool { return strings.Contains(strings.ToLower(field), "password") }

// forKeepers are the fields that say who a protected source is. A form that waits
// on the sign-in page, where somebody else may come by, waits without them.
var forKeepers = map[string]bool{"real_name": true, "contact": true, "keeper_note": true}

// ForKeepers reports whether a form field says who a protected source is: it is
// then neither kept nor summed.
func ForKeepers(field string) bool { return forKeepers[field] }

// Keep keeps a form, but for passwords and what only keepers of a source know.
func Keep(action string, values url.Values) Kept {
	k := Kept{action, url.Values{}}
	for name, vs := range values {
		if Secret(name) || ForKeepers(name) {
			continue
		}
		for _, v := range vs {
			k.Values.Add(strings.ToValidUTF8(name, "�"), strings.ToValidUTF8(v, "�"))
		}
	}
	return k
}

// hidden are the fields in which the sign-in form carries the kept one.
func (k Kept) hidden() (fields []ui.Hidden) {
	if k.Action == "" {
		return nil
	}
	fields = []ui.Hidden{{Name: KeptAction, Value: k.Action}}
	for _, f := range k.fields() {
		fields = append(fields, ui.Hidden{Name: KeptPrefix + f.Name, Value: f.Value})
	}
	return fields
}

func (k Kept) fields() (fields []ui.Hidden) {
	for _, name := range slices.Sorted(maps.Keys(k.Values)) {
		for _, v := range k.Values[name] {
			fields = append(fields, ui.Hidden{Name: name, Value: v})
		}
	}
	return fields
}

// SendAgain is a kept form on its way: it is sent by hand, never by itself.
type SendAgain struct {
	Action string
	Hidden []ui.Hidden
	Typed  []Typed
}

// personFields are the fields that hold the IDs of people.
var personFields = []string{"editor", "writers", "team", "assignee", "asked"}

// Again is the kept form with an idempotency key of its own. People are told by
// their names, which are given by ID.
func (k Kept) Again(key string, names map[models.ID]string) SendAgain {
	told := maps.Clone(k.Values)
	for _, field := range personFields {
		told[field] = nil
		for _, v := range k.Values[field] {
			told[field] = append(told[field], valueWords(aPerson, v, names, Clock{}))
		}
	}
	again := SendAgain{Action: k.Action, Typed: Attempt{Values: told}.Typed()}
	for _, f := range k.fields() {
		if f.Name != "key" {
			again.Hidden = append(again.Hidden, f)
		}
	}
	again.Hidden = append(again.Hidden, ui.Hidden{Name: "key", Value: key})
	return again
}

// demoAccount says in one line what a demo account is.
func demoAccount(u models.User) string { return u.Name + ", " + RoleWords(u.Roles) }
