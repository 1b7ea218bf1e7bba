package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

// NewQuote is a passage that a person quotes of a capture.
type NewQuote struct {
	Capture models.ID
	// At is where in the capture's text the passage was selected, in code
	// points; nowhere when it was typed or pasted.
	At       models.Span
	Evidence models.Evidence // stance, authority, passage, locator, note
}

// QuoteCapture adds evidence to a claim that rests on the capture which the
// actor read, be it not the newest of its source, and returns its ID. It asks no
// version of the claim. Errors: those of AddEvidence, apperr.FieldMissing without
// a claim or a passage, PassageNotThere when the capture says nothing like it, and
// NotFoundOrSeen for a capture of a source that is none of the article's.
func (n *Newsroom) QuoteCapture(ctx context.Context, by By, t Target, in NewQuote) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, t.Article)
		if err != nil {
			return 0, err
		}
		if t.Number == 0 {
			return 0, apperr.FieldMissing.With("The claim").On("claim")
		}
		c, err := a.caseOf(ctx, art.ID, t.Number)
		if err != nil {
			return 0, err
		}
		if _, err := workflow.Next(c, a.actor, workflow.AddEvidence); err != nil {
			return 0, err
		}
		id, err := a.quote(ctx, &c, in)
		if err != nil {
			return 0, err
		}
		return id, a.settle(ctx, art)
	})
}

// quote adds what is quoted to a claim that the actor may add evidence to.
func (a *act) quote(ctx context.Context, c *workflow.Case, in NewQuote) (models.ID, error) {
	e := in.Evidence
	if e.Passage == "" {
		return 0, apperr.FieldMissing.With("The quoted passage").On("passage")
	}
	if err := validEvidence(e); err != nil {
		return 0, err
	}
	from, err := a.captureIn(ctx, c.Claim.ArticleID, in.Capture)
	if err != nil {
		return 0, err
	}
	at, found := anchor.PassageAt(from.Text, in.At, e.Passage)
	if !found {
		return 0, apperr.PassageNotThere.With().On("passage")
	}
	e.SourceID, e.CaptureID, e.QuotedStart, e.QuotedEnd = from.SourceID, models.Ref(from.ID), at.Start, at.End
	return a.addEvidence(ctx, c, e)
}

// captureIn returns a capture of one of the article's sources that the actor may
// see, with its text, or apperr.NotFoundOrSeen.
func (a *act) captureIn(ctx context.Context, article, id models.ID) (models.Capture, error) {
	c, err := a.Capture(ctx, a.actor.ID, id)
	if err != nil {
		return c, err
	}
	of, err := a.SourceTitles(ctx, article)
	if err == nil && !slices.ContainsFunc(of, func(s models.Source) bool { return s.ID == c.SourceID }) {
		err = apperr.NotFoundOrSeen.With("capture")
	}
	return c, err
}

// TakeWording has evidence quote what stands in the capture that it rests on,
// where it quotes it not word for word. It is a change of the evidence like any
// other. Errors: those of ChangeEvidence, apperr.PassageVerbatim.
func (n *Newsroom) TakeWording(ctx context.Context, by By, t Target, id models.ID) error {
	return n.changeEvidence(ctx, by, t, id, "evidence.change", func(a *act, e *models.Evidence) error {
		at, quoted := e.Quoted()
		if !quoted {
			return apperr.PassageVerbatim.With()
		}
		c, err := a.Capture(ctx, a.actor.ID, models.ID(e.CaptureID))
		if err != nil {
			return err
		}
		said := anchor.Index(c.Text).Slice(at)
		if anchor.Alike(said, e.Passage) {
			return apperr.PassageVerbatim.With()
		}
		e.Passage = said
		return nil
	})
}

// pinWaiting has evidence that was entered before its source was captured rest
// on the capture that has come. A page that was looked at is no deed of anybody:
// nobody gets a hand. Of a file it is the uploader's, who has one. No version
// rises, for nobody can approve a claim that is in neither review nor approved
// before it is submitted, which raises the version. What is in review or approved
// stays as it was read.
func (a *act) pinWaiting(ctx context.Context, c models.Capture) error {
	waiting, err := a.WaitingFor(ctx, c.SourceID)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		if inReview(w.State) {
			continue
		}
		e, r, err := a.pinByItself(ctx, w.Evidence, c)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		r.on(w.ArticleID, e.ClaimID)
		if c.How == models.Uploaded {
			r.event.ActorID = models.Ref(a.actor.ID)
		}
	}
	return nil
}

