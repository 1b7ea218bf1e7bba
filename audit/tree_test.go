package audit_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/tickmark/audit"
)

// shelf keeps stored hashes as the database does: by id.
type shelf [][]byte

func (s *shelf) read(ids []int64) ([][]byte, error) {
	var hs [][]byte
	for _, id := range ids {
		if id < int64(len(*s)) {
			hs = append(hs, (*s)[id])
		}
	}
	return hs, nil
}

func TestTheTreeIsThatOfRFC6962(t *testing.T) {
	var s shelf
	var leaves []string
	for n := range int64(70) {
		if got := audit.FirstID(n); got != int64(len(s)) {
			t.Fatalf("the hashes of leaf %d begin at %d, %d are stored", n, got, len(s))
		}
		root, err := audit.Root(n, s.read)
		if err != nil || !bytes.Equal(root, plainRoot(leaves)) {
			t.Fatalf("root over %d leaves: %x, %v", n, root, err)
		}
		leaf := fmt.Sprintf("leaf %d", n)
		hs, err := audit.Append(n, audit.LeafHash(leaf), s.read)
		if err != nil {
			t.Fatal(err)
		}
		s, leaves = append(s, hs...), append(leaves, leaf)
	}
}

// plainRoot is the definition of RFC 6962, section 2.1, word for word.
func plainRoot(leaves []string) []byte {
	switch n := len(leaves); n {
	case 0:
		h := sha256.Sum256(nil)
		return h[:]
	case 1:
		return audit.LeafHash(leaves[0])
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		h := tlog.NodeHash(tlog.Hash(plainRoot(leaves[:k])), tlog.Hash(plainRoot(leaves[k:])))
		return h[:]
	}
}

func TestInclusionIsProvedAndNothingElse(t *testing.T) {
	var s shelf
	const size = 21
	for n := range int64(size) {
		hs, err := audit.Append(n, audit.LeafHash(strconv.FormatInt(n, 10)), s.read)
		if err != nil {
			t.Fatal(err)
		}
		s = append(s, hs...)
	}
	root, err := audit.Root(size, s.read)
	if err != nil {
		t.Fatal(err)
	}
	for n := range int64(size) {
		proof, err := audit.Inclusion(size, n, s.read)
		if err != nil {
			t.Fatal(err)
		}
		if err := audit.CheckInclusion(proof, size, root, n, audit.LeafHash(strconv.FormatInt(n, 10))); err != nil {
			t.Errorf("leaf %d: %v", n, err)
		}
		if err := audit.CheckInclusion(proof, size, root, n, audit.LeafHash("another")); err == nil {
			t.Errorf("another leaf passes for leaf %d", n)
		}
	}
}

func TestADamagedTreeIsNotBuiltUpon(t *testing.T) {
	for name, read := range map[string]audit.ReadHashes{
		"a hash is missing":   func([]int64) ([][]byte, error) { return nil, nil },
		"a hash is too short": func(ids []int64) ([][]byte, error) { return make([][]byte, len(ids)), nil },
	} {
		if _, err := audit.Append(1, audit.LeafHash("x"), read); !errors.Is(err, audit.ErrTree) {
			t.Errorf("%s: append: %v", name, err)
		}
		if _, err := audit.Root(3, read); !errors.Is(err, audit.ErrTree) {
			t.Errorf("%s: root: %v", name, err)
		}
	}
	if _, err := audit.Append(0, []byte("short"), nil); !errors.Is(err, audit.ErrTree) {
		t.Errorf("a leaf hash of five bytes: %v", err)
	}
}
