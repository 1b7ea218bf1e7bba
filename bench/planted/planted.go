// Package planted holds the checks of the bench against texts in which one
// error was planted each, and against clean ones. The texts are the project's
// own, in many languages; a text with an error stands beside the same one put
// right. It knows what a case says is wrong, and nothing of how a check finds
// it.
//
// Spans are code points of canonical text.
package planted

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

//go:embed testdata/*.txt
var files embed.FS

// Case is a text with one planted error, or with none.
type Case struct {
	Name     string // file and number, such as "names 3", with " put right" behind it
	Check    string // that must find something; "" of clean copy
	Language string // BCP 47
	On       detect.Day
	Copy     string // Markdown
	Document models.Document
	Words    models.Span // of the document: what a finding must touch
	Passages []checks.Passage
}

// Reading is the case's copy as it is read.
func (c Case) Reading() reading.Reading {
	return reading.Read(reading.Copy{Document: c.Document, Language: c.Language, On: c.On})
}

// Found is what all checks find in the case.
func (c Case) Found() []checks.Finding { return checks.Run(c.Reading(), c.Passages) }

// Hit reports whether a finding is the planted error: of its check, and at its
// words.
func (c Case) Hit(f checks.Finding) bool {
	return c.Check != "" && f.Check == c.Check && slices.ContainsFunc(f.Places, c.Words.Overlaps)
}

// Cases returns the texts with a planted error, by file and place in it.
func Cases() []Case { return all("wrong", false) }

// Clean returns the texts without an error: those written so, and those with a
// planted error put right.
func Clean() []Case { return append(all("clean", false), all("wrong", true)...) }

// all reads the cases of the files whose names begin so. The files are part of
// the program, so one that cannot be read is a mistake in it and panics.
func all(prefix string, right bool) (cases []Case) {
	names, err := fs.Glob(files, "testdata/"+prefix+"*.txt")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		base := strings.TrimSuffix(strings.TrimPrefix(name, "testdata/"), ".txt")
		for i, part := range strings.Split("\n"+string(text), "\n[")[1:] {
			c, err := read(part, right)
			if err != nil {
				panic(fmt.Sprintf("%s, case %d: %v", name, i+1, err))
			}
			if c.Name = fmt.Sprintf("%s %d", base, i+1); right {
				c.Name += " put right"
			}
			cases = append(cases, c)
		}
	}
	return cases
}

// read reads one case:
//
//	[check | language | date]
//	The copy, in which an error stands {wrong|right}.
//	@ words that the finding must touch, if they are others than the wrong ones
//	= words of the claim :: what its source says
//
// Copy that begins with "# " has a headline; other copy begins with a
// paragraph.
func read(s string, right bool) (c Case, err error) {
	head, body, ok := strings.Cut(s, "]\n")
	fields := strings.Split(head, "|")
	if !ok || len(fields) != 3 {
		return c, fmt.Errorf("a head is [check | language | date], not %q", head)
	}
	c = Case{Check: strings.TrimSpace(fields[0]), Language: strings.TrimSpace(fields[1]), On: detect.Day(strings.TrimSpace(fields[2]))}
	var lines, claims []string
	at := ""
	for line := range strings.SplitSeq(body, "\n") {
		switch {
		case strings.HasPrefix(line, "@ "):
			at = line[2:]
		case strings.HasPrefix(line, "= "):
			claims = append(claims, line[2:])
		default:
			lines = append(lines, line)
		}
	}
	copyText, planted, err := pick(strings.TrimSpace(strings.Join(lines, "\n")), right)
	if err != nil {
		return c, err
	}
	if right {
		c.Check = ""
	}
	err = c.fill(copyText, cmp.Or(at, planted), claims)
	return c, err
}

// pick takes the wrong or the right words of {wrong|right}, and returns the
// wrong ones, or the words around them when they are empty or a mark.
func pick(text string, right bool) (copyText, planted string, err error) {
	open, end := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
	if open < 0 || end < open {
		return text, "", nil
	}
	wrong, better, ok := strings.Cut(text[open+1:end], "|")
	if !ok {
		return "", "", fmt.Errorf("%q has no bar", text[open:end])
	}
	if right {
		wrong = better
	}
	return text[:open] + wrong + text[end+1:], wrong, nil
}

// fill reads the copy and finds the words and claims in it.
func (c *Case) fill(copyText, words string, claims []string) (err error) {
	c.Copy = copyText
	readCopy := intake.Note
	if strings.HasPrefix(copyText, "# ") {
		readCopy = intake.Markdown
	}
	if c.Document, _, err = readCopy(copyText); err != nil {
		return err
	}
	if c.Check != "" {
		if c.Words, err = c.where(words); err != nil {
			return err
		}
	}
	for _, claim := range claims {
		said, source, _ := strings.Cut(claim, " :: ")
		at, err := c.where(said)
		if err != nil {
			at = models.Span{End: utf8.RuneCountInString(c.Document.Text)}
		}
		c.Passages = append(c.Passages, checks.Passage{Span: at, Source: "the source", Text: source})
	}
	return nil
}

// where is where words stand in the document.
func (c *Case) where(words string) (models.Span, error) {
	before, _, ok := strings.Cut(c.Document.Text, words)
	if !ok || words == "" {
		return models.Span{}, fmt.Errorf("%q does not stand in the copy", words)
	}
	start := utf8.RuneCountInString(before)
	return models.Span{Start: start, End: start + utf8.RuneCountInString(words)}, nil
}