// mostBack is among how many of a source's captures, the newest, evidence that
// waited finds its own.
const mostBack = 8

// pinBack has the evidence of a claim that comes back from review or approval
// rest on what its sources keep meanwhile.
func (a *act) pinBack(ctx context.Context, c *workflow.Case) error {
	for i, was := range c.Evidence {
		if was.CaptureID != 0 || was.Passage == "" || was.RemovedAt != 0 {
			continue
		}
		from, err := a.captureSaying(ctx, was)
		if err != nil {
			return err
		}
		if from.ID == 0 {
			continue
		}
		e, r, err := a.pinByItself(ctx, was, from)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		c.Evidence[i] = e
		r.on(c.Claim.ArticleID, c.Claim.ID)
		if err := a.retrace(ctx, e.SourceID); err != nil {
			return err
		}
	}
	return nil
}

// captureSaying returns, of the newest mostBack captures of the source of evidence,
// the newest that says the passage word for word, else the oldest: one that came
// later may show what the page was changed to. Without a capture it is the zero
// Capture. The texts are long, and are read one at a time.
func (a *act) captureSaying(ctx context.Context, e models.Evidence) (c models.Capture, err error) {
	kept, err := a.LastCaptures(ctx, e.SourceID, mostBack)
	if err != nil {
		return c, err
	}
	for _, id := range kept {
		if c, err = a.CaptureText(ctx, id); err != nil || verbatim(c.Text, e.Passage) {
			break
		}
	}
	return c, err
}

// pinByItself has evidence rest on a capture, as a consequence. Whoever uploaded
// that has a hand. Without a record it stays as it was: see guessed.
func (a *act) pinByItself(ctx context.Context, e models.Evidence, c models.Capture) (models.Evidence, *record, error) {
	if maybe, err := a.guessed(ctx, e); err != nil || maybe {
		return e, nil, err
	}
	was := e
	rest(&e, c)
	if err := a.SetEvidence(ctx, e); err != nil {
		return e, nil, err
	}
	r := a.record("evidence.pin", models.SubjectEvidence, e.ID, changed(evidenceFields, was, e)...).byItself()
	r.uploaderHand(e.ClaimID, c)
	return e, r, nil
}

// guessed reports whether the passage of evidence of a protected source may be a
// guess by somebody who does not keep that: by anybody with a hand in the claim's
// evidence, for whoever entered this need not have written what it quotes now. Where
// it came to rest would tell them what the source says. A hand that the act gives
// counts.
func (a *act) guessed(ctx context.Context, e models.Evidence) (bool, error) {
	s, err := a.SourceByID(ctx, e.SourceID)
	if err != nil || !s.Protected {
		return false, err
	}
	keepers, err := a.Keepers(ctx, s.ID)
	if err != nil {
		return false, err
	}
	hands, err := a.Hands(ctx, store.Of{Claim: e.ClaimID})
	if err != nil {
		return false, err
	}
	for _, r := range a.records {
		hands = append(hands, r.gives...)
	}
	return slices.ContainsFunc(hands, func(h models.Hand) bool {
		return h.ClaimID == e.ClaimID && h.Cause == models.HandEvidence && !slices.Contains(keepers, h.UserID)
	}), nil
}

// inReview reports whether a claim in a state was read by who approves, or is to
// be.
func inReview(s models.State) bool { return s == models.InReview || s == models.Approved }

// pinned has r give whoever uploaded the capture that evidence has come to rest
// on a hand in its claim, as the actor has.
func (a *act) pinned(ctx context.Context, r *record, e models.Evidence) error {
	if e.CaptureID == 0 {
		return nil
	}
	c, err := a.CaptureHead(ctx, models.ID(e.CaptureID))
	if err != nil {
		return err
	}
	r.uploaderHand(e.ClaimID, c)
	return nil
}

// uploaderHand says that the event gives who uploaded a capture, if anybody did,
// a hand in a claim.
func (r *record) uploaderHand(claim models.ID, c models.Capture) {
	if c.How == models.Uploaded && c.CreatedBy != 0 {
		r.hand(claim, models.ID(c.CreatedBy), models.HandEvidence)
	}
}

// rest has evidence rest on a capture, and notes where in its text the passage
// stands: nowhere when the capture says nothing like it.
func rest(e *models.Evidence, c models.Capture) {
	e.CaptureID, e.QuotedStart, e.QuotedEnd = models.Ref(c.ID), 0, 0
	if at, found := anchor.Passage(c.Text, e.Passage); found {
		e.QuotedStart, e.QuotedEnd = at.Start, at.End
	}
}
