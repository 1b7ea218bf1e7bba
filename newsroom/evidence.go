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

// NewEvidence is what a source says about a claim: a source that is known
// already, by its ID, or a new one.
type NewEvidence struct {
	SourceID models.ID
	Source   models.Source // when SourceID is 0
	Beside   Beside        // of a source that is known already its File alone counts
	Evidence models.Evidence
}

// AddEvidence adds evidence to a claim. Whoever adds it has a hand.
// Contradicting evidence reopens an approved claim by itself. Errors: those of
// workflow.Next, of AddSource and of AddFile, and apperr.UnknownChoice.
func (n *Newsroom) AddEvidence(ctx context.Context, by By, t Target, in NewEvidence) error {
	return n.onClaim(ctx, by, t, workflow.AddEvidence, func(ctx context.Context, a *act, c *workflow.Case) error {
		if err := validEvidence(in.Evidence); err != nil {
			return err
		}
		source, err := a.source(ctx, c.Claim.ArticleID, in)
		if err != nil {
			return err
		}
		e := in.Evidence
		e.SourceID = source
		if err := a.pin(ctx, &e); err != nil {
			return err
		}
		_, err = a.addEvidence(ctx, c, e)
		return err
	})
}

// addEvidence adds e to the claim, draws what follows, and returns its ID.
func (a *act) addEvidence(ctx context.Context, c *workflow.Case, e models.Evidence) (models.ID, error) {
	e.ClaimID, e.CreatedBy, e.CreatedAt = c.Claim.ID, a.actor.ID, a.now
	if err := a.keepEvidence(ctx, &e); err != nil {
		return 0, err
	}
	was := bind(*c)
	c.Evidence = append(c.Evidence, e)
	r := a.record("evidence.add", models.SubjectEvidence, e.ID, made(evidenceFields, e)...).on(c.Claim.ArticleID, c.Claim.ID)
	r.hand(c.Claim.ID, a.actor.ID, models.HandEvidence)
	if err := a.pinned(ctx, r, e); err != nil {
		return 0, err
	}
	return e.ID, a.evidenceChanged(ctx, c, was, e.Stance == models.Contradicts)
}

// pin has the evidence rest on the newest capture of its source, and notes where
// in its text the passage stands. Without a passage, and as long as there is no
// capture, it rests on none; pinWaiting does when one comes.
func (a *act) pin(ctx context.Context, e *models.Evidence) error {
	e.CaptureID, e.QuotedStart, e.QuotedEnd = 0, 0, 0
	if e.Passage == "" {
		return nil
	}
	c, err := a.NewestCapture(ctx, a.actor.ID, e.SourceID)
	if apperr.KindOf(err) == apperr.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	rest(e, c)
	return nil
}

// pinAgain pins evidence with another passage than it was: where that stands
// word for word in the capture that it rests on, it stays there. It stays there
// as well when the actor may not read that.
func (a *act) pinAgain(ctx context.Context, e *models.Evidence, was models.Evidence) error {
	if e.CaptureID == 0 || e.Passage == "" {
		return a.pin(ctx, e)
	}
	c, err := a.Capture(ctx, a.actor.ID, models.ID(e.CaptureID))
	if apperr.KindOf(err) == apperr.NotFound {
		return a.pinUnread(ctx, e, was)
	}
	if err != nil {
		return err
	}
	if at, found := anchor.Verbatim(c.Text, e.Passage); found {
		e.QuotedStart, e.QuotedEnd = at.Start, at.End
		return nil
	}
	return a.pin(ctx, e)
}

// pinUnread has evidence go on resting on a capture that the actor may not read.
// Its passage has a place there where it is among the words that were quoted
// before, which everybody sees: where other words stand, and whether, would tell
// what the capture says.
func (a *act) pinUnread(ctx context.Context, e *models.Evidence, was models.Evidence) error {
	e.QuotedStart, e.QuotedEnd = 0, 0
	said, err := a.Excerpts(ctx, store.Of{Claim: e.ClaimID})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(said, func(x models.Excerpt) bool { return x.EvidenceID == e.ID })
	if i < 0 || !anchor.Alike(said[i].Quoted, was.Passage) {
		return nil
	}
	if at, found := anchor.Verbatim(said[i].Quoted, e.Passage); found {
		e.QuotedStart, e.QuotedEnd = was.QuotedStart+at.Start, was.QuotedStart+at.End
	}
	return nil
}

func validEvidence(e models.Evidence) error {
	switch {
	case !slices.Contains(models.Stances, e.Stance):
		return apperr.UnknownChoice.With(e.Stance, "what the source does").On("stance")
	case !slices.Contains(models.Authorities, e.Authority):
		return apperr.UnknownChoice.With(e.Authority, "the authority").On("authority")
	}
	return nil
}

