package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// Bounds of what --lines reads.
const (
	maxReadLine = 1 << 20  // bytes of a line
	toldFrom    = 16 << 10 // bytes at the start by which the language is told
)

// readLine is a line as --lines --json writes it. The offsets of detections
// are in code points of its text.
type readLine struct {
	Line       int                `json:"line"` // from 1
	Text       string             `json:"text"` // canonical
	Score      float64            `json:"score"`
	Checkable  bool               `json:"checkable"`
	Detections []detect.Detection `json:"detections"`
}

// lines reads every line as one sentence and prints it at once, so that there
// may be any number of them.
func (c readCmd) lines(r *run) (err error) {
	in := io.Reader(os.Stdin)
	if c.From != "-" {
		file, err := os.Open(c.From)
		if err != nil {
			return fmt.Errorf("the lines cannot be read: %w", err)
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	from, out := bufio.NewReaderSize(in, toldFrom), bufio.NewWriter(r.out)
	c.Lang = cmp.Or(c.Lang, languageOf(from), "en")
	defer func() { err = errors.Join(err, out.Flush()) }()
	return c.scores(r, from, out)
}

// languageOf tells the language from the first lines, which it leaves there.
func languageOf(from *bufio.Reader) string {
	start, _ := from.Peek(toldFrom) // what goes wrong does so again
	if end := bytes.LastIndexByte(start, '\n'); len(start) == toldFrom && end > 0 {
		start = start[:end]
	}
	res, err := intake.Read(intake.Input{Bytes: start, Format: intake.FormatPlain})
	if err != nil {
		return ""
	}
	return res.Meta.Language
}

// scores prints a score for every line.
func (c readCmd) scores(r *run, from *bufio.Reader, out *bufio.Writer) error {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, maxReadLine+len("\r\n"))
	write, end := c.printer(out)
	n := 0
	for lines.Scan() {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if n++; len(lines.Bytes()) > maxReadLine {
			return tooLong(n)
		}
		one, err := c.line(n, lines.Bytes())
		if err != nil {
			return err
		}
		if err := write(one); err != nil {
			return err
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return tooLong(n + 1)
	} else if err != nil {
		return fmt.Errorf("the lines cannot be read behind line %d: %w", n, err)
	}
	return end()
}

func tooLong(line int) error {
	return fmt.Errorf("line %d has more than 1 MiB: a line is read as one sentence. Leave out --lines to read it as a text", line)
}

// printer prints lines as JSON or for people, and what stands behind the last.
func (c readCmd) printer(out *bufio.Writer) (write func(readLine) error, end func() error) {
	if !c.JSON {
		return func(l readLine) error {
			_, err := fmt.Fprintf(out, "%.6f\t%s\n", l.Score, plainLine(l.Text))
			return err
		}, func() error { return nil }
	}
	before := `{"language":` + quoted(c.Lang) + `,"lines":[` + "\n"
	write = func(l readLine) error {
		line, err := json.Marshal(l)
		if err != nil {
			return err
		}
		_, err = out.WriteString(before + string(line))
		before = ",\n"
		return err
	}
	return write, func() error {
		if before == ",\n" {
			before = "\n"
		}
		_, err := out.WriteString(before + "]}\n")
		return err
	}
}

// quoted is a text as JSON.
func quoted(s string) string {
	b, _ := json.Marshal(s) // a text always has one
	return string(b)
}

// line reads a line as the only sentence of a paragraph.
func (c readCmd) line(n int, line []byte) (readLine, error) {
	if n == 1 {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	text, err := intake.Line(string(line))
	if err != nil {
		return readLine{}, fmt.Errorf("line %d: %w", n, err)
	}
	one := readLine{Line: n, Text: text, Detections: []detect.Detection{}}
	if text == "" {
		return one, nil
	}
	all := models.Span{End: utf8.RuneCountInString(text)}
	doc := models.Document{Text: text, Blocks: []models.Block{{Span: all, Kind: models.Paragraph}}}
	read := reading.Read(reading.Copy{Document: doc, Language: c.Lang, On: detect.Day(c.Date), Sentences: []models.Span{all}})
	one.Score, one.Checkable = read.Sentences[0].Score.Value, read.Sentences[0].Checkable
	one.Detections = append(one.Detections, read.Detections...)
	return one, nil
}
