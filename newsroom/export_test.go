package newsroom

import (
	"context"

	"example.org/tickmark/models"
	"example.org/tickmark/sources"
)

// Told is a row as the trail tells it, for tests that play the trail again.
func told[T any](fields []field[T], row T) map[string]string {
	is := map[string]string{}
	for _, f := range fields {
		is[f.name] = f.of(&row)
	}
	return is
}

// The rows that acts change.
func TellArticle(a models.Article) map[string]string   { return told(articleFields, a) }
func TellClaim(c models.Claim) map[string]string       { return told(claimFields, c) }
func TellComment(c models.Comment) map[string]string   { return told(commentFields, c) }
func TellEvidence(e models.Evidence) map[string]string { return told(evidenceFields, e) }
func TellDebt(d models.Debt) map[string]string         { return told(debtFields, d) }

// HoldHeavy keeps heavy files from being read until let is called.
func HoldHeavy() (let func()) {
	let, _ = holdHeavy(context.Background(), heavyFile+1)
	return let
}

// ReadKept reads a heavy file that is kept.
func (n *Newsroom) ReadKept(ctx context.Context, sum string) error {
	_, err := n.readKept(ctx, sum, heavyFile+1, sources.Input{Type: "text/plain"})
	return err
}
