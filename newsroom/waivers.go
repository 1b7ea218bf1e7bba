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
// need not lie in a claim. It holds while a sentence alike stands in the copy.
// Errors: apperr.RoleMissing, NoSentence, WriterBarred, Stale, UnknownChoice,
// NothingChosen, TooManyAtOnce, NoteMissing (of all but CQ).
func (n *Newsroom) Waive(ctx context.Context, by By, article models.ID, revision int, kind models.WaiverKind, sentences []int, note string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, rev, err := a.newestRevision(ctx, article, revision)
		if err != nil {
			return 0, err
		}
		if err := mayWaiveAll(rev, kind, sentences, a.actor); err != nil {
			return 0, err
		}
		if note == "" && kind != models.CQ {
			return 0, apperr.NoteMissing.With(kind).On("note")
		}
		if err := a.waive(ctx, art, rev, kind, sentences, note); err != nil {
			return 0, err
		}
		return art.ID, a.settle(ctx, art)
	})
	return err
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

func mayWaiveAll(rev models.Revision, kind models.WaiverKind, sentences []int, user models.User) error {
	switch {
	case !slices.Contains(models.WaiverKinds, kind):
		return apperr.UnknownChoice.With(kind, "the kind of waiver").On("kind")
	case len(sentences) == 0:
		return apperr.NothingChosen.With().On("sentence")
	case len(sentences) > mostAtOnce:
		return apperr.TooManyAtOnce.With(mostAtOnce).On("sentence")
	}
	for _, s := range sentences {
		if err := workflow.MayWaive(rev, s, kind, user); err != nil {
			return err
		}
	}
	return nil
}

// waive adds a waiver for each of the sentences, one for those that are alike,
// and records it.
func (a *act) waive(ctx context.Context, art models.Article, rev models.Revision, kind models.WaiverKind, sentences []int, note string) error {
	text := anchor.Index(rev.Text)
	ws := make([]models.Waiver, 0, len(sentences))
	seen := make(map[string]bool, len(sentences))
	for _, s := range sentences {
		words := text.Slice(rev.Sentences[s-1].Span)
		folded := anchor.Fold(words)
		if seen[folded] {
			continue // else taking one back would leave the other
		}
		seen[folded] = true
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
	a.recounts = true
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
		was := waivers[i]
		if err := workflow.MayEndWaiver(was, a.actor); err != nil {
			return 0, err
		}
		is := was
		is.EndedAt, is.EndedBy = a.now, models.Ref(a.actor.ID)
		if err := a.Tx.EndWaiver(ctx, is); err != nil {
			return 0, err
		}
		a.record("waiver.end", models.SubjectWaiver, is.ID, changed(waiverFields, was, is)...).on(art.ID, 0)
		a.recounts = true
		return is.ID, a.settle(ctx, art)
	})
	return err
}

// LeaveUnchecked says, as an editor, why every checkable sentence of the newest
// revision that nobody accounts for goes out as it is. The report prints the
// reason. Errors: those of Waive, apperr.NothingUnread.
func (n *Newsroom) LeaveUnchecked(ctx context.Context, by By, article models.ID, revision int, reason string) error {
	_, err := n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		art, rev, err := a.newestRevision(ctx, article, revision)
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
		if err := mayLeaveAll(rev, open, a.actor); err != nil {
			return 0, err
		}
		if err := a.waive(ctx, art, rev, models.LeftUnchecked, open, reason); err != nil {
			return 0, err
		}
		return art.ID, a.settle(ctx, art)
	})
	return err
}

// mayLeaveAll is mayWaiveAll however many sentences there are.
func mayLeaveAll(rev models.Revision, sentences []int, user models.User) error {
	for part := range slices.Chunk(sentences, mostAtOnce) {
		if err := mayWaiveAll(rev, models.LeftUnchecked, part, user); err != nil {
			return err
		}
	}
	return nil
}
