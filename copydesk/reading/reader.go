package reading

import (
	"container/list"
	"crypto/sha256"
	"encoding/binary"
	"sync"
)

// MaxRemembered is how much a Reader remembers, in bytes and roughly: some
// dozens of articles.
const MaxRemembered = 8 << 20

// Reader reads copy as Read does, and remembers the blocks that it read last:
// of a copy that it has seen before, only blocks that changed are read anew.
// The zero Reader is ready, and may be used by many at once. It must not be
// copied.
type Reader struct {
	mu     sync.Mutex
	byKey  map[blockKey]*list.Element
	recent list.List // of remembered, the last read one first
	weight int
}

// blockKey is the SHA-256 of all that the reading of a block depends on.
type blockKey [sha256.Size]byte

type remembered struct {
	blockReading
	key    blockKey
	weight int
}

// Read reads the copy. What it returns is the caller's own.
func (r *Reader) Read(c Copy) Reading {
	var buf []byte
	return read(c, func(b blockCopy) blockReading { return r.block(b, b.key(&buf)) })
}

// block is the block's reading, remembered or new.
func (r *Reader) block(b blockCopy, key blockKey) blockReading {
	if was, ok := r.remembers(key); ok {
		return was
	}
	was := readBlock(b)
	r.remember(remembered{was, key, was.weight()})
	return was
}

func (r *Reader) remembers(key blockKey) (blockReading, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.byKey[key]
	if !ok {
		return blockReading{}, false
	}
	r.recent.MoveToFront(e)
	return e.Value.(remembered).blockReading, true // nothing else is in it
}

// remember keeps a block's reading and forgets what was not asked for longest,
// until all of it is light enough.
func (r *Reader) remember(one remembered) {
	if one.weight > MaxRemembered {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byKey == nil {
		r.byKey = map[blockKey]*list.Element{}
	}
	if _, ok := r.byKey[one.key]; ok {
		return // another has read it meanwhile
	}
	r.byKey[one.key] = r.recent.PushFront(one)
	r.weight += one.weight
	for r.weight > MaxRemembered {
		last := r.recent.Remove(r.recent.Back()).(remembered) // nothing else is in it
		delete(r.byKey, last.key)
		r.weight -= last.weight
	}
}

// What things take in memory, in bytes and roughly, with the pointers to them.
const (
	blockWeight     = 400 // with its places in the map and the list
	sentenceWeight  = 120
	featureWeight   = 24 // of a score
	detectionWeight = 140
	quantityWeight  = 80
	whenWeight      = 160
	quoteWeight     = 60
)

// weight is how many bytes a reading takes, roughly.
func (r blockReading) weight() int {
	w := blockWeight
	for _, s := range r.sentences {
		w += sentenceWeight + len(s.Score.Because)*featureWeight
	}
	for _, d := range r.detections {
		w += detectionWeight + len(d.Words)
		if d.Quantity != nil {
			w += quantityWeight + len(d.Quantity.Counted)
		}
		if d.When != nil {
			w += whenWeight
		}
		if d.Quote != nil {
			w += quoteWeight
		}
	}
	return w
}

// key is the block's key, for which buf may be written over. Every text and
// every list in it is led by its length, so that no two blocks come to the same.
func (b blockCopy) key(buf *[]byte) blockKey {
	k := (*buf)[:0]
	numbers := func(all ...int) {
		for _, n := range all {
			k = binary.AppendVarint(k, int64(n))
		}
	}
	texts := func(all ...string) {
		for _, s := range all {
			numbers(len(s))
			k = append(k, s...)
		}
	}
	texts(string(b.Kind), b.text, b.language, string(b.on))
	numbers(b.Level, b.Number)
	if b.sentences == nil {
		numbers(-1, len(b.own))
		texts(b.own...)
	} else {
		numbers(len(b.sentences))
	}
	for _, s := range b.sentences {
		numbers(s.Start, s.End)
	}
	*buf = k
	return sha256.Sum256(k)
}
