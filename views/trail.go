package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// TrailTitle names the pages of the trail.
const TrailTitle = "Trail"

// Trail is a part of the audit trail, newest first.
type Trail struct {
	Page         ui.Page
	Lede         string
	Crumbs       []ui.Link
	Path         string // of the page, without what narrows it
	Filter       TrailFilter
	Problem      string // why what narrows it could not be read
	People       []models.User
	Zone         string
	Entries      []TrailEntry
	Newer, Older string
}

// TrailFilter is what narrows the trail, as it was chosen.
type TrailFilter struct{ Person, Action, From, Until string }

// Address is the page at path, narrowed likewise, from below an event; before
// 0 is the newest.
func (f TrailFilter) Address(path string, before int64) string {
	q := url.Values{}
	for name, v := range map[string]string{"person": f.Person, "action": f.Action, "from": f.From, "until": f.Until} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if before != 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func (f TrailFilter) any() bool { return f != TrailFilter{} }

// TrailEntry is an event in words.
type TrailEntry struct {
	Seq         int64
	ISO         string
	Exact       string // to the second, in the newsroom's time
	Who         string // "" is by itself
	Did         string
	Whom        string // the user it is about, if another; or ""
	Headline    string // of the article it is about, or ""
	ArticlePath string
	Claim       int
	ClaimPath   string
	Reason      string
	Request     string
	Changes     []Changed
}

// Changed is a field before and after, in words. What matters to few is Behind.
type Changed struct {
	Field, Before, After string
	Behind               bool
}

// part are the entry's changes that are, or are not, behind.
func (e TrailEntry) part(behind bool) (part []Changed) {
	for _, c := range e.Changes {
		if c.Behind == behind {
			part = append(part, c)
		}
	}
	return part
}

// Exact is an instant to the second, in the newsroom's time zone.
func (k Clock) Exact(i models.Instant) string {
	return i.Time().In(k.Zone).Format(k.hours("2 Jan 2006, 15:04:05 MST"))
}

func (p Trail) people() []ui.Choice {
	of := []ui.Choice{{Value: "", Label: "Everybody"}}
	for _, u := range p.People {
		of = append(of, ui.Choice{Value: idText(u.ID), Label: u.Name})
	}
	return of
}

func (p Trail) actions() []ui.Choice {
	of := []ui.Choice{{Value: "", Label: "Everything"}}
	for _, a := range trailActions {
		of = append(of, ui.Choice{Value: a.action, Label: ui.Capital(a.did)})
	}
	return of
}

// trailActions are the actions of the trail: what somebody did.
var trailActions = []struct{ action, did string }{
	{"article.open", "opened the article"},
	{"article.edit", "changed what is said about the article"},
	{"revision.add", "brought in a revision"},
	{"claim.mark", "marked a claim"},
	{"suggestion.accept", "accepted suggestions"},
	{"claim.accept", "made a claim of a suggestion"},
	{"suggestion.undo", "took accepted suggestions back"},
	{"claim.take-back", "took an accepted suggestion back"},
	{"suggestion.ask", "asked a language model for suggestions"},
	{"drift.open", "found a source gone or changed"},
	{"drift.close", "saw to a source that was gone or changed"},
	{"capture.add", "kept what a source's page said"},
	{"capture.draw", "drew what was kept of a page"},
	{"capture.archive", "had a public archive asked to keep a page"},
	{"capture.archived", "noted where a public archive keeps a page"},
	{"source.look", "had a source looked at again"},
	{"job.retry", "had a job tried again"},
	{"job.discard", "discarded a job"},
	{"suggestion.propose", "kept what a language model proposed"},
	{"claim.take", "took the claim"},
	{"view.share", "saved a list for everybody"},
	{"view.unshare", "dropped a list that was shared"},
	{"claim.release", "released the claim"},
	{"claim.statement", "changed the statement"},
	{"claim.verdict", "changed the verdict"},
	{"finding.add", "found a verdict"},
	{"claim.submit", "sent the claim to review"},
	{"claim.still-holds", "said that the verdict still holds"},
	{"claim.recall", "called the claim back"},
	{"claim.approve", "approved the claim"},
	{"claim.approve-first", "approved the claim, as the first of two"},
	{"approval.add", "gave an approval"},
	{"claim.request-changes", "requested changes"},
	{"claim.reopen", "reopened the claim"},
	{"claim.tick", "ticked an item of the checklist"},
	{"claim.untick", "took a tick of the checklist back"},
	{"checklist.edit", "changed a checklist"},
	{"claim.stale", "ended the approval: it no longer held"},
	{"claim.withdraw", "withdrew the claim"},
	{"claim.restore", "restored the claim"},
	{"claim.break-glass", "approved the claim by break glass"},
	{"claim.carry", "carried the claim to a new revision"},
	{"claim.place", "gave the claim a place"},
	{"claim.kinds", "set the kinds"},
	{"claim.severity", "set the severity"},
	{"claim.assign", "assigned the claim"},
	{"claim.evidence", "changed the claim's evidence"},
	{"claim.split", "split the claim"},
	{"claim.split-off", "split off a claim"},
	{"claim.merge", "merged the claim"},
	{"source.add", "added a source"},
	{"claim.criticises", "said whom the claim criticises"},
	{"reply.seek", "noted who was asked for a reply"},
	{"reply.answer", "noted what came of a right of reply"},
	{"reply.settle", "settled a point of a right of reply"},
	{"reply.remove", "removed a point of a right of reply"},
	{"ruling.make", "said whose words are whose"},
	{"ruling.end", "took back whose words are whose"},
	{"source.edit", "changed what is said about a source"},
	{"source.merge", "made two sources one"},
	{"source.part", "parted two sources"},
	{"publisher.note", "noted something about a publisher"},
	{"source.upload", "added a file to a source"},
	{"source.read-name", "read who a protected source is"},
	{"source.change-name", "changed who a protected source is"},
	{"source.add-keeper", "had somebody keep a protected source"},
	{"source.drop-keeper", "had somebody keep a protected source no more"},
	{"evidence.add", "added evidence"},
	{"evidence.change", "changed evidence"},
	{"evidence.remove", "removed evidence"},
	{"evidence.pin", "had evidence rest on the capture that came"},
	{"translation.add", "translated a passage"},
	{"translation.remove", "removed a translation"},
	{"comment.add", "commented"},
	{"comment.apply", "applied a fix"},
	{"comment.close", "closed a comment"},
	{"comment.send-back", "sent a fix back"},
	{"comment.ask-again", "put a query to somebody else, or changed when it is due"},
	{"comment.answer", "an answer came by a link"},
	{"answer-link.give", "gave a link to answer a query"},
	{"answer-link.end", "ended a link to answer a query"},
	{"offer.come", "a file came with an answer"},
	{"offer.take", "made a source of a file that came with an answer"},
	{"offer.refuse", "refused a file that came with an answer"},
	{"comment.reword", "proposed other wording in a fix"},
	{"comment.move", "moved a comment to another claim"},
	{"waiver.add", "waived a sentence"},
	{"waiver.end", "took a waiver back"},
	{"check.answer", "answered a check"},
	{"check.reopen", "reopened what a check found"},
	{"citation.add", "brought in a source with the copy"},
	{"debt.open", "opened a review debt"},
	{"debt.pay", "paid a review debt"},
	{"report.issue", "issued the report"},
	{"user.sign-in", "signed in"},
	{"user.sign-out", "signed out"},
	{"user.sign-out-everywhere", "signed out everywhere"},
	{"user.add", "added a user"},
	{"user.edit", "changed a user"},
	{"user.disable", "disabled an account"},
	{"user.enable", "enabled an account"},
	{"user.link", "made a link to set a password"},
	{"user.password", "set a password"},
	{"user.end-sessions", "ended somebody's sessions"},
	{"user.end-session", "ended a session of their own"},
	{"user.preferences", "changed how they like their pages"},
	{"user.notices", "chose what they get by mail"},
	{"user.mail-address", "changed where they get mail"},
	{"settings.edit", "changed the settings"},
	{"newsroom.found", "founded the newsroom"},
}

var trailDid = func() map[string]string {
	did := make(map[string]string, len(trailActions))
	for _, a := range trailActions {
		did[a.action] = a.did
	}
	return did
}()

// Did is an action of the trail in words.
func Did(action string) string {
	if did, ok := trailDid[action]; ok {
		return did
	}
	return action
}

// valueSort is how a field's value reads.
type valueSort int

const (
	asItIs valueSort = iota
	aPerson
	somePeople
	someWords
	anInstant
	aRow // names a row that has no page of its own
)

// trailFields are the fields of the trail in words.
var trailFields = map[string]struct {
	label string
	sort  valueSort
}{
	"number": {"Number", asItIs}, "version": {"Version", asItIs}, "state": {"State", asItIs}, "statement": {"Statement", asItIs},
	"kinds": {"Kinds", someWords}, "severity": {"Severity", asItIs}, "finding": {"Finding", aRow}, "approval": {"Approval", aRow},
	"assignee": {"Checker", aPerson}, "submitted_by": {"Sent by", aPerson}, "reopened": {"Reopened", asItIs}, "due_at": {"Due", anInstant},
	"withdraw_reason": {"Withdrawn because", asItIs}, "duplicate_of": {"Duplicate of claim", asItIs}, "revision": {"Revision", aRow},
	"outcome": {"Place", asItIs}, "span": {"Code points", asItIs}, "words": {"Words", asItIs}, "sentence": {"Sentence", asItIs},
	"verdict": {"Verdict", asItIs}, "verdict_note": {"Note", asItIs}, "type": {"Type", asItIs}, "title": {"Title", asItIs},
	"url": {"Address", asItIs}, "publisher": {"Publisher", asItIs}, "author": {"Author", asItIs}, "published_on": {"Date of the source", asItIs},
	"word_how": {"How the word came", asItIs}, "word_at": {"When it came", anInstant}, "consent": {"To be named", asItIs}, "protected": {"Protected", asItIs},
	"keepers": {"Kept by", somePeople}, "media_type": {"Type of file", asItIs}, "file_name": {"File", asItIs},
	"located": {"Found", asItIs}, "same_as": {"One with source", aRow}, "source": {"Source", aRow}, "stance": {"Stance", asItIs}, "authority": {"Authority", asItIs},
	"capture": {"Capture", asItIs}, "quoted_start": {"Passage begins at", asItIs}, "quoted_end": {"Passage ends at", asItIs}, "size": {"Size in bytes", asItIs},
	"screenshot": {"SHA-256 of the picture", asItIs}, "pdf": {"SHA-256 of the PDF", asItIs},
	"passage": {"Passage", asItIs}, "locator": {"Place in the source", asItIs}, "calculation": {"Calculation", asItIs}, "note": {"Note", asItIs},
	"removed_at": {"Removed", anInstant}, "kind": {"Kind", asItIs}, "parent": {"Answer to", aRow}, "evidence": {"Evidence", aRow},
	"body": {"Comment", asItIs}, "mentions": {"Mentions", somePeople}, "asked": {"Asked", aPerson}, "must_fix": {"Must-fix", asItIs},
	"claim": {"Row of the claim", aRow}, "proposed": {"Proposed wording", asItIs}, "cut": {"Cut", asItIs}, "applied_in": {"Applied in revision", aRow}, "closing": {"Closed", asItIs},
	"given_to": {"Given to", asItIs}, "link_ended_at": {"Ended", anInstant}, "decided_at": {"Decided", anInstant},
	"sent_back_at": {"Sent back", anInstant}, "sent_back_reason": {"Why it was sent back", asItIs}, "asked_name": {"Outside the house", asItIs}, "answer_link": {"Answer link", aRow},
	"headline": {"Headline", asItIs}, "byline": {"Byline", asItIs}, "desk": {"Desk", asItIs}, "language": {"Language", asItIs},
	"tick": {"Tick", aRow}, "item": {"Item", asItIs}, "items": {"Items", asItIs}, "checklist": {"Version of the checklist", asItIs},
	"direction": {"Direction", asItIs}, "publish_on": {"Publication date", asItIs}, "deadline_at": {"Deadline", anInstant},
	"editor": {"Editor", aPerson}, "restricted": {"Team only", asItIs}, "writers": {"Writers", somePeople}, "team": {"Team", somePeople},
	"point": {"Point", asItIs}, "comment": {"Comment", aRow}, "detail": {"About", asItIs}, "paid_at": {"Paid", anInstant},
	"paid_by": {"Paid by", aPerson}, "as": {"Told as", asItIs}, "body_sha256": {"SHA-256", asItIs}, "bound": {"What was approved", asItIs},
	"break_glass": {"Break glass", asItIs}, "claim_version": {"Version of the claim", asItIs}, "fingerprint": {"Fingerprint", asItIs},
	"handle": {"Signs in as", asItIs}, "name": {"Name", asItIs}, "new_words_by": {"New words by", somePeople}, "newsroom_name": {"Newsroom", asItIs},
	"origin": {"Origin", asItIs}, "roles": {"Roles", someWords}, "sessions": {"Sessions", asItIs}, "supersedes": {"Supersedes", aRow},
	"password": {"Password set", asItIs}, "demo": {"Demo account", asItIs}, "disabled_at": {"Disabled", anInstant},
	"session": {"Session", aRow}, "hours": {"Hours of the day", asItIs}, "key_hints": {"Keys on buttons", asItIs}, "hint_dismissed": {"First hint hidden", asItIs},
	"desks": {"Desks", asItIs}, "languages": {"Languages", someWords}, "idle_minutes": {"Minutes without a request", asItIs},
	"absolute_minutes": {"Minutes in any case", asItIs}, "longest_text": {"Bytes of a text", asItIs}, "query_hours": {"Hours for a query", asItIs},
	"debt_hours": {"Hours for a debt", asItIs}, "nightly_backup": {"Nightly backup", asItIs}, "backup_hour": {"Hour of the backup", asItIs}, "backups_kept": {"Backups kept", asItIs},
	"ruling": {"Ruling", aRow}, "copy_of": {"Has its words from source", aRow}, "independent_of": {"Independent of source", aRow},
	"two_roots":  {"Two independent sources for", someWords},
	"criticises": {"Criticises", asItIs}, "whom": {"Asked", asItIs}, "channel": {"By", asItIs}, "asked_at": {"Asked", anInstant},
	"no_answer": {"No answer", asItIs}, "reflected": {"In the copy", asItIs}, "settled_at": {"Settled", anInstant},
	"two_approvals": {"Two approvals for", someWords}, "first_approval": {"First of two approvals", aRow}, "first_of_two": {"First of two", asItIs},
	"mail": {"Mail address", asItIs}, "notices": {"Notices by mail", asItIs}, "digest_hour": {"Hour of the daily mail", asItIs}, "mail_words": {"Mails say what is in drafts", asItIs},
	"abbreviations": {"Abbreviations", asItIs}, "assist_address": {"Address of the service", asItIs}, "assist_model": {"Language model", asItIs},
	"acceptance": {"Acceptance", aRow}, "claims": {"Claims", asItIs}, "ended_at": {"Taken back", anInstant}, "check": {"Check", asItIs}, "message": {"It found", asItIs},
	"answer": {"Answer", asItIs},
	"label":  {"Footnote", asItIs}, "original_sha256": {"SHA-256 of the original", asItIs}, "original_name": {"Original", asItIs}, "original_address": {"Fetched from", asItIs},
	"expires_at": {"Works until", anInstant}, "text": {"Text", asItIs}, "time_zone": {"Time zone", asItIs},
}

// The fields that the trail folds away: what only machines and auditors read,
// and what says nothing when something is new.
var (
	behindAlways = []string{
		"version", "finding", "approval", "first_approval", "revision", "span", "fingerprint", "bound", "body_sha256", "claim_version",
		"source", "evidence", "comment", "claim", "submitted_by", "reopened", "acceptance", "tick", "checklist",
	}
	behindWhenNew = []string{"number", "sentence", "outcome", "direction", "located", "state", "severity"}
)

// AtConsole did what was done from the command line.
const AtConsole = "Somebody at the command line"

// Erased stands where the words of an event were erased.
const Erased = "erased"

// TrailChange is a field of an event before and after, in words. Long texts
// are cut down to where they differ.
func TrailChange(field, from, to string, names map[models.ID]string, k Clock) Changed {
	f, ok := trailFields[field]
	if !ok {
		f.label = field
	}
	from, to = differing(valueWords(f.sort, from, names, k), valueWords(f.sort, to, names, k))
	behind := slices.Contains(behindAlways, field) || from == "" && slices.Contains(behindWhenNew, field)
	return Changed{f.label, from, to, behind}
}

func valueWords(s valueSort, v string, names map[models.ID]string, k Clock) string {
	n, err := strconv.ParseInt(v, 10, 64)
	switch {
	case v == "" || v == Erased:
		return v
	case s == somePeople:
		var who []string
		for id := range strings.SplitSeq(v, ",") {
			who = append(who, valueWords(aPerson, id, names, k))
		}
		return strings.Join(who, ", ")
	case s == someWords:
		return strings.ReplaceAll(v, ",", ", ")
	case err != nil || s == asItIs:
		return v
	case s == anInstant:
		return k.Exact(models.Instant(n))
	case s == aPerson && names[n] != "":
		return names[n]
	}
	return "no. " + v
}

// How much of a text the trail shows, in code points: up to shownWhole it is
// shown as it is; of a longer one what differs, with shownAround on both sides
// of it, and never more than shownMost.
const (
	shownWhole  = 400
	shownAround = 60
	shownMost   = 10_000
)

// differing cuts two long texts down to where they differ.
func differing(from, to string) (a, b string) {
	x, y := []rune(from), []rune(to)
	if len(x) <= shownWhole && len(y) <= shownWhole {
		return from, to
	}
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	return cutText(x, head, tail), cutText(y, head, tail)
}

func cutText(text []rune, head, tail int) string {
	from, to := max(0, head-shownAround), min(len(text), len(text)-tail+shownAround)
	before, after := "", ""
	if from > 0 {
		before = "… "
	}
	if to < len(text) {
		after = " …"
	}
	if to-from > shownMost {
		after = " … (" + strconv.Itoa(len(text)-from-shownMost) + " more characters)"
		to = from + shownMost
	}
	return before + string(text[from:to]) + after
}

// What the pages of the trail show.
const (
	TrailOfAll     = "What was done, by whom and when: signing in, and every act on articles that are open to you."
	TrailOfArticle = "Everything that was done to this article."
)

// TrailOfClaim says what a claim's trail shows.
func TrailOfClaim(number int) string {
	return "Everything that was done to claim " + strconv.Itoa(number) + "."
}

// Fields that narrow the trail, in words.
const (
	PersonLabel = "the person"
	FromLabel   = "The first day"
	UntilLabel  = "The last day"
)

// ToClaim leads back to a claim.
func ToClaim(article models.ID, number int) ui.Link {
	return ui.Link{Label: "Claim " + strconv.Itoa(number), Href: ClaimPath(article, number)}
}
