package report

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// Markdown draws the report as CommonMark with tables and footnotes. Every text
// in it is escaped so that it reads as it was written.
func Markdown(r Report) ([]byte, error) {
	w := mdWriter{r: r, tell: tellerOf(r)}
	w.head()
	w.passed()
	w.missing()
	w.since()
	w.copy()
	w.claims()
	w.withdrawn()
	w.fixes()
	w.queries()
	w.waivers()
	w.trail()
	w.section("What this report promises")
	for _, p := range promises {
		w.item("%s", inline(p))
	}
	w.line("")
	w.footnotes()
	return w.Bytes(), nil
}

type mdWriter struct {
	bytes.Buffer
	r    Report
	tell teller
}

// line writes one line; args must be escaped already.
func (w *mdWriter) line(format string, args ...any) { fmt.Fprintf(&w.Buffer, format+"\n", args...) }

func (w *mdWriter) item(format string, args ...any) { w.line("- "+format, args...) }

func (w *mdWriter) section(title string) { w.line("\n## %s\n", title) }

func (w *mdWriter) when(t Time) string { return inline(w.tell.long(t)) }

func (w *mdWriter) head() {
	r := w.r
	if r.Status == Draft {
		w.line("**DRAFT: not signed off, not to be handed on as a report.**\n")
	}
	w.line("# %s\n", oneLine(r.Article.Headline))
	if r.Status == Draft {
		w.item("Draft of a verified-article report, %s", w.when(r.MadeAt))
	} else {
		w.item("Verified-article report %s, %s", inline(r.Number), w.when(r.MadeAt))
	}
	w.fact("Newsroom", r.Newsroom.Name)
	w.fact("Byline", r.Article.Byline)
	w.fact("Written by", everyone(writersOf(r.Revision), ""))
	w.fact("Desk", r.Article.Desk)
	w.fact("Publication", r.Article.PublishOn)
	if r.Article.Editor != nil {
		w.fact("Editor", r.Article.Editor.Name)
	}
	w.fact("Checked by", everyone(r.CheckedBy, "nobody yet"))
	w.fact("Approved by", everyone(r.ApprovedBy, "nobody yet"))
	w.item("Revision: %d, %s, sha256 `%s`", r.Revision.Number, count(r.Revision.Words, "word", "words"), r.Revision.SHA256)
	s := r.Summary
	found := ""
	if s.Claims > 0 {
		found = ": " + verdictWords(s)
	}
	w.line("\n**%s.** %s%s. %d of %d approved; %d withdrawn. %s, %s of evidence.", headline(r),
		count(s.Claims, "claim", "claims"), found, s.Approved, s.Claims, len(ended(w.r)),
		count(s.Sources, "source", "sources"), count(s.Evidence, "piece", "pieces"))
	w.coverage()
}

func (w *mdWriter) fact(name, value string) {
	if value != "" {
		w.item("%s: %s", name, inline(value))
	}
}

func everyone(ps []Person, nobody string) string {
	names := make([]string, len(ps))
	for i, p := range ps {
		names[i] = p.Name
	}
	if len(names) == 0 {
		return nobody
	}
	return strings.Join(names, ", ")
}

func (w *mdWriter) passed() {
	if len(w.r.Passed) == 0 {
		return
	}
	w.section("⚠ Break glass: what was passed over")
	if w.r.Reason != "" {
		w.line("Reason of the sign-off: %s\n", inline(w.r.Reason))
	}
	for _, d := range w.r.Passed {
		w.item("**⚠ Break glass: %s**%s%s · %s, %s · Reason: %s · %s", inline(string(d.Point)), ofClaim(d.Claim), detail(d.Detail),
			inline(d.By.Name), w.when(d.At), inline(d.Reason), w.debt(d))
	}
}

func (w *mdWriter) debt(d Debt) string {
	switch {
	case d.PaidAt != "" && d.PaidBy != nil:
		return fmt.Sprintf("Review debt paid %s by %s.", w.when(d.PaidAt), inline(d.PaidBy.Name))
	case d.PaidAt != "":
		return fmt.Sprintf("Review debt paid %s.", w.when(d.PaidAt))
	case d.Due != "":
		return fmt.Sprintf("Review debt, due %s: not yet paid.", w.when(d.Due))
	}
	return "Review debt: not yet paid."
}

func ofClaim(number int) string {
	if number == 0 {
		return ""
	}
	return ", claim " + strconv.Itoa(number)
}

func detail(s string) string {
	if s == "" {
		return ""
	}
	return ": " + inline(s)
}

func (w *mdWriter) missing() {
	if len(w.r.Missing) == 0 {
		return
	}
	w.section("What is missing")
	for _, m := range w.r.Missing {
		waits := ""
		if len(m.Waits) > 0 {
			waits = ", waits for " + inline(everyone(m.Waits, ""))
		}
		w.item("%s%s%s%s", inline(capital(m.Point)), ofClaim(m.Claim), detail(m.Detail), waits)
	}
}

