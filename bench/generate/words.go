package generate

import (
	"fmt"
	"strings"
)

// slotSize is the length of a slot, and of every word that may stand in it, in
// bytes: all are ASCII, so that no offset moves.
const slotSize = 6

const slotMark = "qz"

// slot is the place of word number i of an article, from 0 to 675.
func slot(i int) string { return fmt.Sprintf("%s%c%c%s", slotMark, 'a'+i/26, 'a'+i%26, slotMark) }

// filled is a text with the words of copy number n in its slots.
func filled(text string, n int) string {
	if !strings.Contains(text, slotMark) {
		return text
	}
	b := []byte(text)
	for i := 0; i+slotSize <= len(b); i++ {
		if b[i] != 'q' || b[i+1] != 'z' || b[i+4] != 'q' || b[i+5] != 'z' {
			continue
		}
		putWord(b[i:i+slotSize], uint64(n)<<16|uint64(b[i+2]-'a')*26+uint64(b[i+3]-'a')) //nolint:gosec // copies are numbered from 0
		i += slotSize - 1
	}
	return string(b)
}

// vocabulary is how many words there are.
const vocabulary = 20_000

// putWord writes the word that a seed draws. Some words are drawn often and
// most seldom, as in a language.
func putWord(into []byte, seed uint64) {
	const consonants, vowels = "bcdfghjklmnprstvwxyz", "aeiou"
	seed += 0x9e3779b97f4a7c15 // splitmix64
	seed = (seed ^ seed>>30) * 0xbf58476d1ce4e5b9
	seed = (seed ^ seed>>27) * 0x94d049bb133111eb
	u := float64((seed^seed>>31)>>11) / (1 << 53)
	n := int(vocabulary * u * u * u)
	for i := 0; i < slotSize; i += 2 {
		into[i], into[i+1] = consonants[n%len(consonants)], vowels[n/len(consonants)%len(vowels)]
		n = n / (len(consonants) * len(vowels)) * 7919 % 1_000_003
		n += i + 1
	}
}
