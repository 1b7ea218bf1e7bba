package detect

// wordID is a word's place in the vocabulary of a language's lists; 0 is every
// word that is on none.
type wordID int32

// anyWord stands in a phrase for one word, whatever it is.
const anyWord wordID = -1

// standing is how a phrase stands on its list.
type standing int8

const (
	unlisted standing = iota
	listed
	excepted // it looks like one that is listed, and is none
)

// phrases are the phrases of a list, as a tree of words. Finding those that
// begin with a word costs as much as the longest of them has words.
type phrases struct {
	next   map[step]int32
	stands []standing // by node
}

// step goes from a node of the tree to the next, by a word.
type step struct {
	node int32
	word wordID
}

func newPhrases() *phrases {
	return &phrases{next: map[step]int32{}, stands: []standing{unlisted}}
}

// add puts a phrase on the list. What is excepted stays so.
func (p *phrases) add(words []wordID, s standing) {
	node := int32(0)
	for _, w := range words {
		next, ok := p.next[step{node, w}]
		if !ok {
			next = int32(len(p.stands))
			p.next[step{node, w}] = next
			p.stands = append(p.stands, unlisted)
		}
		node = next
	}
	p.stands[node] = max(p.stands[node], s)
}

// longest returns how many words the longest phrase has that begins with the
// first of words, and how it stands; 0 when none does. Of two as long, one that
// is excepted wins.
func (p *phrases) longest(words []word) (n int, s standing) {
	return p.from(0, words, 0)
}

func (p *phrases) from(node int32, words []word, depth int) (n int, s standing) {
	if p.stands[node] != unlisted {
		n, s = depth, p.stands[node]
	}
	if depth == len(words) || depth > 0 && !words[depth].joins(words[depth-1]) {
		return n, s
	}
	for _, w := range [...]wordID{words[depth].id, anyWord} {
		next, ok := p.next[step{node, w}]
		if !ok || w == 0 {
			continue
		}
		if m, t := p.from(next, words, depth+1); m > n || m == n && t > s {
			n, s = m, t
		}
	}
	return n, s
}

// joins reports whether a word can belong to one phrase with the word before.
func (w word) joins(before word) bool {
	initials := w.gap == dotted && before.end-before.start == 1 && w.end-w.start == 1 // U.S.
	return w.gap == spaced || w.gap == apostrophe || w.gap == hyphen || initials
}

// run is a row of words, by their indices: from the first up to but not the
// last.
type run struct{ from, to int }

// find returns where the phrases stand, in order, the longest where several
// begin, without those that are excepted and what lies in them.
func (p *phrases) find(words []word) (found []run) {
	for i := 0; i < len(words); {
		n, s := p.longest(words[i:])
		if s == listed {
			found = append(found, run{i, i + n})
		}
		i += max(n, 1)
	}
	return found
}

// prose is a block as the detectors that read words see it. What is noted by
// word has one place more, for the end.
type prose struct {
	*block
	*wordbook
	tokens    []word
	nouns     bool            // the language writes every noun with a capital
	uncased   bool            // the language has no capitals
	loud      []bool          // by sentence: capitals tell nothing in it
	inside    map[string]bool // words with a capital inside a sentence
	outletAt  []int           // by word: how many words an outlet has that begins there
	placeAt   []int           // a place
	placeEnds []int           // a place that ends before the word
	titleAt   []int           // a title
	titleEnds []int           // a title that ends before the word
	nominals  []nominal
	nominalAt []int // by word: the number, from 1, of the nominal it belongs to
	saids     []said
	saidAt    []int // by word: the number, from 1, of the attribution that begins there
	saidEnds  []int // that ends before the word
}

// prose reads the block's words, once.
func (b *block) prose() *prose {
	if b.read == nil {
		w := wordbookOf(b.lang)
		p := &prose{block: b, wordbook: w, tokens: wordsOf(b, w), nouns: b.lang == "de", uncased: b.lang == "ar"}
		p.look()
		p.listNames()
		p.findTitles()
		p.matchSaids()
		p.placeSaids()
		p.name()
		p.attribute()
		b.read = p
	}
	return b.read
}

// phrased finds the phrases of a list as detections of a kind.
func phrased(kind Kind, list section) func(*block) []Detection {
	return func(b *block) (found []Detection) {
		p := b.prose()
		for _, r := range p.lists[list].find(p.tokens) {
			found = append(found, p.detected(kind, r))
		}
		return found
	}
}

// detected is a run of words as a detection of a kind.
func (p *prose) detected(kind Kind, r run) Detection {
	return p.detection(kind, p.tokens[r.from].start, p.endOf(r))
}

// endOf is where a run of words ends: behind the last full stop of initials,
// "U.S.".
func (p *prose) endOf(r run) int {
	last := p.tokens[r.to-1]
	initials := r.to-r.from > 1 && last.gap == dotted && last.end-last.start == 1 && p.tokens[r.to-2].end-p.tokens[r.to-2].start == 1
	if initials && last.end < len(p.runes) && p.runes[last.end] == '.' {
		return last.end + 1
	}
	return last.end
}
