package handlers_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/handlers"
	"example.org/tickmark/models"
)

const canary = "kept-7f3a"

// bad is one bad form and the answer to it.
type bad struct {
	name   string
	actor  string
	path   string
	fields []string
	status int
	text   string // that the answer says
	kept   string // that the form which comes back holds
}

func TestBadInputIsToldAndLosesNothing(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	version := func(n int) string { return strconv.Itoa(s.At(t, s.open.article, n).Version) }
	article := func(name, value string, more ...string) []string {
		return append(with(with(append([]string{"form", "article", "draft", s.open.ids["draft"], "draft_version", "1"}, meta...), "byline", canary), name, value), more...)
	}
	pasted := func(name, value string) []string {
		return with([]string{"form", "draft", "text", canary + "\n\nWords.", "format", "plain text", "address", ""}, name, value)
	}
	mark := func(fields ...string) []string {
		return append([]string{"revision", "2", "statement", canary, "kinds", "event"}, fields...)
	}
	const claims = "/articles/1/claims"
	at := func(n int, end string) string { return fmt.Sprintf("%s/%d%s", claims, n, end) }
	ruling := func(field, value string) []string {
		return with([]string{"form", "ruling", "version", "1", "first", s.open.ids["first"], "second", s.open.ids["second"], "said", "independent", "reason", canary}, field, value)
	}
	source := func(fields ...string) []string {
		all := []string{"version", "1", "type", "book", "title", canary, "stance", "supports", "authority", "primary"}
		for i := 0; i < len(fields); i += 2 {
			changed := with(all, fields[i], fields[i+1])
			if !slices.Contains(all, fields[i]) {
				changed = append(changed, fields[i], fields[i+1])
			}
			all = changed
		}
		return all
	}
	settings := func(name, value string) []string {
		return with(append([]string{"form", "settings", "version", "1"}, with(settingsFields, "desks", canary)...), name, value)
	}
	long := func(n int) string { return strings.Repeat("x", n) }
	rows := []bad{
		{"nothing at all", "editor", "/drafts", pasted("text", ""), 422, "There is nothing to read yet", ""},
		{"a text of white space", "editor", "/drafts", pasted("text", " \n\t\u00a0\n"), 422, "There is nothing to read yet", ""},
		{"a text of what is not seen", "editor", "/drafts", pasted("text", " \n\ufeff\n"), 422, "There is no text yet", ""},
		{"a text and an address", "editor", "/drafts", pasted("address", "https://news.example/a"), 422, "a pasted text and an address", canary},
		{"a text one byte too large", "editor", "/drafts", pasted("text", canary+"\n\n"+long(models.MaxText-len(canary)-1)), 422, "at most 1048576 bytes, this is 1048577", canary},
		{"a text almost twice as large", "editor", "/drafts", pasted("text", canary+"\n\n"+long(2*models.MaxText-100)), 422, "at most 1048576 bytes", canary},
		{"a text above twice the limit", "editor", "/drafts", pasted("text", long(handlers.TextLimit)), 413, "nothing of it was kept", ""},
		{"a revision above twice the limit", "editor", "/articles/1/revisions", []string{"base", "2", "format", "markdown", "origin", "edited", "text", long(handlers.TextLimit)}, 413, "nothing of it was kept", ""},
		{"a form above what it may hold", "viewer", "/articles/1/comments", []string{"kind", "comment", "body", long(handlers.FormLimit)}, 413, "nothing of it was kept", ""},
		{"a note one byte too long", "viewer", "/articles/1/comments", []string{"form", "articlecomment", "kind", "comment", "body", canary + long(models.MaxNote-len(canary)+1)}, 422, "too long", canary},
		{"a text that is not UTF-8", "editor", "/drafts", pasted("text", canary+"\n\nab\xffcd"), 422, "byte at position 14 (line 3)", canary},
		{"a text in UTF-16", "editor", "/drafts", pasted("text", "\xff\xfea\x00b\x00"), 422, "position 1 (line 1)", ""},
		{"a surrogate written as UTF-8", "editor", "/drafts", pasted("text", canary+"\xed\xa0\x80"), 422, "position 10", canary},
		{"a line that is not UTF-8", "editor", "/articles", article("desk", "Ad\xe9"), 422, "position 3", canary},
		{"a note that is not UTF-8", "viewer", "/articles/1/comments", []string{"form", "articlecomment", "kind", "comment", "body", canary + "\x80"}, 422, "position 10", canary},
		{"an unknown format", "editor", "/drafts", pasted("format", "Word"), 422, "not one of the choices", canary},
		{"a Word file that is typed", "editor", "/drafts", pasted("format", "docx"), 422, "is none", canary},
		{"a draft for an article that is none", "editor", "/drafts", append(pasted("", ""), "article", "9999", "base", "1"), 404, "There is no such article", ""},
		{"a draft read in an encoding that is none", "editor", "/drafts/" + s.open.ids["draft"], []string{"form", "article", "draft_version", "1", "format", "telex", "byline", canary}, 422, "not one of the choices", canary},
		{"a draft read at another version", "editor", "/drafts/" + s.open.ids["draft"], []string{"form", "article", "draft_version", "7", "byline", canary}, 409, "Somebody else changed this", canary},
		{"a draft that is none", "editor", "/drafts/9999", []string{"draft_version", "1"}, 404, "There is no such draft", ""},
		{"a draft beyond numbers", "editor", "/drafts/99999999999999999999", []string{"draft_version", "1"}, 404, "no such page", ""},
		{"another's draft thrown away at no version", "duo", "/drafts/" + s.open.ids["draft"] + "/discard", nil, 409, "Somebody else changed this", ""},
		{"an unknown language", "editor", "/articles", article("language", "not a tag"), 422, "not one of the choices", canary},
		{"a date that is none", "editor", "/articles", article("publish_on", "2025-02-30"), 422, "must be a date", canary},
		{"a deadline that is none", "editor", "/articles", article("deadline", "2025-13-01T00:00"), 422, "must be a date and time", canary},
		{"an editor who is none", "editor", "/articles", article("editor", "3"), 422, "takes the role", canary},
		{"an editor who is nobody", "editor", "/articles", article("editor", "99999"), 422, "no such person", canary},
		{"a writer who is nobody", "editor", "/articles", article("", "", "writers", "99999"), 422, "no such person", canary},
		{"a writer who is no number", "editor", "/articles", article("", "", "writers", "1 OR 1=1"), 422, "not one of the choices", canary},
		{"a field sent twice", "editor", "/articles", article("", "", "desk", "twice"), 422, "more than once", canary},

		{"the idempotency key twice", "checker", at(claimOpen, "/take"), []string{"version", version(claimOpen), "key", "one", "key", "two"}, 422, "more than once", ""},
		{"a version twice", "checker", at(claimOpen, "/take"), []string{"version", version(claimOpen), "version", "7"}, 422, "more than once", ""},
		{"a version that is no number", "checker", at(claimOpen, "/take"), []string{"version", "new"}, 422, "not one of the choices", ""},
		{"a version that is negative", "checker", at(claimOpen, "/take"), []string{"version", "-1"}, 422, "not one of the choices", ""},
		{"no version", "checker", at(claimOpen, "/take"), nil, 409, "Somebody else changed this", ""},
		{"a key that is too long", "checker", at(claimOpen, "/take"), []string{"version", version(claimOpen), "key", long(201)}, 400, "could not be read", ""},
		{"a stale version", "checker", at(claimResearched, "/statement"), []string{"form", "statement", "version", "1", "statement", canary}, 409, "Somebody else changed this", canary},
		{"a move that the state does not know", "reviewer", at(claimOpen, "/approve"), []string{"version", version(claimOpen)}, 409, "cannot be", ""},
		{"sources that were not seen", "reviewer", at(claimInReview, "/approve"), []string{"version", version(claimInReview)}, 409, "Somebody else changed this", ""},
		{"sources that were seen otherwise", "reviewer", at(claimInReview, "/approve"), []string{"version", version(claimInReview), "sources", "cafe"}, 409, "Somebody else changed this", ""},
		{"a stale revision", "editor", "/articles/1/revisions", []string{"form", "revision", "base", "1", "text", canary, "format", "plain text", "origin", "pasted"}, 409, "brought in revision 2 while you typed", canary},

		{"offsets outside the text", "checker", claims, mark("form", "newclaim", "start", "0", "end", "99999", "quote", "x"), 422, "lies outside the text", canary},
		{"offsets turned around", "checker", claims, mark("form", "newclaim", "start", "9", "end", "3", "quote", "x"), 422, "lies outside the text", canary},
		{"offsets that are negative", "checker", claims, mark("form", "newclaim", "start", "-3", "end", "3", "quote", "x"), 422, "not one of the choices", canary},
		{"offsets beyond numbers", "checker", claims, mark("form", "newclaim", "start", "0", "end", "99999999999999999999", "quote", "x"), 422, "not one of the choices", canary},
		{"offsets that are nothing", "checker", claims, mark("form", "newclaim", "start", "3", "end", "3", "quote", "x"), 422, "Nothing is selected", canary},
		{"another quotation", "checker", claims, mark("form", "newclaim", "start", "0", "end", "7", "quote", "Lenders"), 409, "is not what you selected", canary},
		{"words that stand nowhere", "checker", claims, mark("form", "newclaim", "sentence", "1", "words", "Lenders"), 422, "do not stand in that sentence", canary},
		{"a sentence that is none", "checker", claims, mark("form", "newclaim", "sentence", "999"), 422, "no such sentence", canary},
		{"another revision", "checker", claims, with(mark("form", "newclaim", "sentence", "1"), "revision", "1"), 409, "Somebody else changed this", canary},
		{"no statement", "checker", claims, with(mark("form", "newclaim", "sentence", "1"), "statement", " "), 422, "statement is missing", ""},
		{"a statement of invisible bytes", "checker", claims, with(mark("form", "newclaim", "sentence", "1"), "statement", "\x00\x01\x1b"), 422, "statement is missing", ""},
		{"a statement too long", "checker", claims, with(mark("form", "newclaim", "sentence", "1"), "statement", canary+long(models.MaxStatement)), 422, "too long", canary},
		{"an unknown kind", "checker", claims, with(mark("form", "newclaim", "sentence", "1"), "kinds", "rumour"), 422, "not one of the choices", canary},
		{"a kind with a comma in it", "checker", claims, with(mark("form", "newclaim", "sentence", "1"), "kinds", "date,place"), 422, "not one of the choices", canary},
		{"no kind", "checker", at(claimOpen, "/kinds"), []string{"version", version(claimOpen)}, 422, "kind is missing", ""},
		{"an unknown severity", "checker", at(claimOpen, "/severity"), []string{"version", version(claimOpen), "severity", "deadly"}, 422, "not one of the choices", ""},
		{"a severity that a NUL tells apart", "checker", at(claimOpen, "/severity"), []string{"version", version(claimOpen), "severity", "low\x00"}, 422, "not one of the choices", ""},
		{"an unknown verdict", "checker", at(claimResearched, "/verdict"), []string{"form", "verdict", "version", version(claimResearched), "verdict", "true", "note", canary}, 422, "not one of the choices", canary},
		{"an unknown reason to withdraw", "editor", at(claimOpen, "/withdraw"), []string{"version", version(claimOpen), "withdraw", "boring"}, 422, "reason", ""},
		{"a duplicate of itself", "editor", at(claimOpen, "/withdraw"), []string{"version", version(claimOpen), "withdraw", "duplicate", "duplicate_of", "1"}, 422, "number of the claim", ""},
		{"a duplicate of a claim that is not there", "editor", at(claimOpen, "/withdraw"), []string{"version", version(claimOpen), "withdraw", "duplicate", "duplicate_of", "77"}, 422, "no other live claim", ""},
		{"an assignee who is nobody", "editor", at(claimOpen, "/assign"), []string{"version", version(claimOpen), "assignee", "99999"}, 422, "no such person", ""},
		{"an assignee who is no checker", "editor", at(claimOpen, "/assign"), []string{"version", version(claimOpen), "assignee", "7"}, 422, "takes the role", ""},
		{"a merge with itself", "checker", at(claimOpen, "/merge"), []string{"version", version(claimOpen), "other", "1", "statement", canary}, 422, "no other live claim", ""},

		{"a javascript address", "checker", at(claimOpen, "/evidence"), source("form", "evidence", "url", "javascript:alert(1)"), 422, "must begin with http", canary},
		{"one in other letters and with a tab", "checker", at(claimOpen, "/evidence"), source("form", "evidence", "url", "JaVa\tScript:alert(1)"), 422, "must begin with http", canary},
		{"a data address", "checker", at(claimOpen, "/evidence"), source("form", "evidence", "url", "data:text/html,<script>1</script>"), 422, "must begin with http", canary},
		{"an address of no protocol", "checker", at(claimOpen, "/evidence"), source("form", "evidence", "url", "//evil.example"), 422, "must begin with http", canary},
		{"an address too long", "checker", at(claimOpen, "/evidence"), source("form", "evidence", "url", "https://a.example/"+long(models.MaxURL)), 422, "too long", canary},
		{"an unknown stance", "checker", at(claimOpen, "/evidence"), source("form", "evidence", "stance", "refutes"), 422, "not one of the choices", canary},
		{"an unknown type of source", "checker", at(claimOpen, "/evidence"), source("form", "evidence", "type", "rumour"), 422, "not one of the choices", canary},
		{"a source that is not there", "checker", at(claimOpen, "/evidence"), source("source", "99999"), 404, "no such source", ""},
		{"a source of an article that is hidden", "checker", at(claimOpen, "/evidence"), source("source", s.sourceOf(t, s.hidden)), 404, "no such source", ""},
		{"nothing said of two sources", "checker", at(claimSentBack, "/rulings"), ruling("said", ""), 422, "not one of the choices", canary},
		{"something else said of them", "checker", at(claimSentBack, "/rulings"), ruling("said", "better"), 422, "not one of the choices", canary},
		{"it said without a reason", "checker", at(claimSentBack, "/rulings"), ruling("reason", " "), 422, "Give a reason", ""},
		{"it said with a reason too long", "checker", at(claimSentBack, "/rulings"), ruling("reason", long(models.MaxNote+1)), 422, "too long", ""},
		{"a source held against itself", "checker", at(claimSentBack, "/rulings"), ruling("second", s.open.ids["first"]), 422, "Choose two sources", canary},
		{"a source of an article that is hidden, held against one", "checker", at(claimSentBack, "/rulings"), ruling("second", s.hidden.ids["first"]), 422, "Choose two sources", canary},
		{"what was said of them before", "checker", at(claimSentBack, "/rulings"), ruling("said", "copies"), 409, "said of these two sources already", canary},
		{"what was said in an article that is hidden, taken back", "checker", at(claimSentBack, "/rulings/"+s.hidden.ids["ruling"]+"/end"), []string{"form", "ruling-end-" + s.hidden.ids["ruling"]}, 409, "taken back meanwhile", ""},
		{"an evidence of another article", "checker", at(claimResearched, "/evidence/"+s.hidden.ids["evidence"]), source("version", version(claimResearched)), 409, "evidence was removed", ""},
		{"an evidence of another claim", "checker", at(claimReady, "/evidence/"+s.open.ids["evidence"]+"/remove"), []string{"version", version(claimReady)}, 409, "evidence was removed", ""},
		{"a claim that is not there", "checker", at(999, "/take"), []string{"version", "1"}, 404, "no such claim", ""},
		{"a claim with a name", "checker", claims + "/one/take", []string{"version", "1"}, 404, "no such page", ""},
		{"a claim beyond numbers", "checker", claims + "/99999999999999999999/take", []string{"version", "1"}, 404, "no such page", ""},
		{"a claim with a zero before it", "checker", claims + "/01/take", []string{"version", "1"}, 404, "no such page", ""},
		{"a comment of another article", "checker", "/articles/1/comments/" + s.hidden.ids["remark"] + "/resolve", nil, 404, "no such comment", ""},
		{"an answer to one", "viewer", "/articles/1/comments/" + s.hidden.ids["remark"] + "/replies", []string{"body", "words"}, 404, "no such comment", ""},
		{"a look at a source without an address", "checker", "/articles/1/sources/" + s.open.ids["source"] + "/look", nil, 422, "The address of the source is missing", ""},
		{"a look at a source of another article", "checker", "/articles/1/sources/" + s.hidden.ids["page"] + "/look", nil, 404, "no such source", ""},
		{"a look at a source that is none", "checker", "/articles/1/sources/99999/look", nil, 404, "no such source", ""},
		{"a look at a source beyond numbers", "checker", "/articles/1/sources/99999999999999999999/look", nil, 404, "no such page", ""},
		{"a job that was done, tried again", "admin", "/jobs/" + s.open.ids["done"] + "/retry", nil, 409, "The job went on meanwhile", ""},
		{"a job that was done, discarded", "admin", "/jobs/" + s.open.ids["done"] + "/discard", nil, 409, "The job went on meanwhile", ""},
		{"a job that is none", "admin", "/jobs/99999/retry", nil, 404, "no such job", ""},
		{"a job with a name", "admin", "/jobs/first/discard", nil, 404, "no such page", ""},
		{"a fix that is none", "editor", "/articles/1/comments/" + s.open.ids["remark"] + "/apply", nil, 404, "no such fix", ""},
		{"an unknown kind of comment", "checker", "/articles/1/comments", []string{"form", "articlecomment", "kind", "rant", "body", canary}, 422, "not one of the choices", canary},
		{"a question to nobody", "checker", "/articles/1/comments", []string{"form", "articlecomment", "kind", "query", "asked", "99999", "body", canary}, 422, "no such person", canary},
		{"a question due at no time", "checker", "/articles/1/comments", []string{"form", "articlecomment", "kind", "query", "asked", "7", "due", "soon", "body", canary}, 422, "must be a date and time", canary},
		{"a sign-off of a revision that is not the newest", "editor", "/articles/1/sign-off", []string{"form", "break-glass", "revision", "99", "as", "spin", "reason", canary}, 409, "newer revision", canary},
		{"an account name of nothing", "viewer", "/account/name", []string{"form", "name", "version", "1", "name", " \t"}, 422, "Your name is missing", ""},
		{"an account name too long", "viewer", "/account/name", []string{"form", "name", "version", "1", "name", canary + long(models.MaxLine)}, 422, "too long", canary},
		{"an account at another version", "viewer", "/account/name", []string{"form", "name", "version", "77", "name", canary}, 409, "Somebody else changed this", canary},
		{"times in 13 hours", "viewer", "/account/preferences", []string{"form", "preferences", "hours", "13"}, 422, "not one of the choices", ""},
		{"something unknown to be shown", "viewer", "/account/preferences", []string{"form", "preferences", "hours", "12", "show", "advertising"}, 422, "not one of the choices", ""},
		{"a hint that is not to be hidden", "viewer", "/account/hint", []string{"hint", "show"}, 422, "not one of the choices", ""},
		{"no present password", "viewer", "/account/password", []string{"form", "password", "new_password", nextPassword, "new_password_again", nextPassword}, 422, "Your present password is missing", ""},
		{"two new passwords", "viewer", "/account/password", []string{"form", "password", "present_password", "x", "new_password", nextPassword, "new_password_again", canary}, 422, "are not the same", ""},
		{"a new password that is short", "viewer", "/account/password", []string{"form", "password", "present_password", "x", "new_password", "short", "new_password_again", "short"}, 422, "has 5 characters", ""},
		{"a new password twice", "viewer", "/account/password", []string{"form", "password", "present_password", "x", "new_password", canary, "new_password", canary}, 422, "more than once", ""},
		{"a session with a name", "viewer", "/account/sessions/all/end", nil, 404, "no such page", ""},
		{"somebody else's session", "checker", "/account/sessions/" + s.open.ids["session"] + "/end", nil, 404, "no such session", ""},
		{"settings without a name", "admin", "/settings", settings("newsroom_name", ""), 422, "is missing", canary},
		{"a name of the newsroom too long", "admin", "/settings", settings("newsroom_name", long(models.MaxLine+1)), 422, "too long", canary},
		{"a time zone that is none", "admin", "/settings", settings("time_zone", "Mars/Olympus"), 422, "is not a time zone", canary},
		{"a desk too long", "admin", "/settings", settings("desks", "City\n"+long(models.MaxLine+1)), 422, "too long", ""},
		{"desks without end", "admin", "/settings", settings("desks", strings.Repeat("x\n", 10_001)), 422, "too long", ""},
		{"a language that is none", "admin", "/settings", settings("languages", "en\nplain English"), 422, "is no language tag", canary},
		{"no language", "admin", "/settings", settings("languages", "\n \n"), 422, "is missing", canary},
		{"an idle time of no number", "admin", "/settings", settings("idle_minutes", "soon"), 422, "not one of the choices", canary},
		{"an idle time of nothing", "admin", "/settings", settings("idle_minutes", ""), 422, "a whole number from 5 to 480", canary},
		{"sessions beyond numbers", "admin", "/settings", settings("absolute_minutes", "9223372036854775807"), 422, "a whole number from 5 to 10080", canary},
		{"a length that wraps around", "admin", "/settings", settings("longest_text", "18014398509481985"), 422, "a whole number from 1 to 1024", canary},
		{"settings at another version", "admin", "/settings", settings("version", "77"), 409, "Somebody else changed this", canary},
		{"glass broken over no claim", "duo", "/articles/1/break-glass", []string{"form", "break-glass-claims", "reason", canary}, 422, "At least one claim", canary},
		{"glass broken over a claim without its version", "duo", "/articles/1/break-glass", []string{"form", "break-glass-claims", "claim", "5", "reason", canary}, 422, "not one of the choices", canary},
		{"glass broken over no number", "duo", "/articles/1/break-glass", []string{"form", "break-glass-claims", "claim", "x.1", "reason", canary}, 422, "not one of the choices", canary},
		{"glass broken over a claim that there is not", "duo", "/articles/1/break-glass", []string{"form", "break-glass-claims", "claim", "999.1", "reason", canary}, 404, "no such claim", ""},
		{"glass broken over an old version", "duo", "/articles/1/break-glass", []string{"form", "break-glass-claims", "claim", fmt.Sprintf("%d.1", claimByHand), "reason", canary}, 409, "Somebody else changed", canary},
		{"glass broken for a reason too long", "duo", "/articles/1/break-glass", []string{"form", "break-glass-claims", "claim", fmt.Sprintf("%d.1", claimByHand), "reason", strings.Repeat("x", models.MaxNote+1)}, 422, "too long", ""},
		{"a handle in capitals and accents", "admin", "/users", []string{"form", "new-user", "name", canary, "handle", "Änna", "roles", "viewer", "way", "link"}, 422, "small letters", canary},
		{"a handle that is taken", "admin", "/users", []string{"form", "new-user", "name", canary, "handle", " CARL", "roles", "viewer", "way", "link"}, 422, "Somebody signs in as carl already", canary},
		{"a name that is not UTF-8", "admin", "/users", []string{"form", "new-user", "name", "N\xe9", "handle", canary, "roles", "viewer", "way", "link"}, 422, "position 2", canary},
		{"no role for somebody new", "admin", "/users", []string{"form", "new-user", "name", canary, "handle", "nora", "way", "link"}, 422, "at least one role", canary},
		{"two roles in one", "admin", "/users", []string{"form", "new-user", "name", canary, "handle", "nora", "roles", "viewer,admin", "way", "link"}, 422, "not one of the choices", canary},
		{"a password that is guessed", "admin", "/users", []string{"form", "new-user", "name", canary, "handle", "nora", "roles", "viewer", "way", "password", "password", "password1234"}, 422, "easily guessed", canary},
		{"a user at an old version", "admin", "/users/3/edit", []string{"form", "edit-user", "version", "9", "name", canary, "roles", "checker"}, 409, "Somebody else changed this", canary},
		{"a user without a name", "admin", "/users/3/edit", []string{"form", "edit-user", "version", "1", "name", "\x00", "roles", "checker"}, 422, "name is missing", ""},
		{"a user disabled for no reason", "admin", "/users/3/disable", []string{"form", "disable-user", "version", "1", "reason", " "}, 422, "Give a reason", "Carl"},
		{"the only keeper of a protected source", "admin", "/users/3/disable", []string{"form", "disable-user", "version", "1", "reason", canary}, 422, "nobody else keeps who can sign in: 2", canary},
		{"the last admin's role", "admin", "/users/8/edit", []string{"form", "edit-user", "version", "1", "name", canary}, 409, "last admin", canary},
		{"one's own account", "admin", "/users/8/disable", []string{"form", "disable-user", "version", "1", "reason", canary}, 409, "The reason " + canary, ""},
		{"a list of no kind", "admin", "/checklists", []string{"form", "checklist", "version", "0", "kind", "gossip", "item", canary}, 422, "not one of the choices", canary},
		{"a list with an item twice", "admin", "/checklists", []string{"form", "checklist", "version", "0", "kind", "date", "item", canary, "item", canary}, 422, "stands in the list twice", canary},
		{"a list with an item too long", "admin", "/checklists", []string{"form", "checklist", "version", "0", "kind", "date", "item", canary, "item", long(models.MaxChecklistItem + 1)}, 422, "too long", canary},
		{"a list with too many items", "admin", "/checklists", append([]string{"form", "checklist", "version", "0", "kind", "date"}, strings.Split(strings.Repeat("item|x|", models.MaxChecklist+1)+"item|x", "|")...), 422, "too many", ""},
		{"a list at another version", "admin", "/checklists", []string{"form", "checklist", "version", "7", "kind", "date", "item", canary}, 409, "Somebody else changed", canary},
		{"what is required in no number", "admin", "/checklists", []string{"form", "checklist", "version", "0", "kind", "date", "item", canary, "required", "all"}, 422, "not one of the choices", canary},
		{"a tick of what is in no list", "reviewer", at(claimInReview, "/ticks"), []string{"version", version(claimInReview), "kind", "event", "item", "Nobody asked.", "ticked", "yes"}, 409, "Somebody else changed", ""},
		{"a tick of a claim that is open", "reviewer", at(claimOpen, "/ticks"), []string{"version", version(claimOpen), "kind", "event", "item", "Nobody asked.", "ticked", "yes"}, 409, "cannot be", ""},
		{"a tick in a review that is none", "reviewer", at(claimInReview, "/ticks"), []string{"version", "1", "kind", "event", "item", "Nobody asked.", "back", "review", "after", "x.y", "passed", "-1", "of", "all"}, 409, "Somebody else changed", ""},
		{"a user who is nobody", "admin", "/users/99999/link", []string{"version", "1"}, 404, "no such user", ""},
		{"a user beyond numbers", "admin", "/users/99999999999999999999/link", []string{"version", "1"}, 404, "no such page", ""},
		{"a user who is not disabled", "admin", "/users/3/enable", []string{"version", "1"}, 409, "not disabled", ""},
	}
	s.refuses(t, rows)
}

