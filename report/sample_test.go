package report_test

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/tickmark/models"
	"example.org/tickmark/report"
)

const minute = 60_000

// noon is 22 September 2025, 12:00 in Berlin.
const noon = models.Instant(1758535200000)

// The people of the sample.
const (
	editorA models.ID = iota + 1
	checkerB
	reviewerC
	writerW
)

var people = map[models.ID]string{editorA: "Editor A", checkerB: "Checker B", reviewerC: "Reviewer C", writerW: "Writer W"}

// copyOf builds a document from blocks of a kind, parted by LF.
func copyOf(blocks ...models.Block) func(texts ...string) models.Document {
	return func(texts ...string) (d models.Document) {
		for i, t := range texts {
			if i > 0 {
				d.Text += "\n"
			}
			b := blocks[i]
			b.Start = utf8.RuneCountInString(d.Text)
			d.Text += t
			b.End = utf8.RuneCountInString(d.Text)
			d.Blocks = append(d.Blocks, b)
		}
		return d
	}
}

// spanOf finds the only place of words in a text.
func spanOf(t testing.TB, text, words string) models.Span {
	t.Helper()
	if strings.Count(text, words) != 1 {
		t.Fatalf("%q stands %d times in the copy", words, strings.Count(text, words))
	}
	before, _, _ := strings.Cut(text, words)
	start := utf8.RuneCountInString(before)
	return models.Span{Start: start, End: start + utf8.RuneCountInString(words)}
}

