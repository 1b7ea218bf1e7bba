package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// maxFixes is how many fixes are applied at once.
const maxFixes = 100

// SeenFix names a fix as a form saw it.
type SeenFix struct {
	ID      models.ID
	Wording string // what WordingSeen said of it; "": whichever it proposes now
}

// WordingSeen stands for the wording that a fix proposes, so that a form which
// saw another one is refused.
func WordingSeen(m models.Comment) string {
	sum := sha256.Sum256([]byte(strconv.FormatBool(m.Cut) + m.Proposed))
	return hex.EncodeToString(sum[:6])
}

// ApplyFix is ApplyFixes for one fix.
func (n *Newsroom) ApplyFix(ctx context.Context, by By, article, comment models.ID) error {
	return n.ApplyFixes(ctx, by, article, 0, SeenFix{ID: comment})
}

// ApplyFixes makes the wording that fixes propose for their claims' words the
// copy, in one new revision: all of them or none. Whoever proposed a wording is
// the writer of its sentence; whoever applies it has no hand. A fix that cuts the
// words withdraws the claim by itself. A suggested fix is closed by it; a must-fix
// waits for the checker. base is the number of the revision that was seen, 0 for
// whichever is the newest. Errors: those of workflow.MayApply, apperr.CutHeadline,
// WordingUnfit, FixesMeet, NoFixChosen, TooManyThings, and Stale where another
// revision or another wording was seen.
func (n *Newsroom) ApplyFixes(ctx context.Context, by By, article models.ID, base int, seen ...SeenFix) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		f, err := readFile(ctx, a.Queries, art)
		if err != nil {
			return 0, err
		}
		if base != 0 && base != f.Revision.Number {
			return 0, apperr.Stale.With()
		}
		set, err := chooseFixes(f, a.actor, seen)
		if err != nil {
			return 0, err
		}
		if err := a.applyFixes(ctx, &art, f.Revision, set); err != nil {
			return 0, err
		}
		return art.ID, a.settle(ctx, art)
	})
	return err
}

// PreviewFixes returns the copy as it would stand once the fixes were applied. It
// fails as ApplyFixes does.
func PreviewFixes(f *workflow.File, user models.User, seen ...SeenFix) (models.Document, error) {
	set, err := chooseFixes(f, user, seen)
	if err != nil {
		return models.Document{}, err
	}
	return set.after(), nil
}

// fixSet are fixes that may be applied together, and the steps that do it.
type fixSet struct {
	fixes []models.Comment
	cases []workflow.Case
	steps []copydesk.Replaced // from the end of the copy to its beginning
}

// after is the copy with all fixes applied.
func (s fixSet) after() models.Document { return s.steps[len(s.steps)-1].Document }

// chooseFixes are the fixes that a form saw, if user may apply all of them
// together.
func chooseFixes(f *workflow.File, user models.User, seen []SeenFix) (set fixSet, err error) {
	switch {
	case len(seen) == 0:
		return set, apperr.NoFixChosen.With().On("fix")
	case len(seen) > maxFixes:
		return set, apperr.TooManyThings.With("fixes", maxFixes).On("fix")
	}
	var rs []copydesk.Replacement
	for _, one := range seen {
		if slices.ContainsFunc(set.fixes, func(m models.Comment) bool { return m.ID == one.ID }) {
			continue
		}
		m, c, ok := fixOf(f, one.ID)
		if !ok {
			return set, apperr.NotFoundOrSeen.With("fix")
		}
		if err := workflow.MayApply(m, c, user); err != nil {
			return set, err
		}
		switch {
		case c.Claim.RevisionID != f.Revision.ID:
			return set, apperr.NotPlaced.With()
		case one.Wording != "" && one.Wording != WordingSeen(m):
			return set, apperr.Stale.With()
		}
		set.fixes, set.cases = append(set.fixes, m), append(set.cases, c)
		rs = append(rs, copydesk.Replacement{Span: c.Claim.Span, Words: m.Proposed})
	}
	steps, clash, ok := copydesk.ReplaceAll(f.Revision.Document, rs)
	switch {
	case !ok && clash[0] == clash[1]:
		return set, apperr.CutHeadline.With()
	case !ok:
		return set, apperr.FixesMeet.With(set.cases[clash[0]].Claim.Number, set.cases[clash[1]].Claim.Number).On("fix")
	}
	set.steps = steps
	if err := intake.Valid(set.after()); err != nil {
		return set, fmt.Errorf("%w: %w", apperr.WordingUnfit, err)
	}
	return set, nil
}

// fixOf is a comment of the article with the case of its claim, the zero Case for
// one on the article itself.
func fixOf(f *workflow.File, id models.ID) (models.Comment, workflow.Case, bool) {
	is := func(m models.Comment) bool { return m.ID == id }
	for _, c := range f.Cases {
		if i := slices.IndexFunc(c.Comments, is); i >= 0 {
			return c.Comments[i], c, true
		}
	}
	if i := slices.IndexFunc(f.Comments, is); i >= 0 {
		return f.Comments[i], workflow.Case{}, true
	}
	return models.Comment{}, workflow.Case{}, false
}

// applyFixes makes the fixes the copy.
func (a *act) applyFixes(ctx context.Context, art *models.Article, old models.Revision, set fixSet) error {
	settings, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	rev := models.Revision{Document: set.after(), Origin: models.OriginFix}
	err = a.addRevision(ctx, art, old, &rev, set.newWords(), set.carry(art.Language, settings.Abbreviations))
	if err != nil {
		return err
	}
	for i, m := range set.fixes {
		if err := a.applied(ctx, m, rev.ID); err != nil {
			return err
		}
		if !m.Cut {
			continue
		}
		if err := a.cutClaim(ctx, art.ID, set.cases[i].Claim.Number); err != nil {
			return err
		}
	}
	*art, err = a.Article(ctx, a.actor.ID, art.ID)
	return err
}

