package views

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// MyDeskTitle is the title of one's own desk.
const MyDeskTitle = "My desk"

// MyDesk is what waits for one person, what is being checked, and the figures of
// the week.
type MyDesk struct {
	Page     ui.Page
	Roles    models.Roles
	Parts    []DeskPart
	Unowned  string // how many claims nobody has, in words, or ""
	Articles []ArticleRow
	More     bool // there are more articles
	Week     Week
	MayOpen  bool
	Hint     Hint
}

// DeskPart is one list of what waits.
type DeskPart struct {
	Name  string // for its place in the page
	Title string
	None  string // what is said when nothing waits
	From  string // the heading of who it comes from, or is about
	Act   ui.Link
	All   ui.Link // the whole list
	More  bool    // there is more than Rows
	Rows  []DeskRow
}

// DeskRow is one thing that waits.
type DeskRow struct {
	Href     string
	Words    string
	Lang     string
	Headline string
	Article  string // the address of the article; "" names none
	State    models.State
	Notes    []string
	From     ui.Person
	Due      ui.Moment
	Overdue  bool
}

// waiting are the parts in which something waits, quiet those in which nothing does.
func (d MyDesk) waiting() (parts []DeskPart) {
	for _, p := range d.Parts {
		if len(p.Rows) > 0 {
			parts = append(parts, p)
		}
	}
	return parts
}

func (d MyDesk) quiet() string {
	var none []string
	for _, p := range d.Parts {
		if len(p.Rows) == 0 {
			none = append(none, p.None)
		}
	}
	return strings.Join(none, " ")
}

// nothing says what somebody may do for whom nothing waits, by their roles.
func (d MyDesk) nothing() string {
	switch {
	case len(d.Roles) == 0:
		return "Your account holds no role. An admin gives you one; until then there is nothing to read here."
	case d.Roles.Has(models.RoleEditor):
		return "Nothing waits for you. Articles in checking stand below; bring in the next one when its copy is there."
	case d.Roles.Has(models.RoleChecker):
		return "Nothing waits for you. Open an article to mark what can be checked, or take a claim that nobody has."
	case d.Roles.Has(models.RoleReviewer):
		return "Nothing waits for you. What checkers send to review, and you have no hand in, will stand here."
	case d.Roles.Has(models.RoleAdmin):
		return "Nothing waits for you. Users and settings are above; to work on articles you need another role as well."
	}
	return "Nothing waits for you. Questions that are put to you, and comments that name you, will stand here."
}

// Week is the figures of the last seven days.
type Week struct {
	Days    []WeekDay // oldest first
	Median  string    // the time from marking to approval, in words, or ""
	Bounded bool      // more happened than was counted
}

// WeekDay is one day of the week.
type WeekDay struct {
	Name                             string
	Approved, Caught, Stale, Drifted int
}

// sum is the week as one.
func (w Week) sum() (all WeekDay) {
	for _, d := range w.Days {
		all.Approved += d.Approved
		all.Caught += d.Caught
		all.Stale += d.Stale
		all.Drifted += d.Drifted
	}
	return all
}

// about words a number that may be more.
func (w Week) about(n int) string {
	if w.Bounded {
		return strconv.Itoa(n) + " or more"
	}
	return strconv.Itoa(n)
}

// stroke is one bar of a chart: where it begins and how high it is, of 100 by 40.
type stroke struct{ X, Y, Height, Title string }

// strokes are the days as bars.
func (w Week) strokes(of func(WeekDay) int) (out []stroke) {
	most := 1
	for _, d := range w.Days {
		most = max(most, of(d))
	}
	const high, step = 40.0, 100.0 / 7
	for i, d := range w.Days {
		h := high * float64(of(d)) / float64(most)
		out = append(out, stroke{fixed(step*float64(i) + 1), fixed(high - h), fixed(h), d.Name + ": " + strconv.Itoa(of(d))})
	}
	return out
}

func fixed(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }

func approvedOf(d WeekDay) int { return d.Approved }
func caughtOf(d WeekDay) int   { return d.Caught }

// Took words how long something took.
func Took(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Hour:
		return strconv.Itoa(int(d.Minutes())) + " min"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d.Hours())) + " h " + strconv.Itoa(int(d.Minutes())%60) + " min"
	}
	return strconv.Itoa(int(d.Hours()/24)) + " days"
}

// DayName is a day as a chart and its table call it.
func DayName(t time.Time) string { return t.Format("Mon 2 Jan") }

// What Markdown adds to words.
var (
	markdownLinks = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	markdownMarks = regexp.MustCompile("(?m)^[ \t]*(?:#{1,6}|>|[-*+]|\\d+\\.)[ \t]+|[*_`]{1,3}")
)

// PlainWords are the words of a comment on one line, without marks, cut where
// they are long.
func PlainWords(markdown string) string {
	const most = 160
	words := []rune(strings.Join(strings.Fields(markdownMarks.ReplaceAllString(markdownLinks.ReplaceAllString(markdown, "$1"), "")), " "))
	if len(words) > most {
		return string(words[:most]) + "…"
	}
	return string(words)
}

// UnownedWords says how many claims nobody has.
func UnownedWords(n, most int) string {
	switch {
	case n == 0:
		return ""
	case n > most:
		return "More than " + strconv.Itoa(most) + " claims have nobody who researches them"
	case n == 1:
		return "One claim has nobody who researches it"
	}
	return strconv.Itoa(n) + " claims have nobody who researches them"
}

// MissingWords says what is missing of an article all of whose claims are
// approved, or "".
func MissingWords(t models.Tally) string {
	if t.Live() == 0 || t.ByState[models.Approved] < t.Live() {
		return ""
	}
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{t.NotPlaced, "claim without a place", "claims without a place"},
		{t.MustFixes, "open must-fix", "open must-fixes"},
		{t.Queries, "unanswered query", "unanswered queries"},
		{t.TKs, "TK", "TKs"},
		{t.Open(), "sentence not covered", "sentences not covered"},
	} {
		if p.n > 0 {
			parts = append(parts, counted(p.n, p.one, p.many))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "All approved; still missing: " + strings.Join(parts, ", ")
}

func orNone(s string) string {
	if s == "" {
		return "None yet"
	}
	return s
}
