package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/models"
)

// headline is what a report calls itself.
func headline(r Report) string {
	switch r.Status {
	case Verified:
		return "Verified"
	case BreakGlass:
		return "Signed off by break glass"
	case Draft:
	}
	return "Draft, not signed off"
}

// promises says what a report is good for and what not.
var promises = []string{
	"Every claim listed as approved was approved by a second person without a hand in it, at the wording shown here, unless a red note beside it says otherwise.",
	"The evidence is what the named people entered. Passages are quoted by them; this report does not vouch for what a source says.",
	"The trail lists every act on the article up to this report. It makes tampering evident, it does not prevent it: an act is covered once somebody outside holds a signed checkpoint that includes it, and acts after the last such checkpoint are not covered.",
	"What nobody marked as a claim was not checked.",
}

func capital(s any) string {
	var word string
	switch w := s.(type) {
	case string:
		word = w
	case models.Verdict:
		word = string(w)
	case models.State:
		word = string(w)
	case models.Closing:
		word = string(w)
	case Amendment:
		word = string(w)
	case SinceWhat:
		word = string(w)
	case models.Point:
		word = string(w)
	}
	_, size := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:size]) + word[size:]
}

// count says how many there are of something.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// verdictWords says what was found, most frequent kinds in their usual order.
func verdictWords(s Summary) string {
	parts := make([]string, len(s.Verdicts))
	for i, c := range s.Verdicts {
		word := string(c.Verdict)
		if c.Verdict == models.NoVerdict {
			word = "without a verdict"
		}
		parts[i] = strconv.Itoa(c.Claims) + " " + word
	}
	return strings.Join(parts, ", ")
}

// tone is the colour of a verdict; a word always stands beside it.
func toneOf(v models.Verdict) string {
	switch v {
	case models.Confirmed, models.ConfirmedWithChange, models.Attributed, models.OnAuthor:
		return "good"
	case models.Wrong, models.CouldNotVerify:
		return "bad"
	case models.NoVerdict:
	}
	return "open"
}

// actionWords turns an action's name into words.
func actionWords(action string) string {
	return strings.NewReplacer(".", " ", "_", " ", "-", " ").Replace(action)
}

// longest is how many code points of a change the trail shows; the body holds
// all of it.
const longest = 160

func clipped(s string) string {
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest]) + " …"
}