// newWords says who wrote what the fixes put where.
func (s fixSet) newWords() (w newWords) {
	shift := 0
	for _, st := range slices.Backward(s.steps) { // from the beginning of the copy
		by := s.fixes[st.Of].CreatedBy
		start := st.At.Start + shift
		w.at = append(w.at, placedWords{models.Span{Start: start, End: start + st.Inserted}, by})
		shift += st.Inserted - st.At.Len()
		if !slices.Contains(w.by, by) {
			w.by = append(w.by, by)
		}
	}
	if len(w.at) == 1 {
		w.at = nil // one fix wrote all that is new
	}
	return w
}

// carry carries anchors over to the text with all fixes applied, step by step.
// What became of one is the gravest of what the steps made of it.
func (s fixSet) carry(language string, abbreviations []string) carrier {
	return func(next models.Revision) func(models.Anchor) models.Anchor {
		between := make([]models.Revision, len(s.steps))
		for i, st := range s.steps {
			between[i] = models.Revision{ID: next.ID, Document: st.Document}
			if i == len(s.steps)-1 {
				between[i] = next
				continue
			}
			for _, span := range copydesk.Sentences(st.Document, language, abbreviations...) {
				between[i].Sentences = append(between[i].Sentences, models.Sentence{Span: span})
			}
		}
		return func(a models.Anchor) models.Anchor {
			gravest := models.Unchanged
			for i, st := range s.steps {
				was := a.Placed()
				if a = anchor.CarrySplice(a, between[i], st.At, st.Inserted); !was || !a.Placed() {
					continue
				}
				gravest = graver(gravest, a.Outcome)
			}
			if a.Placed() {
				a.Outcome = gravest
			}
			return a
		}
	}
}

// graver is the one of two outcomes of an anchor with a place that changed more.
func graver(a, b models.Outcome) models.Outcome {
	rank := []models.Outcome{models.Unchanged, models.Moved, models.Context, models.Edited}
	if slices.Index(rank, b) > slices.Index(rank, a) {
		return b
	}
	return a
}

// applied notes that the fix was applied. A suggested fix is closed by that; a
// must-fix stays open until the checker has looked at the new words.
func (a *act) applied(ctx context.Context, m models.Comment, revision models.ID) error {
	was := m
	m.AppliedIn = models.Ref(revision)
	if !m.MustFix {
		return a.closeAs(ctx, was, m, models.Applied, "")
	}
	if err := a.MarkApplied(ctx, m.ID, revision); err != nil {
		return err
	}
	a.record("comment.apply", models.SubjectComment, m.ID, changed(commentFields, was, m)...).on(m.ArticleID, models.ID(m.ClaimID))
	return nil
}

// cutClaim withdraws, by itself, a claim whose words a fix cut from the copy.
func (a *act) cutClaim(ctx context.Context, article models.ID, number int) error {
	c, err := a.caseOf(ctx, article, number)
	if err != nil {
		return err
	}
	was := c.Claim
	if err := a.withdrawn(ctx, &c, models.CutFromCopy); err != nil {
		return err
	}
	c.Claim.State = models.Withdrawn
	r, err := a.save(ctx, was, &c, true, actions[workflow.Withdraw])
	if err == nil {
		r.byItself()
	}
	return err
}

// SendBack gives a fix back to who proposed it, with a reason: it stays open, and
// they may propose other wording. Errors: those of workflow.MaySendBack,
// apperr.NeedsReason.
func (n *Newsroom) SendBack(ctx context.Context, by By, article, comment models.ID, reason string) error {
	return n.onComment(ctx, by, article, comment, func(ctx context.Context, a *act, _ models.Article, m models.Comment, _ *workflow.Case) error {
		if err := workflow.MaySendBack(m, a.actor); err != nil {
			return err
		}
		if reason == "" {
			return apperr.NeedsReason.With().On("reason")
		}
		was := m
		m.SentBackAt, m.SentBackBy, m.SentBackReason = a.now, models.Ref(a.actor.ID), reason
		return a.reworded(ctx, was, m, "comment.send-back")
	})
}

// Reword proposes other wording in the place of that of a fix that was sent back.
// Errors: those of workflow.MayReword, apperr.FieldMissing, WordsOrCut,
// NothingChanged for the same wording.
func (n *Newsroom) Reword(ctx context.Context, by By, article, comment models.ID, proposed string, cut bool) error {
	return n.onComment(ctx, by, article, comment, func(ctx context.Context, a *act, _ models.Article, m models.Comment, _ *workflow.Case) error {
		if err := workflow.MayReword(m, a.actor); err != nil {
			return err
		}
		switch {
		case proposed == "" && !cut:
			return apperr.FieldMissing.With("What should change").On("proposed")
		case proposed != "" && cut:
			return apperr.WordsOrCut.With().On("cut")
		case proposed == m.Proposed && cut == m.Cut:
			return apperr.SameWording.With().On("proposed")
		}
		was := m
		m.Proposed, m.Cut, m.SentBackAt, m.SentBackBy, m.SentBackReason = proposed, cut, 0, 0, ""
		return a.reworded(ctx, was, m, "comment.reword")
	})
}

// reworded writes what became of the wording of a fix, and records it.
func (a *act) reworded(ctx context.Context, was, m models.Comment, action string) error {
	if err := a.SetFix(ctx, m); err != nil {
		return err
	}
	a.record(action, models.SubjectComment, m.ID, changed(commentFields, was, m)...).on(m.ArticleID, models.ID(m.ClaimID))
	return nil
}
