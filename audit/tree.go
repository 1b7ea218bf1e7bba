package audit

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// HashSize is the length of a hash in bytes.
const HashSize = tlog.HashSize

// ErrTree says that the stored hashes of the tree cannot be used: one is
// missing or has the wrong length.
var ErrTree = errors.New("audit: the stored tree is damaged")

// ReadHashes returns the stored hashes with the given ids, in their order.
type ReadHashes func(ids []int64) ([][]byte, error)

// LeafHash returns the tree's hash of a leaf: SHA-256 over 0x00 and its bytes.
func LeafHash(leaf string) []byte {
	h := tlog.RecordHash([]byte(leaf))
	return h[:]
}

// FirstID returns the id of the first hash that Append returns for a tree of
// size leaves; it is the number of hashes stored so far.
func FirstID(size int64) int64 { return tlog.StoredHashIndex(0, size) }

// Append returns the hashes to store when leafHash becomes leaf number size,
// under consecutive ids from FirstID(size) on: the leaf hash itself, and one
// for each subtree that it completes. It reads at most one earlier hash for
// each of those. It fails with ErrTree, and with whatever read fails with.
func Append(size int64, leafHash []byte, read ReadHashes) ([][]byte, error) {
	leaf, err := toHash(leafHash)
	if err != nil {
		return nil, err
	}
	hs, err := tlog.StoredHashesForRecordHash(size, leaf, read)
	if err != nil {
		return nil, err
	}
	return fromHashes(hs), nil
}

// Root returns the root of the tree over the first size leaves. It fails with
// ErrTree, and with whatever read fails with.
func Root(size int64, read ReadHashes) ([]byte, error) {
	if size == 0 {
		return emptyRoot(), nil
	}
	h, err := tlog.TreeHash(size, read)
	return h[:], err
}

// Inclusion returns the proof that leaf number seq is in the tree of the first
// size leaves: the hashes on its way to the root, lowest first. It fails with
// ErrTree, and with whatever read fails with.
func Inclusion(size, seq int64, read ReadHashes) ([][]byte, error) {
	p, err := tlog.ProveRecord(size, seq, read)
	if err != nil {
		return nil, err
	}
	return fromHashes(p), nil
}

// CheckInclusion checks what Inclusion returned; it fails when the proof does
// not lead from the leaf hash to the root.
func CheckInclusion(proof [][]byte, size int64, root []byte, seq int64, leafHash []byte) error {
	p, err := toHashes(proof)
	if err != nil {
		return err
	}
	r, err := toHash(root)
	if err != nil {
		return err
	}
	l, err := toHash(leafHash)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(p, size, r, seq, l)
}

// ReadHashes makes a ReadHashes of ours the reader that package tlog wants.
func (read ReadHashes) ReadHashes(ids []int64) ([]tlog.Hash, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	bs, err := read(ids)
	if err != nil {
		return nil, err
	}
	if len(bs) != len(ids) {
		return nil, fmt.Errorf("%w: %d of %d hashes found", ErrTree, len(bs), len(ids))
	}
	return toHashes(bs)
}

func toHash(b []byte) (h tlog.Hash, err error) {
	if len(b) != HashSize {
		return h, fmt.Errorf("%w: a hash of %d bytes", ErrTree, len(b))
	}
	return tlog.Hash(b), nil
}

func toHashes(bs [][]byte) ([]tlog.Hash, error) {
	hs := make([]tlog.Hash, len(bs))
	for i, b := range bs {
		h, err := toHash(b)
		if err != nil {
			return nil, err
		}
		hs[i] = h
	}
	return hs, nil
}

func fromHashes(hs []tlog.Hash) [][]byte {
	bs := make([][]byte, len(hs))
	for i := range hs {
		bs[i] = hs[i][:]
	}
	return bs
}

func emptyRoot() []byte {
	h := sha256.Sum256(nil)
	return h[:]
}

// frontier grows a tree leaf by leaf and keeps of it only the roots of its
// complete subtrees, by level.
type frontier struct {
	size  int64
	roots []tlog.Hash
}

// add appends a leaf and calls store with each hash to be stored, in order,
// until store returns false.
func (f *frontier) add(leaf tlog.Hash, store func(tlog.Hash) bool) bool {
	h, level := leaf, 0
	ok := store(h)
	for ; ok && f.size>>level&1 == 1; level++ {
		h = tlog.NodeHash(f.roots[level], h)
		ok = store(h)
	}
	if level == len(f.roots) {
		f.roots = append(f.roots, h)
	}
	f.roots[level] = h
	f.size++
	return ok
}

// root returns the root over all leaves so far.
func (f *frontier) root() []byte {
	if f.size == 0 {
		return emptyRoot()
	}
	var root tlog.Hash
	first := true
	for level, h := range f.roots {
		switch {
		case f.size>>level&1 == 0:
		case first:
			root, first = h, false
		default:
			root = tlog.NodeHash(h, root)
		}
	}
	return bytes.Clone(root[:])
}
