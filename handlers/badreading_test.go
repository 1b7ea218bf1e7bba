package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/models"
)

// many are n fields of the same name with different numbers.
func many(name, before string, n int) (fields []string) {
	for i := range n {
		fields = append(fields, name, fmt.Sprint(before, i+1))
	}
	return fields
}

func TestBadInputAboutSuggestionsIsToldAndLosesNothing(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	const accept, undo, ask = "/articles/1/suggestions/accept", "/articles/1/acceptances/", "/articles/1/suggestions/ask"
	accepting := func(more ...string) []string {
		return append([]string{"form", "accept", "back", "suggestions", "revision", "2"}, more...)
	}
	const stale, long = "Somebody else changed this", models.MaxStatement
	s.refuses(t, []bad{
		{"nothing chosen to accept", "checker", accept, accepting(), 422, "Nothing is chosen. Tick at least one.", ""},
		{"a suggestion that was never made", "checker", accept, accepting("suggestion", "s1-2"), 409, "None of these suggestions is open any more", ""},
		{"a suggestion that is markup", "checker", accept, accepting("suggestion", "<script>"), 409, "None of these suggestions is open any more", ""},
		{"a suggestion that is not UTF-8", "checker", accept, accepting("suggestion", "s\xff"), 409, "None of these suggestions is open any more", ""},
		{"a model's proposal that was never made", "checker", accept, accepting("one", "p1"), 409, "None of these suggestions is open any more", ""},
		{"more suggestions than are accepted at once", "checker", accept, accepting(many("suggestion", "s1-", 501)...), 422, "At most 500 can be done at once", ""},
		{"two that are the one", "checker", accept, accepting("one", "s1-2", "one", "s3-4"), 422, "more than once", ""},
		{"suggestions of an older revision", "checker", accept, with(accepting("suggestion", s.open.ids["offer"]), "revision", "1"), 409, stale, ""},
		{"suggestions of a revision that there is not yet", "checker", accept, with(accepting("suggestion", s.open.ids["offer"]), "revision", "3"), 409, stale, ""},
		{"suggestions of no revision", "checker", accept, []string{"form", "accept", "one", s.open.ids["offer"]}, 409, stale, ""},
		{"suggestions of a revision with a name", "checker", accept, with(accepting("all", "1"), "revision", "newest"), 422, "not one of the choices", ""},
		{"an acceptance without an idempotency key", "checker", accept, append(accepting("all", "1"), "key", ""), 400, "could not be read", ""},
		{"an acceptance by an editor", "editor", accept, accepting("all", "1"), 403, "This takes the role of checker", ""},
		{"suggestions of an article that is hidden", "checker", "/articles/2/suggestions/accept", accepting("all", "1"), 404, "There is no such article", ""},
		{"suggestions of an article with a name", "checker", "/articles/one/suggestions/accept", accepting("all", "1"), 404, "no such page", ""},

		{"an acceptance that there is not", "checker", undo + "9999/undo", []string{"form", "undo-9999"}, 409, "This was taken back before", ""},
		{"an acceptance of another article", "checker", undo + s.hidden.ids["acceptance"] + "/undo", []string{"form", "undo-2"}, 409, "This was taken back before", ""},
		{"an acceptance with a name", "checker", undo + "last/undo", nil, 404, "no such page", ""},
		{"an acceptance beyond numbers", "checker", undo + "99999999999999999999/undo", nil, 404, "no such page", ""},
		{"an acceptance of an article that is hidden", "checker", "/articles/2/acceptances/" + s.hidden.ids["acceptance"] + "/undo", nil, 404, "There is no such article", ""},
		{"an acceptance undone by a reviewer", "reviewer", undo + s.open.ids["acceptance"] + "/undo", nil, 403, "This takes the role of", ""},

		{"a model asked that is not set up", "checker", ask, []string{"form", "ask", "revision", "2"}, 422, "No language model is set up. An admin names", ""},
		{"a model asked about an older revision", "checker", ask, []string{"form", "ask", "revision", "1"}, 409, stale, ""},
		{"a model asked about no revision", "checker", ask, []string{"form", "ask"}, 409, stale, ""},
		{"a model asked about a revision with a name", "checker", ask, []string{"form", "ask", "revision", "x"}, 422, "not one of the choices", ""},
		{"a model asked by an editor", "editor", ask, []string{"form", "ask", "revision", "2"}, 403, "This takes the role of checker", ""},
		{"a model asked about an article that is hidden", "checker", "/articles/2/suggestions/ask", []string{"form", "ask", "revision", "2"}, 404, "There is no such article", ""},

		{"an edited suggestion without a statement", "checker", "/articles/1/claims", s.edited("statement", ""), 422, "statement is missing", ""},
		{"an edited suggestion with a statement too long", "checker", "/articles/1/claims", s.edited("statement", canary+strings.Repeat("x", long)), 422, "too long", canary},
		{"an edited suggestion that is not UTF-8", "checker", "/articles/1/claims", s.edited("statement", canary+"\xff"), 422, "position 10", canary},
		{"an edited suggestion without a kind", "checker", "/articles/1/claims", with(s.edited("", ""), "kinds", ""), 422, "not one of the choices", canary},
		{"an edited suggestion of a kind that is none", "checker", "/articles/1/claims", s.edited("kinds", "rumour"), 422, "not one of the choices", canary},
		{"an edited suggestion of a severity that is none", "checker", "/articles/1/claims", append(s.edited("", ""), "severity", "deadly"), 422, "not one of the choices", canary},
		{"an edited suggestion whose words are others", "checker", "/articles/1/claims", s.edited("quote", "Lenders"), 409, "is not what you selected", canary},
		{"an edited suggestion of an older revision", "checker", "/articles/1/claims", s.edited("revision", "1"), 409, stale, canary},
		{"an edited suggestion outside the text", "checker", "/articles/1/claims", s.edited("end", "99999"), 422, "lies outside the text", canary},
		{"an edited suggestion that is gone", "checker", "/articles/1/claims", with(s.edited("revision", "1"), "suggestion", "s1-2"), 409, "The statement " + canary, ""},
		{"an edited suggestion by an editor", "editor", "/articles/1/claims", s.edited("", ""), 403, "This takes the role of checker", ""},
	})
}

