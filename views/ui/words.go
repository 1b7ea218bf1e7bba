package ui

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// StateWord is a state as a chip says it.
func StateWord(s models.State) string { return Capital(string(s)) }

// ShortState is a state as the reference in the copy says it: one word.
func ShortState(s models.State) string {
	if w, ok := shortStates[s]; ok {
		return w
	}
	return string(s)
}

var shortStates = map[models.State]string{
	models.Researching:      "research",
	models.InReview:         "review",
	models.ChangesRequested: "changes",
}

// VerdictWord is a verdict as a chip says it.
func VerdictWord(v models.Verdict) string {
	if v == models.NoVerdict {
		return "No verdict"
	}
	return Capital(string(v))
}

// Capital gives a word its first letter as a capital.
func Capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sections are the parts of the site; some stand there for admins alone.
var sections = []struct {
	Link
	admins bool
}{
	{Link{Label: "My desk", Href: "/"}, false},
	{Link{Label: "Articles", Href: "/articles"}, false},
	{Link{Label: "Claims", Href: "/claims"}, false},
	{Link{Label: "Sources", Href: "/sources"}, false},
	{Link{Label: "Reports", Href: "/reports"}, false},
	{Link{Label: "Trail", Href: "/trail"}, false},
	{Link{Label: "Users", Href: "/users"}, true},
	{Link{Label: "Jobs", Href: "/jobs"}, true},
	{Link{Label: "Settings", Href: "/settings"}, true},
	{Link{Label: "Help", Href: "/help"}, false},
}

// MainNav is the sections of the newsroom as an admin, or anybody else, has
// them; the one at current is marked.
func MainNav(current string, admin bool) (nav []Link) {
	for _, s := range sections {
		if admin || !s.admins {
			s.Current = s.Href == current
			nav = append(nav, s.Link)
		}
	}
	return nav
}

// CommonKeys are the keys of every page.
var CommonKeys = []Key{
	{Keys: []string{"/"}, Does: "Search", For: "/"},
	{Keys: []string{"Ctrl", "K"}, Does: "Go to a page, an article or a claim, or do what this page offers; on a Mac with ⌘"},
	{Keys: []string{"?"}, Does: "Show the keys of this page"},
}

// WorkspaceKeys are the keys of the page with the copy and its claims.
var WorkspaceKeys = append([]Key{
	{Keys: []string{"J"}, Does: "Next claim", For: "j"},
	{Keys: []string{"K"}, Does: "Previous claim", For: "k"},
	{Keys: []string{"A"}, Does: "Approve", For: "a"},
	{Keys: []string{"R"}, Does: "Request changes", For: "r"},
	{Keys: []string{"C"}, Does: "Comment", For: "c"},
	{Keys: []string{"H"}, Does: "Still holds, where an approval went stale", For: HoldsKey},
	{Keys: []string{"U"}, Does: "Next sentence that nobody accounts for", For: NextKey},
}, markKeys...)

// SuggestionKeys are the keys of the copy with what is suggested beside it.
var SuggestionKeys = append([]Key{
	{Keys: []string{"J"}, Does: "Next suggestion", For: "j"},
	{Keys: []string{"K"}, Does: "Previous suggestion", For: "k"},
	{Keys: []string{"A"}, Does: "Accept the suggestion that is marked", For: "a"},
	{Keys: []string{"E"}, Does: "Edit it before it becomes a claim", For: "e"},
	{Keys: []string{"W"}, Does: "Waive its sentence, with a reason", For: "w"},
	{Keys: []string{"U"}, Does: "Next sentence that nobody accounts for", For: NextKey},
}, markKeys...)

// CheckKeys are the keys of the copy with what the checks found beside it.
var CheckKeys = append([]Key{
	{Keys: []string{"J"}, Does: "Next of what the checks found", For: "j"},
	{Keys: []string{"K"}, Does: "Previous one", For: "k"},
	{Keys: []string{"D"}, Does: "Dismiss the one that is marked, with a reason", For: "d"},
	{Keys: []string{"U"}, Does: "Next sentence that nobody accounts for", For: NextKey},
}, markKeys...)

// SentenceKeys are the keys of the copy with one sentence beside it.
var SentenceKeys = append([]Key{
	{Keys: []string{"U"}, Does: "Next sentence that nobody accounts for", For: NextKey},
	{Keys: []string{"A"}, Does: "Accept what is suggested in it", For: "a"},
	{Keys: []string{"E"}, Does: "Edit what is suggested in it", For: "e"},
	{Keys: []string{"W"}, Does: "Say why it needs no claim", For: "w"},
	{Keys: []string{"J"}, Does: "First claim", For: "j"},
}, markKeys...)

