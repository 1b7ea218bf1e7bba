package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Suggestions is what is suggested for the newest revision and still open,
// beside the copy.
type Suggestions struct {
	Article  models.Article
	Revision int
	Of       []SuggestionCard // those shown
	Total    int              // of all that are open
	From     int              // how many come before those shown
	ByScore  bool             // the most worth checking first; else in the order of the copy
	Accept   Closed           // why the reader accepts none
	NoList   []string         // detectors without a list for the language
	Undo     *Acceptance      // what the reader accepted last, or nil
	Model    string           // the language model that may be asked, or ""
	ModelAt  string           // the address where it is asked
	Back     bool             // its forms lead back to the sentence beside the copy
	Bar      CoverageBar      // how much of the copy is accounted for
	Key      string
	Attempt  Attempt
}

// PerList is how many suggestions stand in the list at once.
const PerList = 100

// SuggestionCard is a suggestion as a checker decides on it.
type SuggestionCard struct {
	Key        string
	Sentence   int    // its number, from 1
	At         int    // where it begins, in code points
	Next       int    // where the one begins that follows it in the list; 0 is none
	Start, End int    // in UTF-16 code units of the canonical text
	Words      string // as they stand in the copy
	Statement  string
	Kinds      models.Kinds
	Reasons    []string
	Before     string // the sentence before, where the words open with a pronoun
	Score      int    // of 100
	Model      string // that proposed it, or ""
	Waive      Closed // why the reader waives its sentence not
	Here       bool   // it is the one to begin with
	Open       string // the form that is open on it, or ""
}

// Acceptance is what somebody accepted at once.
type Acceptance struct {
	ID      models.ID
	Claims  int // that it made
	Touched int // those of them that somebody worked on since: they stay
	At      ui.Moment
}

// The forms on a suggestion; sentences are waived by the second elsewhere, too.
const (
	EditSuggestion  = "edit"
	WaiveSuggestion = "waive"
)

// The pages that a form may lead back to, beside BackRecheck.
const (
	BackSuggestions = "suggestions"
	BackCoverage    = "coverage"
)

// ByScore is how a list of suggestions is asked for with the most worth
// checking first.
const ByScore = "score"

// SuggestionsPath is the address of an article's suggestions, with the first
// from an offset in code points on as the one to begin with; 0 is the first.
func SuggestionsPath(article models.ID, at int, byScore bool) string {
	q := url.Values{"tab": {"suggestions"}}
	if byScore {
		q.Set("sort", ByScore)
	}
	if at > 0 {
		q.Set("at", strconv.Itoa(at))
	}
	return ArticlePath(article) + "?" + q.Encode()
}

func (s Suggestions) path(more ...string) string {
	var path strings.Builder
	path.WriteString(SuggestionsPath(s.Article.ID, 0, s.ByScore))
	for i := 0; i+1 < len(more); i += 2 {
		path.WriteString("&" + more[i] + "=" + url.QueryEscape(more[i+1]))
	}
	return path.String()
}

// form is where one of the forms on a suggestion stands.
func (s Suggestions) form(which string, c SuggestionCard) string {
	return s.path("from", strconv.Itoa(s.From), which, c.Key)
}

// newer and older are where the rest of the list is, or "".
func (s Suggestions) newer() string {
	if s.From == 0 {
		return ""
	}
	return s.path("from", strconv.Itoa(max(0, s.From-PerList)))
}

func (s Suggestions) older() string {
	if s.From+len(s.Of) >= s.Total {
		return ""
	}
	return s.path("from", strconv.Itoa(s.From+len(s.Of)))
}

func (s Suggestions) may() bool { return s.Accept.Why == "" }

// carry is what every form here carries: its name, an idempotency key of its
// own, the revision, and where it leads back to.
func (s Suggestions) carry(form string) []ui.Hidden {
	fields := []ui.Hidden{
		{Name: "form", Value: form},
		{Name: "key", Value: s.Key + "." + form},
		{Name: "revision", Value: strconv.Itoa(s.Revision)},
	}
	if s.Back {
		fields = append(fields, ui.Hidden{Name: BackField, Value: BackCoverage})
	} else {
		fields = append(fields, ui.Hidden{Name: BackField, Value: BackSuggestions})
	}
	if s.ByScore {
		fields = append(fields, ui.Hidden{Name: "sort", Value: ByScore})
	}
	return fields
}

// about is what a form on one suggestion carries beside.
func (s Suggestions) about(form string, c SuggestionCard) []ui.Hidden {
	return append(s.carry(form),
		ui.Hidden{Name: "suggestion", Value: c.Key}, ui.Hidden{Name: "at", Value: strconv.Itoa(c.Next)}, ui.Hidden{Name: "sentence", Value: strconv.Itoa(c.Sentence)})
}

