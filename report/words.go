package report

import (
	"cmp"
	"fmt"
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

// capital returns a word, which may be of any type that is a string, with its
// first letter as a capital.
func capital(s any) string {
	word := fmt.Sprint(s)
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

// verdictWords says how often each verdict was found, in their usual order.
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

// toneOf is the colour of a verdict; a word always stands beside it.
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

// actions are the trail's acts in plain words.
var actions = map[string]string{
	"article.open":          "Article opened",
	"article.edit":          "Article details changed",
	"revision.add":          "New revision",
	"waiver.add":            "Sentence waived",
	"waiver.end":            "Waiver taken back",
	"suggestion.accept":     "Suggestions accepted",
	"suggestion.undo":       "Accepted suggestions taken back",
	"suggestion.ask":        "Language model asked for suggestions",
	"drift.open":            "Source found gone or changed",
	"drift.close":           "Source that was gone or changed seen to",
	"capture.add":           "What a source's page said was kept",
	"capture.draw":          "What was kept of a page was drawn",
	"capture.archive":       "Public archive asked to keep a page",
	"capture.archived":      "Public archive keeps a page",
	"source.look":           "Source looked at again",
	"suggestion.propose":    "Suggestions of a language model kept",
	"check.answer":          "What a check found was answered",
	"check.reopen":          "What a check found was reopened",
	"claim.accept":          "Suggestion accepted as a claim",
	"claim.take-back":       "Accepted suggestion taken back",
	"citation.add":          "Source that came with the copy",
	"report.issue":          "Signed off, report issued",
	"claim.mark":            "Claim marked",
	"claim.take":            "Claim taken",
	"claim.release":         "Claim released",
	"claim.submit":          "Sent to review",
	"claim.recall":          "Called back from review",
	"claim.approve":         "Approved",
	"claim.approve-first":   "Approved by the first of two",
	"claim.reopen":          "Reopened",
	"claim.withdraw":        "Withdrawn",
	"claim.restore":         "Restored",
	"claim.statement":       "Statement changed",
	"claim.verdict":         "Verdict chosen",
	"claim.kinds":           "Kinds changed",
	"claim.severity":        "Severity changed",
	"claim.assign":          "Assigned",
	"claim.place":           "Place chosen in the copy",
	"claim.carry":           "Carried over to the new revision",
	"claim.evidence":        "New version, because its evidence changed",
	"claim.stale":           "Reopened by itself: the approval no longer held",
	"claim.tick":            "An item of the checklist ticked",
	"claim.untick":          "A tick of the checklist taken back",
	"claim.split":           "Split in two",
	"claim.split-off":       "Made by splitting a claim",
	"claim.merge":           "Merged with another claim",
	"claim.still-holds":     "Sent to review: the verdict still holds",
	"claim.break-glass":     "Approved by break glass",
	"claim.request-changes": "Changes requested",
	"finding.add":           "Finding noted",
	"approval.add":          "Approval noted",
	"source.add":            "Source added",
	"claim.criticises":      "Whom the claim criticises",
	"reply.seek":            "A reply was asked for",
	"reply.answer":          "What came of a right of reply",
	"reply.settle":          "A point of a right of reply settled",
	"reply.remove":          "A point of a right of reply removed",
	"ruling.make":           "Said whose words are whose",
	"ruling.end":            "What was said of whose words are whose taken back",
	"source.edit":           "What is said about a source changed",
	"source.merge":          "Two sources made one",
	"source.part":           "Two sources parted",
	"publisher.note":        "Something noted about a publisher",
	"source.upload":         "File added to a source",
	"source.read-name":      "Who a protected source is was read",
	"source.change-name":    "Who a protected source is was changed",
	"source.add-keeper":     "Protected source kept by one more",
	"source.drop-keeper":    "Protected source kept by one less",
	"evidence.add":          "Evidence added",
	"evidence.change":       "Evidence changed",
	"evidence.remove":       "Evidence removed",
	"evidence.pin":          "Evidence rests on the capture that came, by itself",
	"translation.add":       "Translation added",
	"translation.remove":    "Translation removed",
	"comment.add":           "Comment, query or fix added",
	"comment.close":         "Comment, query or fix closed",
	"comment.apply":         "Fix applied",
	"comment.send-back":     "Fix sent back",
	"comment.ask-again":     "Query put to somebody else, or due at another time",
	"comment.answer":        "Answer came by a link",
	"answer-link.give":      "Link to answer a query given",
	"answer-link.end":       "Link to answer a query ended",
	"offer.come":            "File came with an answer",
	"offer.take":            "Source made of a file that came with an answer",
	"offer.refuse":          "File that came with an answer refused",
	"comment.reword":        "Other wording proposed in a fix",
	"comment.move":          "Discussion moved to another claim",
	"debt.open":             "Review debt opened",
	"debt.pay":              "Review debt paid",
}

// actionWords says what an act was; one that is not known by its code.
func actionWords(action string) string { return cmp.Or(actions[action], action) }

// fields are the trail's fields in plain words.
var fields = map[string]string{
	"number":           "Number",
	"version":          "Version",
	"state":            "State",
	"statement":        "Statement",
	"kinds":            "Kinds",
	"severity":         "Severity",
	"assignee":         "Checker",
	"submitted_by":     "Sent to review by",
	"reopened":         "Was reopened",
	"due_at":           "Due",
	"withdraw_reason":  "Reason of the withdrawal",
	"duplicate_of":     "Duplicate of claim",
	"revision":         "Revision",
	"outcome":          "Place in the copy",
	"span":             "From and to character",
	"words":            "Words",
	"sentence":         "Sentence",
	"verdict":          "Verdict",
	"verdict_note":     "Note on the verdict",
	"type":             "Type of source",
	"title":            "Title",
	"url":              "Address",
	"publisher":        "Publisher",
	"author":           "Author",
	"published_on":     "Published",
	"located":          "Found",
	"same_as":          "One with source",
	"word_how":         "How the word came",
	"word_at":          "When it came",
	"consent":          "To be named",
	"protected":        "Protected",
	"keepers":          "Kept by",
	"media_type":       "Type of file",
	"file_name":        "File",
	"stance":           "Stance",
	"authority":        "Authority for this fact",
	"passage":          "Passage",
	"capture":          "Capture",
	"quoted_start":     "Passage begins at",
	"quoted_end":       "Passage ends at",
	"size":             "Size in bytes",
	"screenshot":       "SHA-256 of the picture",
	"pdf":              "SHA-256 of the PDF",
	"locator":          "Where in the source",
	"calculation":      "Calculation",
	"note":             "Note",
	"removed_at":       "Removed",
	"kind":             "Kind",
	"body":             "Text",
	"mentions":         "Mentions",
	"asked":            "Asked",
	"asked_name":       "Outside the house",
	"given_to":         "Given to",
	"expires_at":       "Works until",
	"link_ended_at":    "Ended",
	"decided_at":       "Decided",
	"sent_back_at":     "Sent back",
	"sent_back_reason": "Why it was sent back",
	"must_fix":         "Must-fix",
	"proposed":         "Proposed wording",
	"cut":              "Cut the words",
	"closing":          "Became of it",
	"claim":            "Claim",
	"headline":         "Headline",
	"byline":           "Byline",
	"desk":             "Desk",
	"language":         "Language",
	"tick":             "Tick",
	"item":             "Item",
	"checklist":        "Version of the checklist",
	"direction":        "Direction of writing",
	"publish_on":       "Publication",
	"deadline_at":      "Deadline",
	"editor":           "Editor",
	"restricted":       "Open to its team only",
	"writers":          "Writers",
	"team":             "Team",
	"origin":           "Came in",
	"new_words_by":     "Writers of the new words",
	"label":            "Footnote",
	"text":             "Text",
	"original_sha256":  "SHA-256 of the original",
	"original_name":    "Name of the original",
	"original_address": "Fetched from",
	"claim_version":    "Version of the claim",
	"break_glass":      "Break glass",
	"as":               "Changes told as",
	"body_sha256":      "SHA-256 of the report",
	"point":            "Point passed over",
	"detail":           "About",
	"paid_at":          "Paid",
	"paid_by":          "Paid by",
	"claims":           "Claims",
	"ended_at":         "Taken back",
	"check":            "Check",
	"message":          "It found",
	"answer":           "Answer",
	"copy_of":          "Has its words from source",
	"independent_of":   "Independent of source",
	"two_roots":        "Two independent sources for",
	"criticises":       "Criticises",
	"whom":             "Asked",
	"channel":          "By",
	"asked_at":         "Asked at",
	"no_answer":        "No answer",
	"reflected":        "In the copy",
	"settled_at":       "Settled",
	"two_approvals":    "Two approvals for",
	"first_approval":   "First of two approvals",
	"first_of_two":     "First of two",
}

// fieldWords names a field; one that is not known by its code.
func fieldWords(field string) string { return cmp.Or(fields[field], field) }

// longest is how many code points of a change the trail shows; the body holds
// all of it.
const longest = 160

func clipped(s string) string {
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest]) + " …"
}