// CoverageKeys are the keys of the page of an article's coverage.
var CoverageKeys = []Key{{Keys: []string{"U"}, Does: "Next sentence that nobody accounts for", For: NextKey}}

// markKeys are the keys that mark words of the copy.
var markKeys = []Key{
	{Keys: []string{"M"}, Does: "Mark the selected words; with nothing selected, put a cursor into the copy", For: markKey},
	{Keys: []string{"←", "→"}, Does: "While marking: word by word; with Shift, widen the selection", For: markKey},
	{Keys: []string{"↑", "↓"}, Does: "While marking: block by block", For: markKey},
	{Keys: []string{"S"}, Does: "While marking: take the whole sentence", For: markKey},
	{Keys: []string{"Enter"}, Does: "While marking: open the form", For: markKey},
	{Keys: []string{"Esc"}, Does: "While marking: leave", For: markKey},
}

// QuoteKeys are the keys of the page of a capture, of whose text words are quoted.
var QuoteKeys = markKeys

// NextKey is the key that leads to the next sentence that nobody accounts for.
const NextKey = "u"

// RecheckKeys are the keys of the page of what a revision did.
var RecheckKeys = []Key{
	{Keys: []string{"J"}, Does: "Next line", For: "j"},
	{Keys: []string{"K"}, Does: "Previous line", For: "k"},
	{Keys: []string{"H"}, Does: "Still holds, on the line that is marked", For: HoldsKey},
}

// LibraryKeys are the keys of the list of all sources, and of what is shown of
// one.
var LibraryKeys = []Key{
	{Keys: []string{"J"}, Does: "Next row", For: "j"},
	{Keys: []string{"K"}, Does: "Previous row", For: "k"},
	{Keys: []string{"O"}, Does: "Open the row that is marked", For: OpenKey},
}

// QueueKeys are the keys of the list of claims.
var QueueKeys = []Key{
	{Keys: []string{"J"}, Does: "Next row", For: "j"},
	{Keys: []string{"K"}, Does: "Previous row", For: "k"},
	{Keys: []string{"O"}, Does: "Open the claim that is marked", For: OpenKey},
	{Keys: []string{"X"}, Does: "Tick the claim that is marked", For: TickKey},
}

// TickKey is the key that ticks the row that is marked.
const TickKey = "x"

// DeskKeys are the keys of one's own desk.
var DeskKeys = []Key{
	{Keys: []string{"J"}, Does: "Next row", For: "j"},
	{Keys: []string{"K"}, Does: "Previous row", For: "k"},
	{Keys: []string{"O"}, Does: "Open the row that is marked", For: OpenKey},
}

// DriftKeys are the keys of the page of what drifted.
var DriftKeys = []Key{
	{Keys: []string{"J"}, Does: "Next claim", For: "j"},
	{Keys: []string{"K"}, Does: "Previous claim", For: "k"},
	{Keys: []string{"R"}, Does: "Reopen the claim that is marked", For: ReopenKey},
}

// ReviewKeys are the keys of the page on which claims are reviewed one by one.
var ReviewKeys = []Key{
	{Keys: []string{"A"}, Does: "Approve, and go on to the next claim", For: "a"},
	{Keys: []string{"R"}, Does: "Request changes, with the reason", For: "r"},
	{Keys: []string{"F"}, Does: "Ask for a fix in the copy", For: "f"},
	{Keys: []string{"S"}, Does: "Skip: on to the next claim", For: "s"},
	{Keys: []string{"1", "…", "9"}, Does: "Tick an item of the checklist, or take its tick back", For: "1"},
	{Keys: []string{"←"}, Does: "Previous source", For: "arrowleft"},
	{Keys: []string{"→"}, Does: "Next source", For: "arrowright"},
	{Keys: []string{"Esc"}, Does: "Leave the review; while typing, leave the field", For: "escape"},
}

