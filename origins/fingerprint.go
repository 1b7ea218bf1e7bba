package origins

import (
	"cmp"
	"slices"

	"example.org/tickmark/models"
)

// window is how many shingles in a row give at least one fingerprint.
const window = 32

// MaxFingerprint is how many integers a fingerprint has at most. A text of
// 10,000 letters has about a hundred.
const MaxFingerprint = 1024

// Fingerprint makes the integers by which a text is found among others that
// share passages with it: sorted, each once, at most MaxFingerprint, the same
// for the same words whatever their case, punctuation and blocks. A text of
// fewer than four words has none, one of fewer than 36 just one. They are made
// to be stored as rows (fingerprint, capture) with an index on the first.
//
// Of every 32 shingles in a row the least hash is kept: winnowing (Schleimer,
// Wilkerson and Aiken, "Winnowing: local algorithms for document
// fingerprinting", SIGMOD 2003). So two texts that share 35 words in a row, or
// 39 letters of a script without spaces, share an integer, unless one is so long
// that its largest were left out (the sketch of Broder 1997). Another version of
// this function makes other integers: store them all anew.
func Fingerprint(text string) []int64 {
	all := shingles(words(readable(text)), shingleWeight)
	var kept []int64
	least := -1
	for i := range all {
		switch {
		case least < 0 || all[i].hash <= all[least].hash:
			least = i
		case least <= i-window:
			least = rightmostLeast(all, i-window+1, i)
		}
		if i >= window-1 || i == len(all)-1 {
			kept = append(kept, int64(all[least].hash)) //nolint:gosec // the bits are what counts
		}
	}
	slices.Sort(kept)
	kept = slices.Compact(kept)
	return slices.Clip(kept[:min(len(kept), MaxFingerprint)])
}

// rightmostLeast is the last of the least hashes from one shingle to another.
func rightmostLeast(all []shingle, from, to int) int {
	least := from
	for i := from + 1; i <= to; i++ {
		if all[i].hash <= all[least].hash {
			least = i
		}
	}
	return least
}

// MaxCommon is how many texts may share a fingerprint before it is taken for
// words that stand on every page, such as a notice about cookies.
const MaxCommon = 1000

// Index finds the texts that share passages with a new one. It is kept in
// memory; the same is asked of a database by counting the rows for each capture
// whose fingerprint is among those of the new text. An Index is not safe for use
// by several goroutines while texts are added.
type Index struct {
	at   map[int64][]models.ID
	size map[models.ID]int
}

// NewIndex returns an empty Index.
func NewIndex() *Index {
	return &Index{at: map[int64][]models.ID{}, size: map[models.ID]int{}}
}

// Add puts a text with its fingerprint into the index. A text that is there
// already keeps its first fingerprint.
func (x *Index) Add(id models.ID, fingerprint []int64) {
	if _, ok := x.size[id]; ok {
		return
	}
	x.size[id] = len(fingerprint)
	for _, f := range fingerprint {
		x.at[f] = append(x.at[f], id)
	}
}

// Near is a text that shares passages with the one that was asked for.
type Near struct {
	ID     models.ID
	Shared int // integers of the fingerprints
	// Share is which part of the smaller fingerprint that is, 0 to 1: about
	// which part of the shorter text stands in the longer (Broder's containment).
	Share float64
}

// Near returns the texts of which at least such a share is the same, the nearest
// first, those that are as near by their ID.
func (x *Index) Near(fingerprint []int64, least float64) []Near {
	shared := map[models.ID]int{}
	for _, f := range fingerprint {
		ids := x.at[f]
		if len(ids) > MaxCommon {
			continue
		}
		for _, id := range ids {
			shared[id]++
		}
	}
	var found []Near
	for id, n := range shared {
		share := float64(n) / float64(min(len(fingerprint), x.size[id]))
		if share >= least {
			found = append(found, Near{ID: id, Shared: n, Share: share})
		}
	}
	slices.SortFunc(found, func(a, b Near) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.ID, b.ID))
	})
	return found
}
