package report

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	"unicode"

	"example.org/tickmark/models"
)

// Build makes the report of one revision. Without an Issue it is a draft.
func Build(in Input) Report {
	b := newBuilder(in)
	r := Report{
		Schema:    SchemaVersion,
		Status:    Draft,
		MadeAt:    at(in.At),
		MadeBy:    b.who(in.By),
		Newsroom:  Newsroom{Name: in.Newsroom, Zone: in.Zone},
		Article:   b.article(),
		Revision:  b.revision(),
		Missing:   b.missing(),
		Passed:    b.debts(),
		Claims:    b.claims(),
		Withdrawn: b.withdrawn(),
		Fixes:     b.fixes(),
		Queries:   b.queries(),
		Waivers:   b.waivers(),
		Trail:     b.trail(),
	}
	if in.Issue != nil {
		r.Status = Verified
		if in.Issue.BreakGlass {
			r.Status = BreakGlass
		}
		r.Number = Number(in.Issue.Year, in.Issue.Serial)
		r.Reason = in.Issue.Reason
	}
	r.Named = b.named(r.Trail)
	r.CheckedBy, r.ApprovedBy = signers(r.Claims)
	r.Summary = summary(r)
	r.Coverage = b.coverage()
	r.Supersedes = since(in.Previous, r, in.As)
	return r
}

// Number is how the report with a serial in a year is called.
func Number(year, serial int) string { return fmt.Sprintf("%d-%04d", year, serial) }

const stamp = "2006-01-02T15:04:05.000Z"

func at(i models.Instant) Time {
	if i == 0 {
		return ""
	}
	return Time(i.Time().Format(stamp))
}

// In returns the moment in a zone; the zero time for none.
func (t Time) In(zone *time.Location) time.Time {
	parsed, err := time.Parse(stamp, string(t))
	if err != nil {
		return time.Time{}
	}
	return parsed.In(zone)
}

// builder holds the input's rows by what they belong to.
type builder struct {
	Input
	number    map[models.ID]int // of a claim
	source    map[models.ID]models.Source
	findings  map[models.ID][]models.Finding
	approvals map[models.ID][]models.Approval
	replies   map[models.ID][]models.ReplySought
	hands     map[models.ID][]models.Hand
	evidence  map[models.ID][]models.Evidence
}

func newBuilder(in Input) *builder {
	b := &builder{Input: in, number: map[models.ID]int{}, source: map[models.ID]models.Source{}}
	b.Comments = sorted(in.Comments, func(c models.Comment) int64 { return c.ID })
	for _, c := range in.Claims {
		b.number[c.ID] = c.Number
	}
	for _, s := range in.Sources {
		b.source[s.ID] = s
	}
	b.findings = byClaim(in.Findings, func(f models.Finding) (claim, id models.ID) { return f.ClaimID, f.ID })
	b.replies = byClaim(in.Replies, func(r models.ReplySought) (claim, id models.ID) { return r.ClaimID, r.ID })
	b.approvals = byClaim(in.Approvals, func(a models.Approval) (claim, id models.ID) { return a.ClaimID, a.ID })
	b.hands = byClaim(in.Hands, func(h models.Hand) (claim, id models.ID) { return h.ClaimID, h.ID })
	b.evidence = byClaim(in.Evidence, func(e models.Evidence) (claim, id models.ID) { return e.ClaimID, e.ID })
	return b
}

func (b *builder) coverage() *Coverage {
	if b.Revision.Reading == 0 {
		return nil
	}
	return &Coverage{Checkable: b.Input.Coverage.Checkable, Done: b.Input.Coverage.Done(), Unchecked: b.Input.Coverage.Unchecked}
}

func sorted[T any](rows []T, by func(T) int64) []T {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(x, y T) int { return cmp.Compare(by(x), by(y)) })
	return rows
}

func byClaim[T any](rows []T, ids func(T) (claim, id models.ID)) map[models.ID][]T {
	m := map[models.ID][]T{}
	for _, row := range sorted(rows, func(r T) int64 { _, id := ids(r); return id }) {
		claim, _ := ids(row)
		m[claim] = append(m[claim], row)
	}
	return m
}

// person names somebody who must be there; who names somebody or nobody.
func (b *builder) person(id models.ID) Person { return Person{ID: id, Name: b.People[id]} }

func (b *builder) who(id models.Ref) *Person {
	if id == 0 {
		return nil
	}
	p := b.person(models.ID(id))
	return &p
}

func (b *builder) people(ids []models.ID) []Person {
	ps := make([]Person, len(ids))
	for i, id := range ids {
		ps[i] = b.person(id)
	}
	return ps
}

func (b *builder) article() Article {
	a := b.Article
	out := Article{
		ID: a.ID, Headline: a.Headline, Byline: a.Byline, Desk: a.Desk,
		Language: a.Language, Direction: a.Direction, PublishOn: a.PublishOn, Editor: b.who(models.Ref(a.EditorID)),
	}
	if out.Direction == "" {
		out.Direction = models.LeftToRight
	}
	return out
}

func (b *builder) revision() Revision {
	rev := b.Revision
	out := Revision{
		Number: rev.Number, SHA256: rev.SHA256, Words: countWords(rev.Text), Text: rev.Text,
		Blocks: listed(rev.Blocks), Marks: listed(rev.Marks),
		Sentences: make([]Sentence, len(rev.Sentences)),
	}
	for i, s := range rev.Sentences {
		out.Sentences[i] = Sentence{Span: s.Span, Writers: b.people(s.Writers)}
	}
	return out
}

// listed copies rows; no rows are a list without members, not none.
func listed[T any](rows []T) []T { return append([]T{}, rows...) }

// countWords counts the runs of anything but white space that hold a letter or
// a digit.
func countWords(text string) (n int) {
	counted := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			counted = false
		case !counted && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			counted = true
			n++
		}
	}
	return n
}

func (b *builder) missing() []Point {
	ps := make([]Point, 0, len(b.Missing))
	if b.Issue != nil {
		return ps
	}
	for _, m := range b.Missing {
		ps = append(ps, Point{Point: m.Point, Claim: m.Claim, Detail: m.Detail, Waits: b.people(m.Waits)})
	}
	return ps
}

func (b *builder) debts() []Debt {
	ds := make([]Debt, len(b.Debts))
	for i, d := range sorted(b.Debts, func(d models.Debt) int64 { return d.ID }) {
		ds[i] = Debt{
			Point: d.Point, Claim: b.number[models.ID(d.ClaimID)], Detail: d.Detail, Reason: d.Reason,
			By: b.person(d.OpenedBy), At: at(d.OpenedAt), Due: at(d.DueAt), PaidAt: at(d.PaidAt), PaidBy: b.who(d.PaidBy),
		}
	}
	return ds
}

// signers lists who chose the verdicts and who approved, each once, in the
// order of the claims.
func signers(claims []Claim) (checked, approved []Person) {
	checked, approved = []Person{}, []Person{}
	for _, c := range claims {
		if c.Finding != nil && !slices.Contains(checked, c.Finding.By) {
			checked = append(checked, c.Finding.By)
		}
		for _, a := range []*Approval{c.First, c.Approval} {
			if a != nil && c.Approval != nil && !slices.Contains(approved, a.By) {
				approved = append(approved, a.By)
			}
		}
	}
	return checked, approved
}

func summary(r Report) Summary {
	s := Summary{Claims: len(r.Claims), Withdrawn: len(r.Withdrawn), Passed: len(r.Passed), Verdicts: []Count{}}
	verdicts := map[models.Verdict]int{}
	sources := map[models.ID]bool{}
	for _, c := range r.Claims {
		if c.State == models.Approved {
			s.Approved++
		}
		verdicts[c.Verdict()]++
		s.Evidence += len(c.Evidence)
		for _, e := range c.Evidence {
			sources[e.Source.ID] = true
		}
	}
	for _, d := range r.Passed {
		if d.PaidAt == "" {
			s.Owed++
		}
	}
	s.Sources = len(sources)
	for _, v := range append(slices.Clone(models.Verdicts), models.NoVerdict) {
		if n := verdicts[v]; n > 0 {
			s.Verdicts = append(s.Verdicts, Count{v, n})
		}
	}
	return s
}
