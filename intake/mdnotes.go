package intake

import (
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// readMarkdownCopy reads Markdown with its footnotes: marks such as [^1] in
// the text, and lines that begin with "[^1]: ", with lines indented by four
// spaces or a tab behind them. Marks without a note and notes without a mark
// stay text.
func readMarkdownCopy(in Input) (Result, error) {
	dec, err := decode(in, false)
	if err != nil {
		return Result{}, err
	}
	notes := markedNotes(dec.text)
	var doc models.Document
	var points []point
	var warns []Warning
	for round := range maxRounds {
		if round == maxRounds-1 {
			notes = nil
		}
		source := withoutNotes(dec.text, notes)
		doc, points, warns, err = readMarkdown(source, notes.index(), false)
		if err != nil {
			return Result{}, err
		}
		placed := slices.DeleteFunc(slices.Clone(notes), func(n mdNote) bool { return !n.placed(notes, points) })
		if len(placed) == len(notes) {
			break
		}
		notes = placed
	}
	res := dec.result(doc, warns)
	res.Citations = cite(doc, points, notes.citations())
	return res, nil
}

// maxRounds is how often a text is read to find the notes whose marks are
// marks: not code, say. A text that needs more is read without notes.
const maxRounds = 4

// mdNote is a footnote of a Markdown source: its label, its words, and the
// lines, from first to before end, that define it.
type mdNote struct {
	label, words string
	first, end   int
}

type mdNotes []mdNote

// maxNoteLabel is how many bytes the label of a footnote has at most.
const maxNoteLabel = 100

// placed reports whether a mark of the note was read.
func (n mdNote) placed(all mdNotes, points []point) bool {
	return slices.ContainsFunc(points, func(p point) bool { return all[p.note].label == n.label })
}

// index returns the notes' places by their labels.
func (ns mdNotes) index() map[string]int {
	index := map[string]int{}
	for i, n := range ns {
		index[n.label] = i
	}
	return index
}

// citations returns the notes as citations whose place is not known yet.
func (ns mdNotes) citations() []Citation {
	all := make([]Citation, len(ns))
	for i, n := range ns {
		all[i] = Citation{Label: n.label, Text: n.words}
		if doc, _, err := Note(n.words); err == nil {
			all[i].Text, all[i].URL = doc.Text, firstAddress(doc)
		}
	}
	return all
}

// markedNotes returns the footnotes of a source for which marks stand in it.
func markedNotes(source string) mdNotes {
	if !strings.Contains(source, "]:") || !strings.Contains(source, "[^") {
		return nil
	}
	var notes mdNotes
	known := map[string]bool{}
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(source, "\r\n", "\n"), "\r", "\n"), "\n")
	fenced := false
	for i := 0; i < len(lines) && len(notes) < maxNotes; i++ {
		if fence := strings.TrimLeft(lines[i], " "); strings.HasPrefix(fence, "```") || strings.HasPrefix(fence, "~~~") {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		label, rest, ok := noteDefinition(lines[i])
		if !ok || known[label] {
			continue
		}
		end := noteEnd(lines, i+1)
		words := []string{rest}
		for _, line := range lines[i+1 : end] {
			words = append(words, strings.TrimPrefix(strings.TrimPrefix(line, "\t"), "    "))
		}
		known[label] = true
		notes = append(notes, mdNote{label: label, words: strings.TrimSpace(strings.Join(words, "\n")), first: i, end: end})
		i = end - 1
	}
	return notes
}

// noteDefinition reads the first line of a note.
func noteDefinition(line string) (label, rest string, ok bool) {
	trimmed := strings.TrimLeft(line, " ")
	if len(line)-len(trimmed) > 3 {
		return "", "", false
	}
	label, size := noteMarkAt(trimmed)
	rest, ok = strings.CutPrefix(trimmed[size:], ":")
	return label, strings.TrimLeft(rest, " \t"), ok && size > 0
}

// noteMarkAt returns the label of the mark [^label] at the start of s and the
// mark's length in bytes, or 0.
func noteMarkAt(s string) (label string, size int) {
	if !strings.HasPrefix(s, "[^") {
		return "", 0
	}
	end := strings.IndexAny(s[2:min(len(s), 3+maxNoteLabel)], "] \t\n[")
	if end < 1 || s[2+end] != ']' {
		return "", 0
	}
	return s[2 : 2+end], end + 3
}

// noteEnd returns the line behind the note whose second line may be i: a note
// goes on to a blank line, and behind that as long as lines are indented.
func noteEnd(lines []string, i int) int {
	i = paragraphEnd(lines, i)
	for {
		next := i
		for next < len(lines) && strings.TrimSpace(lines[next]) == "" {
			next++
		}
		if next == len(lines) || next == i || !strings.HasPrefix(lines[next], "    ") && !strings.HasPrefix(lines[next], "\t") {
			return i
		}
		i = paragraphEnd(lines, next)
	}
}

// paragraphEnd returns the first line from i on that is blank or begins a note.
func paragraphEnd(lines []string, i int) int {
	for i < len(lines) && strings.TrimSpace(lines[i]) != "" {
		if _, _, ok := noteDefinition(lines[i]); ok {
			break
		}
		i++
	}
	return i
}

// withoutNotes returns the source with blank lines where the notes are.
func withoutNotes(source string, notes mdNotes) string {
	if len(notes) == 0 {
		return source
	}
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(source, "\r\n", "\n"), "\r", "\n"), "\n")
	for _, n := range notes {
		clear(lines[n.first:n.end])
	}
	return strings.Join(lines, "\n")
}

// noteMark reads the mark of a footnote that there is.
func (in *inline) noteMark(rest string) bool {
	if len(in.refs.notes) == 0 {
		return false
	}
	label, size := noteMarkAt(rest)
	note, ok := in.refs.notes[label]
	if size == 0 || !ok {
		return false
	}
	in.push(size, piece{kind: pieceNote, id: note})
	return true
}