// ChangeEvidence changes a piece of the claim's evidence; its source stays. It
// ends an approval that rests on what changed. Errors: those of AddEvidence,
// apperr.EvidenceGone.
func (n *Newsroom) ChangeEvidence(ctx context.Context, by By, t Target, id models.ID, in models.Evidence) error {
	return n.changeEvidence(ctx, by, t, id, "evidence.change", func(a *act, e *models.Evidence) error {
		was := *e
		e.Stance, e.Authority, e.Passage, e.Locator, e.Calculation, e.Note = in.Stance, in.Authority, in.Passage, in.Locator, in.Calculation, in.Note
		if err := validEvidence(*e); err != nil || anchor.Alike(was.Passage, e.Passage) {
			return err
		}
		return a.pinAgain(ctx, e, was)
	})
}

// RemoveEvidence takes a piece of the claim's evidence away; the trail keeps
// what it was. It ends an approval that rests on it.
func (n *Newsroom) RemoveEvidence(ctx context.Context, by By, t Target, id models.ID) error {
	return n.changeEvidence(ctx, by, t, id, "evidence.remove", func(a *act, e *models.Evidence) error {
		e.RemovedAt = a.now
		return nil
	})
}

func (n *Newsroom) changeEvidence(ctx context.Context, by By, t Target, id models.ID, action string, change func(*act, *models.Evidence) error) error {
	return n.onClaim(ctx, by, t, workflow.ChangeEvidence, func(ctx context.Context, a *act, c *workflow.Case) error {
		i := slices.IndexFunc(c.Evidence, func(e models.Evidence) bool { return e.ID == id })
		if i < 0 {
			return apperr.EvidenceGone.With()
		}
		was := c.Evidence[i]
		e := was
		if err := change(a, &e); err != nil {
			return err
		}
		if err := a.SetEvidence(ctx, e); err != nil {
			return err
		}
		if err := a.retrace(ctx, e.SourceID); err != nil {
			return err
		}
		bound := bind(*c)
		if c.Evidence[i] = e; e.RemovedAt != 0 {
			c.Evidence = slices.Delete(c.Evidence, i, i+1)
		}
		r := a.record(action, models.SubjectEvidence, e.ID, changed(evidenceFields, was, e)...).on(c.Claim.ArticleID, c.Claim.ID)
		r.hand(c.Claim.ID, a.actor.ID, models.HandEvidence)
		if e.CaptureID != was.CaptureID {
			if err := a.pinned(ctx, r, e); err != nil {
				return err
			}
		}
		contradicts := e.RemovedAt == 0 && e.Stance == models.Contradicts && was.Stance != models.Contradicts
		return a.evidenceChanged(ctx, c, bound, contradicts)
	})
}

// evidenceChanged draws what follows from a change of the claim's evidence;
// before is what an approval would have bound to before it. Before approval a
// change of that raises the version, so that nobody approves what they did not
// see. An approval ends, and so does the first of two, if something that it
// binds to changed, or if the new evidence contradicts; else it stands.
func (a *act) evidenceChanged(ctx context.Context, c *workflow.Case, before bound, contradicts bool) error {
	was := c.Claim
	cause, err := endsWith(*c, c.Approval(), contradicts)
	if err != nil {
		return err
	}
	if cause != "" {
		if err := a.comeBack(ctx, c, cause); err != nil {
			return err
		}
		return a.saveStale(ctx, was, c, cause)
	}
	if cause, err = endsWith(*c, c.First(), contradicts); err != nil {
		return err
	}
	switch {
	case cause != "":
		if err := a.EndApproval(ctx, c.Claim.FirstApprovalID, a.now, cause); err != nil {
			return err
		}
		c.Claim.FirstApprovalID = 0
		return a.saveStale(ctx, was, c, cause)
	case was.State == models.Approved, slices.Equal(before.Evidence, bind(*c).Evidence):
		return nil
	}
	_, err = a.save(ctx, was, c, true, "claim.evidence")
	return err
}

// endsWith says why an approval of the case ends with a change of its evidence,
// or "".
func endsWith(c workflow.Case, of models.Approval, contradicts bool) (models.EndCause, error) {
	if of.ID == 0 {
		return "", nil
	}
	cause, err := staleCause(c, of)
	if err == nil && cause == "" && contradicts {
		cause = models.EndedContradiction
	}
	return cause, err
}

// saveStale saves a claim whose approval, or the first of two, went stale.
func (a *act) saveStale(ctx context.Context, was models.Claim, c *workflow.Case, cause models.EndCause) error {
	r, err := a.save(ctx, was, c, true, "claim.stale")
	if err != nil {
		return err
	}
	r.byItself().because(string(cause))
	return nil
}
