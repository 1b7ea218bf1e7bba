package auth_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"example.org/tickmark/auth"
)

func TestAPasswordMatchesItsHashAndNoOther(t *testing.T) {
	const password = "correct horse — Pferd, حصان"
	hash, err := auth.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the hash is %q", hash)
	}
	other, err := auth.HashPassword(t.Context(), password)
	if err != nil || other == hash {
		t.Errorf("two hashes of one password are the same (%v)", err)
	}
	for _, row := range []struct {
		name, hash, password string
		want                 bool
	}{
		{"the password", hash, password, true},
		{"another", hash, "correct horse", false},
		{"none", hash, "", false},
		{"in other case", hash, strings.ToUpper(password), false},
		{"no account", "", password, false},
		{"no account and the password of the decoy", "", "nobody's password", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got, err := auth.PasswordMatches(t.Context(), row.hash, row.password); got != row.want || err != nil {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	if _, err := auth.PasswordMatches(t.Context(), "no hash", password); err == nil {
		t.Error("what is no hash was compared with")
	}
}

func TestWhoWaitsForTheirTurnMayGiveUp(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 50 { // a free turn may be taken all the same
		if _, err := auth.HashPassword(gone, "x"); errors.Is(err, context.Canceled) {
			return
		}
	}
	t.Error("somebody who had gone was served each time")
}

func TestATokenIsNeverTheSameAndItsHashTellsNothing(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token, hash := auth.NewToken()
		if seen[token] || len(token) != 43 || len(hash) != 32 {
			t.Fatalf("token %q, hash %x", token, hash)
		}
		seen[token] = true
		if !bytes.Equal(hash, auth.HashToken(token)) || bytes.Contains(hash, []byte(token)) {
			t.Fatal("the hash is not the token's")
		}
	}
}
