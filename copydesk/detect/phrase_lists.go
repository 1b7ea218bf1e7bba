package detect

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

// The lists: a file for each language, whose form is told in phrases/README.md.
//
//go:embed phrases/*.txt
var listFiles embed.FS

// listLanguages are the languages with lists of superlatives, comparisons and
// causes.
var listLanguages = []string{"en", "de", "fr", "es", "it", "ru", "uk", "ar", "pt", "nl", "pl"}

// wordbook is what the lists say of a language.
type wordbook struct {
	words map[string]wordID
	marks []mark               // by word: the lists of single words that it is on
	lists map[section]*phrases // of phrases
	ends  map[section][]string // of endings of words
	opens bool                 // there is a list of words that open sentences
}

// section is a list of a language, by the name that the file gives it.
type section string

// The lists of phrases.
const (
	titles       section = "title"
	outlets      section = "outlet"
	places       section = "place"
	saying       section = "said"
	telling      section = "said by"
	accordingTo  section = "according to"
	stating      section = "in a statement"
	superlatives section = "superlative"
	comparisons  section = "comparison"
	causes       section = "cause"
)

// mark is a set of lists of single words.
type mark uint32

// The lists of single words.
const (
	functional     mark = 1 << iota // opens sentences, and is no name
	pronoun                         // may be a speaker
	calendar                        // a month or a weekday
	quantitative                    // a unit, a currency, a word of quantity or time, where nouns have capitals
	notName                         // is written with a capital, and alone names nothing
	particle                        // stands inside a name: "von", "de"
	secondParticle                  // does so behind another: "der"
	company                         // ends a company's name: "GmbH"
	head                            // takes "of" into its name: "University"
	headParticle                    // that "of"
	headAnd                         // that "and"
	article
	whereabouts // a preposition of place, where nouns have capitals
	abbreviated // takes a full stop inside a name: "St."
	demonym     // stands between a title and a name: "russe"
	conjunction // begins what is said: "that"
	outletWord  // a word for outlets: "newspaper"
)

var markOf = map[section]mark{
	"function word": functional, "pronoun": pronoun, "calendar": calendar, "quantity": quantitative, "not a name": notName,
	"particle": particle, "second particle": secondParticle, "company": company,
	"head": head, "head particle": headParticle, "head and": headAnd, "article": article,
	"preposition of place": whereabouts, "abbreviation": abbreviated, "demonym": demonym, "conjunction": conjunction, "outlet word": outletWord,
}

// The lists of endings.
const (
	titleEndings   section = "title ending"
	notNameEndings section = "not a name ending"
)

var endings = map[section]bool{titleEndings: true, notNameEndings: true}

// wordbooks are the languages' lists, each read when it is first asked for.
var wordbooks = map[string]func() *wordbook{}

func init() {
	files, err := listFiles.ReadDir("phrases")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		lang := strings.TrimSuffix(f.Name(), ".txt")
		wordbooks[lang] = sync.OnceValue(func() *wordbook { return readWordbook(lang) })
	}
}

// everywhere is the file of what holds in every language.
const everywhere = "und"

// wordbookOf returns the lists of a base language: those for every language
// when it has none of its own.
func wordbookOf(lang string) *wordbook {
	if read, ok := wordbooks[lang]; ok {
		return read()
	}
	return wordbooks[everywhere]()
}

// readWordbook reads a language's lists. A list that does not read is a mistake
// in the program.
func readWordbook(lang string) *wordbook {
	l := &wordbook{words: map[string]wordID{}, marks: []mark{0}, lists: map[section]*phrases{}, ends: map[section][]string{}}
	for _, s := range []section{titles, outlets, places, saying, telling, accordingTo, stating, superlatives, comparisons, causes} {
		l.lists[s] = newPhrases()
	}
	for _, name := range []string{everywhere, lang} {
		text, err := listFiles.ReadFile("phrases/" + name + ".txt")
		if err == nil {
			err = l.read(string(text), lang)
		}
		if err != nil {
			panic(fmt.Sprintf("phrases/%s.txt: %v", name, err))
		}
	}
	return l
}

