package store_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// BenchmarkExcerpts reads what twenty captures of 100 KB say about twenty passages
// of a claim, each at its capture's end, on SQLite and on PostgreSQL.
func BenchmarkExcerpts(b *testing.B) {
	for name, address := range map[string]string{"SQLite": "", "PostgreSQL": testkit.Postgres(b)} {
		b.Run(name, func(b *testing.B) {
			h := testkit.NewHouse(b, address)
			ctx := b.Context()
			article := h.Open(b, testkit.Copy)
			n := h.Mark(b, h.Carl, article, 2)
			text := strings.Repeat("Über die Fähre sagte das Amt an diesem Tag nichts. ", 2000)
			runes := len([]rune(text))
			for i := range 20 {
				in := testkit.SomeEvidence(models.Supports)
				in.Source.Title = fmt.Sprintf("Source %d", i)
				if err := h.AddEvidence(ctx, testkit.By(h.Carl), newsroom.Target{Article: article, Number: n}, in); err != nil {
					b.Fatal(err)
				}
			}
			c := h.Case(b, article, n)
			for _, e := range c.Evidence {
				capture := models.Capture{SourceID: e.SourceID, How: models.Fetched, At: 1, BodySHA256: strings.Repeat("a", 64), Document: models.Document{Text: text}}
				err := h.DB.Tx(ctx, func(tx store.Tx) error {
					if err := tx.AddCapture(ctx, &capture); err != nil {
						return err
					}
					e.CaptureID, e.QuotedStart, e.QuotedEnd = models.Ref(capture.ID), runes-51, runes-1
					return tx.SetEvidence(ctx, e)
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			q, of := h.DB.Queries(), store.Of{Article: article, Claim: c.Claim.ID}
			for b.Loop() {
				if got, err := q.Excerpts(ctx, of); err != nil || len(got) != 20 || got[0].Quoted == "" {
					b.Fatal(len(got), err)
				}
			}
		})
	}
}
