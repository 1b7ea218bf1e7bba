package handlers_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"
	"example.org/tickmark/views"

	"github.com/google/go-cmp/cmp"
)

// sceneLasts is more than the scene takes by its clock.
const sceneLasts = 20 * time.Minute

// deed is one form of the route table, filled in well by somebody who may.
type deed struct {
	route  string
	actor  string
	claim  int
	ids    []string // of what it is about, beside the claim
	fields []string
	events []string // that it leaves
}

var meta = []string{"byline", "By Ada", "desk", "World", "language", "en", "direction", "", "publish_on", "2025-09-30", "deadline", "", "editor", "1"}

const nextPassword = "seven lamps over a slow canal"

var settingsFields = []string{
	"newsroom_name", "The Harbour Gazette", "time_zone", "Asia/Tokyo", "desks", "World\nCity", "languages", "en\nja", "idle_minutes", "60",
	"absolute_minutes", "600", "longest_text", "512", "query_hours", "12", "debt_hours", "36", "nightly_backup", "yes", "backup_hour", "4", "backups_kept", "7",
	"digest_hour", "7", "mail_words", "yes",
}

// deeds has a row for every form of the route table.
var deeds = []deed{
	{"/sign-out", "viewer", 0, nil, nil, []string{"user.sign-out"}},
	{"/account/name", "viewer", 0, nil, []string{"version", "1", "name", "Vera the Second"}, []string{"user.edit"}},
	{"/account/preferences", "viewer", 0, nil, []string{"hours", "12", "show", "keys", "show", "hint"}, []string{"user.preferences"}},
	{"/account/mail", "viewer", 0, nil, []string{"mail_address", "vera@example.org"}, []string{"user.mail-address"}},
	{"/account/mail/clear", "viewer", 0, nil, []string{"sure", "yes"}, []string{"user.mail-address"}},
	{"/account/mail/resume", "checker", 0, nil, []string{"sure", "yes"}, []string{"user.mail-address"}},
	{"/account/notices", "viewer", 0, nil, chosenNotices("digest"), []string{"user.notices"}},
	{"/mail/confirm/:confirm", "viewer", 0, nil, []string{"confirm", "yes"}, []string{"user.mail-address"}},
	{"/mail/stop/:stop", "checker", 0, nil, []string{"List-Unsubscribe", "One-Click"}, []string{"user.mail-address"}},
	{"/users/:user/mail/clear", "admin", 0, nil, []string{"version", "1", "sure", "yes"}, []string{"user.mail-address"}},
	{"/account/hint", "viewer", 0, nil, []string{"hint", "hide", "next", "/articles"}, []string{"user.preferences"}},
	{"/account/password", "viewer", 0, nil, []string{
		"present_password", testkit.Password, "new_password", nextPassword, "new_password_again", nextPassword,
	}, []string{"user.password"}},
	{"/account/sessions/:session/end", "viewer", 0, []string{"session"}, nil, []string{"user.end-session"}},
	{"/notices/seen", "viewer", 0, nil, []string{"upto", "1"}, nil},
	{"/notices/:notice/open", "viewer", 0, nil, []string{"read", "yes"}, nil},
	{"/notices/:notice/seen", "viewer", 0, nil, []string{"read", "yes"}, nil},
	{"/settings", "admin", 0, nil, append([]string{"version", "1"}, settingsFields...), []string{"settings.edit"}},
	{"/account/sign-out-everywhere", "viewer", 0, nil, nil, []string{"user.sign-out-everywhere"}},
	{"/checklists", "admin", 0, nil, []string{"version", "0", "kind", "date", "item", "The day agrees.", "item", "", "item", "So does the year.", "required", "3"}, []string{"checklist.edit"}},
	{"/links/:link", "viewer", 0, nil, []string{"password", "velvet otter canyon", "password_again", "velvet otter canyon"}, []string{"user.password", "user.sign-out"}},
	{"/answer/:token", "signed out", 0, nil, []string{"body", "Yes.", "file", "note.txt|I was there."}, []string{"comment.answer", "offer.come"}},
	{"/users", "admin", 0, nil, []string{"name", "Nora", "handle", "nora", "roles", "checker", "way", "link"}, []string{"user.add", "user.link"}},
	{"/users/:user/edit", "admin", 0, nil, []string{"version", "1", "name", "Carla", "roles", "checker", "roles", "viewer"}, []string{"user.edit"}},
	{"/users/:user/disable", "admin", 0, nil, []string{"version", "1", "reason", "left", "unkept", "yes"}, []string{"user.disable"}},
	{"/users/:user/enable", "admin", 0, []string{"cleo"}, []string{"version", "1"}, []string{"user.enable"}},
	{"/users/:user/sign-out", "admin", 0, nil, []string{"version", "1"}, []string{"user.end-sessions"}},
	{"/users/:user/link", "admin", 0, nil, []string{"version", "1"}, []string{"user.link"}},
	{"/sources/:source/look", "checker", 0, []string{"page"}, nil, []string{"source.look"}},
	{"/sources/:source/edit", "editor", 0, []string{"page"}, []string{"version", "1", "type", "book", "title", "The tide tables", "publisher", "A press", "author", "Ida Quill", "published_on", "2025-09-01"}, []string{"source.edit"}},
	{"/sources/:source/publisher", "checker", 0, []string{"page"}, []string{"of", "the harbour", "note", "It prints what it is sent."}, []string{"publisher.note"}},
	{"/sources/:source/merge", "checker", 0, []string{"page"}, []string{"into", "first"}, []string{"source.merge", "source.merge"}},
	{"/sources/:source/part", "editor", 0, []string{"twin"}, nil, []string{"source.part"}},
	{"/articles/:article/drifts/:drift/close", "checker", 0, []string{"given"}, nil, []string{"drift.close"}},
	{"/drafts", "editor", 0, nil, []string{"text", "Head\n\nWords.", "format", "plain text"}, nil},
	{"/drafts/:draft", "editor", 0, nil, []string{"draft_version", "1", "format", "html"}, nil},
	{"/drafts/:draft/discard", "editor", 0, nil, []string{"draft_version", "1"}, nil},
	{"/articles", "editor", 0, nil, append([]string{"draft", "own", "draft_version", "1", "cite", "0"}, meta...), []string{"article.open", "revision.add", "source.add", "citation.add"}},
	{"/articles/:article/edit", "editor", 0, nil, append([]string{"version", "article"}, meta...), []string{"article.edit"}},
	{"/articles/:article/revisions", "editor", 0, nil, []string{"base", "2", "text", "Head\n\nWords.", "format", "plain text", "origin", "pasted"}, []string{"revision.add", "…"}},
	{"/articles/:article/typing", "editor", 0, nil, []string{"base", "2", "text", "Head\n\nWords."}, nil},
	{"/articles/:article/typing/discard", "editor", 0, nil, nil, nil},
	{"/articles/:article/waivers", "checker", 0, nil, []string{"revision", "2", "sentence", "2", "note", "checked"}, []string{"waiver.add"}},
	{"/articles/:article/waivers", "editor", 0, nil, []string{"revision", "2", "sentence", "7", "sentence", "14", "kind", "nothing to check", "note", "a slogan", "back", "list"}, []string{"waiver.add", "…"}},
	{"/articles/:article/waivers/:waiver/end", "checker", 0, []string{"given"}, nil, []string{"waiver.end"}},
	{"/articles/:article/coverage/unchecked", "editor", 0, nil, []string{"revision", "2", "reason", "no time"}, []string{"waiver.add", "…"}},
	{"/articles/:article/suggestions/accept", "checker", 0, nil, []string{"revision", "2", "all", "1", "shown", "offer"}, []string{"suggestion.accept", "claim.accept", "…"}},
	{"/articles/:article/suggestions/accept", "checker", 0, nil, []string{"revision", "2", "one", "offer", "sort", "score", "back", "suggestions"}, []string{"suggestion.accept", "claim.accept"}},
	{"/articles/:article/acceptances/:acceptance/undo", "checker", 0, []string{"given"}, nil, []string{"suggestion.undo", "claim.take-back"}},
	{"/articles/:article/checks", "checker", 0, nil, []string{"check", "doubled words", "fingerprint", "found", "answer", "dismissed", "reason", "a name"}, []string{"check.answer"}},
	{"/articles/:article/checks", "checker", 0, nil, []string{"check", "doubled words", "fingerprint", "found", "answer", "claim", "revision", "2", "sentence", "14", "statement", "They stand twice.", "kinds", "event"}, []string{"claim.mark", "check.answer"}},
	{"/articles/:article/checks", "editor", 0, nil, []string{"check", "doubled words", "fingerprint", "found", "answer", "query", "body", "Is it meant so?", "asked", "7"}, []string{"comment.add", "check.answer"}},
	{"/articles/:article/checks/:answer/reopen", "checker", 0, []string{"given"}, nil, []string{"check.reopen"}},
	{"/articles/:article/sign-off", "editor", 0, nil, []string{"revision", "2", "break", "1", "reason", "must run"}, []string{"debt.open", "…", "report.issue"}},
	{"/articles/:article/break-glass", "duo", 0, nil, []string{"claim", "byhand", "reason", "must run"}, []string{"approval.add", "claim.break-glass", "debt.open"}},
	{"/articles/:article/claims", "checker", 0, nil, []string{"revision", "2", "sentence", "1", "statement", "They met.", "kinds", "event"}, []string{"claim.mark"}},
	{"/claims/bulk", "checker", 0, nil, []string{"claims", "openclaim", "act", "take"}, []string{"claim.take"}},
	{"/claims/bulk", "editor", 0, nil, []string{"claims", "openclaim", "act", "assign", "assignee", "3", "list", "/claims?desk=World"}, []string{"claim.assign"}},
	{"/claims/bulk", "editor", 0, nil, []string{"claims", "openclaim", "act", "withdraw", "withdraw", "not a fact"}, []string{"claim.withdraw"}},
	{"/views", "viewer", 0, nil, []string{"list", "/claims?desk=World", "name", "Ours", "form", "view"}, nil},
	{"/views", "viewer", 0, nil, []string{"list", "/queries?asked=me", "name", "Asked", "shared", "yes"}, []string{"view.share"}},
	{"/views/:view/drop", "viewer", 0, []string{"view"}, []string{"list", "/debts"}, []string{"view.unshare"}},
	{"/claims/next", "checker", 0, nil, []string{"take", "next"}, []string{"claim.take"}},
	{"/articles/:article/claims/:claim/take", "checker", claimOpen, nil, []string{"version", "now"}, []string{"claim.take"}},
	{"/articles/:article/claims/:claim/release", "checker", claimReady, nil, []string{"version", "now"}, []string{"claim.release"}},
	{"/articles/:article/claims/:claim/submit", "checker", claimReady, nil, []string{"version", "now"}, []string{"claim.submit"}},
	{"/articles/:article/claims/:claim/still-holds", "checker", claimStale, nil, []string{"version", "now"}, []string{"claim.still-holds"}},
	{"/articles/:article/claims/:claim/recall", "checker", claimInReview, nil, []string{"version", "now"}, []string{"claim.recall"}},
	{"/articles/:article/claims/:claim/approve", "reviewer", claimInReview, nil, []string{"version", "now", "sources", "now"}, []string{"approval.add", "claim.approve"}},
	{"/articles/:article/claims/:claim/ticks", "reviewer", claimInReview, nil, []string{"version", "now", "kind", "event", "item", "It took place, and as the copy says.", "ticked", "yes"}, []string{"claim.tick"}},
	{"/articles/:article/claims/:claim/request-changes", "reviewer", claimInReview, nil, []string{"version", "now", "reason", "look again"}, []string{"comment.add", "claim.request-changes"}},
	{"/articles/:article/claims/:claim/reopen", "reviewer", claimApproved, nil, []string{"version", "now", "reason", "look again"}, []string{"comment.add", "claim.reopen"}},
	{"/articles/:article/claims/:claim/withdraw", "editor", claimOpen, nil, []string{"version", "now", "withdraw", "not a fact"}, []string{"claim.withdraw"}},
	{"/articles/:article/claims/:claim/restore", "editor", claimWithdrawn, nil, []string{"version", "now"}, []string{"claim.restore"}},
	{"/articles/:article/claims/:claim/break-glass", "duo", claimByHand, nil, []string{"version", "now", "sources", "now", "reason", "must run"}, []string{"approval.add", "claim.break-glass", "debt.open"}},
	{"/articles/:article/claims/:claim/statement", "checker", claimResearched, nil, []string{"version", "now", "statement", "Said in full."}, []string{"claim.statement"}},
	{"/articles/:article/claims/:claim/verdict", "checker", claimResearched, nil, []string{"version", "now", "verdict", "confirmed"}, []string{"finding.add", "claim.verdict"}},
	{"/articles/:article/claims/:claim/kinds", "editor", claimOpen, nil, []string{"version", "now", "kinds", "date", "kinds", "place"}, []string{"claim.kinds"}},
	{"/articles/:article/claims/:claim/severity", "checker", claimOpen, nil, []string{"version", "now", "severity", "must not go wrong"}, []string{"claim.severity"}},
	{"/articles/:article/claims/:claim/assign", "editor", claimOpen, nil, []string{"version", "now", "assignee", "3", "due", "2025-09-25T12:00"}, []string{"claim.assign"}},
	{"/articles/:article/claims/:claim/split", "checker", claimOpen, nil, []string{"version", "now", "words1", "The first", "statement1", "One", "words2", "is open", "statement2", "Two"}, []string{"claim.split", "claim.split-off"}},
	{"/articles/:article/claims/:claim/merge", "checker", claimOpen, nil, []string{"version", "now", "other", fmt.Sprint(claimOther), "statement", "Both"}, []string{"claim.merge", "claim.withdraw"}},
	{"/articles/:article/claims/:claim/place", "checker", claimLost, nil, []string{"version", "now", "revision", "2", "sentence", "10"}, []string{"claim.place"}},
	{"/articles/:article/claims/:claim/evidence", "checker", claimOpen, nil, []string{"version", "now", "type", "book", "title", "A book", "stance", "supports", "authority", "primary", "passage", "It says."}, []string{"source.add", "evidence.add", "claim.evidence"}},
	{"/articles/:article/claims/:claim/evidence", "checker", claimOpen, nil, []string{"version", "now", "type", "interview", "protected", "yes", "pseudonym", "Heron", "real_name", "Ida Quill", "stance", "supports", "authority", "primary", "file", "a.txt|It says."}, []string{"source.add", "source.add-keeper", "source.upload", "evidence.add", "claim.evidence"}},
	{"/articles/:article/sources/new", "checker", 0, nil, []string{"type", "interview", "title", "A call", "author", "Ida Quill", "word_how", "by phone", "word_at", "2025-09-20T10:00", "consent", "may be named", "file", "call.txt|She said so."}, []string{"source.add", "source.upload"}},
	{"/articles/:article/captures/:capture/archive", "checker", 0, []string{"fetched"}, nil, []string{"capture.archive"}},
	{"/articles/:article/sources/:source/look", "editor", 0, []string{"web"}, nil, []string{"source.look"}},
	{"/jobs/:job/retry", "admin", 0, []string{"failed"}, nil, []string{"job.retry"}},
	{"/jobs/:job/discard", "admin", 0, []string{"failed"}, nil, []string{"job.discard"}},
	{"/articles/:article/sources/:source/files", "editor", 0, nil, []string{"file", "more.txt|More of it."}, []string{"source.upload"}},
	{"/articles/:article/sources/:source/name", "checker", 0, nil, []string{"real_name", "Ida Quilt", "contact", "by post"}, []string{"source.change-name"}},
	{"/articles/:article/sources/:source/name/read", "checker", 0, nil, []string{"show", "name"}, []string{"source.read-name"}},
	{"/articles/:article/sources/:source/name/keepers", "checker", 0, nil, []string{"keepers", "2"}, []string{"source.add-keeper"}},
	{"/articles/:article/sources/:source/name/keepers/drop", "checker", 0, nil, []string{"keepers", "4"}, []string{"source.drop-keeper"}},
	{"/articles/:article/claims/:claim/evidence/:evidence", "checker", claimResearched, nil, []string{"version", "now", "stance", "supports", "authority", "primary", "passage", "It says more."}, []string{"evidence.change", "claim.evidence"}},
	{"/articles/:article/claims/:claim/evidence/:evidence/remove", "checker", claimResearched, nil, []string{"version", "now"}, []string{"evidence.remove", "claim.evidence"}},
	{"/articles/:article/claims/:claim/criticises", "editor", claimSentBack, nil, []string{"version", "now", "criticises", "the harbour master"}, []string{"claim.criticises"}},
	{"/articles/:article/claims/:claim/asked", "checker", claimInReview, nil, []string{"version", "now", "whom", "the ministry", "channel", "by phone"}, []string{"reply.seek"}},
	{"/articles/:article/claims/:claim/asked/:reply/answer", "editor", claimInReview, []string{"reply"}, []string{"version", "now", "answer", "It is not so."}, []string{"reply.answer"}},
	{"/articles/:article/claims/:claim/asked/:reply/settle", "editor", claimInReview, []string{"answered"}, []string{"version", "now", "reflected", "The copy says so."}, []string{"reply.settle"}},
	{"/articles/:article/claims/:claim/asked/:reply/remove", "checker", claimInReview, []string{"reply"}, []string{"version", "now", "reason", "It was somebody else."}, []string{"reply.remove"}},
	{"/articles/:article/claims/:claim/rulings", "editor", claimSentBack, nil, []string{"version", "now", "first", "first", "second", "second", "said", "independent", "reason", "They wrote it on the same day."}, []string{"ruling.make"}},
	{"/articles/:article/claims/:claim/rulings/:ruling/end", "checker", claimSentBack, nil, []string{"version", "now"}, []string{"ruling.end"}},
	{"/articles/:article/claims/:claim/evidence/:evidence/wording", "checker", claimResearched, []string{"near"}, []string{"version", "now"}, []string{"evidence.change", "claim.evidence"}},
	{"/articles/:article/claims/:claim/evidence/:evidence/translations", "checker", claimResearched, []string{"near"}, []string{"version", "now", "language", "fr", "translation", "Cela va de soi."}, []string{"translation.add"}},
	{"/articles/:article/claims/:claim/evidence/:evidence/translations/:translation/remove", "editor", claimResearched, []string{"near"}, []string{"version", "now"}, []string{"translation.remove"}},
	{"/articles/:article/captures/:capture/quote", "checker", 0, []string{"notes"}, []string{"claim", "1", "passage", "Nobody asked why.", "stance", "supports", "authority", "primary"}, []string{"evidence.add", "claim.evidence"}},
	{"/articles/:article/claims/:claim/comments", "viewer", claimOpen, nil, []string{"kind", "comment", "body", "words"}, []string{"comment.add"}},
	{"/jobs/:job/retry", "admin", 0, []string{"failed"}, nil, []string{"job.retry"}},
	{"/jobs/:job/discard", "admin", 0, []string{"failed"}, nil, []string{"job.discard"}},
	{"/articles/:article/comments", "viewer", 0, nil, []string{"kind", "comment", "body", "words"}, []string{"comment.add"}},
	{"/articles/:article/comments/:comment/replies", "viewer", 0, []string{"remark"}, []string{"body", "words"}, []string{"comment.add"}},
	{"/articles/:article/comments/:comment/resolve", "checker", 0, []string{"remark"}, nil, []string{"comment.close"}},
	{"/articles/:article/comments/:comment/stet", "editor", 0, []string{"stet"}, []string{"reason", "it is fine"}, []string{"comment.close"}},
	{"/articles/:article/comments/:comment/apply", "editor", 0, []string{"apply"}, nil, []string{"revision.add", "…", "comment.close"}},
	{"/articles/:article/comments/:comment/send-back", "editor", 0, []string{"stet"}, []string{"reason", "say how many"}, []string{"comment.send-back"}},
	{"/articles/:article/comments/:comment/reword", "checker", 0, []string{"sent"}, []string{"proposed", "The tenth sentence has ten fixes."}, []string{"comment.reword"}},
	{"/articles/:article/queries/:query/ask", "reviewer", 0, nil, []string{"outside", "Bo Reed", "due", "2025-09-30T12:00"}, []string{"comment.ask-again", "answer-link.end"}},
	{"/articles/:article/queries/:query/links", "checker", 0, nil, []string{"days", "7", "with_headline", "yes"}, []string{"answer-link.give"}},
	{"/articles/:article/queries/:query/links/:given/revoke", "editor", 0, []string{"live"}, nil, []string{"answer-link.end"}},
	{"/articles/:article/queries/:query/offers/:offer/take", "checker", 0, nil, []string{"title", "Her letter"}, []string{"source.add", "source.upload", "offer.take"}},
	{"/articles/:article/queries/:query/offers/:offer/refuse", "editor", 0, nil, []string{"reason", "It is not hers."}, []string{"offer.refuse"}},
	{"/articles/:article/checked-copy/apply", "editor", 0, nil, []string{"base", "2", "fix", "apply"}, []string{"revision.add", "…", "comment.close"}},
}

