package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the schema
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/gowebpki/jcs"
)

//go:embed schema/report.v1.json
var schemaV1 []byte

// Schema returns the JSON Schema (draft 2020-12) of the body.
func Schema() []byte { return bytes.Clone(schemaV1) }

// What can be wrong with a body or an envelope.
var (
	ErrBody     = errors.New("report: not a report's body in its canonical form")
	ErrVersion  = errors.New("report: a schema version that this program does not know")
	ErrEnvelope = errors.New("report: the envelope does not fit its body")
)

// Encode returns the report's body: RFC 8785 JSON. The same report gives the
// same bytes.
func Encode(r Report) ([]byte, error) {
	plain, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBody, err)
	}
	body, err := jcs.Transform(plain)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBody, err)
	}
	return body, nil
}

// SHA256 returns the hash of a body, in lower-case hex.
func SHA256(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Parse reads a body. It fails with ErrVersion when a newer program wrote it,
// and with ErrBody when it is not what Encode writes.
func Parse(body []byte) (Report, error) {
	var version struct {
		Schema int `json:"schema"`
	}
	if err := json.Unmarshal(body, &version); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrBody, err)
	}
	if version.Schema != SchemaVersion {
		return Report{}, fmt.Errorf("%w: %d", ErrVersion, version.Schema)
	}
	var r Report
	if err := json.Unmarshal(body, &r); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrBody, err)
	}
	again, err := Encode(r)
	if err != nil {
		return Report{}, err
	}
	if !bytes.Equal(again, body) || !r.Revision.fits() { // or another form, or a member that we do not know
		return Report{}, ErrBody
	}
	return r, nil
}

// Proofs ties a body to the audit trail: the sign-off event, whose leaf holds
// the body's hash, and the way from that leaf to a signed checkpoint.
type Proofs struct {
	Seq        int64    `json:"seq"`
	Leaf       string   `json:"leaf"`
	Checkpoint string   `json:"checkpoint"` // a signed note
	Inclusion  [][]byte `json:"inclusion"`  // hashes, lowest first, in base64
	PublicKey  string   `json:"public_key"` // in the note format
}

// envelopeFormat is the first thing that a reader of an envelope looks for.
const envelopeFormat = "tickmark report envelope 1"

type envelope struct {
	Body   json.RawMessage `json:"body"`
	SHA256 string          `json:"body_sha256"`
	Format string          `json:"format"`
	Proofs *Proofs         `json:"proofs,omitempty"`
}

// Envelope returns the JSON that is handed out: the body as it is, its hash,
// and the proofs, if there are any. Putting the member "body" into the form of
// RFC 8785 gives the body's exact bytes. It fails with ErrBody when body is not
// in that form.
func Envelope(body []byte, proofs *Proofs) ([]byte, error) {
	canonical, err := jcs.Transform(body)
	if err != nil || !bytes.Equal(canonical, body) {
		return nil, ErrBody
	}
	plain, err := json.Marshal(envelope{Body: body, SHA256: SHA256(body), Format: envelopeFormat, Proofs: proofs})
	if err != nil {
		return nil, err
	}
	return jcs.Transform(plain)
}

// Open returns the exact bytes of the body in an envelope, and its proofs. An
// envelope that was laid out anew opens too. It fails with ErrEnvelope when it
// is none or its hash is not the body's; the proofs are the caller's to check.
func Open(env []byte) (body []byte, proofs *Proofs, err error) {
	var e envelope
	if err := json.Unmarshal(env, &e); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	body, err = jcs.Transform(e.Body)
	if err != nil || e.Format != envelopeFormat || SHA256(body) != e.SHA256 {
		return nil, nil, ErrEnvelope
	}
	return body, e.Proofs, nil
}
