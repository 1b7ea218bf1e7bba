package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"example.org/tickmark/apperr"
	bench "example.org/tickmark/copydesk/checks"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/copydesk/worth"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

type readCmd struct {
	From    string `arg:"" name:"file" help:"The copy: text, Markdown, HTML or a Word file, or “-” for standard input."`
	Lang    string `placeholder:"TAG" help:"The language, like en or pt-BR. Told from the text when missing."`
	Date    string `placeholder:"YYYY-MM-DD" help:"The article's date: “yesterday” is the day before it. What the file says of itself when missing."`
	Format  string `enum:",markdown,plain,html,docx" default:"" help:"How to read the file: markdown, plain, html or docx. Told from it when missing."`
	Charset string `placeholder:"NAME" help:"The encoding of text and HTML, like windows-1252. Told from the file when missing."`
	Lines   bool   `help:"Take every line as one sentence and print a score for each, as it comes in."`
	JSON    bool   `name:"json" help:"Print JSON: all that was read, with offsets in code points of the text."`
}

// Help tells what is printed.
func (readCmd) Help() string {
	return `Reads copy as the pages of an article do: its sentences and how much each is worth checking, what was detected in them, claims to suggest, and what the checks find. With --lines a score (0 to 1) and the line, parted by a tab; any number of lines, of at most 1 MiB each. Nothing is saved; no database, key or server is needed, and without --lines the file may have at most 10 MiB. Copy of a single paragraph has no headline.`
}

// Run reads the copy and prints what was read. It ends at once when the call is
// to end, in the middle of what it reads, and prints nothing more.
func (c readCmd) Run(r *run) error {
	if err := c.valid(); err != nil {
		return err
	}
	read, inner, out := c.whole, *r, &gate{to: r.out}
	if inner.out = out; c.Lines {
		read = c.lines
	}
	done := make(chan error, 1)
	go func() { done <- read(&inner) }()
	select {
	case err := <-done:
		return err
	case <-r.ctx.Done():
		out.close()
		return fmt.Errorf("the reading was stopped: %w", r.ctx.Err())
	}
}

// gate lets what is written through until it is closed.
type gate struct {
	mu     sync.Mutex
	to     io.Writer
	closed bool
}

// Write writes, or fails with io.ErrClosedPipe.
func (g *gate) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return 0, io.ErrClosedPipe
	}
	return g.to.Write(p)
}

func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
}

// whole reads the copy as one text.
func (c readCmd) whole(r *run) error {
	f, err := copyFile(c.From)
	if err != nil {
		return fmt.Errorf("the copy cannot be read: %w", err)
	}
	res, err := intake.Read(intake.Input{Bytes: f.Bytes, Name: f.Name, Format: importCmd{Format: c.Format}.reading().Format, Charset: c.Charset})
	if err != nil {
		return err
	}
	read := reading.Read(c.copy(res))
	out := readAll{
		Language: read.Language, Date: read.On, Text: read.Text, Sentences: sentencesOf(read), Detections: append([]detect.Detection{}, read.Detections...),
		Suggestions: append([]suggest.Suggestion{}, suggest.Claims(read)...), Findings: findingsOf(read), NoList: append([]string{}, read.NoList...),
	}
	if c.JSON {
		return json.NewEncoder(r.out).Encode(out)
	}
	out.list(r)
	return nil
}

// valid refuses what cannot be a language or a date.
func (c readCmd) valid() error {
	if tag, err := language.Parse(c.Lang); c.Lang != "" && (err != nil || tag == language.Und) {
		return apperr.UnknownLanguage.With(c.Lang)
	}
	if _, err := time.Parse(time.DateOnly, c.Date); c.Date != "" && err != nil {
		return fmt.Errorf("--date=%q is no day. Write it like 2025-09-20", c.Date)
	}
	if c.Lines && c.Format+c.Charset != "" {
		return errors.New("--lines reads lines of UTF-8 as they are: leave out --format and --charset")
	}
	return nil
}

// copy is what to read. Where nothing tells, it is English.
func (c readCmd) copy(res intake.Result) reading.Copy {
	doc := res.Document
	if len(doc.Blocks) == 1 {
		doc.Blocks[0].Kind = models.Paragraph // a headline stands above something
	}
	return reading.Copy{Document: doc, Language: cmp.Or(c.Lang, res.Meta.Language, "en"), On: detect.Day(cmp.Or(c.Date, res.Meta.PublishedOn))}
}

// readAll is what was read, as --json writes it. All offsets are in code
// points of the canonical text. Lists are never null.
type readAll struct {
	Language    string               `json:"language"`
	Date        detect.Day           `json:"date"` // "" when there is none
	Text        string               `json:"text"`
	Sentences   []readSentence       `json:"sentences"`
	Detections  []detect.Detection   `json:"detections"`
	Suggestions []suggest.Suggestion `json:"suggestions"`
	Findings    []readFinding        `json:"findings"`
	NoList      []string             `json:"no_list"` // detectors without a list for the language
}

// readSentence is a sentence with its score.
type readSentence struct {
	models.Span
	Block     models.BlockKind `json:"block"`
	Score     float64          `json:"score"`
	Checkable bool             `json:"checkable"`
	Because   []worth.Weight   `json:"because"`
}

func sentencesOf(r reading.Reading) []readSentence {
	all := make([]readSentence, len(r.Sentences))
	for i, s := range r.Sentences {
		all[i] = readSentence{s.Span, r.Blocks[s.Block].Kind, s.Score.Value, s.Checkable, append([]worth.Weight{}, s.Score.Because...)}
	}
	return all
}

// readFinding is a finding, which stands where its first place is.
type readFinding struct {
	models.Span
	bench.Finding
}

func findingsOf(r reading.Reading) []readFinding {
	all := []readFinding{}
	for _, f := range bench.Run(r, nil) {
		all = append(all, readFinding{f.Places[0], f})
	}
	return all
}

// list prints what was read, for people.
func (a readAll) list(r *run) {
	runes := []rune(a.Text)
	words := func(s models.Span) string { return plainLine(string(runes[s.Start:s.End])) }
	r.say("%s%s: %d sentences, %d claims to suggest, %d findings\n\nSentences: score, * where something can be checked\n",
		a.Language, strings.TrimRight(", "+string(a.Date), ", "), len(a.Sentences), len(a.Suggestions), len(a.Findings))
	for _, s := range a.Sentences {
		mark := " "
		if s.Checkable {
			mark = "*"
		}
		r.say("  %.2f %s %s\n", s.Score, mark, words(s.Span))
	}
	r.say("\nDetections: where, what\n")
	for _, d := range a.Detections {
		r.say("  %d-%d %s: %s\n", d.Start, d.End, d.Kind, plainLine(d.Words))
	}
	r.say("\nSuggestions: where, kinds, why\n")
	for _, s := range a.Suggestions {
		r.say("  %d-%d %s (%s)\n    %s\n", s.Start, s.End, joined(s.Kinds), strings.Join(s.Reasons, ", "), plainLine(s.Statement))
	}
	r.say("\nFindings: check, what\n")
	for _, f := range a.Findings {
		r.say("  %s: %s\n", f.Check, plainLine(f.Message))
		for _, p := range f.Places {
			r.say("    %d-%d %s\n", p.Start, p.End, words(p))
		}
	}
	if len(a.NoList) > 0 {
		r.say("\nThere is no list in this language for: %s\n", strings.Join(a.NoList, ", "))
	}
}

func joined(kinds []models.Kind) string {
	var words []string
	for _, k := range kinds {
		words = append(words, string(k))
	}
	return strings.Join(words, ", ")
}
