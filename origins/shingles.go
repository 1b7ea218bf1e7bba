package origins

import "math/bits"

// shingleWeight is how much the words of a shingle weigh: four words, or eight
// letters of a script without spaces. Two texts seldom share four words in a
// row by chance, and a changed word spoils no more than four shingles.
const shingleWeight = 4 * wordWeight

// shingle is some words in a row.
type shingle struct {
	hash     uint64
	from, to int // words
}

// shingles are all runs of words that just reach the weight (the w-shingling of
// Broder, "On the resemblance and containment of documents", 1997).
func shingles(of []word, weight int) []shingle {
	all := make([]shingle, 0, len(of))
	to, have := 0, 0
	for from := range of {
		for to < len(of) && have < weight {
			have += of[to].weight
			to++
		}
		if have < weight {
			break
		}
		all = append(all, shingle{hash: mixed(of[from:to]), from: from, to: to})
		have -= of[from].weight
	}
	return all
}

// mixed hashes words in their order.
func mixed(of []word) uint64 {
	h := uint64(len(of))
	for _, w := range of {
		h = scramble(bits.RotateLeft64(h, 23) ^ w.hash)
	}
	return h
}

// scramble spreads a hash over all bits (the finalizer of SplitMix64, Steele,
// Lea and Flood 2014).
func scramble(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// weigh is what words weigh.
func weigh(of []word) (sum int) {
	for _, w := range of {
		sum += w.weight
	}
	return sum
}
