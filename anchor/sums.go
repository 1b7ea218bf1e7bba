package anchor

import "math/bits"

// sums are checksums of every prefix of a text, from which that of any stretch
// follows at once: stretches that differ are nearly always told apart without
// being read.
type sums struct {
	prefix []uint64
	power  []uint64
}

// The checksum is a polynomial in sumBase modulo a Mersenne prime.
const (
	sumPrime = 1<<61 - 1
	sumBase  = 0x1f0a_3c5d_97e1_b26b
)

func newSums(text []rune) sums {
	s := sums{prefix: make([]uint64, len(text)+1), power: make([]uint64, len(text)+1)}
	s.power[0] = 1
	for i, r := range text {
		s.prefix[i+1] = (timesModulo(s.prefix[i], sumBase) + uint64(r) + 1) % sumPrime //nolint:gosec // a code point is not negative
		s.power[i+1] = timesModulo(s.power[i], sumBase)
	}
	return s
}

// of returns the checksum of the runes from start to end.
func (s sums) of(start, end int) uint64 {
	return (s.prefix[end] + sumPrime - timesModulo(s.prefix[start], s.power[end-start])) % sumPrime
}

func timesModulo(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	sum := lo&sumPrime + (lo>>61 | hi<<3)
	return sum % sumPrime
}