// chosenNotices are the fields that choose one way for every kind of notice.
func chosenNotices(how string) (fields []string) {
	for _, k := range models.NoticeKinds {
		fields = append(fields, views.NoticeField(k), how)
	}
	return fields
}

// encode makes a form's body of names and values in turn.
func encode(fields ...string) string {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return form.Encode()
}

// form is the deed's fields with the versions as they are now, and a key.
func (s *scene) form(t testing.TB, d deed, p *piece) []string {
	t.Helper()
	fields := append([]string{"key", "deed"}, d.fields...)
	for i := 0; i+1 < len(fields); i += 2 {
		switch {
		case fields[i+1] == "byhand":
			fields[i+1] = fmt.Sprintf("%d.%d", claimByHand, s.At(t, p.article, claimByHand).Version)
		case fields[i+1] == "openclaim":
			c := s.Case(t, p.article, claimOpen).Claim
			fields[i+1] = fmt.Sprintf("%d.%d", c.ID, c.Version)
		case fields[i+1] == "found", fields[i+1] == "offer":
			fields[i+1] = p.ids[fields[i+1]]
		case fields[i] == "draft":
			fields[i+1] = p.ids["draft"]
		case fields[i] == "first" || fields[i] == "second":
			fields[i+1] = p.ids[fields[i]]
		case fields[i] == "into" || fields[i] == "fix":
			fields[i+1] = p.ids[fields[i+1]]
		case fields[i] == "sources":
			fields[i+1] = s.At(t, p.article, d.claim).Sources
		case fields[i] != "version":
		case fields[i+1] == "now":
			fields[i+1] = fmt.Sprint(s.At(t, p.article, d.claim).Version)
		case fields[i+1] == "article":
			fields[i+1] = fmt.Sprint(s.File(t, p.article).Article.Version)
		}
	}
	return fields
}

