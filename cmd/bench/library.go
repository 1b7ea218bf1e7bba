package main

import (
	"context"
	"fmt"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
)

// picked is how many sources of either newsroom a filter with an index finds,
// spread over all: more than a page.
const picked = 60

// isPicked reports whether a source, counted from 0, is one of these.
func isPicked(i, count int) bool { return i*picked/count != (i+1)*picked/count }

// furnish gives the sources of a newsroom, numbered from 1, what the filters of
// their list ask for: half of them are used, and of some the page is gone.
func furnish(ctx context.Context, n *newsroom.Newsroom, by newsroom.By, article models.ID, count int) error {
	number, err := n.MarkClaim(ctx, by, article, newsroom.NewClaim{
		Selection: newsroom.Selection{Revision: 1, Sentence: 2}, Statement: "They met", Kinds: []models.Kind{models.KindEvent},
	})
	if err != nil {
		return err
	}
	return n.DB.Tx(ctx, func(tx store.Tx) error {
		claim, err := tx.Claim(ctx, article, int(number))
		for i := 0; i < count && err == nil; i++ {
			err = furnishOne(ctx, tx, claim, models.ID(i+1), i%2 == 0, isPicked(i, count))
		}
		return err
	})
}

func furnishOne(ctx context.Context, tx store.Tx, claim models.Claim, source models.ID, used, gone bool) error {
	look := models.Look{SourceID: source, At: 1, Outcome: models.LookSame}
	if used {
		e := models.Evidence{ClaimID: claim.ID, SourceID: source, Stance: models.Supports, Authority: models.Primary, Locator: "p. 1", CreatedBy: claim.CreatedBy, CreatedAt: 1}
		if err := tx.AddEvidence(ctx, &e); err != nil {
			return err
		}
	}
	if gone {
		look.Outcome = models.LookGone
	}
	if err := tx.AddLook(ctx, &look); err != nil {
		return err
	}
	if err := tx.SetHealth(ctx, look); err != nil || !gone {
		return err
	}
	s, err := tx.SourceByID(ctx, source)
	if err != nil {
		return err
	}
	s.Publisher = "The Picked Paper"
	if err := tx.SetSource(ctx, &s); err != nil {
		return err
	}
	return tx.AddDrift(ctx, &models.Drift{SourceID: source, LookID: look.ID, Outcome: models.LookGone, OpenedAt: 1})
}

// library holds the list of all sources, by each filter, against the same list
// of the few.
func library(ctx context.Context, t *table, few, many *site) error {
	for _, p := range []struct{ name, few, many string }{
		{"all sources", "/sources", "/sources"},
		{"all sources, half way down", path("/sources?before=%d", fewSources*6/10), path("/sources?before=%d", manySources/2)},
		{"sources of a type", "/sources?type=press+report", "/sources?type=press+report"},
		{"sources of a health", "/sources?health=gone", "/sources?health=gone"},
		{"sources of a publisher", "/sources?publisher=The+Picked+Paper", "/sources?publisher=The+Picked+Paper"},
		{"sources that are protected", "/sources?protected=yes", "/sources?protected=yes"},
		{"sources that drifted", "/sources?drifted=yes", "/sources?drifted=yes"},
		{"sources that are not used", "/sources?unused=yes", "/sources?unused=yes"},
		{"sources with a word that all have", "/sources?q=report", "/sources?q=report"},
		{"sources whose captures have a word that most have", "/sources?q=w1", "/sources?q=w1"},
		{"sources by three filters", "/sources?type=press+report&unused=yes&q=report", "/sources?type=press+report&unused=yes&q=report"},
	} {
		r, err := ratio(many.asks(ctx, p.many), 10, few.asks(ctx, p.few), 10)
		if err != nil {
			return err
		}
		t.most(fmt.Sprintf("%s, 10k / 100", p.name), r, 1.5, "×")
	}
	return nil
}
