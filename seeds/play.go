package seeds

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/workflow"
)

// play is the demo newsroom while it is made.
type play struct {
	*newsroom.Newsroom
	clock  *clock
	today  time.Time // what is due lies after it
	people map[person]models.ID
	forms  int
}

// person is a handle. What a person does is an act of theirs.
type person string

// act is something done to an article.
type act func(context.Context, *play, models.ID) error

// scene is an article and what is done to it, in order.
type scene struct {
	by      person // who opens it
	copy    string // Markdown
	meta    newsroom.Meta
	writers []person
	team    []person // of a restricted article
	due     time.Duration
	acts    []act
}

// by is the person's next form. Its key makes it one of its own.
func (p *play) by(who person) newsroom.By {
	p.forms++
	name := fmt.Sprintf("demo-%04d", p.forms)
	return newsroom.By{UserID: p.people[who], RequestID: name, Key: name}
}

// in is the full hour at least d after today.
func (p *play) in(d time.Duration) models.Instant {
	return models.At(p.today.Add(d).Truncate(time.Hour).Add(time.Hour))
}

func (p *play) ids(who []person) (ids []models.ID) {
	for _, w := range who {
		ids = append(ids, p.people[w])
	}
	return ids
}

func (p *play) open(ctx context.Context, s scene) (models.ID, error) {
	meta := s.meta
	meta.EditorID, meta.DeadlineAt = p.people[s.by], p.in(s.due)
	meta.Writers, meta.Team, meta.Restricted = p.ids(s.writers), p.ids(s.team), len(s.team) > 0
	return p.OpenArticle(ctx, p.by(s.by), meta, newsroom.Copy{Text: s.copy, Format: intake.FormatMarkdown})
}

// file is the article as its editor sees it.
func (p *play) file(ctx context.Context, article models.ID, who person) (*workflow.File, error) {
	return newsroom.ReadFile(ctx, p.DB.Queries(), p.people[who], article)
}

// on is the claim as who sees it now.
func (p *play) on(ctx context.Context, article models.ID, who person, claim int) (newsroom.Target, error) {
	f, err := p.file(ctx, article, who)
	if err != nil {
		return newsroom.Target{}, err
	}
	c, ok := f.Case(claim)
	if !ok {
		return newsroom.Target{}, fmt.Errorf("seeds: no claim %d", claim)
	}
	return newsroom.Target{Article: article, Number: claim, Version: c.Claim.Version}, nil
}

// onClaim makes an act of something done to a claim.
func (w person) onClaim(claim int, do func(context.Context, *play, newsroom.Target) error) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		t, err := p.on(ctx, article, w, claim)
		if err != nil {
			return err
		}
		if err := do(ctx, p, t); err != nil {
			return fmt.Errorf("%s on claim %d: %w", w, claim, err)
		}
		return nil
	}
}

// later lets time go by.
func later(d time.Duration) act {
	return func(_ context.Context, p *play, _ models.ID) error {
		p.clock.at = p.clock.at.Add(d)
		return nil
	}
}

// marks makes a claim of words that stand once in the copy.
func (w person) marks(words, statement string, severity models.Severity, kinds ...models.Kind) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		sel, err := p.selects(ctx, article, w, words)
		if err != nil {
			return err
		}
		_, err = p.MarkClaim(ctx, p.by(w), article, newsroom.NewClaim{Selection: sel, Statement: statement, Severity: severity, Kinds: kinds})
		return err
	}
}

// selects is the selection that a browser sends: UTF-16 offsets and the words.
func (p *play) selects(ctx context.Context, article models.ID, who person, words string) (newsroom.Selection, error) {
	f, err := p.file(ctx, article, who)
	if err != nil {
		return newsroom.Selection{}, err
	}
	text := f.Revision.Text
	before, after, found := strings.Cut(text, words)
	if !found || strings.Contains(after, words) {
		return newsroom.Selection{}, fmt.Errorf("seeds: %q does not stand in the copy just once", words)
	}
	start := units(before)
	return newsroom.Selection{Revision: f.Revision.Number, Start: start, End: start + units(words), Quote: words}, nil
}

// units is the length of s in UTF-16 code units.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

func (w person) moves(claim int, move workflow.Act, in newsroom.Reasons) act {
	return w.onClaim(claim, func(ctx context.Context, p *play, t newsroom.Target) error {
		return p.MoveClaim(ctx, p.by(w), t, move, in)
	})
}

func (w person) takes(claim int) act { return w.moves(claim, workflow.Take, newsroom.Reasons{}) }

func (w person) submits(claim int) act { return w.moves(claim, workflow.Submit, newsroom.Reasons{}) }

func (w person) approves(claim int) act { return w.moves(claim, workflow.Approve, newsroom.Reasons{}) }

func (w person) sendsBack(claim int, why string) act {
	return w.moves(claim, workflow.RequestChanges, newsroom.Reasons{Reason: why})
}

func (w person) withdraws(claim, of int) act {
	return w.moves(claim, workflow.Withdraw, newsroom.Reasons{Withdraw: models.Duplicate, DuplicateOf: of})
}