// refuses sends bad forms: each is told what is wrong with it, comes back with
// what was typed, and changes no row.
func (s *scene) refuses(t *testing.T, rows []bad) {
	t.Helper()
	was, seen := s.Rows(t, s.db), s.changes(t)
	for i, row := range rows {
		fields := row.fields
		if !strings.Contains(strings.Join(fields, "|"), "key|") {
			fields = append([]string{"key", fmt.Sprint("bad ", i)}, fields...)
		}
		a := s.browserOf(row.actor).send(t, request(http.MethodPost, row.path, fields...))
		text := a.text()
		if a.status != row.status || !strings.Contains(text, row.text) {
			t.Errorf("%s: %d, want %d and %q: %s", row.name, a.status, row.status, row.text, text[:min(len(text), 700)])
		}
		if row.kept != "" && !holds(a.body, row.kept) {
			t.Errorf("%s: the form lost %q", row.name, row.kept)
		}
		if !a.whole() {
			t.Errorf("%s: not one whole page", row.name)
		}
		if now := s.changes(t); now != seen {
			seen = now
			s.same(t, row.name, was)
		}
	}
}

// holds reports whether a field of the page holds words: as its value, or as
// the text of a text area.
func holds(body, words string) bool {
	for part := range strings.SplitSeq(body, words) {
		tag := part[strings.LastIndexByte(part, '<')+1:]
		if strings.HasPrefix(tag, "input ") || strings.HasPrefix(tag, "textarea ") {
			return true
		}
	}
	return false
}

