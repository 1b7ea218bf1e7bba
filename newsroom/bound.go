package newsroom

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
	"example.org/tickmark/workflow"
)

// bound is what an approval binds to. It is stored with the approval as JSON,
// as it stood; the fingerprint is taken over the same with its texts folded,
// so that texts that are alike have the same.
type bound struct {
	Words     string          `json:"words"`
	Sentence  string          `json:"sentence"` // as it was cut then
	Statement string          `json:"statement"`
	Verdict   models.Verdict  `json:"verdict"`
	Evidence  []boundEvidence `json:"evidence"`
}

type boundEvidence struct {
	ID          models.ID        `json:"id"`
	Source      models.ID        `json:"source"`
	Stance      models.Stance    `json:"stance"`
	Authority   models.Authority `json:"authority"`
	Passage     string           `json:"passage"`
	Locator     string           `json:"locator"`
	Calculation string           `json:"calculation"`
	// Capture was left out before there were captures, and is where none is
	// pinned, so that the fingerprints of old approvals stay.
	Capture models.Ref `json:"capture,omitempty"`
}

// bind returns what an approval of the case would bind to now.
func bind(c workflow.Case) bound {
	b := bound{Words: c.Claim.Exact, Sentence: c.Claim.Sentence, Statement: c.Claim.Statement, Verdict: c.Finding().Verdict}
	for _, e := range c.Evidence {
		b.Evidence = append(b.Evidence, boundEvidence{e.ID, e.SourceID, e.Stance, e.Authority, e.Passage, e.Locator, e.Calculation, e.CaptureID})
	}
	return b
}

// folded is b in the form in which alike texts are equal.
func (b bound) folded() bound {
	f := b
	f.Words, f.Sentence, f.Statement = anchor.Fold(b.Words), anchor.Fold(b.Sentence), anchor.Fold(b.Statement)
	f.Evidence = make([]boundEvidence, len(b.Evidence))
	for i, e := range b.Evidence {
		e.Passage, e.Locator, e.Calculation = anchor.Fold(e.Passage), anchor.Fold(e.Locator), anchor.Fold(e.Calculation)
		f.Evidence[i] = e
	}
	return f
}

// text and fingerprint are the two columns of an approval.
func (b bound) text() (text, fingerprint string, err error) {
	as, err := json.Marshal(b)
	if err != nil {
		return "", "", err
	}
	fold, err := json.Marshal(b.folded())
	if err != nil {
		return "", "", err
	}
	sum := sha256.Sum256(fold)
	return string(as), hex.EncodeToString(sum[:]), nil
}

// staleCause says why an approval of the case no longer holds, or "":
// something that it bound to stopped being alike or is gone. Evidence that was
// added later is not bound; that it contradicts is for its own act to say.
func staleCause(c workflow.Case, of models.Approval) (models.EndCause, error) {
	var was bound
	if err := json.Unmarshal([]byte(of.Bound), &was); err != nil {
		return "", fmt.Errorf("approval %d: %w", of.ID, err)
	}
	was, is := was.folded(), bind(c).folded()
	switch {
	case was.Words != is.Words:
		return models.EndedWords, nil
	case was.Sentence != is.Sentence:
		return models.EndedSentence, nil
	case was.Statement != is.Statement, was.Verdict != is.Verdict, !holdsAll(is.Evidence, was.Evidence):
		return models.EndedEvidence, nil
	}
	return "", nil
}

// holdsAll reports whether every piece of evidence in want is in have, as it was.
func holdsAll(have, want []boundEvidence) bool {
	now := make(map[models.ID]boundEvidence, len(have))
	for _, e := range have {
		now[e.ID] = e
	}
	for _, e := range want {
		if now[e.ID] != e {
			return false
		}
	}
	return true
}