// editing is what the form carries that makes a claim of an edited suggestion.
func (s Suggestions) editing(c SuggestionCard) []ui.Hidden {
	return append(s.about(EditSuggestion, c),
		ui.Hidden{Name: "start", Value: strconv.Itoa(c.Start)}, ui.Hidden{Name: "end", Value: strconv.Itoa(c.End)}, ui.Hidden{Name: "quote", Value: c.Words})
}

func (s Suggestions) waiving(c SuggestionCard) []ui.Hidden {
	return s.about(WaiveSuggestion, c)
}

// leave is where a form on a suggestion is left to.
func (s Suggestions) leave(c SuggestionCard) string {
	if s.Back {
		return SentencePath(s.Article.ID, c.Sentence)
	}
	return SuggestionsPath(s.Article.ID, c.At, s.ByScore)
}

// undoing is what the form carries that takes an acceptance back; back is the
// page that it leads back to.
func (a Acceptance) undoing(key, back string) []ui.Hidden {
	form := "undo-" + strconv.FormatInt(a.ID, 10)
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: key + "." + form}, {Name: BackField, Value: back}}
}

// asking is what the form carries that asks a language model.
func (s Suggestions) asking() []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: "ask"}, {Name: "key", Value: s.Key + ".ask"}, {Name: "revision", Value: strconv.Itoa(s.Revision)}}
}

func (a Acceptance) undoPath(article models.ID) string {
	return ArticlePath(article) + "/acceptances/" + strconv.FormatInt(a.ID, 10) + "/undo"
}

// allHere is the button that accepts what the list shows.
func (s Suggestions) allHere() string {
	if len(s.Of) < s.Total {
		return "Accept these " + strconv.Itoa(len(s.Of))
	}
	return "Accept all " + strconv.Itoa(s.Total)
}

// count says how many there are, and which of them the list shows.
func (s Suggestions) count() string {
	words := counted(s.Total, "suggestion", "suggestions")
	if len(s.Of) < s.Total {
		words += ": " + strconv.Itoa(s.From+1) + " to " + strconv.Itoa(s.From+len(s.Of))
	}
	return words
}

// none says what to do where nothing is suggested.
func (s Suggestions) none() (title, words string) {
	switch open := s.Bar.Open(); {
	case s.Bar.Unread:
		return "No suggestions", "What you find yourself you mark in the copy."
	case s.Bar.Checkable == 0:
		return "Nothing to suggest", "Nothing was found in the copy that can be checked. What you find yourself you mark in the copy."
	case open > 0:
		return "No suggestions left", ui.Capital(counted(open, "sentence is", "sentences are")) + " still uncovered. Mark a claim in each, or say why it needs none."
	}
	return "No suggestions left", "Every sentence that can be checked is accounted for. What you find beyond that you mark in the copy."
}

// shows reports whether the refused form stands here.
func (s Suggestions) shows(form string) bool {
	for _, c := range s.Of {
		if c.Open != "" && c.Open == form {
			return true
		}
	}
	return form == acceptForm
}

// acceptForm is what the form is called that accepts.
const acceptForm = "accept"

// words say what became of it.
func (a Acceptance) words() string {
	words := counted(a.Claims, "claim made", "claims made")
	if a.Touched > 0 {
		words += ", " + counted(a.Touched, "of them worked on since and stays", "of them worked on since and stay")
	}
	return words + "."
}

func (c SuggestionCard) id() string { return "o-" + c.Key }

// has says in words why it is suggested.
func (c SuggestionCard) has() string {
	reasons := slices.DeleteFunc(slices.Clone(c.Reasons), func(r string) bool { return strings.HasPrefix(r, "scores ") }) // the score stands beside it
	if len(reasons) == 0 {
		return ""
	}
	return "It has " + listed(reasons) + "."
}

// worth is the score in words.
func (c SuggestionCard) worth() string {
	word := "may be worth checking"
	switch {
	case c.Score >= 80:
		word = "well worth checking"
	case c.Score >= 50:
		word = "worth checking"
	}
	return strconv.Itoa(c.Score) + " of 100, " + word + "."
}

// asDrafted reports whether the statement says no more than the words do.
func (c SuggestionCard) asDrafted() bool {
	return strings.TrimRight(c.Words, ".") == strings.TrimRight(c.Statement, ".")
}

// listNone says which detectors read nothing in the language.
func listNone(names []string) string {
	low := make([]string, len(names))
	for i, n := range names {
		low[i] = strings.ToLower(n[:1]) + n[1:]
	}
	return listed(low)
}

// listed are some words one behind the other.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
