package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// mostAtOnce is how many sentences are waived, or suggestions accepted, by one
// act.
const mostAtOnce = 500

// Waive says why sentences of the newest revision, by their numbers from 1,
// need not lie in a claim. It holds while a sentence alike stands in the copy,
// and takes the place of one that says less. Errors: apperr.RoleMissing,
// NoSentence, WriterBarred (also of a sentence alike), AlreadyWaived,
// NothingUnread, Stale, UnknownChoice, NothingChosen, TooManyAtOnce,
// NoteMissing (of all but CQ).
func (n *Newsroom) Waive(ctx context.Context, by By, article models.ID, revision int, kind models.WaiverKind, sentences []int, note string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, rev, err := a.newestRevision(ctx, article, revision)
		if err != nil {
			return 0, err
		}
		switch {
		case !slices.Contains(models.WaiverKinds, kind):
			return 0, apperr.UnknownChoice.With(kind, "the kind of waiver").On("kind")
		case len(sentences) == 0:
			return 0, apperr.NothingChosen.With().On("sentence")
		case len(sentences) > mostAtOnce:
			return 0, apperr.TooManyAtOnce.With(mostAtOnce).On("sentence")
		}
		f, err := readFile(ctx, a.Queries, art)
		if err != nil {
			return 0, err
		}
		if err := mayWaive(f, kind, sentences, alike(rev, sentences), a.actor); err != nil {
			return 0, err
		}
		if note == "" && kind != models.CQ {
			return 0, apperr.NoteMissing.With(whyWaived[kind]).On("note")
		}
		if err := a.waive(ctx, &art, f, kind, sentences, note); err != nil {
			return 0, err
		}
		return art.ID, a.settle(ctx, art)
	})
	return err
}

// whyWaived is what a waiver that needs a reason is asked for.
var whyWaived = map[models.WaiverKind]string{
	models.NothingToCheck: "why there is nothing to check in it",
	models.LeftUnchecked:  "why it goes out unchecked",
}

// newestRevision locks the article and returns its newest revision, which has
// to be the one with the given number.
func (a *act) newestRevision(ctx context.Context, article models.ID, number int) (models.Article, models.Revision, error) {
	art, err := a.LockArticle(ctx, a.actor.ID, article)
	if err != nil {
		return art, models.Revision{}, err
	}
	rev, err := a.RevisionByID(ctx, models.ID(art.RevisionID))
	if err == nil && rev.Number != number {
		err = apperr.Stale.With()
	}
	return art, rev, err
}

// mayWaive asks whether the actor may waive the sentences, and with them all
// that are alike: none of these may be the actor's own.
func mayWaive(f *workflow.File, kind models.WaiverKind, sentences, alike []int, user models.User) error {
	for _, s := range alike {
		if err := workflow.MayWaive(f.Revision, s, kind, user); err != nil {
			return err
		}
	}
	covers := workflow.Covers(f)
	for _, s := range sentences {
		if err := workflow.MayReplace(f.Waived[s-1], covers[s-1], kind); err != nil {
			return err
		}
	}
	return nil
}

// alike are the sentences with these numbers and all that are alike, since a
// waiver is for them too. A number of none stays, for the rule to refuse.
func alike(rev models.Revision, sentences []int) (all []int) {
	text := anchor.Index(rev.Text)
	folded := func(s models.Sentence) string { return anchor.Fold(text.Slice(s.Span)) }
	chosen := make(map[string]bool, len(sentences))
	for _, s := range sentences {
		if s < 1 || s > len(rev.Sentences) {
			return []int{s}
		}
		chosen[folded(rev.Sentences[s-1])] = true
	}
	for i, s := range rev.Sentences {
		if chosen[folded(s)] {
			all = append(all, i+1)
		}
	}
	return all
}

