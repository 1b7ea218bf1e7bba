package main

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"net/url"
	"regexp"
	"strings"
)

// deed is something that people do by a form: how the form is filled, and
// which event it leaves.
type deed struct {
	action string // of the event that bears the marker
	with   string // of another event of the same request
	bears  bears  // how often events bear the marker
	weight int    // how often it is done, where it can be
	// fill fills the form. It reports whether the marker is in it.
	fill func(f form, marker string) bool
}

// bears is how often events bear the marker of what was done once.
type bears string

const (
	once    bears = ""        // one event does
	echoed  bears = "echoed"  // later acts may repeat it
	several bears = "several" // events of one request
)

// deeds are the acts, by deedName.
var deeds = map[string]deed{
	"/articles":                              {"article.open", "", once, 1, into("byline")},
	"/articles/N/revisions":                  {"revision.add", "", echoed, 1, revise},
	"/articles/N/waivers":                    {"waiver.add", "", several, 3, waive},
	"/articles/N/waivers CQ":                 {"waiver.add", "", several, 3, waive},
	"/articles/N/waivers nothing to check":   {"waiver.add", "", several, 3, waive},
	"/articles/N/waivers/N/end":              {"waiver.end", "", once, 1, unmarked("")},
	"/articles/N/coverage/unchecked":         {"waiver.add", "", several, 2, into("reason")},
	"/articles/N/suggestions/accept":         {"suggestion.accept", "", once, 12, accept},
	"/articles/N/suggestions/accept one":     {"suggestion.accept", "", once, 1, unmarked("")},
	"/articles/N/suggestions/accept all":     {"suggestion.accept", "", once, 3, unmarked("")},
	"/articles/N/acceptances/N/undo":         {"suggestion.undo", "", once, 12, unmarked("")},
	"/articles/N/checks dismissed":           {"check.answer", "", once, 3, into("reason")},
	"/articles/N/checks claim":               {"claim.mark", "check.answer", once, 3, into("statement")},
	"/articles/N/checks query":               {"comment.add", "check.answer", once, 2, query},
	"/articles/N/checks/N/reopen":            {"check.reopen", "", once, 2, unmarked("")},
	"/articles/N/sign-off":                   {"report.issue", "", once, 3, unmarked("reason")},
	"/articles/N/comments":                   {"comment.add", "", once, 1, talk},
	"/articles/N/comments/N/replies":         {"comment.add", "", once, 2, into("body")},
	"/articles/N/comments/N/resolve":         {"comment.close", "", once, 2, into("reason")},
	"/articles/N/comments/N/stet":            {"comment.close", "", once, 2, into("reason")},
	"/articles/N/comments/N/apply":           {"comment.apply", "", once, 3, unmarked("")},
	"/articles/N/claims":                     {"claim.mark", "", once, 1, mark},
	"/articles/N/claims/N/take":              {"claim.take", "", once, 20, into("reason")},
	"/articles/N/claims/N/release":           {"claim.release", "", once, 1, into("reason")},
	"/articles/N/claims/N/submit":            {"claim.submit", "", once, 30, into("reason")},
	"/articles/N/claims/N/still-holds":       {"claim.still-holds", "", once, 10, into("reason")},
	"/articles/N/claims/N/recall":            {"claim.recall", "", once, 1, into("reason")},
	"/articles/N/claims/N/approve":           {"claim.approve", "", once, 40, into("reason")},
	"/articles/N/claims/N/request-changes":   {"claim.request-changes", "", once, 6, into("reason")},
	"/articles/N/claims/N/reopen":            {"claim.reopen", "", once, 3, into("reason")},
	"/articles/N/claims/N/restore":           {"claim.restore", "", once, 6, into("reason")},
	"/articles/N/claims/N/break-glass":       {"claim.break-glass", "", once, 2, into("reason")},
	"/articles/N/claims/N/withdraw":          {"claim.withdraw", "", once, 1, withdraw},
	"/articles/N/claims/N/statement":         {"claim.statement", "", once, 2, into("statement")},
	"/articles/N/claims/N/verdict":           {"finding.add", "claim.verdict", once, 10, judge},
	"/articles/N/claims/N/kinds":             {"claim.kinds", "", once, 1, sort},
	"/articles/N/claims/N/severity":          {"claim.severity", "", once, 1, weigh},
	"/articles/N/claims/N/assign":            {"claim.assign", "", once, 2, assign},
	"/articles/N/claims/N/split":             {"claim.split", "", once, 1, split},
	"/articles/N/claims/N/merge":             {"claim.merge", "", once, 1, merge},
	"/articles/N/claims/N/evidence":          {"evidence.add", "", once, 6, witness},
	"/articles/N/claims/N/evidence/N":        {"evidence.change", "", once, 1, into("passage")},
	"/articles/N/claims/N/evidence/N/remove": {"evidence.remove", "", once, 1, unmarked("")},
	"/articles/N/claims/N/comments":          {"comment.add", "", once, 4, talk},
}

// numbers are the parts of a path that name rows.
var numbers = regexp.MustCompile(`/\d+`)

// deedName is the form's path with N for its numbers and, where several acts
// have one path, which of them it is.
func deedName(f form) string {
	name := numbers.ReplaceAllString(f.path, "/N")
	which := ""
	switch {
	case strings.HasSuffix(name, "/checks"):
		which = f.values.Get("answer")
	case strings.HasSuffix(name, "/waivers"):
		which = f.values.Get("kind")
	case f.values.Has("one"):
		which = "one"
	case f.values.Has("all"):
		which = "all"
	}
	return strings.TrimSuffix(name+" "+which, " ")
}

// deedOf is what is done by a form, and whether it is known here. The form to
// mark words needs a hand that marks them.
func deedOf(f form) (deed, bool) {
	d, ok := deeds[deedName(f)]
	return d, ok && f.values.Get("form") != "mark"
}

