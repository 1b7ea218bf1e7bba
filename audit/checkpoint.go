package audit

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// originPrefix begins the first line of every checkpoint of ours.
const originPrefix = "tickmark/"

// What can be wrong with a key or a checkpoint.
var (
	ErrKey        = errors.New("audit: not a signing key of ours")
	ErrCheckpoint = errors.New("audit: not a checkpoint of ours")
	ErrSignature  = errors.New("audit: no known key signed the checkpoint")
)

// Key is the newsroom's signing key.
type Key struct {
	origin  string
	signer  note.Signer
	private string
	public  string
}

// NewKey returns a new Ed25519 key whose checkpoints name "tickmark/" and name
// as their origin. It fails with ErrKey when name is empty or holds white
// space or a plus sign.
func NewKey(name string) (Key, error) {
	origin := originPrefix + name
	if name == "" || strings.ContainsAny(name, "+ \t\r\n") {
		return Key{}, fmt.Errorf("%w: name %q", ErrKey, name)
	}
	private, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return Key{}, err
	}
	return ParseKey([]byte(private))
}

// ParseKey reads a key as Private wrote it, white space around it ignored. It
// fails with ErrKey.
func ParseKey(file []byte) (Key, error) {
	k := Key{private: strings.TrimSpace(string(file))}
	parts := strings.SplitN(k.private, "+", 5) // PRIVATE+KEY+origin+id+key, and the last may hold a plus
	if len(parts) != 5 || !strings.HasPrefix(parts[2], originPrefix) {
		return Key{}, ErrKey
	}
	signer, err := note.NewSigner(k.private)
	if err != nil {
		return Key{}, fmt.Errorf("%w: %w", ErrKey, err)
	}
	secret, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(secret) != 1+ed25519.SeedSize {
		return Key{}, ErrKey
	}
	public, _ := ed25519.NewKeyFromSeed(secret[1:]).Public().(ed25519.PublicKey)
	k.origin, k.signer = parts[2], signer
	k.public, err = note.NewEd25519VerifierKey(k.origin, public)
	return k, err
}

// Origin returns the first line of the key's checkpoints.
func (k Key) Origin() string { return k.origin }

// Private returns the key as its file holds it, with a line end. Whoever has
// it can sign checkpoints.
func (k Key) Private() []byte { return []byte(k.private + "\n") }

// Public returns the key that checks signatures, in the note format. It is
// meant to be given away.
func (k Key) Public() string { return k.public }

// Verifiers returns the given public keys as the set of known keys. It fails
// with ErrKey.
func Verifiers(public ...string) (note.Verifiers, error) {
	vs := make([]note.Verifier, len(public))
	for i, p := range public {
		v, err := note.NewVerifier(strings.TrimSpace(p))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrKey, err)
		}
		vs[i] = v
	}
	return note.VerifierList(vs...), nil
}

// SignCheckpoint returns the signed note that says that the first size events
// have root as their tree's root. It fails with ErrTree when root is no hash.
func SignCheckpoint(k Key, size int64, root []byte) (string, error) {
	h, err := toHash(root)
	if err != nil {
		return "", err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", k.origin, size, h)
	msg, err := note.Sign(&note.Note{Text: text}, k.signer)
	return string(msg), err
}

// Signed is what a checkpoint says.
type Signed struct {
	Origin string
	Size   int64 // events covered
	Root   []byte
}

// OpenCheckpoint checks the signature of a checkpoint and returns what it says.
// It fails with ErrSignature when none of the known keys signed it, or one of
// another origin did, and with ErrCheckpoint when the note is not in the one
// form in which SignCheckpoint writes it.
func OpenCheckpoint(msg string, known note.Verifiers) (Signed, error) {
	n, err := note.Open([]byte(msg), known)
	if err != nil {
		return Signed{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], originPrefix) {
		return Signed{}, ErrCheckpoint
	}
	s := Signed{Origin: lines[0]}
	for _, sig := range n.Sigs {
		if sig.Name != s.Origin {
			return Signed{}, fmt.Errorf("%w: signed by %s", ErrSignature, sig.Name)
		}
		if _, err := base64.StdEncoding.Strict().DecodeString(sig.Base64); err != nil {
			return Signed{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
		}
	}
	s.Size, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || s.Size < 0 || strconv.FormatInt(s.Size, 10) != lines[1] {
		return Signed{}, ErrCheckpoint
	}
	s.Root, err = base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(s.Root) != HashSize || base64.StdEncoding.EncodeToString(s.Root) != lines[2] {
		return Signed{}, ErrCheckpoint
	}
	return s, nil
}