// waive adds a waiver for each of the sentences, one for those that are alike,
// and records it. Those whose place it takes end.
func (a *act) waive(ctx context.Context, art *models.Article, f *workflow.File, kind models.WaiverKind, sentences []int, note string) error {
	text := anchor.Index(f.Revision.Text)
	ws := make([]models.Waiver, 0, len(sentences))
	seen := make(map[string]bool, len(sentences))
	for _, s := range sentences {
		words := text.Slice(f.Revision.Sentences[s-1].Span)
		folded := anchor.Fold(words)
		if seen[folded] {
			continue // else taking one back would leave the other
		}
		seen[folded] = true
		if was := f.Waived[s-1]; was.ID != 0 {
			if err := a.endWaiver(ctx, art, was); err != nil {
				return err
			}
		}
		ws = append(ws, models.Waiver{
			ArticleID: art.ID, Kind: kind, Sentence: words, Folded: folded, Note: note, CreatedBy: a.actor.ID, CreatedAt: a.now,
		})
	}
	if err := a.AddWaivers(ctx, ws); err != nil {
		return err
	}
	for _, w := range ws {
		a.record("waiver.add", models.SubjectWaiver, w.ID, made(waiverFields, w)...).on(art.ID, 0).because(note)
	}
	a.recounts, art.WaivedAt = true, a.now
	return nil
}

// endWaiver ends a waiver that stands and records it.
func (a *act) endWaiver(ctx context.Context, art *models.Article, was models.Waiver) error {
	is := was
	is.EndedAt, is.EndedBy = a.now, models.Ref(a.actor.ID)
	if err := a.EndWaiver(ctx, is); err != nil {
		return err
	}
	a.record("waiver.end", models.SubjectWaiver, is.ID, changed(waiverFields, was, is)...).on(art.ID, 0)
	a.recounts, art.WaivedAt = true, a.now
	return nil
}

var waiverFields = []field[models.Waiver]{
	{"kind", false, func(w *models.Waiver) string { return string(w.Kind) }},
	{"sentence", true, func(w *models.Waiver) string { return w.Sentence }},
	{"ended_at", false, func(w *models.Waiver) string { return number(w.EndedAt) }},
}

// EndWaiver takes a waiver back: its sentence has to be accounted for again.
// Errors: apperr.NotFoundOrSeen, AlreadyUndone, RoleMissing.
func (n *Newsroom) EndWaiver(ctx context.Context, by By, article, waiver models.ID) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, err := a.LockArticle(ctx, a.actor.ID, article)
		if err != nil {
			return 0, err
		}
		waivers, err := a.Waivers(ctx, art.ID)
		if err != nil {
			return 0, err
		}
		i := slices.IndexFunc(waivers, func(w models.Waiver) bool { return w.ID == waiver })
		if i < 0 {
			return 0, apperr.AlreadyUndone.With()
		}
		if err := workflow.MayEndWaiver(waivers[i], a.actor); err != nil {
			return 0, err
		}
		if err := a.endWaiver(ctx, &art, waivers[i]); err != nil {
			return 0, err
		}
		return waiver, a.settle(ctx, art)
	})
	return err
}

// LeaveUnchecked says, as an editor, why every checkable sentence of the newest
// revision that nobody accounts for goes out as it is. The report prints the
// reason. Errors: those of Waive, apperr.NothingUnread.
func (n *Newsroom) LeaveUnchecked(ctx context.Context, by By, article models.ID, revision int, reason string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, _, err := a.newestRevision(ctx, article, revision)
		if err != nil {
			return 0, err
		}
		f, err := readFile(ctx, a.Queries, art)
		if err != nil {
			return 0, err
		}
		var open []int
		for i, c := range workflow.Covers(f) {
			if c == models.Uncovered {
				open = append(open, i+1)
			}
		}
		if len(open) == 0 {
			return 0, apperr.NothingUnread.With()
		}
		if reason == "" {
			return 0, apperr.NoteMissing.With("why these sentences go out unchecked").On("reason")
		}
		if err := mayWaive(f, models.LeftUnchecked, open, open, a.actor); err != nil {
			return 0, err
		}
		if err := a.waive(ctx, &art, f, models.LeftUnchecked, open, reason); err != nil {
			return 0, err
		}
		return art.ID, a.settle(ctx, art)
	})
	return err
}