// CheckedCopyKeys are the keys of the page of what waits for the copy.
var CheckedCopyKeys = []Key{
	{Keys: []string{"J"}, Does: "Next fix", For: "j"},
	{Keys: []string{"K"}, Does: "Previous fix", For: "k"},
	{Keys: []string{"X"}, Does: "Choose the fix that is marked, or leave it out", For: "x"},
	{Keys: []string{"A"}, Does: "Apply the fix that is marked", For: "a"},
	{Keys: []string{"R"}, Does: "Send it back, with a reason", For: "r"},
	{Keys: []string{"S"}, Does: "Stet: let the words stand, with a reason", For: "s"},
	{Keys: []string{"W"}, Does: "Propose other wording, where it was sent back to you", For: "w"},
	{Keys: []string{"P"}, Does: "Look at the copy with the chosen fixes applied", For: "p"},
}

// LineKeys are the keys of the page that goes through an article line by line.
var LineKeys = []Key{
	{Keys: []string{"J", "→"}, Does: "Next sentence", For: "j"},
	{Keys: []string{"K", "←"}, Does: "Previous sentence", For: "k"},
	{Keys: []string{"U"}, Does: "Next sentence that nobody accounts for", For: NextKey},
	{Keys: []string{"M"}, Does: "Mark a claim in the sentence", For: markKey},
	{Keys: []string{"W"}, Does: "Say why it needs no claim", For: "w"},
	{Keys: []string{"Esc"}, Does: "Leave for the article; while typing, leave the field", For: "escape"},
}

// OpenKey is the key that opens the row that is marked.
const OpenKey = "o"

// ReopenKey is the key that reopens a claim whose source changed.
const ReopenKey = "r"

// HoldsKey is the key of the act that an approval that went stale still holds.
const HoldsKey = "h"

// keyCap is a key as it is printed on a keyboard.
func keyCap(key string) string {
	if key == "escape" {
		return "Esc"
	}
	return Capital(key)
}

// unreadCount is how many notices are unread, as a badge says it.
func unreadCount(n int) string {
	if n >= 100 {
		return "99+"
	}
	return strconv.Itoa(n)
}

// unreadWords says how many notices are unread.
func unreadWords(n int) string {
	switch n {
	case 0:
		return "Notices"
	case 1:
		return "Notices: 1 unread"
	}
	return "Notices: " + unreadCount(n) + " unread"
}

// keysPage is where the keys of all pages stand.
const keysPage = "/help#keys"

// markKey is the key of the bar that marks words of the copy.
const markKey = "m"

// KeySheet is the keys of a page, for the help page.
type KeySheet struct {
	Page string
	Keys []Key
}

// KeySheets are the keys of all pages.
var KeySheets = []KeySheet{
	{"On every page", CommonKeys},
	{"On your desk", DeskKeys},
	{"On an article, with its claims", WorkspaceKeys},
	{"On an article, with its suggestions", SuggestionKeys},
	{"On an article, with its checks", CheckKeys},
	{"On an article, with one sentence", SentenceKeys},
	{"On the coverage of an article", CoverageKeys},
	{"On the review of claims one by one", ReviewKeys},
	{"On an article, line by line", LineKeys},
	{"On what a revision did", RecheckKeys},
	{"On the claims of all articles", QueueKeys},
	{"On the sources", LibraryKeys},
	{"On changed sources", DriftKeys},
	{"On the checked copy", CheckedCopyKeys},
}

// windowTitle is what the browser's tab says.
func windowTitle(p Page) string {
	name := p.Newsroom
	if name == "" {
		name = "Tickmark"
	}
	if p.Title == "" {
		return name
	}
	return p.Title + " · " + name
}

// tally is the states that have claims, with their numbers, as a sentence.
func tally(counts []Count) string {
	var parts []string
	for _, c := range counts {
		if c.N > 0 {
			parts = append(parts, strconv.Itoa(c.N)+" "+string(c.State))
		}
	}
	if len(parts) == 0 {
		return "No claims yet"
	}
	return strings.Join(parts, ", ")
}

// slice is one state's part of the progress bar, in hundredths of its width.
type slice struct {
	State    models.State
	X, Width string
}

// gap is what lies between two slices, in hundredths of the bar's width.
const gap = 0.4

// slices lays the counts side by side in their order.
func slices(counts []Count) []slice {
	total, parts := 0, 0
	for _, c := range counts {
		if c.N > 0 {
			total += c.N
			parts++
		}
	}
	if total == 0 {
		return nil
	}
	room := 100 - gap*float64(parts-1)
	var out []slice
	x := 0.0
	for _, c := range counts {
		if c.N <= 0 {
			continue
		}
		w := room * float64(c.N) / float64(total)
		out = append(out, slice{c.State, hundredths(x), hundredths(w)})
		x += w + gap
	}
	return out
}

func hundredths(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }
