package report

import (
	"slices"
	"strconv"

	"example.org/tickmark/models"
)

// Claim is a claim that was checked.
type Claim struct {
	Number    int             `json:"number"`
	Span      *models.Span    `json:"span,omitempty"` // none: it has no place in this revision
	Words     string          `json:"words"`
	Statement string          `json:"statement"`
	Kinds     []models.Kind   `json:"kinds"`
	Severity  models.Severity `json:"severity"`
	State     models.State    `json:"state"`
	Finding   *Finding        `json:"finding,omitempty"`
	// ByWriter says that who chose the verdict wrote words of its sentence.
	ByWriter bool       `json:"checked_by_writer"`
	Approval *Approval  `json:"approval,omitempty"`
	First    *Approval  `json:"first_approval,omitempty"` // of two, where that counts
	Evidence []Evidence `json:"evidence"`
	Origins  *Origins   `json:"origins,omitempty"` // where two sources or more support it
	// Checklist is what was looked at, when anything was or had to be.
	Checklist []Checked `json:"checklist,omitempty"`
	Hands     []Hand    `json:"hands"`
	// Criticises is whom the claim criticises, and Replies what they were asked.
	Criticises string  `json:"criticises,omitempty"`
	Replies    []Reply `json:"replies,omitempty"`
	// Before holds findings and approvals that no longer count, oldest first.
	Before []Finding  `json:"earlier_findings"`
	Lapsed []Approval `json:"earlier_approvals"`
}

// Finding is a verdict that somebody chose.
type Finding struct {
	Verdict models.Verdict `json:"verdict"`
	Note    string         `json:"note,omitempty"`
	Words   string         `json:"words"` // that it was found about
	By      Person         `json:"by"`
	At      Time           `json:"at"`
	EndedAt Time           `json:"ended_at,omitempty"`
}

// Approval is a second person's approval.
type Approval struct {
	By         Person          `json:"by"`
	At         Time            `json:"at"`
	BreakGlass bool            `json:"break_glass"`
	Reason     string          `json:"reason,omitempty"`
	EndedAt    Time            `json:"ended_at,omitempty"`
	EndedBy    models.EndCause `json:"ended_by,omitempty"`
}

// Evidence is what one source says about a claim.
type Evidence struct {
	Label       string           `json:"label"` // such as 5a
	Stance      models.Stance    `json:"stance"`
	Authority   models.Authority `json:"authority"`
	Source      Source           `json:"source"`
	Passage     string           `json:"passage,omitempty"`
	Locator     string           `json:"locator,omitempty"`
	Calculation string           `json:"calculation,omitempty"`
	Note        string           `json:"note,omitempty"`
	// Capture is what the passage was read in, none when the evidence rests on none.
	Capture      *Capture      `json:"capture,omitempty"`
	Translations []Translation `json:"translations,omitempty"`
	By           Person        `json:"by"`
	At           Time          `json:"at"`
}

// Source is a document or a person's word.
type Source struct {
	ID          models.ID         `json:"id"`
	Type        models.SourceType `json:"type"`
	Title       string            `json:"title"`
	URL         string            `json:"url,omitempty"`
	Publisher   string            `json:"publisher,omitempty"`
	Author      string            `json:"author,omitempty"`
	PublishedOn string            `json:"published_on,omitempty"`
	Located     bool              `json:"located"`
}

// Reply is a point that was put to somebody whom the claim criticises: whom and
// by which way, and never how to reach them.
type Reply struct {
	Whom      string `json:"whom"`
	Channel   string `json:"channel"`
	At        Time   `json:"at"`
	Due       Time   `json:"due,omitempty"`
	Answer    string `json:"answer,omitempty"`
	NoAnswer  bool   `json:"no_answer"`
	Answered  Time   `json:"answered_at,omitempty"`
	Reflected string `json:"reflected,omitempty"`
	Settled   Time   `json:"settled_at,omitempty"`
}

func (b *builder) repliesOf(c models.Claim) (out []Reply) {
	for _, r := range b.replies[c.ID] {
		out = append(out, Reply{
			Whom: r.Whom, Channel: r.Channel, At: at(r.AskedAt), Due: at(r.DueAt), Answer: r.Answer, NoAnswer: r.NoAnswer,
			Answered: at(r.AnsweredAt), Reflected: r.Reflected, Settled: at(r.SettledAt),
		})
	}
	return out
}

// Hand is somebody who had a hand in a claim, and why.
type Hand struct {
	Person Person             `json:"person"`
	Causes []models.HandCause `json:"causes"`
}

// Withdrawn is a claim that is no longer checked.
type Withdrawn struct {
	Number      int                   `json:"number"`
	Words       string                `json:"words"`
	Statement   string                `json:"statement"`
	Reason      models.WithdrawReason `json:"reason"`
	DuplicateOf int                   `json:"duplicate_of,omitempty"`
}

// Verdict is the verdict that counts, or models.NoVerdict.
func (c Claim) Verdict() models.Verdict {
	if c.Finding == nil {
		return models.NoVerdict
	}
	return c.Finding.Verdict
}

func (b *builder) claims() []Claim {
	out := []Claim{}
	for _, c := range b.Claims {
		if c.State != models.Withdrawn {
			out = append(out, b.claim(c))
		}
	}
	slices.SortFunc(out, func(x, y Claim) int { return x.Number - y.Number })
	return out
}

func (b *builder) claim(c models.Claim) Claim {
	out := Claim{
		Number: c.Number, Words: c.Exact, Statement: c.Statement, Kinds: listed(c.Kinds),
		Severity: c.Severity, State: c.State, Evidence: b.evidenceOf(c), Origins: b.originsOf(c), Checklist: b.checklistOf(c), Hands: b.handsOf(c),
		Before: []Finding{}, Lapsed: []Approval{}, Criticises: c.Criticises, Replies: b.repliesOf(c),
	}
	if c.Placed() && c.RevisionID == b.Revision.ID {
		span := c.Span
		out.Span = &span
	}
	for _, f := range b.findings[c.ID] {
		found := Finding{
			Verdict: f.Verdict, Note: f.Note, Words: f.Words,
			By: b.person(f.CreatedBy), At: at(f.CreatedAt), EndedAt: at(f.EndedAt),
		}
		if f.ID == models.ID(c.FindingID) {
			out.Finding = &found
			out.ByWriter = b.wrote(f.CreatedBy, c)
		} else {
			out.Before = append(out.Before, found)
		}
	}
	for _, a := range b.approvals[c.ID] {
		approval := Approval{
			By: b.person(a.CreatedBy), At: at(a.CreatedAt), BreakGlass: a.BreakGlass, Reason: a.Reason,
			EndedAt: at(a.EndedAt), EndedBy: a.EndedBy,
		}
		switch models.Ref(a.ID) {
		case c.ApprovalID:
			out.Approval = &approval
		case c.FirstApprovalID:
			out.First = &approval
		default:
			out.Lapsed = append(out.Lapsed, approval)
		}
	}
	return out
}

// wrote reports whether a user is a writer of a sentence in which the claim's
// words stand.
func (b *builder) wrote(user models.ID, c models.Claim) bool {
	return slices.ContainsFunc(b.Revision.Sentences, func(s models.Sentence) bool {
		return s.Overlaps(c.Span) && slices.Contains(s.Writers, user)
	})
}

func (b *builder) evidenceOf(c models.Claim) []Evidence {
	out := []Evidence{}
	for _, e := range b.evidence[c.ID] {
		if e.RemovedAt != 0 {
			continue
		}
		s := b.source[e.SourceID]
		out = append(out, Evidence{
			Label: strconv.Itoa(c.Number) + letters(len(out)), Stance: e.Stance, Authority: e.Authority,
			Source: Source{
				ID: e.SourceID, Type: s.Type, Title: s.Title, URL: s.URL, Publisher: s.Publisher,
				Author: s.Author, PublishedOn: s.PublishedOn, Located: s.Located,
			},
			Passage: e.Passage, Locator: e.Locator, Calculation: e.Calculation, Note: e.Note,
			Capture: b.capture(e), Translations: b.translations(e), By: b.person(e.CreatedBy), At: at(e.CreatedAt),
		})
	}
	return out
}

// letters numbers from 0 as a, b, … z, aa, ab.
func letters(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// handsOf lists everyone with a hand, in the order in which they got it.
func (b *builder) handsOf(c models.Claim) []Hand {
	out := []Hand{}
	for _, h := range b.hands[c.ID] {
		if h.EndedSeq != 0 {
			continue
		}
		i := slices.IndexFunc(out, func(o Hand) bool { return o.Person.ID == h.UserID })
		if i < 0 {
			i = len(out)
			out = append(out, Hand{Person: b.person(h.UserID)})
		}
		if !slices.Contains(out[i].Causes, h.Cause) {
			out[i].Causes = append(out[i].Causes, h.Cause)
		}
	}
	return out
}

func (b *builder) withdrawn() []Withdrawn {
	out := []Withdrawn{}
	for _, c := range b.Claims {
		if c.State == models.Withdrawn {
			out = append(out, Withdrawn{
				Number: c.Number, Words: c.Exact, Statement: c.Statement,
				Reason: c.WithdrawReason, DuplicateOf: c.DuplicateOf,
			})
		}
	}
	slices.SortFunc(out, func(x, y Withdrawn) int { return x.Number - y.Number })
	return out
}
