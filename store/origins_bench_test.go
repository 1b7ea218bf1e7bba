package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// article is 10 KB of words of its own, a tenth of which every page of its site
// has as well, one of forty sites.
func article(r *rand.Rand, site int) string {
	var b strings.Builder
	for i := range 170 {
		fmt.Fprintf(&b, "s%dw%d ", site, i)
	}
	for b.Len() < 10_000 {
		fmt.Fprintf(&b, "w%d ", int(r.ExpFloat64()*2000))
	}
	return b.String()
}

// The bar is 20 ms for a new capture of 10 KB among 10,000, whose fingerprints
// are added before it is asked.
func BenchmarkNearCaptures(b *testing.B) {
	for _, on := range []struct{ name, address string }{{"SQLite", ""}, {"PostgreSQL", testkit.Postgres(b)}} {
		b.Run(on.name, func(b *testing.B) {
			h, ctx, r := testkit.NewHouse(b, on.address), b.Context(), rand.New(rand.NewPCG(1, 2))
			id := h.Open(b, testkit.Copy)
			var last models.ID
			for part := range 100 {
				err := h.DB.Tx(ctx, func(tx store.Tx) error {
					for i := range 100 {
						s := models.Source{ArticleID: id, Type: models.PressReport, Title: "A report", CreatedBy: h.Carl.ID, CreatedAt: 1, Version: 1}
						if err := tx.AddSource(ctx, &s); err != nil {
							return err
						}
						c := models.Capture{SourceID: s.ID, How: models.Uploaded, At: 1, BodySHA256: strings.Repeat("b", 64), Document: models.Document{Text: article(r, (part*100+i)%40)}}
						if err := tx.AddCapture(ctx, &c); err != nil {
							return err
						}
						if err := tx.AddFingerprints(ctx, c.ID, origins.Fingerprint(c.Text)); err != nil {
							return err
						}
						last = c.ID
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				if _, err := h.DB.Queries().NearCaptures(ctx, h.Vera.ID, last, 0.5, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