// edited is the form that makes a claim of the scene's suggestion, with a field
// that is another.
func (s *scene) edited(name, value string) []string {
	_, span, _ := strings.Cut(s.open.ids["offer"], "s")
	var start, end int
	_, _ = fmt.Sscanf(span, "%d-%d", &start, &end)
	return with([]string{
		"form", "edit", "back", "suggestions", "revision", "2", "suggestion", s.open.ids["offer"], "at", fmt.Sprint(start - 1),
		"start", fmt.Sprint(start - 1), "end", fmt.Sprint(end), "quote", "The sixth sentence is withdrawn", "statement", canary, "kinds", "event",
	}, name, value)
}

// waived is the form that waives the only sentence that nobody accounts for, as
// it stands on a page.
func waived(back string, more ...string) []string {
	return append([]string{"form", "waive", "back", back, "revision", "2", "kind", "nothing to check", "note", canary, "sentence", "7"}, more...)
}

func TestBadInputAboutCoverageIsToldAndLosesNothing(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	const waivers, unchecked, stale = "/articles/1/waivers", "/articles/1/coverage/unchecked", "Somebody else changed this"
	leave := func(more ...string) []string {
		return append([]string{"form", "unchecked", "revision", "2", "reason", canary}, more...)
	}
	rows := []bad{
		{"sentences more than are waived at once", "checker", waivers, append(without(waived("list"), "sentence"), many("sentence", "", 501)...), 422, "At most 500 can be done at once", canary},
		{"two kinds of waiver", "checker", waivers, waived("list", "kind", "CQ"), 422, "more than once", ""},
		{"two notes", "checker", waivers, waived("list", "note", "another"), 422, "more than once", canary},
		{"a sentence waived in an article that is hidden", "checker", "/articles/2/waivers", waived("list"), 404, "There is no such article", ""},
		{"a sentence waived by a reviewer", "reviewer", waivers, waived("list"), 403, "This takes the role of checker, editor.", ""},
		{"a sentence waived without an idempotency key", "checker", waivers, waived("list", "key", ""), 400, "could not be read", ""},
		{"one good sentence and one that is none", "checker", waivers, waived("list", "sentence", "999"), 422, "There is no such sentence", canary},

		{"a waiver that there is not", "checker", waivers + "/9999/end", nil, 409, "This was taken back before", ""},
		{"a waiver of another article", "checker", waivers + "/" + s.hidden.ids["waiver"] + "/end", nil, 409, "This was taken back before", ""},
		{"a waiver with a name", "checker", waivers + "/first/end", nil, 404, "no such page", ""},
		{"a waiver of an article that is hidden", "checker", "/articles/2/waivers/" + s.hidden.ids["waiver"] + "/end", nil, 404, "There is no such article", ""},
		{"a waiver taken back by a reviewer", "reviewer", waivers + "/" + s.open.ids["waiver"] + "/end", nil, 403, "This takes the role of", ""},

		{"left unchecked without a reason", "editor", unchecked, with(leave(), "reason", " \n"), 422, "Say in a few words why these sentences go out unchecked", ""},
		{"left unchecked for a reason too long", "editor", unchecked, with(leave(), "reason", canary+strings.Repeat("x", models.MaxNote)), 422, "too long", canary},
		{"left unchecked for a reason that is not UTF-8", "editor", unchecked, with(leave(), "reason", canary+"\xff"), 422, "position 10", canary},
		{"left unchecked in an older revision", "editor", unchecked, with(leave(), "revision", "1"), 409, stale, canary},
		{"left unchecked in no revision", "editor", unchecked, without(leave(), "revision"), 409, stale, canary},
		{"left unchecked in a revision with a name", "editor", unchecked, with(leave(), "revision", "x"), 422, "not one of the choices", canary},
		{"left unchecked for two reasons", "editor", unchecked, leave("reason", "x"), 422, "more than once", canary},
		{"left unchecked by a checker", "checker", unchecked, leave(), 403, "This takes the role of editor", ""},
		{"left unchecked in an article that is hidden", "other editor", "/articles/2/coverage/unchecked", leave(), 404, "There is no such article", ""},
	}
	for where, back := range map[string]string{"beside a suggestion": "suggestions", "in the panel of the sentence": "coverage", "in the list of the coverage": "list"} {
		rows = append(rows,
			bad{"waived for a note too long, " + where, "checker", waivers, with(s.offered(waived(back)), "note", canary+strings.Repeat("x", models.MaxNote)), 422, "too long", canary},
			bad{"waived for a note that is not UTF-8, " + where, "checker", waivers, with(s.offered(waived(back)), "note", canary+"\xff"), 422, "position 10", canary},
			bad{"waived as of a kind that is none, " + where, "checker", waivers, with(s.offered(waived(back)), "kind", "boring"), 422, "not one of the choices", canary},
			bad{"waived in an older revision, " + where, "checker", waivers, with(s.offered(waived(back)), "revision", "1"), 409, stale, canary},
			bad{"waived in no revision, " + where, "checker", waivers, without(s.offered(waived(back)), "revision"), 409, stale, canary},
			bad{"waived without a note, " + where, "checker", waivers, with(s.offered(waived(back)), "note", " "), 422, "Say in a few words why there is nothing to check in it.", ""},
			bad{"left unchecked by a checker, " + where, "checker", waivers, with(s.offered(waived(back)), "kind", "left unchecked"), 403, "This takes the role of editor", canary},
		)
		if back == "coverage" {
			continue // there the sentence is what the panel shows
		}
		rows = append(rows,
			bad{"no sentence waived, " + where, "checker", waivers, without(s.offered(waived(back)), "sentence"), 422, "Nothing is chosen", canary},
			bad{"sentence 0 waived, " + where, "checker", waivers, with(s.offered(waived(back)), "sentence", "0"), 422, "There is no such sentence", canary},
			bad{"a sentence with a name waived, " + where, "checker", waivers, with(s.offered(waived(back)), "sentence", "last"), 422, "not one of the choices", canary},
			bad{"a sentence before the first waived, " + where, "checker", waivers, with(s.offered(waived(back)), "sentence", "-1"), 422, "not one of the choices", canary},
			bad{"a sentence behind the last waived, " + where, "checker", waivers, with(s.offered(waived(back)), "sentence", "16"), 422, "There is no such sentence", canary},
		)
	}
	s.refuses(t, rows)
}