func (w *mdWriter) since() {
	s := w.r.Supersedes
	if s == nil {
		return
	}
	w.section("Changed since report " + inline(s.Number))
	as := ""
	if s.As != "" {
		as = ", as a " + string(s.As)
	}
	theCopy := "The copy is the same."
	if s.Copy {
		theCopy = "The copy was changed."
	}
	w.line("This report supersedes %s%s. %s\n", inline(s.Number), as, theCopy)
	for _, c := range s.Changes {
		w.item("**Claim %d %s**", c.Number, c.What)
		w.looks(c.Before, c.After)
	}
}

func (w *mdWriter) looks(before, after *Look) {
	for _, row := range []struct {
		when string
		look *Look
	}{{"then", before}, {"now", after}} {
		if l := row.look; l != nil {
			glass := ""
			if l.BreakGlass {
				glass = " by break glass"
			}
			w.line("    - %s: %s · Words: %s · Verdict: %s · Approved%s: %s", row.when, inline(l.Statement), inline(l.Words),
				verdictOr(l.Verdict), glass, inline(approver(*l)))
		}
	}
}

func verdictOr(v models.Verdict) string {
	if v == models.NoVerdict {
		return "no verdict"
	}
	return string(v)
}

func (w *mdWriter) withdrawn() {
	if len(w.r.Withdrawn) == 0 {
		return
	}
	w.section("Withdrawn")
	for _, c := range ended(w.r) {
		of := ""
		if c.DuplicateOf != 0 {
			of = " of claim " + strconv.Itoa(c.DuplicateOf)
		}
		w.item("Claim %d: %s · Words: %s · Reason: %s%s", c.Number, inline(c.Statement), inline(c.Words), c.Reason, of)
	}
	if undone := takenBack(w.r); len(undone) > 0 {
		w.item("%s %s.", takenBackWords, strings.Trim(strings.ReplaceAll(fmt.Sprint(undone), " ", ", "), "[]"))
	}
}

func (w *mdWriter) fixes() {
	if len(w.r.Fixes) == 0 {
		return
	}
	w.section("Fixes")
	for _, f := range w.r.Fixes {
		kind := "Suggested"
		if f.Must {
			kind = "Must-fix"
		}
		cut := ""
		if f.Cut {
			cut = " · Cut the words"
		}
		wording := ""
		if f.Proposed != "" {
			wording = " · Wording: " + inline(f.Proposed)
		}
		w.item("**%s**%s, %s, %s%s%s%s · %s", kind, ofClaim(f.Claim), inline(f.By.Name), w.when(f.At), detail(f.Body), cut, wording,
			w.closing(f.Closing, f.ClosedBy, f.ClosedAt, f.Reason))
	}
}

func (w *mdWriter) closing(c models.Closing, by *Person, at Time, reason string) string {
	if c == models.NotClosed {
		return "**Open**"
	}
	out := "**" + capital(c) + "**"
	if by != nil {
		out += ", " + inline(by.Name)
	}
	return out + ", " + w.when(at) + detail(reason)
}

func (w *mdWriter) queries() {
	if len(w.r.Queries) == 0 {
		return
	}
	w.section("Queries")
	for _, q := range w.r.Queries {
		to := ""
		if q.Asked != nil {
			to = " to " + inline(q.Asked.Name)
		}
		if q.Outside != "" {
			to = " to " + inline(q.Outside) + ", outside the house"
		}
		w.item("%s%s%s, %s%s · %s", inline(q.By.Name), to, ofClaim(q.Claim), w.when(q.At), detail(q.Body),
			w.closing(q.Closing, q.ClosedBy, q.ClosedAt, q.Reason))
		for _, a := range q.Answers {
			w.line("    - %s, %s%s", inline(a.whose()), w.when(a.At), detail(a.Body))
		}
	}
}

func (w *mdWriter) waivers() {
	for _, s := range waiversByKind(w.r) {
		w.section(s.Title)
		for _, v := range s.Of {
			w.item("%s (%s, %s)%s", inline(v.Sentence), inline(v.By.Name), w.when(v.At), detail(v.Note))
		}
	}
}

// coverage says how far the copy is covered.
func (w *mdWriter) coverage() {
	said, short := coverageWords(w.r)
	if short != "" {
		short = " **" + short + "**"
	}
	if said != "" {
		w.line("\n%s%s", said, short)
	}
}

func (w *mdWriter) trail() {
	w.section("The trail")
	w.line("| No. | Time (%s) | Who | What |\n|---|---|---|---|", oneLine(w.r.Newsroom.Zone))
	for _, e := range w.r.Trail {
		who := "the system"
		if e.By != nil {
			who = e.By.Name
		}
		w.line("| %d | %s | %s | %s%s%s%s |", e.Seq, oneLine(w.tell.short(e.At)), oneLine(who), oneLine(actionWords(e.Action)),
			ofClaim(e.Claim), changes(w.tell.changes(e)), cell(e.Reason))
	}
}

func cell(reason string) string {
	if reason == "" {
		return ""
	}
	return "; reason: " + oneLine(reason)
}

func changes(cs []Change) string {
	var b strings.Builder
	for _, c := range cs {
		was := ""
		if c.From != "" {
			was = oneLine(c.From) + " → "
		}
		fmt.Fprintf(&b, "; %s: %s%s", oneLine(c.Field), was, cmp.Or(oneLine(c.To), "nothing"))
	}
	return b.String()
}
