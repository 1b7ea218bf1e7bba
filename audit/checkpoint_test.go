package audit_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"example.org/tickmark/audit"
)

func newKey(t testing.TB, name string) audit.Key {
	t.Helper()
	k, err := audit.NewKey(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func knows(t testing.TB, keys ...audit.Key) note.Verifiers {
	t.Helper()
	var public []string
	for _, k := range keys {
		public = append(public, k.Public())
	}
	v, err := audit.Verifiers(public...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestACheckpointOpensAsItWasSigned(t *testing.T) {
	key := newKey(t, "trail")
	again, err := audit.ParseKey(key.Private())
	if err != nil {
		t.Fatal(err)
	}
	root := audit.LeafHash("x")
	msg, err := audit.SignCheckpoint(again, 12, root)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(msg, "tickmark/trail\n12\n") {
		t.Errorf("the checkpoint begins %q", msg)
	}
	got, err := audit.OpenCheckpoint(msg, knows(t, newKey(t, "other"), key))
	if err != nil || got.Origin != "tickmark/trail" || got.Size != 12 || !bytes.Equal(got.Root, root) {
		t.Errorf("opened as %+v, %v", got, err)
	}
}

func TestCheckpointsThatDoNotOpen(t *testing.T) {
	key, other := newKey(t, "trail"), newKey(t, "trail")
	known := knows(t, key)
	root := audit.LeafHash("x")
	good, err := audit.SignCheckpoint(key, 12, root)
	if err != nil {
		t.Fatal(err)
	}
	resigned, err := audit.SignCheckpoint(other, 12, root)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(key.Private())))
	if err != nil {
		t.Fatal(err)
	}
	sign := func(text string) string {
		msg, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			t.Fatal(err)
		}
		return string(msg)
	}
	line := strings.Split(good, "\n")[2]
	for name, row := range map[string]struct {
		msg  string
		want error
	}{
		"nothing":                      {"", audit.ErrSignature},
		"another size":                 {strings.Replace(good, "\n12\n", "\n13\n", 1), audit.ErrSignature},
		"another key of the same name": {resigned, audit.ErrSignature},
		"another tree's origin":        {sign("go.sum database tree\n12\n" + line + "\n"), audit.ErrCheckpoint},
		"another newsroom's origin":    {sign("tickmark/elsewhere\n12\n" + line + "\n"), audit.ErrSignature},
		"a line too many":              {sign("tickmark/trail\n12\n" + line + "\nmore\n"), audit.ErrCheckpoint},
		"a size with a leading zero":   {sign("tickmark/trail\n012\n" + line + "\n"), audit.ErrCheckpoint},
		"a negative size":              {sign("tickmark/trail\n-1\n" + line + "\n"), audit.ErrCheckpoint},
		"a root that is too short":     {sign("tickmark/trail\n12\nAAAA\n"), audit.ErrCheckpoint},
		"a root with loose bits":       {sign("tickmark/trail\n12\n" + loose(line) + "\n"), audit.ErrCheckpoint},
		"a signature with loose bits":  {loose(good[:len(good)-1]) + "\n", audit.ErrCheckpoint},
	} {
		if row.msg == good {
			t.Errorf("%s: is the good one", name)
		}
		if _, err := audit.OpenCheckpoint(row.msg, known); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

// loose sets a bit of base64 that stands for nothing.
func loose(b64 string) string {
	i := len(b64) - 2
	return b64[:i] + string(b64[i]+1) + "="
}

func TestKeysThatAreRefused(t *testing.T) {
	for _, name := range []string{"", "two words", "a+b"} {
		if _, err := audit.NewKey(name); !errors.Is(err, audit.ErrKey) {
			t.Errorf("a key named %q: %v", name, err)
		}
	}
	good := string(newKey(t, "trail").Private())
	foreign, _, err := note.GenerateKey(nil, "sum.golang.org")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"an empty file":         "",
		"a public key":          newKey(t, "trail").Public(),
		"half a key":            good[:len(good)/2],
		"a key of another log":  foreign,
		"a key with another id": strings.Replace(good, "trail", "trial", 1),
	} {
		if _, err := audit.ParseKey([]byte(file)); !errors.Is(err, audit.ErrKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := audit.Verifiers("nonsense"); !errors.Is(err, audit.ErrKey) {
		t.Errorf("a public key that is none: %v", err)
	}
}