// newMarker returns words that stand nowhere else.
func newMarker() string { return "ZQMARK" + rand.Text()[:20] }

// upTo returns a number from 0 to n-1.
func upTo(n int) int {
	if n < 2 {
		return 0
	}
	k, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		return 0
	}
	return int(k.Int64())
}

// oneOf is one of the choices that says something, or "".
func oneOf(choices []string) string {
	for range 20 {
		if len(choices) == 0 {
			break
		}
		if c := choices[upTo(len(choices))]; c != "" && c != "0" {
			return c
		}
	}
	return ""
}

func into(field string) func(form, string) bool {
	return func(f form, marker string) bool {
		f.values.Set(field, "Said on the desk: "+marker)
		return true
	}
}

// unmarked leaves the form as it is but for a reason; its event bears no words.
func unmarked(field string) func(form, string) bool {
	return func(f form, _ string) bool {
		if field != "" {
			f.values.Set(field, "Decided on the desk.")
		}
		return false
	}
}

// story is the copy of an article. Most of its weekdays are not those of their
// dates, for the checks to find.
func story() string {
	var b strings.Builder
	b.WriteString("# Council votes on the harbour\n")
	for i := range 8 {
		fmt.Fprintf(&b, "\nOn Monday, %d March 2025, the council of Nordhaven voted %d to %d for plan %d. The mayor said that it will cost %d million euros.\n", i+1, 20+i, 11-i, i+1, 40+i)
	}
	return b.String()
}

func deskNote(marker string) string { return "\nDesk note " + marker + ".\n" }

var desksNote = regexp.MustCompile(`\n*Desk note \w+\.\s*`)

// revise changes a word of the copy, by which anchors move and approvals end,
// and the note at its end.
func revise(f form, marker string) bool {
	text := desksNote.ReplaceAllString(f.values.Get("text"), "\n")
	swap := [2]string{"voted", "decided"}
	if upTo(2) == 0 {
		swap = [2]string{"decided", "voted"}
	}
	f.values.Set("text", strings.Replace(text, swap[0], swap[1], 1)+deskNote(marker))
	f.values.Set("origin", "edited")
	return true
}

// mark marks one of the sentences, or the words of a suggestion.
func mark(f form, marker string) bool {
	if sentence := oneOf(f.choices["sentence"]); sentence != "" {
		f.values.Set("sentence", sentence)
	}
	f.values.Set("statement", "The copy asserts: "+marker)
	f.values["kinds"] = []string{oneOf(f.choices["kinds"])}
	return true
}

func talk(f form, marker string) bool {
	f.values.Set("body", "A word on this: "+marker)
	kind, asked := "comment", oneOf(f.choices["asked"])
	if n := upTo(10); n == 0 && asked != "" {
		kind = "query"
		f.values.Set("asked", asked)
	} else if n == 1 && len(f.choices["kind"]) > 0 {
		kind = "suggested fix"
		f.values.Set("proposed", "the council "+marker)
	}
	f.values.Set("kind", kind)
	return true
}

// waive waives the sentence that the form is of, or some of its list.
func waive(f form, marker string) bool {
	some(f, "sentence")
	return into("note")(f, marker)
}

// accept accepts the suggestion that the form is of, or some of its list.
func accept(f form, _ string) bool {
	some(f, "suggestion")
	return false
}

// some chooses up to three of a list.
func some(f form, field string) {
	for range min(1+upTo(3), len(f.choices[field])) {
		f.values.Add(field, oneOf(f.choices[field]))
	}
}

func query(f form, marker string) bool {
	f.values.Set("asked", oneOf(f.choices["asked"]))
	return into("body")(f, marker)
}

func withdraw(f form, marker string) bool {
	f.values.Set("withdraw", "not a fact")
	return into("reason")(f, marker)
}

func judge(f form, marker string) bool {
	f.values.Set("verdict", []string{"confirmed", "confirmed", "confirmed", "attributed", "wrong", "could not verify"}[upTo(6)])
	return into("note")(f, marker)
}

func witness(f form, marker string) bool {
	f.values.Set("source", "")
	f.values.Set("title", "Minutes "+marker)
	f.values.Set("type", "primary document")
	if known := oneOf(f.choices["source"]); known != "" && upTo(2) == 0 {
		f.values.Set("source", known)
		f.values.Set("title", "")
	}
	f.values.Set("stance", []string{"supports", "supports", "supports", "contradicts", "context"}[upTo(5)])
	f.values.Set("authority", "primary")
	return into("passage")(f, marker)
}

func sort(f form, _ string) bool {
	f.values["kinds"] = []string{oneOf(f.choices["kinds"])}
	return false
}

func weigh(f form, _ string) bool {
	f.values.Set("severity", oneOf(f.choices["severity"]))
	return false
}

func assign(f form, _ string) bool {
	f.values.Set("assignee", oneOf(f.choices["assignee"]))
	return false
}

// split takes the words apart in the middle.
func split(f form, marker string) bool {
	words := strings.Fields(f.values.Get("words1"))
	if len(words) > 4 {
		half := len(words) / 2
		f.values.Set("words1", strings.Join(words[:half], " "))
		f.values.Set("words2", strings.Join(words[half:], " "))
	}
	f.values.Set("statement1", "One half: "+marker)
	f.values.Set("statement2", "The other half.")
	return true
}

func merge(f form, marker string) bool {
	f.values.Set("other", oneOf(f.choices["other"]))
	return into("statement")(f, marker)
}

// clone copies what is sent.
func clone(v url.Values) url.Values {
	c := url.Values{}
	for name, vs := range v {
		c[name] = append([]string(nil), vs...)
	}
	return c
}
