package handlers_test

import (
	"slices"
	"strings"
)

// declared are the fields of forms that are named like columns, by the end of
// their route.
var declared = map[string][]string{
	"/users/:user/edit":                       {"name", "roles"},
	"/account/name":                           {"name"},
	"/articles/:article/sources/:source/name": {"contact"},
	"/preferences":                            {"hours"},
	"/settings": {
		"newsroom_name", "time_zone", "desks", "languages", "idle_minutes", "absolute_minutes", "longest_text", "query_hours", "debt_hours",
		"nightly_backup", "backup_hour", "backups_kept", "abbreviations", "assist_address", "assist_model", "two_roots", "two_approvals", "digest_hour", "mail_words",
	},
	"/sources/:source/edit":      {"type", "title", "publisher", "author", "published_on"},
	"/sources/:source/publisher": {"note"},
	"/drafts":                    {"text", "format", "base", "address"},
	"/:draft":                    {"format", "charset", "view", "whole"},
	"/articles":                  {"byline", "desk", "language", "direction", "publish_on", "restricted"},
	"/edit":                      {"version", "byline", "desk", "language", "direction", "publish_on", "restricted"},
	"/revisions":                 {"text", "origin", "format", "base"},
	"/typing":                    {"text", "base"},
	"/waivers":                   {"note", "sentence", "kind"},
	"/accept":                    {"all"},
	"/checks":                    {"fingerprint", "answer", "reason", "sentence", "statement", "kinds", "severity", "body"},
	"/sign-off":                  {"reason"},
	"/claims":                    {"statement", "kinds", "severity", "sentence", "words"},
	"/withdraw":                  {"duplicate_of", "reason"},
	"/statement":                 {"statement"},
	"/verdict":                   {"verdict", "note", "proposed", "cut"},
	"/kinds":                     {"kinds"},
	"/severity":                  {"severity"},
	"/merge":                     {"statement"},
	"/place":                     {"sentence", "words"},
	"/new":                       {"type", "title", "url", "publisher", "author", "published_on", "word_how", "word_at", "consent", "protected", "contact"},
	"/evidence":                  {"type", "title", "url", "publisher", "author", "published_on", "word_how", "word_at", "consent", "protected", "contact", "stance", "authority", "passage", "locator", "calculation", "note"},
	"/translations":              {"language", "translation"},
	"/quote":                     {"passage", "claim", "stance", "authority", "locator", "calculation", "note"},
	"/:evidence":                 {"stance", "authority", "passage", "locator", "calculation", "note"},
	"/users":                     {"name", "handle", "roles"},
	"/comments":                  {"kind", "body", "proposed", "cut"},
	"/replies":                   {"body"},
	"/reword":                    {"proposed", "cut"},
	"/ticks":                     {"kind", "item"},
	"/criticises":                {"criticises"},
	"/asked":                     {"whom", "channel", "asked_at"},
	"/answer":                    {"answer", "no_answer"},
	"/settle":                    {"reflected"},
	"/checklists":                {"kind", "item"},
	"/:token":                    {"body"},
	"/articles/:article/queries/:query/offers/:offer/take": {"type", "title", "author"},
	"/articles/:article/checked-copy/apply":                {"base"},
	"/bulk":                                                {"act", "list", "claims", "assignee", "withdraw"},
	"/views":                                               {"list", "name", "shared"},
	"/drop":                                                {"list"},
	"/ask":                                                 {"asked"},
}

// takes reports whether a deed's form has a field of that name.
func takes(d deed, name string) bool {
	if name == "key" || name == "version" || name == "reason" {
		return true
	}
	end := d.route[strings.LastIndexByte(d.route, '/'):]
	return slices.Contains(declared[end], name) || slices.Contains(declared[d.route], name)
}
