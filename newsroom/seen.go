package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// SourcesSeen stands for what people say of the sources that a claim rests on:
// what each is called and by whom it is, with which it is one, and what was ruled
// of those that support the claim. It is another as soon as one of these is.
// RootCase has told the case of its sources; sources holds at least those.
func SourcesSeen(c workflow.Case, sources []models.Source) string {
	var said []byte
	for _, id := range restsOn(c) {
		if i := slices.IndexFunc(sources, func(s models.Source) bool { return s.ID == id }); i >= 0 {
			said = fmt.Appendln(said, id, sources[i].Version, sources[i].SameAs)
		}
	}
	for _, r := range c.Rulings {
		said = fmt.Appendln(said, "ruling", r.ID)
	}
	sum := sha256.Sum256(said)
	return hex.EncodeToString(sum[:16])
}

// restsOn are the sources that a claim rests on, each once, by ID.
func restsOn(c workflow.Case) (ids []models.ID) {
	for _, e := range c.Evidence {
		ids = append(ids, e.SourceID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// sawSources fails with apperr.Stale when people say other things of the sources
// that a claim rests on than were seen; "" saw whatever they say now. Until the
// act ends nobody says anything else, and the case knows where they have their
// words.
func (a *act) sawSources(ctx context.Context, c *workflow.Case, seen string) error {
	for _, id := range restsOn(*c) {
		if err := a.LockTrace(ctx, id); err != nil {
			return err
		}
	}
	if err := a.root(ctx, c); err != nil || seen == "" {
		return err
	}
	sources, err := a.SourcesOfClaim(ctx, c.Claim.ID)
	if err != nil {
		return err
	}
	related := *c
	if err := RootCase(ctx, a.Queries, models.Settings{}, &related); err != nil {
		return err
	}
	if SourcesSeen(related, sources) != seen {
		return apperr.Stale.With()
	}
	return nil
}
