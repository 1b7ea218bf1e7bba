// Package views holds the pages: templ components that take a page struct and
// draw it, and the words for people. It takes arguments only and decides
// nothing but what the struct says; everything it is given is escaped.
package views

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"

	"github.com/a-h/templ"
)

// Attempt is a form that was refused: what was typed into it, and why it did
// not go through. The zero Attempt is none.
type Attempt struct {
	Form   string // which form of the page
	Values url.Values
	Err    error
	Again  bool // nothing went wrong: the form is shown again, as it was filled
}

// Is reports whether the attempt was at the named form.
func (a Attempt) Is(form string) bool { return (a.Err != nil || a.Again) && a.Form == form }

// Value is what was typed into a field of the named form, or else.
func (a Attempt) Value(form, field, otherwise string) string {
	if !a.Is(form) {
		return otherwise
	}
	return a.Values.Get(field)
}

// Has reports whether a choice of the named form was made, or otherwise.
func (a Attempt) Has(form, field, value string, otherwise bool) bool {
	if !a.Is(form) {
		return otherwise
	}
	return slices.Contains(a.Values[field], value)
}

// Problem is what was wrong with a field of the named form, or "".
func (a Attempt) Problem(form, field string) string {
	if !a.Is(form) || apperr.Field(a.Err) != field {
		return ""
	}
	return apperr.Message(a.Err)
}

// Message is why the attempt did not go through, or "".
func (a Attempt) Message() string {
	if a.Err == nil {
		return ""
	}
	return apperr.Message(a.Err)
}

// Typed is one field of a refused form, in words.
type Typed struct{ Label, Value string }

// Typed lists what a person typed or chose, for when the form it was typed
// into is not on the page any more.
func (a Attempt) Typed() (typed []Typed) {
	for _, name := range slices.Sorted(maps.Keys(a.Values)) {
		v := strings.TrimSpace(strings.Join(a.Values[name], ", "))
		if label, ok := labels[name]; ok && v != "" && !Secret(name) {
			typed = append(typed, Typed{label, v})
		}
	}
	return typed
}

// labels are the fields of all forms in words. A field without one carries
// nothing that a person typed.
var labels = map[string]string{
	"handle": "The name to sign in with", "byline": "The byline", "writers": "The writers", "desk": "The desk",
	"language": "The language", "direction": "The direction", "publish_on": "The publication date",
	"deadline": "The deadline", "editor": "The editor", "team": "The team", "text": "The text",
	"statement": "The statement", "kinds": "The kinds", "severity": "The severity", "words": "The exact words",
	"assignee": "The checker", "due": "The due time", "reason": "The reason", "verdict": "The verdict",
	"note": "The note", "proposed": "The proposed wording", "title": "The title of the source", "url": "The address",
	"publisher": "The publisher", "author": "The author", "published_on": "The date of the source",
	"passage": "The quoted passage", "locator": "The place in the source", "calculation": "The calculation",
	"body": "The comment", "asked": "The person asked", "quote": "The selected words", "duplicate_of": "The number of the other claim",
	"words1": "The words of the first part", "statement1": "The statement of the first part",
	"words2": "The words of the second part", "statement2": "The statement of the second part",
	"other": "The number of the other claim", "q": "The search", "stance": "What the source does",
	"authority": "The authority", "type": "The type of source", "roles": "The roles",
	"hours": "How times are written", "newsroom_name": "The newsroom's name", "time_zone": "The time zone",
	"desks": "The desks", "languages": "The languages", "idle_minutes": "The time without a request",
	"absolute_minutes": "The longest time of a session", "longest_text": "The longest text", "query_hours": "The time for a query",
	"address": "The address of the page", "format": "The format", "charset": "The encoding", "view": "The tracked changes", "file": "The file",
	"cite": "The sources", "draft_version": "The version of the draft",
	"debt_hours": "The time for a review debt", "backup_hour": "The hour of the backup", "backups_kept": "The number of backups",
	"mail_address": "The mail address", "digest_hour": "The hour of the daily mail", "mail_words": "What is in drafts", "confirm": "The confirmation", "sure": "What to do",
	"two_roots": "The severities", "two_approvals": "The severities", "criticises": "Whom it criticises", "whom": "Who was asked", "channel": "The way they were asked", "asked_at": "When they were asked", "no_answer": "That there was no answer", "reflected": "How the copy reflects it", "first": "The first source", "second": "The second source", "said": "What you say of the two sources",
	"abbreviations": "The abbreviations", "assist_address": "The address of the service", "assist_model": "The name of the model",
	"health": "What came of the last look", "into": "The number of the other source", "translation": "The translation", "claim": "The claim",
	"word_how": "How the word came", "word_at": "When it came", "consent": "Whether they may be named", "protected": "The protection",
	"pseudonym": "The pseudonym", "real_name": "The real name", "contact": "How to reach them", "keeper_note": "The note for the keepers", "keepers": "Who keeps it",
	"check": "The check", "fingerprint": "What the check found", "answer": "The answer", "fix": "The chosen fixes", "suggestion": "The suggestions",
	"act": "What to do", "claims": "The claims", "name": "The name", "withdraw": "The reason to withdraw", "list": "The list",
	"state": "The state", "kind": "The kind", "reviewer": "Who may approve", "sort": "The order", "article": "The article", "work": "The work",
	"item": "The item", "required": "What is required", "ticked": "The tick",
	"outside": "The person asked outside the house", "days": "How many days the link works", "base": "The revision that was seen",
}

