package views

import (
	"net/url"
	"strconv"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// NoticesTitle is what the page of a person's notices is called.
const NoticesTitle = "Notices"

// NoticesPath is where a person's notices are listed.
const NoticesPath = "/notices"

// NoticeList is what somebody was told.
type NoticeList struct {
	Page         ui.Page
	All          bool // those that were read too
	Kind         models.NoticeKind
	Key          string
	Rows         []NoticeRow
	Upto         models.ID // the newest of the page: what is newer is not marked with the others
	Newer, Older string
}

// NoticeRow is a notice in words.
type NoticeRow struct {
	models.Notice
	By       string // who did it; "" for the system
	Headline string
	Claim    int // its number; 0: on the article
	When     ui.Moment
}

// noticeKinds are the kinds of notices in words, for those who choose.
var noticeKinds = map[models.NoticeKind]string{
	models.NoticeMentioned:  "Somebody mentions me",
	models.NoticeAsked:      "A query is put to me",
	models.NoticeAnswered:   "My query is answered",
	models.NoticeAssigned:   "A claim is given to me",
	models.NoticeSentBack:   "My claim comes back from review",
	models.NoticeReopened:   "My claim is reopened",
	models.NoticeStale:      "The approval of my claim ends",
	models.NoticeFixDecided: "My fix is decided",
	models.NoticeDrifted:    "A source of my claim is gone or changed",
	models.NoticeDebtDue:    "A review debt of mine is due",
	models.NoticeDeadline:   "A deadline of mine is near",
	models.NoticeSignedOff:  "An article I worked on is signed off",
}

// NoticeKind is a kind of notice in words.
func NoticeKind(k models.NoticeKind) string {
	if words, ok := noticeKinds[k]; ok {
		return words
	}
	return ui.Capital(string(k))
}

// Words says what happened, without a word of any draft.
func (r NoticeRow) Words() string {
	by := r.By
	if by == "" {
		by = "Tickmark"
	}
	claim := "A claim"
	if r.Claim != 0 {
		claim = "Claim " + strconv.Itoa(r.Claim)
	}
	switch r.Kind {
	case models.NoticeMentioned:
		return by + " mentioned you" + aboutClaim(r.Claim)
	case models.NoticeAsked:
		return by + " put a query to you" + aboutClaim(r.Claim)
	case models.NoticeAnswered:
		if r.By == "" {
			return "Your query" + aboutClaim(r.Claim) + " was answered"
		}
		return by + " answered your query" + aboutClaim(r.Claim)
	case models.NoticeAssigned:
		return by + " gave you " + lower(claim)
	case models.NoticeSentBack:
		return by + " sent " + lower(claim) + " back to you"
	case models.NoticeReopened:
		return by + " reopened " + lower(claim)
	case models.NoticeStale:
		return "The approval of " + lower(claim) + " ended: what it rested on changed"
	case models.NoticeFixDecided:
		return by + " " + fixDecided(r.How) + aboutClaim(r.Claim)
	case models.NoticeDrifted:
		return "A source of " + lower(claim) + " is gone or says something else"
	case models.NoticeDebtDue:
		return "A review debt" + aboutClaim(r.Claim) + " is due soon"
	case models.NoticeDeadline:
		return "The deadline is near"
	case models.NoticeSignedOff:
		return by + " signed the article off"
	}
	return "Something happened"
}

func aboutClaim(number int) string {
	if number == 0 {
		return ""
	}
	return " on claim " + strconv.Itoa(number)
}

// lower is a phrase in the middle of a sentence.
func lower(words string) string {
	if words == "" {
		return ""
	}
	return string(words[0]|' ') + words[1:]
}

func fixDecided(how string) string {
	switch models.Closing(how) { //nolint:exhaustive // whatever else becomes of a fix, it came back
	case models.Applied:
		return "applied your fix"
	case models.Stet:
		return "let the words stand (stet) against your fix"
	}
	return "sent your fix back"
}

// Leads is where what a notice tells of can be seen.
func (r NoticeRow) Leads() string {
	at := ArticlePath(r.ArticleID)
	if r.Claim != 0 {
		at = ClaimPath(r.ArticleID, r.Claim)
	}
	switch {
	case r.CommentID != 0:
		return at + "#comment-" + idText(models.ID(r.CommentID))
	case r.Kind == models.NoticeDrifted:
		return ArticlePath(r.ArticleID) + "/drifts"
	case r.Kind == models.NoticeDeadline || r.Kind == models.NoticeDebtDue && r.Claim == 0:
		return ArticlePath(r.ArticleID) + "/sign-off"
	}
	return at
}

func (r NoticeRow) path(act string) string { return NoticesPath + "/" + idText(r.ID) + "/" + act }

// NoticesAddress is where the notices of a kind are listed, those that were read
// too or not.
func NoticesAddress(all bool, kind models.NoticeKind, before models.ID) string {
	q := url.Values{}
	if all {
		q.Set("show", "all")
	}
	if kind != "" {
		q.Set("kind", string(kind))
	}
	if before != 0 {
		q.Set("before", idText(before))
	}
	if len(q) == 0 {
		return NoticesPath
	}
	return NoticesPath + "?" + q.Encode()
}

func (p NoticeList) tabs() []ui.Tab {
	return []ui.Tab{
		{Link: ui.Link{Label: "Unread", Href: NoticesAddress(false, p.Kind, 0), Current: !p.All}},
		{Link: ui.Link{Label: "All", Href: NoticesAddress(true, p.Kind, 0), Current: p.All}},
	}
}

func (p NoticeList) kinds() (of []ui.Choice) {
	of = append(of, ui.Choice{Value: "", Label: "Everything"})
	for _, k := range models.NoticeKinds {
		of = append(of, ui.Choice{Value: string(k), Label: NoticeKind(k), Chosen: k == p.Kind})
	}
	return of
}

// unread reports whether the page has a notice that nobody read.
func (p NoticeList) unread() bool {
	for _, r := range p.Rows {
		if r.ReadAt == 0 {
			return true
		}
	}
	return false
}
