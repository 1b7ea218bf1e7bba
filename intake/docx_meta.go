package intake

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// readCore reads docProps/core.xml. The day on which the file was made or
// changed is not the day of publication, and is not read.
func (r *docxReader) readCore(part string) error {
	return r.pkg.read(part, func(root element) error {
		return root.each(func(el element) (err error) {
			switch el.name {
			case "dc:creator":
				r.creator, err = el.x.text()
			case "dc:language":
				r.lang, err = el.x.text()
			}
			return err
		})
	})
}

// language returns the language that most letters are said to be in: by their
// runs, their styles, or the file's settings; else the one of the file.
func (r *docxReader) language() string {
	best, most := "", 0
	for _, lang := range slices.Sorted(maps.Keys(r.words)) {
		if tag, ok := languageTag(lang); ok && r.words[lang] > most {
			best, most = tag, r.words[lang]
		}
	}
	if best == "" {
		best, _ = languageTag(r.lang)
	}
	return best
}

// notPeople are words in the names that programs give to whoever writes.
var notPeople = []string{
	"user", "microsoft", "office", "windows", "admin", "administrator", "author", "docx", "libreoffice", "google", "apple",
	"utilisateur", "benutzer", "anwender", "usuario", "utente", "gebruiker", "newsroom", "redaktion", "redaction", "unknown",
}

// peopleIn returns those names of a file's creators, parted by semicolons, that
// look like a person's: of two to six words, with letters and no digits.
func peopleIn(creator string) string {
	var names []string
	for name := range strings.SplitSeq(oneLine(creator), ";") {
		words := strings.Fields(name)
		if len(words) >= 2 && len(words) <= 6 && !strings.ContainsFunc(name, foreignToNames) && !slices.ContainsFunc(words, isNotPeople) {
			names = append(names, strings.Join(words, " "))
		}
	}
	return strings.Join(names, ", ")
}

// foreignToNames reports whether no name of a person has r in it.
func foreignToNames(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsSpace(r) && !strings.ContainsRune(".,'’-‐·", r)
}

func isNotPeople(word string) bool { return slices.Contains(notPeople, strings.ToLower(word)) }