// status is what the deed answers: it leads on, but for the one that shows its
// own form again.
func (d deed) status() int {
	if d.route == "/drafts/:draft" || strings.HasSuffix(d.route, "/read") || strings.HasPrefix(d.route, "/mail/") {
		return http.StatusOK
	}
	return http.StatusSeeOther
}

// fits reports whether actions are those wanted, in any order; "…" stands for
// any number of others.
func fits(want, got []string) bool {
	for _, w := range want {
		if w != "…" && !slices.Contains(got, w) {
			return false
		}
	}
	return slices.Contains(want, "…") || len(want) == len(got)
}

func TestEveryFormHasADeed(t *testing.T) {
	s := newScene(t)
	for _, rt := range s.Table() {
		if rt.Method == http.MethodGet || rt.Path == "/sign-in" || rt.Path == "/first-run" || rt.Path == "/articles/:article/suggestions/ask" {
			continue // the last one asks a server outside; newsroom tests it with one
		}
		if !slices.ContainsFunc(deeds, func(d deed) bool { return d.route == rt.Path }) {
			t.Errorf("%s %s has no deed: add one", rt.Method, rt.Path)
		}
	}
}

// TestEveryDeedLeavesItsEvents is also the proof that the deeds which other
// tests send amiss are good ones.
func TestEveryDeedLeavesItsEvents(t *testing.T) {
	for _, d := range deeds {
		t.Run(strings.Trim(d.route, "/"), func(t *testing.T) {
			s := newScene(t)
			from := s.size(t)
			a := s.browserOf(d.actor).post(t, s.open.address(d.route, d.claim, d.ids...), s.form(t, d, s.open)...)
			if a.status != d.status() {
				t.Fatalf("%d: %s", a.status, a.text())
			}
			if got := s.actions(t, from); !fits(d.events, got) {
				t.Errorf("events %v, want %v", got, d.events)
			}
		})
	}
}