// Label is a form field in words, for messages about it.
func Label(field string) string {
	if l, ok := labels[field]; ok {
		return l
	}
	return "The field " + strconv.Quote(field)
}

// Bytes is a size in words.
func Bytes(n int) string {
	switch {
	case n >= 1<<20:
		return strings.TrimSuffix(strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64), ".0") + " MiB"
	case n >= 10_000:
		return strconv.Itoa(n/1000) + " kB"
	}
	return strconv.Itoa(n) + " bytes"
}

// RoleWords are a user's roles in words.
func RoleWords(rs models.Roles) string {
	ss := make([]string, len(rs))
	for i, r := range rs {
		ss[i] = string(r)
	}
	return strings.Join(ss, ", ")
}

// Where error pages lead.
var (
	ToSignIn   = ui.Link{Label: "Sign in", Href: "/sign-in"}
	ToArticles = ui.Link{Label: "Back to the articles", Href: "/articles"}
)

// ToArticle leads back to an article.
func ToArticle(id models.ID) ui.Link {
	return ui.Link{Label: "Back to the article", Href: ArticlePath(id)}
}

// ArticlePath is an article's address.
func ArticlePath(id models.ID) string { return "/articles/" + strconv.FormatInt(id, 10) }

// ClaimPath is a claim's address.
func ClaimPath(article models.ID, number int) string {
	return ArticlePath(article) + "/claims/" + strconv.Itoa(number)
}

// ErrorTitle names an error page.
func ErrorTitle(err error) string {
	titles := map[apperr.Kind]string{
		apperr.BadRequest: "That could not be read", apperr.Unauthenticated: "Sign in", apperr.Forbidden: "Not open to you",
		apperr.NotFound: "Not here", apperr.MethodNotAllowed: "Not that way", apperr.Conflict: "It has changed",
		apperr.TooLarge: "Too large", apperr.WrongType: "Another kind of file", apperr.Invalid: "Something is missing", apperr.TooMany: "Too often", apperr.Unavailable: "Not now",
	}
	if t, ok := titles[apperr.KindOf(err)]; ok {
		return t
	}
	return "That went wrong"
}

// Clock words instants in the newsroom's time zone, with the hours that the
// reader likes.
type Clock struct {
	Now   time.Time
	Zone  *time.Location
	Hours models.Hours // "" is 24
}

// HourOfDay is a whole hour as the reader likes it.
func HourOfDay(hour int, h models.Hours) string {
	k := Clock{Hours: h}
	return time.Date(2000, 1, 1, hour, 0, 0, 0, time.UTC).Format(k.hours("15:04"))
}

// hours is a layout with times of day as the reader likes them.
func (k Clock) hours(layout string) string {
	if k.Hours != models.Hours12 {
		return layout
	}
	return strings.NewReplacer("15:04:05", "3:04:05 pm", "15:04", "3:04 pm").Replace(layout)
}

// Moment is an instant in words; the zero Instant is the zero Moment.
func (k Clock) Moment(i models.Instant) ui.Moment {
	if i == 0 {
		return ui.Moment{}
	}
	t := i.Time().In(k.Zone)
	return ui.Moment{ISO: t.Format(time.RFC3339), Exact: t.Format(k.hours("2 January 2006, 15:04 MST")), Relative: relative(t.Sub(k.Now))}
}

// Input is an instant as a datetime field holds it, or "".
func (k Clock) Input(i models.Instant) string {
	if i == 0 {
		return ""
	}
	return i.Time().In(k.Zone).Format("2006-01-02T15:04")
}

// Overdue reports whether an instant is past.
func (k Clock) Overdue(i models.Instant) bool { return i != 0 && i.Time().Before(k.Now) }

// relative says how far away a moment is, as times.js does in the browser.
func relative(d time.Duration) string {
	past := d < 0
	d = d.Abs()
	var n int
	var unit string
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		n, unit = int(d.Minutes()), "minute"
	case d < 24*time.Hour:
		n, unit = int(d.Hours()), "hour"
	default:
		n, unit = int(d.Hours()/24), "day"
	}
	if n > 1 {
		unit += "s"
	}
	if past {
		return fmt.Sprintf("%d %s ago", n, unit)
	}
	return fmt.Sprintf("in %d %s", n, unit)
}

// webAddress is a source's address as a link; what is not a web address leads
// nowhere.
func webAddress(address string) templ.SafeURL { //nolint:forbidigo // the type alone: templ.URL made it
	if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
		return templ.URL(address)
	}
	return templ.URL("")
}
