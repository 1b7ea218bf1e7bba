package store_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// What was taken back is taken back once, whoever comes second, and is in no
// list of what stands.
func TestWhatWasTakenBackStaysSo(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		ctx, q := t.Context(), h.DB.Queries()
		article, other := h.Open(t, testkit.Copy), h.Open(t, testkit.Copy)
		waiver := []models.Waiver{{ArticleID: article, Kind: models.CQ, Sentence: "A.", Folded: "A.", CreatedBy: h.Carl.ID, CreatedAt: 1}}
		acceptance := models.Acceptance{ArticleID: article, CreatedBy: h.Carl.ID, CreatedAt: 1}
		answer := models.CheckAnswer{ArticleID: article, CheckName: "sums", Fingerprint: strings.Repeat("f", 64), Answer: models.Dismissed, Reason: "r", CreatedBy: h.Carl.ID, CreatedAt: 1}
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
			return errors.Join(tx.AddWaivers(ctx, waiver), tx.AddAcceptance(ctx, &acceptance), tx.AddCheckAnswer(ctx, &answer))
		}))
		for _, row := range []struct {
			name  string
			id    models.ID
			list  func(article models.ID) ([]models.ID, error)
			write func(store.Tx) error
		}{
			{"a waiver", waiver[0].ID, func(a models.ID) ([]models.ID, error) {
				ws, err := q.Waivers(ctx, a)
				return idsOf(ws, func(w models.Waiver) models.ID { return w.ID }), err
			}, func(tx store.Tx) error {
				w := waiver[0]
				w.EndedAt, w.EndedBy = 2, models.Ref(h.Ed.ID)
				return tx.EndWaiver(ctx, w)
			}},
			{"an acceptance", acceptance.ID, func(a models.ID) ([]models.ID, error) {
				as, err := q.Acceptances(ctx, a, 10)
				return idsOf(as, func(a models.Acceptance) models.ID { return a.ID }), err
			}, func(tx store.Tx) error { return tx.EndAcceptance(ctx, acceptance.ID, 2) }},
			{"an answer to a check", answer.ID, func(a models.ID) ([]models.ID, error) {
				as, err := q.CheckAnswers(ctx, a)
				return idsOf(as, func(a models.CheckAnswer) models.ID { return a.ID }), err
			}, func(tx store.Tx) error { return tx.EndCheckAnswer(ctx, answer.ID, 2) }},
		} {
			t.Run(row.name, func(t *testing.T) {
				stands := func(article models.ID) bool {
					ids, err := row.list(article)
					must(t, err)
					for _, id := range ids {
						if id == row.id {
							return true
						}
					}
					return false
				}
				if !stands(article) || stands(other) {
					t.Errorf("it stands in its article %v, in another %v", stands(article), stands(other))
				}
				must(t, h.DB.Tx(ctx, row.write))
				if stands(article) {
					t.Error("it stands after it was taken back")
				}
				if err := h.DB.Tx(ctx, row.write); !errors.Is(err, apperr.Stale) {
					t.Errorf("a second time: %v", err)
				}
			})
		}
	})
}

func idsOf[T any](rows []T, id func(T) models.ID) (ids []models.ID) {
	for _, r := range rows {
		ids = append(ids, id(r))
	}
	return ids
}

func TestProposalsAreThoseOfTheirRevision(t *testing.T) {
	onBoth(t, func(t *testing.T, h *testkit.House) {
		ctx := t.Context()
		article := h.Open(t, testkit.Copy)
		other := h.Open(t, testkit.Copy)
		rev, another := h.File(t, article).Revision.ID, h.File(t, other).Revision.ID
		ps := []models.Proposal{
			{ArticleID: article, RevisionID: rev, Span: models.Span{Start: 1, End: 4}, Statement: "a", Kinds: models.Kinds{models.KindDate, models.KindPlace}, Reasons: "a date\na place", Model: "m", CreatedBy: h.Carl.ID, CreatedAt: 1},
			{ArticleID: other, RevisionID: another, Span: models.Span{Start: 2, End: 4}, Statement: "b", Kinds: models.Kinds{models.KindOther}, Model: "m", CreatedBy: h.Carl.ID, CreatedAt: 1},
		}
		must(t, h.DB.Tx(ctx, func(tx store.Tx) error {
			return errors.Join(tx.ReplaceProposals(ctx, rev, []models.Proposal{{
				ArticleID: article, RevisionID: rev, Span: models.Span{End: 1}, Statement: "said before", Kinds: models.Kinds{models.KindOther}, Model: "m", CreatedBy: h.Carl.ID, CreatedAt: 1,
			}}), tx.ReplaceProposals(ctx, rev, ps[:1]), tx.ReplaceProposals(ctx, another, ps[1:]), tx.AddWaivers(ctx, nil))
		}))
		got, err := h.DB.Queries().Proposals(ctx, rev)
		must(t, err)
		if len(got) != 1 || got[0].ID != ps[0].ID || got[0].Statement != "a" || len(got[0].Kinds) != 2 || got[0].Span != ps[0].Span || got[0].Reasons != ps[0].Reasons {
			t.Errorf("got %+v", got)
		}
	})
}