// sourceOf is the ID of a source that stands in a piece alone.
func (s *scene) sourceOf(t testing.TB, p *piece) string {
	t.Helper()
	sources, err := s.queries().Sources(t.Context(), p.article)
	if err != nil || len(sources) == 0 {
		t.Fatal(err)
	}
	return fmt.Sprint(sources[0].ID)
}

// TestOddTextIsCleaned brings in what is odd and not wrong.
func TestOddTextIsCleaned(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"CRLF", "Head\r\n\r\nOne.\r\nTwo.", "Head\nOne. Two."},
		{"CR alone", "Head\r\rOne.", "Head\nOne."},
		{"NUL and other controls", "He\x00ad\x07\n\nO\x1b[31mne.\x7f", "Head\nO[31mne."},
		{"a byte order mark", "\ufeffHead\n\nOne.", "Head\nOne."},
		{"decomposed letters", "Cafe\u0301\n\nOne.", "Caf\u00e9\nOne."},
		{"a script", "Head\n\n<script>alert(1)</script>", "Head\n<script>alert(1)</script>"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := newScene(t)
			b := s.browserOf("editor")
			a := b.opensArticle(t, row.text, "plain text", meta...)
			if a.status != http.StatusSeeOther {
				t.Fatal(a.status, a.text())
			}
			if got := s.File(t, 3).Revision.Text; strings.ReplaceAll(got, "\u2028", " ") != row.want {
				t.Errorf("%q, want %q", got, row.want)
			}
			page := b.get(t, a.to())
			if strings.Contains(page.body, "<script>alert") || strings.ContainsAny(page.body, "\x00\x07\x1b\x7f\r") {
				t.Error("the page carries it as it came")
			}
		})
	}
}