// TestAFormSentManyTimesActsOnce sends every deed several times at once, and
// once more after a restart.
func TestAFormSentManyTimesActsOnce(t *testing.T) {
	for _, d := range deeds {
		if strings.Contains(d.route, "sign-out") || d.route == "/account/password" || d.route == "/links/:link" {
			continue // ends what the second one comes with
		}
		t.Run(strings.Trim(d.route, "/"), func(t *testing.T) {
			s := newScene(t)
			path, fields := s.open.address(d.route, d.claim, d.ids...), s.form(t, d, s.open)
			answers := make(chan answer, 10)
			for range cap(answers) {
				go func() { answers <- s.browserOf(d.actor).post(t, path, fields...) }()
			}
			first := <-answers
			if first.status != d.status() {
				t.Errorf("%d: %s", first.status, first.text())
			}
			for range cap(answers) - 1 {
				if a := <-answers; a.status != first.status || a.to() != first.to() {
					t.Errorf("one answers %d to %q, another %d to %q: %s", first.status, first.to(), a.status, a.to(), a.text())
				}
			}
			if got := s.actions(t, staged.size); !fits(d.events, got) {
				t.Errorf("events %v, want %v", got, d.events)
			}
			was := s.Rows(t, s.db)
			again := openScene(t, s.Address)
			if a := again.browserOf(d.actor).post(t, path, fields...); a.status != first.status || a.to() != first.to() {
				t.Errorf("after a restart %d to %q: %s", a.status, a.to(), a.text())
			}
			again.same(t, "the form sent again after a restart", was)
		})
	}
}

