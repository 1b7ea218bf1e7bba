package diff

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/tickmark/models"
)

// article is about size bytes of made-up prose, and a revision of it: one word
// in forty is another, one block in twenty is new, one is gone, one moved.
func article(size int) (old, next models.Document) {
	rnd := rand.New(rand.NewPCG(4, 2))
	word := func() string { return fmt.Sprintf("w%x", rnd.IntN(1+rnd.IntN(4000))) }
	var blocks, revised []string
	for n := 0; n < size; {
		words := make([]string, 40+rnd.IntN(60))
		for i := range words {
			words[i] = word()
		}
		block := strings.Join(words, " ") + "."
		blocks, n = append(blocks, block), n+len(block)+1
		for i := range words {
			if rnd.IntN(40) == 0 {
				words[i] = word()
			}
		}
		switch rnd.IntN(20) {
		case 0:
			revised = append(revised, strings.Join(words, " ")+".", word()+" "+word()+".")
		case 1:
		case 2:
			revised = append([]string{block}, revised...)
		default:
			revised = append(revised, strings.Join(words, " ")+".")
		}
	}
	return document(blocks...), document(revised...)
}

func BenchmarkWords100KB(b *testing.B) {
	old, next := article(100_000)
	b.SetBytes(int64(len(old.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Words(old.Text, next.Text)
	}
}

func BenchmarkBlocks100KB(b *testing.B) {
	old, next := article(100_000)
	b.SetBytes(int64(len(old.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Blocks(old, next)
	}
}

// The worst that two texts of the greatest length can ask for: words drawn from
// a few, so that everything stands everywhere.
func BenchmarkWordsUnrelated1MiB(b *testing.B) {
	rnd := rand.New(rand.NewPCG(4, 2))
	text := func() string {
		var out strings.Builder
		for out.Len() < models.MaxText {
			out.WriteByte("!?.,;+*#"[rnd.IntN(8)])
		}
		return out.String()
	}
	old, next := text(), text()
	b.ReportAllocs()
	for b.Loop() {
		Words(old, next)
	}
}
