// Package auth holds passwords and the tokens of sessions: how they are made,
// hashed and compared. It keeps nothing and knows nothing of HTTP.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// MaxPassword is the length of the longest password, in bytes; a longer one
// matches nothing.
const MaxPassword = 1024

// cost follows the OWASP cheat sheet: 19 MiB, two passes, one lane.
var cost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// slots bounds the passwords that are hashed at the same time.
var slots = make(chan struct{}, 2)

// decoy is compared with when there is no such account, so that it takes as
// long as when there is.
var decoy = must(argon2id.CreateHash("nobody's password", cost))

func must(hash string, err error) string {
	if err != nil {
		panic(fmt.Sprintf("auth: no randomness to start with: %v", err))
	}
	return hash
}

// HashPassword returns the argon2id hash of a password in its PHC form. It
// does not judge it: see CheckPassword. Passwords are compared in Unicode NFC,
// for keyboards differ in how they write the same letter. It fails when ctx
// ends before its turn comes.
func HashPassword(ctx context.Context, password string) (hash string, err error) {
	err = inTurn(ctx, func() error {
		hash, err = argon2id.CreateHash(norm.NFC.String(password), cost)
		return err
	})
	return hash, err
}

// PasswordMatches reports whether the password is the one that was hashed. An
// empty hash matches nothing and takes as long. It fails when ctx ends before
// its turn comes.
func PasswordMatches(ctx context.Context, hash, password string) (matches bool, err error) {
	err = inTurn(ctx, func() error {
		if hash == "" || len(password) > MaxPassword {
			_, err := argon2id.ComparePasswordAndHash(password, decoy)
			return err
		}
		matches, err = argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
		return err
	})
	return matches, err
}

func inTurn(ctx context.Context, fn func() error) error {
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
		return fn()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// NewToken returns a session token of 256 random bits for the browser, and the
// hash of it for the database.
func NewToken() (token string, hash []byte) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, HashToken(token)
}

// HashToken returns the SHA-256 of a token.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