// offered adds which suggestion a form stands on.
func (s *scene) offered(fields []string) []string {
	return append(fields, "suggestion", s.open.ids["offer"], "at", "184")
}

// without are fields without those of a name.
func without(fields []string, name string) (left []string) {
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i] != name {
			left = append(left, fields[i], fields[i+1])
		}
	}
	return left
}

func TestBadInputAboutChecksIsToldAndLosesNothing(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	const checks, long = "/articles/1/checks", models.MaxNote
	found := s.open.ids["found"]
	answer := func(kind string, fields ...string) []string {
		return append([]string{"form", kind + "-" + found[:16], "answer", kind, "check", "doubled words", "fingerprint", found, "revision", "2", "sentence", "14"}, fields...)
	}
	dismiss := func(fields ...string) []string {
		return answer("dismissed", append([]string{"reason", canary}, fields...)...)
	}
	claim := func(fields ...string) []string {
		return answer("claim", append([]string{"statement", canary, "kinds", "event", "severity", "normal"}, fields...)...)
	}
	query := func(fields ...string) []string {
		return answer("query", append([]string{"body", canary, "asked", "7"}, fields...)...)
	}
	settled := s.settledCheck(t)
	s.refuses(t, []bad{
		{"dismissed without a reason", "checker", checks, with(dismiss(), "reason", " "), 422, "Say in a few words why this is right as it stands", ""},
		{"dismissed for a reason too long", "checker", checks, with(dismiss(), "reason", canary+strings.Repeat("x", long)), 422, "too long", canary},
		{"dismissed for a reason that is not UTF-8", "checker", checks, with(dismiss(), "reason", canary+"\xff"), 422, "position 10", canary},
		{"dismissed for two reasons", "checker", checks, dismiss("reason", "x"), 422, "more than once", canary},
		{"an answer that is none", "checker", checks, with(dismiss(), "answer", "shrug"), 422, "not one of the choices", canary},
		{"no answer", "checker", checks, without(dismiss(), "answer"), 422, "not one of the choices", canary},
		{"a check that is none", "checker", checks, with(dismiss(), "check", "spelling"), 409, "The check no longer finds this", canary},
		{"a check whose name is too long", "checker", checks, with(dismiss(), "check", strings.Repeat("x", models.MaxLine+1)), 422, "too long", canary},
		{"a finding that is none", "checker", checks, with(with(dismiss(), "fingerprint", strings.Repeat("0", 64)), "form", "dismissed-0000000000000000"), 409, "The reason " + canary, ""},
		{"a finding that is garbage", "checker", checks, with(dismiss(), "fingerprint", "<b>"), 409, "The check no longer finds this", canary},
		{"a finding that is too long", "checker", checks, with(dismiss(), "fingerprint", strings.Repeat("f", models.MaxLine+1)), 422, "too long", canary},
		{"a finding of another check", "checker", checks, with(dismiss(), "fingerprint", settled), 409, "The check no longer finds this", canary},
		{"a finding that is answered", "checker", checks, with(with(dismiss("form", "dismissed-"+settled[:16]), "fingerprint", settled), "check", "placeholders"), 409, "Somebody answered this meanwhile", ""},
		{"what was found in an article that is hidden", "checker", "/articles/2/checks", dismiss(), 404, "There is no such article", ""},
		{"dismissed without an idempotency key", "checker", checks, dismiss("key", ""), 400, "could not be read", ""},
		{"dismissed by a reviewer", "reviewer", checks, dismiss(), 403, "This takes the role of checker, editor.", ""},

		{"a claim of it without a statement", "checker", checks, with(claim(), "statement", " "), 422, "statement is missing", ""},
		{"a claim of it with a statement too long", "checker", checks, with(claim(), "statement", canary+strings.Repeat("x", models.MaxStatement)), 422, "too long", canary},
		{"a claim of it without a kind", "checker", checks, without(claim(), "kinds"), 422, "kind is missing", canary},
		{"a claim of it of a kind that is none", "checker", checks, with(claim(), "kinds", "rumour"), 422, "not one of the choices", canary},
		{"a claim of it of a severity that is none", "checker", checks, with(claim(), "severity", "deadly"), 422, "not one of the choices", canary},
		{"a claim of it in an older revision", "checker", checks, with(claim(), "revision", "1"), 409, "Somebody else changed this", canary},
		{"a claim of it in a revision with a name", "checker", checks, with(claim(), "revision", "x"), 422, "not one of the choices", canary},
		{"a claim of it in a sentence that is none", "checker", checks, with(claim(), "sentence", "16"), 422, "There is no such sentence", canary},
		{"a claim of it in a sentence with a name", "checker", checks, with(claim(), "sentence", "x"), 422, "not one of the choices", canary},
		{"a claim of it in no sentence", "checker", checks, without(claim(), "sentence"), 422, "There is no such sentence", canary},
		{"a claim of it by an editor", "editor", checks, claim(), 403, "This takes the role of checker", ""},

		{"a question about it to nobody", "checker", checks, with(query(), "asked", ""), 422, "", canary},
		{"a question about it to who is nobody", "checker", checks, with(query(), "asked", "99999"), 422, "no such person", canary},
		{"a question about it to a name", "checker", checks, with(query(), "asked", "Rita"), 422, "not one of the choices", canary},
		{"a question about it without words", "checker", checks, with(query(), "body", " "), 422, "", ""},
		{"a question about it that is too long", "checker", checks, with(query(), "body", canary+strings.Repeat("x", long)), 422, "too long", canary},
		{"a question about it due at no time", "checker", checks, query("due", "soon"), 422, "must be a date and time", canary},
		{"a question about it by a viewer", "viewer", checks, query(), 403, "This takes the role of checker, editor.", ""},

		{"an answer opened that there is not", "checker", checks + "/9999/reopen", []string{"form", "reopen-9999"}, 409, "This was taken back before", ""},
		{"an answer of another article", "checker", checks + "/" + s.hidden.ids["answer"] + "/reopen", []string{"form", "reopen-2"}, 409, "This was taken back before", ""},
		{"an answer with a name", "checker", checks + "/first/reopen", nil, 404, "no such page", ""},
		{"an answer of an article that is hidden", "checker", "/articles/2/checks/" + s.hidden.ids["answer"] + "/reopen", nil, 404, "There is no such article", ""},
		{"an answer opened by a reviewer", "reviewer", checks + "/" + s.open.ids["answer"] + "/reopen", nil, 403, "This takes the role of", ""},
	})
}

