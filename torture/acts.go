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
	echoes bool   // later acts may repeat the marker
	weight int    // how often it is done, where it can be
	// fill fills the form. It reports whether the marker is in it.
	fill func(f form, marker string) bool
}

// deeds are the acts, by the form's path with N for its numbers.
var deeds = map[string]deed{
	"/articles":                              {"article.open", "", false, 1, into("byline")},
	"/articles/N/revisions":                  {"revision.add", "", true, 1, revise},
	"/articles/N/waivers":                    {"waiver.add", "", false, 1, into("note")},
	"/articles/N/sign-off":                   {"report.issue", "", false, 1, unmarked("reason")},
	"/articles/N/comments":                   {"comment.add", "", false, 1, talk},
	"/articles/N/comments/N/replies":         {"comment.add", "", false, 2, into("body")},
	"/articles/N/comments/N/resolve":         {"comment.close", "", false, 2, into("reason")},
	"/articles/N/comments/N/stet":            {"comment.close", "", false, 2, into("reason")},
	"/articles/N/comments/N/apply":           {"comment.apply", "", false, 3, unmarked("")},
	"/articles/N/claims":                     {"claim.mark", "", false, 1, mark},
	"/articles/N/claims/N/take":              {"claim.take", "", false, 20, into("reason")},
	"/articles/N/claims/N/release":           {"claim.release", "", false, 1, into("reason")},
	"/articles/N/claims/N/submit":            {"claim.submit", "", false, 30, into("reason")},
	"/articles/N/claims/N/still-holds":       {"claim.still-holds", "", false, 10, into("reason")},
	"/articles/N/claims/N/recall":            {"claim.recall", "", false, 1, into("reason")},
	"/articles/N/claims/N/approve":           {"claim.approve", "", false, 40, into("reason")},
	"/articles/N/claims/N/request-changes":   {"claim.request-changes", "", false, 6, into("reason")},
	"/articles/N/claims/N/reopen":            {"claim.reopen", "", false, 3, into("reason")},
	"/articles/N/claims/N/restore":           {"claim.restore", "", false, 6, into("reason")},
	"/articles/N/claims/N/break-glass":       {"claim.break-glass", "", false, 2, into("reason")},
	"/articles/N/claims/N/withdraw":          {"claim.withdraw", "", false, 1, withdraw},
	"/articles/N/claims/N/statement":         {"claim.statement", "", false, 2, into("statement")},
	"/articles/N/claims/N/verdict":           {"finding.add", "claim.verdict", false, 10, judge},
	"/articles/N/claims/N/kinds":             {"claim.kinds", "", false, 1, sort},
	"/articles/N/claims/N/severity":          {"claim.severity", "", false, 1, weigh},
	"/articles/N/claims/N/assign":            {"claim.assign", "", false, 2, assign},
	"/articles/N/claims/N/split":             {"claim.split", "", false, 1, split},
	"/articles/N/claims/N/merge":             {"claim.merge", "", false, 1, merge},
	"/articles/N/claims/N/evidence":          {"evidence.add", "", false, 6, witness},
	"/articles/N/claims/N/evidence/N":        {"evidence.change", "", false, 1, into("passage")},
	"/articles/N/claims/N/evidence/N/remove": {"evidence.remove", "", false, 1, unmarked("")},
	"/articles/N/claims/N/comments":          {"comment.add", "", false, 4, talk},
}

// numbers are the parts of a path that name rows.
var numbers = regexp.MustCompile(`/\d+`)

// deedOf is what is done by a form, and whether it is known here. The form to
// mark words needs a hand that marks them.
func deedOf(f form) (deed, bool) {
	d, ok := deeds[numbers.ReplaceAllString(f.path, "/N")]
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

// story is the copy of an article.
func story() string {
	var b strings.Builder
	b.WriteString("# Council votes on the harbour\n")
	for i := range 8 {
		fmt.Fprintf(&b, "\nOn %d March the council of Nordhaven voted %d to %d for plan %d. The mayor said that it will cost %d million euros.\n", i+1, 20+i, 11-i, i+1, 40+i)
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

func mark(f form, marker string) bool {
	f.values.Set("sentence", oneOf(f.choices["sentence"]))
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