// columnsOf are the names of every column of the schema, and of what people
// forge besides, as forms, Go and JSON spell them.
func (s *scene) columnsOf(t testing.TB) (names []string) {
	t.Helper()
	for _, table := range s.Tables(t, s.db) {
		rows, err := s.db.QueryContext(t.Context(), "SELECT * FROM "+table+" LIMIT 0")
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
		names = append(names, columns...)
	}
	names = append(names, "role", "is_admin", "user", "actor", "hand", "move", "act", "approved_by", "_method", "X-HTTP-Method-Override")
	for _, n := range slices.Clone(names) {
		camel := ""
		for part := range strings.SplitSeq(n, "_") {
			camel += strings.ToUpper(part[:min(1, len(part))]) + part[min(1, len(part)):]
		}
		names = append(names, camel, strings.ToUpper(n), strings.ReplaceAll(camel, "Id", "ID"))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// masked are the columns that differ between two newsrooms in which the same
// was done: numbers of requests and what hashes them.
var masked = map[string][]string{
	"events": {"request_id", "leaf", "leaf_hash"}, "trail_hashes": {"hash"}, "act_keys": {"key", "form"}, "checkpoints": {"root", "note"},
	"sessions": {"last_seen_at"}, "reports": {"body", "body_sha256"}, "event_texts": {"salt"},
	"password_links": {"token_hash"}, "answer_links": {"token_hash"}, "link_answers": {"form"},
}

// fresh are the columns that a new password fills with what is random.
var fresh = map[string][]string{"users": {"password_hash"}, "sessions": {"token_hash"}}

// outcome is every row after a deed, without what is masked.
func (s *scene) outcome(t testing.TB, d deed) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range s.Tables(t, s.db) {
		rows, err := s.db.QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			line := ""
			for i, c := range columns {
				if !slices.Contains(masked[table], c) && (d.route != "/account/password" && d.route != "/links/:link" || !slices.Contains(fresh[table], c)) {
					line += fmt.Sprintf("%s=%v|", c, values[i])
				}
			}
			all[table] = append(all[table], line)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
		slices.Sort(all[table])
	}
	return all
}

// TestAFormChangesNothingBesideItsFields sends every deed twice to the same
// newsroom: as it is, and with every column there is in form and address.
func TestAFormChangesNothingBesideItsFields(t *testing.T) {
	for _, d := range deeds {
		t.Run(strings.Trim(d.route, "/"), func(t *testing.T) {
			plain, stuffed := newScene(t), newScene(t)
			path, fields := plain.open.address(d.route, d.claim, d.ids...), plain.form(t, d, plain.open)
			extra := slices.Clone(fields)
			query := url.Values{}
			for _, name := range stuffed.columnsOf(t) {
				if !takes(d, name) {
					extra = append(extra, name, "2")
				}
				query.Set(name, "2")
			}
			for i := 0; i < len(fields); i += 2 {
				query.Set(fields[i], "forged")
			}
			a, b := plain.browserOf(d.actor).post(t, path, fields...), stuffed.browserOf(d.actor).post(t, path+"?"+query.Encode(), extra...)
			if a.status != b.status || a.to() != b.to() {
				t.Fatalf("%d to %q, with columns %d to %q: %s", a.status, a.to(), b.status, b.to(), b.text())
			}
			if diff := cmp.Diff(plain.outcome(t, d), stuffed.outcome(t, d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestABodyThatIsNoFormIsRefused(t *testing.T) {
	s := newScene(t)
	was := s.Rows(t, s.db)
	d := deeds[slices.IndexFunc(deeds, func(d deed) bool { return strings.HasSuffix(d.route, "/take") })]
	path, fields := s.open.address(d.route, d.claim), s.form(t, d, s.open)
	for _, row := range []struct{ name, kind, body string }{
		{"JSON", "application/json", `{"key":"deed","version":1,"Version":1}`},
		{"XML", "application/xml", `<form><key>deed</key><version>1</version></form>`},
		{"XML of old", "text/xml", `<form><key>deed</key></form>`},
		{"YAML", "application/x-yaml", "key: deed\nversion: 1"},
		{"TOML", "application/toml", "key = \"deed\"\nversion = 1"},
		{"MessagePack", "application/msgpack", "\x82\xa3key\xa4deed"},
		{"plain text, as a foreign page may send", "text/plain", encode(fields...)},
		{"a form without saying so", "", encode(fields...)},
		{"a kind that is none", "form;;", encode(fields...)},
		{"multipart without a boundary", "multipart/form-data", encode(fields...)},
		{"multipart that breaks off", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\ndeed"},
		{"a form with broken escapes", "application/x-www-form-urlencoded", "key=%zz&version=1"},
		{"a form with semicolons", "application/x-www-form-urlencoded", "key=deed;version=1"},
	} {
		r := request(http.MethodPost, path)
		r.Header.Set("Content-Type", row.kind)
		if row.kind == "" {
			r.Header.Del("Content-Type")
		}
		r.Body, r.ContentLength = body(row.body), int64(len(row.body))
		if a := s.browserOf(d.actor).send(t, r); a.status != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400: %s", row.name, a.status, a.text())
		}
	}
	s.same(t, "a body that is no form", was)
	if a := s.browserOf(d.actor).post(t, path, fields...); a.status != http.StatusSeeOther {
		t.Errorf("as a form it is refused too: %d %s", a.status, a.text())
	}
}

func body(s string) io.ReadCloser { return io.NopCloser(strings.NewReader(s)) }