// settledCheck is the fingerprint of what is answered in the scene.
func (s *scene) settledCheck(t *testing.T) string {
	t.Helper()
	answers, err := s.queries().CheckAnswers(t.Context(), s.open.article)
	if err != nil || len(answers) != 1 {
		t.Fatal(answers, err)
	}
	return answers[0].Fingerprint
}

func TestBadInputAboutHowCopyIsReadIsToldAndLosesNothing(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	settings := func(fields ...string) []string {
		return append(append([]string{"form", "settings", "version", "1"}, with(settingsFields, "desks", canary)...), fields...)
	}
	s.refuses(t, []bad{
		{"an abbreviation with a space", "admin", "/settings", settings("abbreviations", "approx\nby and large"), 422, "is no abbreviation", canary},
		{"an abbreviation of signs", "admin", "/settings", settings("abbreviations", "<b>"), 422, "is no abbreviation", canary},
		{"more abbreviations than are read", "admin", "/settings", settings("abbreviations", strings.Join(many("", "ab", 5000), "\n")), 422, "abbreviations", canary},
		{"an abbreviation too long", "admin", "/settings", settings("abbreviations", strings.Repeat("x", models.MaxLine+1)), 422, "too long", canary},
		{"a model without an address", "admin", "/settings", settings("assist_model", "small"), 422, "The address of the service is missing", canary},
		{"an address without a model", "admin", "/settings", settings("assist_address", "https://models.example/v1"), 422, "The name of the model is missing", canary},
		{"an address that is none", "admin", "/settings", settings("assist_model", "small", "assist_address", "models"), 422, "This is not the address of a service", canary},
		{"an address of a script", "admin", "/settings", settings("assist_model", "small", "assist_address", "javascript:alert(1)"), 422, "This is not the address of a service", canary},
		{"an address with a password in it", "admin", "/settings", settings("assist_model", "small", "assist_address", "https://a:b@models.example/v1"), 422, "This is not the address of a service", canary},
		{"an address too long", "admin", "/settings", settings("assist_model", "small", "assist_address", "https://models.example/"+strings.Repeat("x", models.MaxURL)), 422, "too long", canary},
		{"a model with a name too long", "admin", "/settings", settings("assist_model", strings.Repeat("x", models.MaxLine+1), "assist_address", "https://models.example/v1"), 422, "too long", canary},
	})
}
