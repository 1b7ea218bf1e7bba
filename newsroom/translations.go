package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"

	"golang.org/x/text/language"
)

// AddTranslation sets a translation beside the passage that evidence quotes. The
// translator answers for it and has a hand. An approval does not rest on it and
// stands; in review the claim's version rises, for the reviewer is to have seen
// it. Errors: those of workflow.Next, apperr.Stale, EvidenceGone,
// NothingTranslate, FieldMissing, UnknownChoice for a language that is none.
func (n *Newsroom) AddTranslation(ctx context.Context, by By, t Target, evidence models.ID, in models.Translation) error {
	return n.onClaim(ctx, by, t, workflow.ChangeEvidence, func(ctx context.Context, a *act, c *workflow.Case) error {
		i := slices.IndexFunc(c.Evidence, func(e models.Evidence) bool { return e.ID == evidence })
		switch {
		case i < 0:
			return apperr.EvidenceGone.With()
		case c.Evidence[i].Passage == "":
			return apperr.NothingTranslate.With()
		}
		tag, err := language.Parse(in.Language)
		switch {
		case in.Language == "":
			return apperr.FieldMissing.With("The language").On("language")
		case err != nil || tag == language.Und:
			return apperr.UnknownChoice.With(in.Language, "the language").On("language")
		case in.Text == "":
			return apperr.FieldMissing.With("The translation").On("translation")
		}
		r := models.Translation{EvidenceID: evidence, Language: tag.String(), Text: in.Text, CreatedBy: a.actor.ID, CreatedAt: a.now}
		if err := a.Tx.AddTranslation(ctx, &r); err != nil {
			return err
		}
		a.record("translation.add", models.SubjectTranslation, r.ID, made(translationFields, r)...).on(c.Claim.ArticleID, c.Claim.ID).
			hand(c.Claim.ID, a.actor.ID, models.HandEvidence)
		return a.translated(ctx, c)
	})
}

// RemoveTranslation takes a translation away; the trail keeps what it was. A
// checker or an editor may, and gets no hand by it. Errors: apperr.RoleMissing,
// NotFoundOrSeen, Stale, TranslationGone.
func (n *Newsroom) RemoveTranslation(ctx context.Context, by By, t Target, evidence, translation models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, c, err := a.claim(ctx, t)
		if err != nil {
			return 0, err
		}
		if err := workflow.MayAnswer(a.actor); err != nil {
			return 0, err
		}
		all, err := a.Translations(ctx, store.Of{Article: art.ID, Claim: c.Claim.ID})
		if err != nil {
			return 0, err
		}
		i := slices.IndexFunc(all, func(r models.Translation) bool { return r.ID == translation && r.EvidenceID == evidence })
		if i < 0 {
			return 0, apperr.TranslationGone.With()
		}
		is := all[i]
		is.RemovedAt = a.now
		if err := a.Tx.RemoveTranslation(ctx, is.ID, a.now); err != nil {
			return 0, err
		}
		a.record("translation.remove", models.SubjectTranslation, is.ID, changed(translationFields, all[i], is)...).on(art.ID, c.Claim.ID)
		return is.ID, a.translated(ctx, &c)
	})
	return err
}

// translated raises the version of a claim in review, whose reviewer reads what
// is translated.
func (a *act) translated(ctx context.Context, c *workflow.Case) error {
	if c.Claim.State != models.InReview {
		return nil
	}
	_, err := a.save(ctx, c.Claim, c, true, "claim.evidence")
	return err
}

var translationFields = []field[models.Translation]{
	{"evidence", false, func(r *models.Translation) string { return number(r.EvidenceID) }},
	{"language", false, func(r *models.Translation) string { return r.Language }},
	{"text", true, func(r *models.Translation) string { return r.Text }},
	{"removed_at", false, func(r *models.Translation) string { return number(r.RemovedAt) }},
}
