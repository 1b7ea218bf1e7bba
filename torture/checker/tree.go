package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// leafHash is SHA-256 over 0x00 and the leaf, as in RFC 6962.
func leafHash(leaf string) []byte {
	sum := sha256.Sum256(append([]byte{0}, leaf...))
	return sum[:]
}

// nodeHash is SHA-256 over 0x01 and the hashes of both sides.
func nodeHash(left, right []byte) []byte {
	sum := sha256.Sum256(slices.Concat([]byte{1}, left, right))
	return sum[:]
}

// forest is a tree under way: the roots of its complete subtrees, the largest
// first, with how many leaves each has.
type forest struct {
	roots [][]byte
	sizes []int
}

// add appends a leaf's hash and returns all hashes that are known from then
// on: the leaf's, and those of the subtrees that it completes.
func (t *forest) add(hash []byte) (known [][]byte) {
	size := 1
	known = append(known, hash)
	for n := len(t.sizes); n > 0 && t.sizes[n-1] == size; n-- {
		hash, size = nodeHash(t.roots[n-1], hash), 2*size
		known = append(known, hash)
		t.roots, t.sizes = t.roots[:n-1], t.sizes[:n-1]
	}
	t.roots, t.sizes = append(t.roots, hash), append(t.sizes, size)
	return known
}

// root is the hash over all leaves so far.
func (t *forest) root() []byte {
	n := len(t.roots)
	if n == 0 {
		sum := sha256.Sum256(nil)
		return sum[:]
	}
	root := t.roots[n-1]
	for i := n - 2; i >= 0; i-- {
		root = nodeHash(t.roots[i], root)
	}
	return root
}

// tree builds the tree anew and compares every hash that is stored.
func (f *file) tree(ctx context.Context) error {
	var t forest
	var want [][]byte
	for _, e := range f.events {
		want = append(want, t.add(leafHash(e.leaf))...)
	}
	n := 0
	err := f.each(ctx, "SELECT id, hash FROM trail_hashes ORDER BY id", func(rows *sql.Rows) error {
		var id int
		var hash []byte
		if err := rows.Scan(&id, &hash); err != nil {
			return err
		}
		if id != n || n >= len(want) || !bytes.Equal(hash, want[n]) {
			f.wrong("the tree's hash %d is not that of the events", id)
		}
		n++
		return nil
	})
	if n != len(want) {
		f.wrong("the tree has %d hashes, the events have %d", n, len(want))
	}
	return err
}

// checkpoints compares every stored checkpoint with the tree over as many
// events. Whose signature it bears, “tickmark trail verify” says.
func (f *file) checkpoints(ctx context.Context) error {
	var t forest
	grown := 0
	return f.each(ctx, "SELECT size, root, note FROM checkpoints ORDER BY size", func(rows *sql.Rows) error {
		var size int
		var root []byte
		var note string
		if err := rows.Scan(&size, &root, &note); err != nil {
			return err
		}
		if size > len(f.events) {
			f.wrong("a checkpoint is over %d events, there are %d", size, len(f.events))
			return nil
		}
		for ; grown < size; grown++ {
			t.add(leafHash(f.events[grown].leaf))
		}
		lines := strings.Split(note, "\n")
		if !bytes.Equal(root, t.root()) || len(lines) < 3 || lines[1] != strconv.Itoa(size) ||
			lines[2] != base64.StdEncoding.EncodeToString(root) {
			f.wrong("the checkpoint over %d events is not that of the events", size)
		}
		return nil
	})
}