// TestHostileWordsStayWords puts one hostile text into every field that shows.
func TestHostileWordsStayWords(t *testing.T) {
	const markup = `"><img src=x onerror=alert(1)>'<a hx-get="/__canary" href="javascript:alert(1)">x</a> [x](javascript:alert(1)) [y](data:text/html,1) ![z](https://evil.example/p.png) <script>1</script>`
	const hostile = markup + "\u202eright\u202c"
	s := newScene(t)
	editor, checker := s.browserOf("editor"), s.browserOf("checker")
	text := "Head " + hostile + "\n\nOne sentence " + hostile + "."
	preview := editor.pasted(t, text, "markdown")
	opened := editor.opensArticle(t, text, "markdown", "byline", hostile, "desk", hostile, "language", "en", "editor", "1")
	if opened.status != http.StatusSeeOther {
		t.Fatal(opened.status, opened.text())
	}
	home := opened.to()
	for _, form := range [][]string{
		{"/claims", "revision", "1", "sentence", "1", "statement", hostile, "kinds", "event"},
		{"/claims/1/take", "version", "1"},
		{"/claims/1/evidence", "version", "2", "type", "book", "title", hostile, "publisher", hostile, "author", hostile, "url", "https://evil.example/" + markup, "stance", "supports", "authority", "primary", "passage", hostile, "locator", hostile, "calculation", hostile, "note", hostile},
		{"/claims/1/comments", "kind", "query", "asked", "7", "body", hostile},
		{"/comments", "kind", "fix-suggested", "body", hostile},
		{"/comments", "kind", "comment", "body", hostile},
		{"/waivers", "revision", "1", "sentence", "1", "note", hostile},
		{"/waivers", "revision", "1", "sentence", "2", "kind", "nothing to check", "note", hostile},
	} {
		if a := checker.post(t, home+form[0], form[1:]...); a.status != http.StatusSeeOther && form[2] != "fix-suggested" {
			t.Errorf("%s: %d %s", form[0], a.status, a.text())
		}
	}
	pages := []string{"/articles", "/articles/new", preview, "/search?q=img", "/trail", "/reports"}
	for _, p := range []string{"", "/claims/1", "/claims/1/trail", "/edit", "/revisions/new", "/revisions/1", "/checked-copy", "/backup", "/drafts/new", "/trail", "/sign-off", "/report.html", "?tab=discussion", "?tab=suggestions", "?tab=checks", "/coverage"} {
		pages = append(pages, home+p)
	}
	for _, page := range pages {
		a := editor.get(t, page)
		if a.status != http.StatusOK {
			t.Errorf("%s: %d", page, a.status)
		}
		for _, live := range []string{"<img src=x", "<script>1", `href="javascript:`, `href="data:`, "<a hx-get", `src="https://evil`, " onerror=alert(1)>\"", "href=\"//"} {
			if strings.Contains(a.body, live) {
				t.Errorf("%s carries %s", page, live)
			}
		}
	}
	if a := editor.get(t, home); !strings.Contains(a.body, "data-sign=") {
		t.Error("a turned text does not show its signs")
	}
}