// read adds the lists of a file.
func (l *wordbook) read(text, lang string) error {
	into, paradigms := section(""), map[string][]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			into = section(strings.Trim(line, "[]"))
		case line[0] == '~':
			name, forms, _ := strings.Cut(line[1:], "=")
			paradigms[strings.TrimSpace(name)] = strings.Split(strings.ReplaceAll(forms, " ", ""), ",")
		default:
			for phrase := range strings.SplitSeq(line, ",") {
				if name, ok := unknownParadigm(phrase, paradigms); !ok {
					return fmt.Errorf("no paradigm is called %q", name)
				}
				for _, one := range spellings(strings.Fields(phrase), paradigms) {
					if err := l.add(into, one, lang); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// unknownParadigm returns the paradigm of a phrase that the file has not told;
// ok when there is none.
func unknownParadigm(phrase string, paradigms map[string][]string) (name string, ok bool) {
	for way := range strings.FieldsFuncSeq(phrase, func(r rune) bool { return r == ' ' || r == '/' }) {
		if _, name, inflected := strings.Cut(way, "~"); inflected && paradigms[name] == nil {
			return name, false
		}
	}
	return "", true
}

// spellings returns every way to write the words of a phrase: a slash divides
// what may stand for another, a tilde goes before the name of a paradigm.
func spellings(words []string, paradigms map[string][]string) [][]string {
	if len(words) == 0 {
		return [][]string{nil}
	}
	var out [][]string
	rest := spellings(words[1:], paradigms)
	for way := range strings.SplitSeq(words[0], "/") {
		stem, paradigm, inflected := strings.Cut(way, "~")
		forms := []string{""}
		if inflected {
			forms = paradigms[paradigm]
		}
		for _, ending := range forms {
			for _, r := range rest {
				out = append(out, append([]string{stem + ending}, r...))
			}
		}
	}
	return out
}

// add puts one phrase on a list. One that begins with "!" is an exception.
func (l *wordbook) add(into section, words []string, lang string) error {
	if len(words) == 0 {
		return nil
	}
	if endings[into] {
		l.ends[into] = append(l.ends[into], words[0])
		return nil
	}
	if m, ok := markOf[into]; ok {
		ids := l.ids(words)
		if len(ids) != 1 {
			return fmt.Errorf("%q is for single words: %v", into, words)
		}
		l.marks[ids[0]] |= m
		l.opens = l.opens || m == functional
		return nil
	}
	list, ok := l.lists[into]
	if !ok {
		return fmt.Errorf("no list is called %q", into)
	}
	stands := listed
	if first, ok := strings.CutPrefix(words[0], "!"); ok {
		stands, words[0] = excepted, first
	}
	list.add(l.ids(words), stands)
	if lang == "ar" { // "and" and "so" are written onto the word that follows
		for _, and := range []string{"و", "ف"} {
			list.add(l.ids(append([]string{and + words[0]}, words[1:]...)), stands)
		}
	}
	return nil
}

// ids are the words of a phrase in the vocabulary, cut as the copy is cut.
func (l *wordbook) ids(words []string) (ids []wordID) {
	for _, w := range words {
		if w == "*" {
			ids = append(ids, anyWord)
			continue
		}
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return !inWord(r) }) {
			ids = append(ids, l.id(part))
		}
	}
	return ids
}

func (l *wordbook) id(w string) wordID {
	w = strings.Map(func(r rune) rune {
		if r = fold(r); r == 0 {
			return -1
		}
		return r
	}, w)
	if _, ok := l.words[w]; !ok {
		l.words[w] = wordID(len(l.marks))
		l.marks = append(l.marks, 0)
	}
	return l.words[w]
}

// is reports whether a word is on one of the lists.
func (l *wordbook) is(w word, m mark) bool { return l.marks[w.id]&m != 0 }