// assigns gives a claim to a checker, due some hours after today.
func (w person) assigns(claim int, to person, due time.Duration) act {
	return w.onClaim(claim, func(ctx context.Context, p *play, t newsroom.Target) error {
		return p.Assign(ctx, p.by(w), t, p.people[to], p.in(due))
	})
}

// demoNote stands on every piece of evidence of the demo.
const demoNote = "Demo material: written for the demo newsroom. Nobody consulted a source for it."

// adds is evidence from a source of the article, which is entered at its first
// use.
func (w person) adds(claim int, from models.Source, e models.Evidence) act {
	return w.onClaim(claim, func(ctx context.Context, p *play, t newsroom.Target) error {
		f, err := p.file(ctx, t.Article, w)
		if err != nil {
			return err
		}
		in := newsroom.NewEvidence{Source: from, Evidence: e}
		if in.Beside.File, err = p.page(ctx, from); err != nil {
			return err
		}
		if i := slices.IndexFunc(f.Sources, func(s models.Source) bool { return s.Title == from.Title }); i >= 0 {
			in = newsroom.NewEvidence{SourceID: f.Sources[i].ID, Evidence: e}
		}
		in.Evidence.Note = demoNote
		return p.AddEvidence(ctx, p.by(w), t, in)
	})
}

// translates sets a translation beside the newest evidence of a claim.
func (w person) translates(claim int, language, text string) act {
	return w.onClaim(claim, func(ctx context.Context, p *play, t newsroom.Target) error {
		f, err := p.file(ctx, t.Article, w)
		if err != nil {
			return err
		}
		c, _ := f.Case(claim)
		return p.AddTranslation(ctx, p.by(w), t, c.Evidence[len(c.Evidence)-1].ID, models.Translation{Language: language, Text: text})
	})
}

// finds chooses a verdict.
func (w person) finds(claim int, v models.Verdict, note string) act {
	return w.rules(claim, newsroom.Verdict{Verdict: v, Note: note})
}

// rules chooses a verdict that may ask for other wording.
func (w person) rules(claim int, v newsroom.Verdict) act {
	return w.onClaim(claim, func(ctx context.Context, p *play, t newsroom.Target) error {
		return p.ChooseVerdict(ctx, p.by(w), t, v)
	})
}

// says adds a comment, a query or a fix; asked is the person whom a query asks.
func (w person) says(in newsroom.NewComment, asked person) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		if asked != "" {
			in.Asked, in.DueAt = p.people[asked], p.in(2*time.Hour)
		}
		_, err := p.Comment(ctx, p.by(w), article, in)
		return err
	}
}

// answers replies to the newest comment of a kind on a claim.
func (w person) answers(claim int, kind models.CommentKind, body string) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		m, err := p.newest(ctx, article, w, claim, kind)
		if err != nil {
			return err
		}
		_, err = p.Comment(ctx, p.by(w), article, newsroom.NewComment{Claim: claim, Parent: m.ID, Kind: models.Remark, Body: body})
		return err
	}
}

// applies makes the newest fix on a claim the copy.
func (w person) applies(claim int) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		m, err := p.newest(ctx, article, w, claim, models.Fix)
		if err != nil {
			return err
		}
		return p.ApplyFix(ctx, p.by(w), article, m.ID)
	}
}

// newest is the newest comment of a kind on a claim.
func (p *play) newest(ctx context.Context, article models.ID, who person, claim int, kind models.CommentKind) (models.Comment, error) {
	f, err := p.file(ctx, article, who)
	if err != nil {
		return models.Comment{}, err
	}
	c, _ := f.Case(claim)
	for _, m := range slices.Backward(c.Comments) {
		if m.Kind == kind && m.ParentID == 0 {
			return m, nil
		}
	}
	return models.Comment{}, fmt.Errorf("seeds: no %s on claim %d", kind, claim)
}

// revises pastes the whole copy again.
func (w person) revises(text string) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		f, err := p.file(ctx, article, w)
		if err != nil {
			return err
		}
		_, err = p.Revise(ctx, p.by(w), article, newsroom.NewRevision{
			Base: f.Revision.Number, Copy: newsroom.Copy{Text: text, Format: intake.FormatMarkdown}, Origin: models.OriginPasted,
		})
		return err
	}
}

// waives says why a sentence, given by its words, need not lie in a claim.
func (w person) waives(sentence string, kind models.WaiverKind, note string) act {
	return func(ctx context.Context, p *play, article models.ID) error {
		f, err := p.file(ctx, article, w)
		if err != nil {
			return err
		}
		text := []rune(f.Revision.Text)
		at := slices.IndexFunc(f.Revision.Sentences, func(s models.Sentence) bool { return string(text[s.Start:s.End]) == sentence })
		if at < 0 {
			return fmt.Errorf("seeds: %q is no sentence of the copy", sentence)
		}
		return p.Waive(ctx, p.by(w), article, f.Revision.Number, kind, []int{at + 1}, note)
	}
}

// signsOff signs off the newest revision.
func (w person) signsOff() act {
	return func(ctx context.Context, p *play, article models.ID) error {
		f, err := p.file(ctx, article, w)
		if err != nil {
			return err
		}
		_, err = p.SignOffArticle(ctx, p.by(w), article, newsroom.SignOff{Revision: f.Revision.Number})
		return err
	}
}
