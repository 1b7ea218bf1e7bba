package views

import (
	"net/url"
	"slices"
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Where the desk's lists are.
const (
	ClaimsPath   = "/claims"
	ArticlesPath = "/articles"
	QueriesPath  = "/queries"
	DebtsPath    = "/debts"
)

// listFields are what may be asked of each list, as its address says it.
var listFields = map[string][]string{
	ClaimsPath:   {"state", "kind", "desk", "assignee", "reviewer", "due", "severity", "language", "article", "q", "begun", "sort"},
	ArticlesPath: {"desk", "editor", "work", "due", "language"},
	QueriesPath:  {"asked", "article", "due"},
	DebtsPath:    {"due", "article"},
}

// ListFilter is what is asked of one of the desk's lists.
type ListFilter struct {
	Path string
	asks map[string]string
}

// ReadListFilter is what an address asks of a list. Only what the list knows is
// taken, each once.
func ReadListFilter(path string, q url.Values) ListFilter {
	f := ListFilter{Path: path, asks: map[string]string{}}
	for _, name := range listFields[path] {
		if v := q.Get(name); v != "" {
			f.asks[name] = v
		}
	}
	return f
}

// ParseList reads the address of one of the desk's lists; it reports whether it
// is one.
func ParseList(raw string) (ListFilter, bool) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || listFields[u.Path] == nil {
		return ListFilter{}, false
	}
	q, err := url.ParseQuery(u.RawQuery)
	return ReadListFilter(u.Path, q), err == nil
}

// Get is what is asked by a name, or "".
func (f ListFilter) Get(name string) string { return f.asks[name] }

// With is f with something else asked by a name; "" asks nothing.
func (f ListFilter) With(name, value string) ListFilter {
	next := ListFilter{Path: f.Path, asks: map[string]string{name: value}}
	for n, v := range f.asks {
		if n != name {
			next.asks[n] = v
		}
	}
	return next
}

// Address is the list so narrowed, from behind a row; after "" is its beginning.
func (f ListFilter) Address(after string) string {
	q := url.Values{}
	for n, v := range f.asks {
		if v != "" {
			q.Set(n, v)
		}
	}
	if after != "" {
		q.Set("after", after)
	}
	if len(q) == 0 {
		return f.Path
	}
	return f.Path + "?" + q.Encode()
}

// any reports whether the list is narrowed; its order narrows nothing.
func (f ListFilter) any() bool {
	for n, v := range f.asks {
		if v != "" && n != "begun" && n != "sort" {
			return true
		}
	}
	return false
}

// part is the part of a list that a page shows.
type part struct {
	Filter       ListFilter
	Problem      string // with what is asked for
	Newer, Older string
	Saved        SavedViews
	Looked       int // how many rows these were picked from, where that was bounded; else 0
}

// ListPart is the part of a list that a page shows.
type ListPart = part

// looked says that not all rows were looked through.
func (p part) looked() string {
	if p.Looked == 0 || p.Older == "" {
		return ""
	}
	return "Picked from " + strconv.Itoa(p.Looked) + " rows that were looked through. Go on with Older for the rest."
}

// listTabs lead from list to list.
func listTabs(current string) []ui.Tab {
	var tabs []ui.Tab
	for _, l := range []ui.Link{{Label: ClaimsTitle, Href: ClaimsPath}, {Label: ArticlesTitle, Href: ArticlesPath}, {Label: QueriesTitle, Href: QueriesPath}, {Label: DebtsTitle, Href: DebtsPath}} {
		l.Current = l.Href == current
		tabs = append(tabs, ui.Tab{Link: l})
	}
	return tabs
}

// choicesOf are words to choose from, with "Any" before them and, where what is
// asked is none of them, that as well.
func choicesOf(words []string, asked string) []ui.Choice {
	of := anyOf(words, "Any")
	if asked != "" && !slices.ContainsFunc(of, func(c ui.Choice) bool { return c.Value == asked }) {
		of = append(of, ui.Choice{Value: asked, Label: asked})
	}
	return of
}

// anyOf are words to choose from as they are, with "any" before them.
func anyOf[W ~string](words []W, anyWord string) []ui.Choice {
	of := []ui.Choice{{Value: "", Label: anyWord}}
	for _, w := range words {
		of = append(of, ui.Choice{Value: string(w), Label: string(w)})
	}
	return of
}

// Dues are the due times that may be asked for.
var Dues = []ui.Choice{
	{Value: "", Label: "Any time"}, {Value: "overdue", Label: "Overdue"}, {Value: "today", Label: "Today"}, {Value: "week", Label: "This week"}, {Value: "none", Label: "No due time"},
}

// personChoices are people to choose from, after some words.
func personChoices(people []models.User, before ...ui.Choice) []ui.Choice {
	of := slices.Clone(before)
	for _, u := range people {
		of = append(of, ui.Choice{Value: idText(u.ID), Label: u.Name})
	}
	return of
}
