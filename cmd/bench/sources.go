package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/bench/generate"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/origins"
	"example.org/tickmark/store"
)

// How many sources the newsrooms have whose sources are measured.
const (
	fewSources  = 100
	manySources = 10_000
)

// sources measures what many sources cost.
func sources(ctx context.Context, t *table) (err error) {
	folder, err := os.MkdirTemp("", "tickmark-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	few, _, err := newSources(ctx, filepath.Join(folder, "few.db"), fewSources)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, few.DB.Close()) }()
	many, last, err := newSources(ctx, filepath.Join(folder, "many.db"), manySources)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, many.DB.Close()) }()
	const times = 10
	ms, err := took(func() error {
		for range times {
			if _, err := many.DB.Queries().NearCaptures(ctx, 1, last, 0.5, 20); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.most("near-duplicates of a new capture of 10 KB among 10k, CPU time", ms/times, 20, " ms")
	return library(ctx, t, few, many)
}

// newSources makes a newsroom whose one article has so many sources, each with a
// capture, and returns the last of these.
func newSources(ctx context.Context, at string, count int) (_ *site, last models.ID, err error) {
	db, err := store.Open(ctx, at)
	if err != nil {
		return nil, 0, err
	}
	key, err := audit.NewKey("bench")
	if err := errors.Join(err, db.Migrate(ctx)); err != nil {
		return nil, 0, err
	}
	n := &newsroom.Newsroom{DB: db, Now: time.Now, Salt: audit.RandomSalt, Key: key}
	people, err := n.Found(ctx, models.DefaultSettings("Bench", "Europe/Berlin"), []newsroom.NewUser{
		{Handle: "editor", Name: "Edith Editor", Password: generate.Password, Roles: models.Roles{models.RoleEditor, models.RoleChecker}},
	})
	if err != nil {
		return nil, 0, err
	}
	article, err := n.OpenArticle(ctx, newsroom.By{UserID: people[0], RequestID: "bench", Key: "article"}, newsroom.Meta{Language: "en", EditorID: people[0]},
		newsroom.Copy{Text: "Leaders meet\n\nThey met. They spoke.", Format: intake.FormatPlain})
	if err != nil {
		return nil, 0, err
	}
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // of no secret
	const part = 100
	for from := 0; from < count; from += part {
		err := db.Tx(ctx, func(tx store.Tx) error {
			for i := from; i < from+part; i++ {
				if last, err = addCaptured(ctx, tx, r, models.Source{
					ArticleID: article, Type: models.PressReport, Title: fmt.Sprintf("Report %d", i), Publisher: fmt.Sprintf("Paper %d", i%40),
					URL: fmt.Sprintf("https://paper%d.example/%d", i%40, i), Located: true, CreatedBy: people[0], CreatedAt: models.Instant(i + 1), Version: 1,
					Protected: isPicked(i, count),
				}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	if err := furnish(ctx, n, newsroom.By{UserID: people[0], RequestID: "bench", Key: "claim"}, article, count); err != nil {
		return nil, 0, err
	}
	s, err := openSite(ctx, n, "editor")
	return s, last, err
}

// addCaptured adds a source with a capture, of which the fingerprints are kept.
func addCaptured(ctx context.Context, tx store.Tx, r *rand.Rand, s models.Source) (models.ID, error) {
	if err := tx.AddSource(ctx, &s); err != nil {
		return 0, err
	}
	c := models.Capture{
		SourceID: s.ID, How: models.Fetched, At: s.CreatedAt, Status: 200, Address: s.URL, BodySHA256: fmt.Sprintf("%064x", s.ID), MediaType: "text/html", Title: s.Title,
		Document: models.Document{Text: report(r, s.Publisher)},
	}
	if err := tx.AddCapture(ctx, &c); err != nil {
		return 0, err
	}
	return c.ID, tx.AddFingerprints(ctx, c.ID, origins.Fingerprint(c.Text))
}

// report is a text of 10 KB of its own words, some more common than others, but
// for a tenth, which every page of its publisher has.
func report(r *rand.Rand, publisher string) string {
	var b strings.Builder
	for i := 0; b.Len() < 1000; i++ {
		fmt.Fprintf(&b, "%s %d ", publisher, i)
	}
	for b.Len() < 10_000 {
		fmt.Fprintf(&b, "w%d ", int(r.ExpFloat64()*2000))
	}
	return b.String()
}