// sortMarks puts marks in the order that a document has them in.
func sortMarks(marks []models.Mark) {
	slices.SortFunc(marks, func(a, b models.Mark) int {
		return cmp.Or(a.Start-b.Start, b.End-a.End, cmp.Compare(a.Kind, b.Kind))
	})
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// sample is a report's input with a bit of everything, ready to be signed off.
func sample(t testing.TB) report.Input {
	t.Helper()
	doc := copyOf(
		models.Block{Kind: models.Headline}, models.Block{Kind: models.Standfirst}, models.Block{Kind: models.Paragraph},
		models.Block{Kind: models.Heading, Level: 2}, models.Block{Kind: models.ListItem, Level: 1, Number: 1},
		models.Block{Kind: models.ListItem, Level: 1, Number: 2}, models.Block{Kind: models.ListItem, Level: 2},
		models.Block{Kind: models.Quotation}, models.Block{Kind: models.TableRow}, models.Block{Kind: models.TableRow},
		models.Block{Kind: models.Caption},
	)(
		"Kremlin: Putin values constructive relations with Trump",
		"Moscow answers the president's remark.",
		"On 18 September Trump said that Putin had “let him down”. The Kremlin called his reaction “entirely understandable”, Vesti reported.",
		"The summit",
		"Putin and Trump met on 15 August in Anchorage, Alaska.",
		"Both called the talks useful.",
		"No final agreements were reached.",
		"Constructive and cynical in a good sense.\u2028Dmitry Peskov",
		"Place\tDay",
		"Anchorage\t15 August",
		"Arrival in Alaska. Public domain mark.",
	)
	doc.Marks = []models.Mark{
		{Span: spanOf(t, doc.Text, "Vesti reported"), Kind: models.Link, URL: "https://example.com/vesti?a=1&b=2"},
		{Span: spanOf(t, doc.Text, "Putin and Trump met"), Kind: models.Strong},
		{Span: spanOf(t, doc.Text, "useful"), Kind: models.Emphasis},
	}
	sentence := func(start, end string, writers ...models.ID) models.Sentence {
		return models.Sentence{Span: models.Span{Start: spanOf(t, doc.Text, start).Start, End: spanOf(t, doc.Text, end).End}, Writers: writers}
	}
	claim := func(id models.ID, number int, words, statement string, kinds ...models.Kind) models.Claim {
		return models.Claim{
			ID: id, ArticleID: 1, Number: number, Statement: statement, Kinds: kinds, State: models.Approved,
			Anchor:   models.Anchor{RevisionID: 2, Span: spanOf(t, doc.Text, words), Exact: words, Outcome: models.Unchanged},
			Severity: models.NormalSeverity, FindingID: models.Ref(10 + id), ApprovalID: models.Ref(20 + id), Version: 4,
		}
	}
	first := claim(101, 1, "Putin had “let him down”", "On 18 September 2025 President Trump said that Putin had “let him down”.", models.KindQuotation)
	first.FirstApprovalID = 118
	in := report.Input{
		Newsroom: "Example Newsroom", Zone: "Europe/Berlin", People: people,
		Article: models.Article{
			ID: 1, Headline: "Kremlin: Putin values constructive relations with Trump", Byline: "By Writer W", Desk: "World",
			Language: "en", Direction: models.LeftToRight, PublishOn: "2025-09-23", EditorID: editorA,
		},
		Revision: models.Revision{
			Reading: 1, ID: 2, ArticleID: 1, Number: 2, Document: doc, SHA256: hashOf(doc.Text), Sentences: []models.Sentence{
				sentence("On 18 September", "“let him down”.", writerW),
				sentence("Putin and Trump met", "Anchorage, Alaska.", writerW, checkerB),
			},
		},
		Claims: []models.Claim{
			claim(102, 2, "Putin and Trump met on 15 August in Anchorage, Alaska", "Putin and Trump met on 15 August 2025 in Anchorage.", models.KindDate, models.KindPlace),
			first,
			claim(103, 3, "his reaction “entirely understandable”, Vesti", "Vesti reported that the Kremlin called Trump's reaction understandable.", models.KindReport),
			{
				ID: 104, ArticleID: 1, Number: 4, Statement: "The talks lasted three hours.", State: models.Withdrawn, WithdrawReason: models.CutFromCopy,
				Anchor: models.Anchor{RevisionID: 1, Exact: "three hours", Outcome: models.Lost},
			},
		},
		Findings: []models.Finding{
			{ID: 111, ClaimID: 101, Verdict: models.Confirmed, Words: "Putin had “let him down”", CreatedBy: checkerB, CreatedAt: noon},
			{ID: 110, ClaimID: 102, Verdict: models.Wrong, Note: "The day is wrong.", Words: "Putin and Trump met on 14 August in Anchorage, Alaska", CreatedBy: checkerB, CreatedAt: noon - 60*minute, EndedAt: noon - 30*minute},
			{ID: 112, ClaimID: 102, Verdict: models.ConfirmedWithChange, Note: "14 August was wrong.", Words: "Putin and Trump met on 15 August in Anchorage, Alaska", CreatedBy: checkerB, CreatedAt: noon},
			{ID: 113, ClaimID: 103, Verdict: models.Attributed, Words: "his reaction “entirely understandable”, Vesti", CreatedBy: editorA, CreatedAt: noon},
		},
		Approvals: []models.Approval{
			{ID: 121, ClaimID: 101, FindingID: 111, CreatedBy: reviewerC, CreatedAt: noon + 10*minute},
			{ID: 119, ClaimID: 102, FindingID: 110, CreatedBy: editorA, CreatedAt: noon - 50*minute, EndedAt: noon - 30*minute, EndedBy: models.EndedWords},
			{ID: 122, ClaimID: 102, FindingID: 112, CreatedBy: editorA, CreatedAt: noon + 11*minute},
			{ID: 123, ClaimID: 103, FindingID: 113, CreatedBy: reviewerC, CreatedAt: noon + 12*minute},
			{ID: 118, ClaimID: 101, FindingID: 111, FirstOfTwo: true, CreatedBy: editorA, CreatedAt: noon + 9*minute},
		},
		Hands: []models.Hand{
			{ID: 1, ClaimID: 101, UserID: checkerB, Cause: models.HandStatement},
			{ID: 2, ClaimID: 101, UserID: checkerB, Cause: models.HandVerdict},
			{ID: 3, ClaimID: 101, UserID: writerW, Cause: models.HandWriter},
			{ID: 4, ClaimID: 101, UserID: editorA, Cause: models.HandWriter, EndedSeq: 9},
			{ID: 5, ClaimID: 102, UserID: checkerB, Cause: models.HandVerdict},
			{ID: 6, ClaimID: 103, UserID: editorA, Cause: models.HandVerdict},
		},
		Sources: []models.Source{
			{ID: 31, ArticleID: 1, Type: models.Transcript, Title: "Remarks to the press", URL: "https://example.com/remarks", Publisher: "The White House", PublishedOn: "2025-09-18", Located: true},
			{ID: 32, ArticleID: 1, Type: models.PressReport, Title: "A report named in the copy", Publisher: "Vesti"},
			{ID: 33, ArticleID: 1, Type: models.Calculation, Title: "Own calculation", Located: true},
			{ID: 34, ArticleID: 1, Type: models.PressReport, Title: "He was let down, he says", Publisher: "Harbour Post", PublishedOn: "2025-09-19", Located: true},
			{ID: 35, ArticleID: 1, Type: models.PressReport, Title: "Let down", Publisher: "Basin Weekly", PublishedOn: "2025-09-19", Located: true},
		},
		Rooted: map[models.ID][]models.Rooted{101: {
			{SourceID: 31, OneWith: 31, Root: 31, Compared: true},
			{SourceID: 34, OneWith: 34, Root: 31, Compared: true, Edge: models.OriginEdge{
				FromID: 34, ToID: 31, Kind: "copied", Sign: "time", Score: 0.94, Figures: 2, Quotes: 1, Reason: "94 % of its own words stand in the text of The White House, published 1 day before.",
			}},
			{SourceID: 35, OneWith: 35, Root: 35},
		}},
		Checks: map[models.ID][]models.Check{101: {
			{Kind: models.KindQuotation, ChecklistItem: models.ChecklistItem{Text: "Word for word as in the source.", Required: true}, List: 2, Tick: models.Tick{ID: 91, ClaimID: 101, CreatedBy: reviewerC, CreatedAt: noon + 8*minute}},
			{Kind: models.KindQuotation, ChecklistItem: models.ChecklistItem{Text: "Who said it <where> & when agree."}, List: 2},
		}},
		Rulings: map[models.ID][]models.OriginRuling{101: {{ID: 81, FromID: 35, ToID: 34, Reason: "Their reporter was there.", MadeBy: checkerB, MadeAt: noon}}},
		Evidence: []models.Evidence{
			{ID: 41, ClaimID: 101, SourceID: 31, Stance: models.Supports, Authority: models.Primary, Passage: "He let me down.", Locator: "12:30", Note: "Demo material.", CreatedBy: checkerB, CreatedAt: noon},
			{ID: 42, ClaimID: 101, SourceID: 32, Stance: models.Background, Authority: models.Secondary, Note: "Demo material.", CreatedBy: checkerB, CreatedAt: noon},
			{ID: 43, ClaimID: 102, SourceID: 33, Stance: models.Contradicts, Authority: models.Secondary, Calculation: "18 August - 3 days = 15 August", CreatedBy: checkerB, CreatedAt: noon},
			{ID: 45, ClaimID: 101, SourceID: 34, Stance: models.Supports, Authority: models.Secondary, Locator: "last paragraph", CreatedBy: checkerB, CreatedAt: noon},
			{ID: 44, ClaimID: 102, SourceID: 31, Stance: models.Supports, Authority: models.Primary, Passage: "Removed.", RemovedAt: noon, CreatedBy: checkerB, CreatedAt: noon},
		},
		Excerpts: []models.Excerpt{
			{
				EvidenceID: 41, CaptureID: 71, SourceID: 31, At: noon - 30*minute, Address: "https://example.com/remarks", BodySHA256: strings.Repeat("ab", 32), MediaType: "text/html", Language: "en",
				Found: true, Before: "He was asked about Moscow. ", Quoted: "He let me down, he really did.", After: " Then he left.",
			},
		},
		Translations: []models.Translation{
			{ID: 81, EvidenceID: 41, Language: "de", Text: "Er hat mich enttäuscht.", CreatedBy: checkerB, CreatedAt: noon},
			{ID: 82, EvidenceID: 41, Language: "de", Text: "Removed.", RemovedAt: noon, CreatedBy: checkerB, CreatedAt: noon},
		},
		Comments: []models.Comment{
			{ID: 51, ArticleID: 1, ClaimID: 102, Kind: models.Fix, MustFix: true, Body: "The day is wrong.", Proposed: "15 August", CreatedBy: checkerB, CreatedAt: noon - 60*minute, ClosedAt: noon, ClosedBy: models.Ref(checkerB), Closing: models.Checked},
			{ID: 52, ArticleID: 1, ClaimID: 103, Kind: models.Fix, Body: "Say when.", CreatedBy: checkerB, CreatedAt: noon, ClosedAt: noon, ClosedBy: models.Ref(editorA), Closing: models.Stet, ClosingReason: "The day is in the first sentence."},
			{ID: 53, ArticleID: 1, Kind: models.Query, Body: "Who took the picture?", AskedID: models.Ref(writerW), CreatedBy: editorA, CreatedAt: noon, ClosedAt: noon, ClosedBy: models.Ref(writerW), Closing: models.Answered},
			{ID: 54, ArticleID: 1, ParentID: 53, Kind: models.Remark, Body: "It is in the caption's source.", CreatedBy: writerW, CreatedAt: noon},
			{ID: 55, ArticleID: 1, Kind: models.Remark, Body: "A remark that stays inside.", CreatedBy: writerW, CreatedAt: noon},
		},
		Waivers: []models.Waiver{
			{ID: 61, ArticleID: 1, Kind: models.CQ, Sentence: "Arrival in Alaska.", Note: "CQ", CreatedBy: editorA, CreatedAt: noon},
			{ID: 62, ArticleID: 1, Kind: models.LeftUnchecked, Sentence: "It rained for an hour.", Note: "Nobody was to be reached before the page closed.", CreatedBy: editorA, CreatedAt: noon},
			{ID: 63, ArticleID: 1, Kind: models.NothingToCheck, Sentence: "What a day!", Note: "An exclamation.", CreatedBy: editorA, CreatedAt: noon},
		},
		Coverage: models.Coverage{Checkable: 9, Uncovered: 1, Unchecked: 1},
		Events: []report.Act{
			act(8, reviewerC, "claim.approve", 101, "", models.Change{Field: "state", From: "in review", To: "approved"}),
			act(7, checkerB, "claim.reword", 102, "The day was wrong.", models.Change{Field: "statement", From: "Putin and Trump met on 14 August 2025 in Anchorage.", To: "Putin and Trump met on 15 August 2025 in Anchorage.", Free: true}),
			act(9, 0, "report.issue", 0, ""),
			act(2, editorA, "claim.assign", 101, "",
				models.Change{Field: "version", From: "1", To: "1"},
				models.Change{Field: "assignee", From: "3", To: "2"},
				models.Change{Field: "due_at", To: strconv.FormatInt(int64(noon), 10)}),
			act(1, editorA, "revision.add", 0, "",
				models.Change{Field: "number", To: "2"}, models.Change{Field: "revision", From: "1", To: "2"},
				models.Change{Field: "new_words_by", To: "2,4"}, models.Change{Field: "text", To: doc.Text, Free: true}),
			act(3, reviewerC, "approval.add", 101, "",
				models.Change{Field: "approval", To: "121"},
				models.Change{Field: "bound", To: "{}", Free: true}, models.Change{Field: "fingerprint", To: "00", Free: true}),
		},
		Issue: &report.Issue{Year: 2025, Serial: 142},
		At:    noon + 20*minute, By: models.Ref(editorA),
	}
	return in
}

func act(seq int64, by models.ID, action string, claim models.ID, reason string, changes ...models.Change) report.Act {
	e := models.Event{Seq: seq, At: noon + models.Instant(seq*minute), ActorID: models.Ref(by), Action: action, Subject: models.SubjectClaim, SubjectID: claim, ArticleID: 1, ClaimID: models.Ref(claim)}
	sum := sha256.Sum256([]byte(action))
	e.LeafHash = sum[:]
	return report.Act{Event: e, Changes: changes, Reason: reason}
}

// draft is the sample before it is ready.
func draft(t testing.TB) report.Input {
	t.Helper()
	in := sample(t)
	in.Issue = nil
	in.Claims[1].State, in.Claims[1].ApprovalID = models.InReview, 0
	in.Claims[2].FindingID, in.Claims[2].ApprovalID, in.Claims[2].State = 0, 0, models.Open
	in.Claims[0].Outcome = models.Lost
	in.Missing = []report.Missing{
		{Point: models.PointNotApproved, Claim: 1, Waits: []models.ID{editorA, reviewerC}},
		{Point: models.PointNotPlaced, Claim: 2},
		{Point: models.PointTK, Detail: "The talks lasted TK hours."},
	}
	return in
}

// broken is the sample signed off by break glass, superseding a report.
func broken(t testing.TB) report.Input {
	t.Helper()
	before := report.Build(sample(t))
	in := sample(t)
	in.Issue = &report.Issue{Year: 2025, Serial: 143, BreakGlass: true, Reason: "The page closes in ten minutes."}
	in.Previous, in.As = &before, report.Correction
	in.Claims[2].ApprovalID = 124
	in.Approvals[3].EndedAt, in.Approvals[3].EndedBy = noon+15*minute, models.EndedReopened
	in.Approvals = append(in.Approvals, models.Approval{ID: 124, ClaimID: 103, FindingID: 113, BreakGlass: true, Reason: "Nobody else is here.", CreatedBy: editorA, CreatedAt: noon + 16*minute})
	in.Debts = []models.Debt{
		{ID: 71, ArticleID: 1, ClaimID: 103, Point: models.PointHand, Reason: "Nobody else is here.", OpenedBy: editorA, OpenedAt: noon + 16*minute, DueAt: noon + 1440*minute},
		{ID: 72, ArticleID: 1, Point: models.PointTK, Detail: "The talks lasted TK hours.", Reason: "The page closes in ten minutes.", OpenedBy: editorA, OpenedAt: noon + 17*minute, PaidAt: noon + 18*minute, PaidBy: models.Ref(reviewerC)},
	}
	in.Claims[1].State, in.Claims[1].WithdrawReason, in.Claims[1].DuplicateOf = models.Withdrawn, models.Duplicate, 3
	return in
}

// hostile holds texts that mean something to a browser or to Markdown.
var nasty = []string{
	`</script><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, "a\u2028b", "gpj.\u202eexe.cod", "👩‍👩‍👧‍👦 🇺🇦", "a | b", "`code` ``x``",
	`[x](javascript:alert(1))`, `![x](https://x.test/i.png)`, "**not bold** __nor__ *this*", "# no heading", "1. no item", "- no item", "+ no item", "> no quotation",
	"www.example.com and https://example.com", "me@example.com @editor", "&lt;b&gt; &copy; &#65;", "~~gone~~ $x$ :smile:", `back\slash \[ends\`, "{{.Status}} {%x%}", "[^1] [1]: x",
	"    four spaces", "two  spaces  ", "=====", "-----", "***", "| a |\n|---|", "---\nx\n===", "<!-- c -->", "]]>", "\ttab", "العربية \u200e(1)\u200e", "x\u0301", "`", "_", "*",
}

func hostile(t testing.TB) report.Input {
	t.Helper()
	in := sample(t)
	all := strings.Join(nasty, "\n")
	in.Newsroom, in.Zone = nasty[0], "No/Where"
	in.People = map[models.ID]string{editorA: nasty[0], checkerB: nasty[3], reviewerC: nasty[5], writerW: nasty[6]}
	in.Article.Headline, in.Article.Byline, in.Article.Desk, in.Article.Language = strings.Join(nasty[:3], " "), nasty[9], nasty[10], `en"><script>`
	in.Revision.Marks = append(in.Revision.Marks, models.Mark{Span: spanOf(t, in.Revision.Text, "The summit"), Kind: models.Link, URL: "javascript:alert(1)"})
	sortMarks(in.Revision.Marks)
	for i := range in.Claims {
		in.Claims[i].Statement = all
	}
	for i := range in.Findings {
		in.Findings[i].Note, in.Findings[i].Words = all, all
	}
	for i := range in.Sources {
		in.Sources[i].Title, in.Sources[i].Publisher, in.Sources[i].Author = nasty[i], nasty[i+8], nasty[i+15]
		in.Sources[i].URL = []string{"javascript://x.test/%0aalert(1)", "data:text/html,<script>", `https://x.test/">(<b>)[a] b&copy;`, "", ""}[i]
	}
	for i := range in.Evidence {
		in.Evidence[i].Passage, in.Evidence[i].Locator, in.Evidence[i].Calculation, in.Evidence[i].Note = all, nasty[5], nasty[13], all
	}
	in.Rooted[101][1].Edge.Reason, in.Rulings[101][0].Reason = all, all
	for i := range in.Comments {
		in.Comments[i].Body, in.Comments[i].Proposed, in.Comments[i].ClosingReason = all, all, all
	}
	in.Waivers[0].Sentence, in.Waivers[0].Note = all, all
	for i := range in.Events {
		in.Events[i].Reason = all
		in.Events[i].Changes = []models.Change{{Field: nasty[5], From: nasty[0], To: nasty[3]}}
	}
	return in
}

// arabic is a short draft that is written from right to left.
func arabic(t testing.TB) report.Input {
	t.Helper()
	in := draft(t)
	doc := copyOf(models.Block{Kind: models.Headline}, models.Block{Kind: models.Paragraph})(
		"لقاء في ألاسكا", "التقى الرئيسان في 15 آب في أنكوريج. ووصفا المحادثات بأنها مفيدة.")
	in.Article.Headline, in.Article.Language, in.Article.Direction = "لقاء في ألاسكا", "ar", models.RightToLeft
	in.Revision.Document, in.Revision.SHA256 = doc, hashOf(doc.Text)
	in.Revision.Sentences = []models.Sentence{{Span: doc.Blocks[1].Span, Writers: []models.ID{writerW}}}
	in.Claims = in.Claims[:2]
	words := "التقى الرئيسان في 15 آب في أنكوريج"
	for i := range in.Claims {
		in.Claims[i].Anchor = models.Anchor{RevisionID: 2, Span: spanOf(t, doc.Text, words), Exact: words, Outcome: models.Unchanged}
		in.Claims[i].Statement = "التقى ترامب وبوتين في 15 آب 2025 في أنكوريج."
	}
	return in
}