func TestAMultipartFormIsBounded(t *testing.T) {
	s := newScene(t)
	was := s.Rows(t, s.db)
	part := func(name, value string) string {
		return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	for _, row := range []struct {
		name, body string
		status     int
	}{
		{"many parts", strings.Repeat(part("a", ""), 2000) + "--x--", 413},
		{"a large part", part("body", strings.Repeat("x", handlers.FormLimit+1)) + "--x--", 413},
		{"one that never begins", strings.Repeat("x", 4*handlers.FormLimit), 400},
		{"a file, without a key", part(`body"; filename="../../x`, "words") + part("kind", "comment") + "--x--", 400},
	} {
		r := request(http.MethodPost, "/articles/1/comments")
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Body, r.ContentLength = body(row.body), int64(len(row.body))
		if a := s.browserOf("viewer").send(t, r); a.status != row.status {
			t.Errorf("%s: %d, want %d: %s", row.name, a.status, row.status, a.text())
		}
	}
	s.same(t, "a multipart form that is too much", was)
	var buf bytes.Buffer
	buf.WriteString(part("key", "m") + part("kind", "comment") + part("body", "words") + "--x--")
	r := request(http.MethodPost, "/articles/1/comments")
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Body, r.ContentLength = body(buf.String()), int64(buf.Len())
	if a := s.browserOf("viewer").send(t, r); a.status != http.StatusSeeOther {
		t.Errorf("a good one: %d %s", a.status, a.text())
	}
}
