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
	"path/filepath"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/anchor"
	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

type reanchorCmd struct {
	Old      string `arg:"" type:"existingfile" help:"The text that the claims are of. Plain text if its name ends in .txt or in nothing; else what the name says: .md, .html, .docx."`
	New      string `arg:"" type:"existingfile" help:"The text to find them in again."`
	Claims   string `required:"" placeholder:"FILE" help:"JSON lines with start and end of each claim, in code points of the old text. “-” reads standard input."`
	Language string `placeholder:"TAG" help:"The language of the texts, like en or pt-BR: sentences are cut by it. Told from the text when missing."`
}

// Help tells what is printed.
func (reanchorCmd) Help() string {
	return `For each claim, in order, one JSON line: its outcome (unchanged, moved, edited, context, ambiguous or lost), its start and end in code points of the new text (null when it has no place), and, when it has none, up to five candidates for one. It is done as a new revision of an article does it. No database, key or server is needed.`
}

// Run carries claims from one text to another.
func (c reanchorCmd) Run(r *run) error {
	lines, err := c.read()
	if err != nil {
		return err
	}
	old, language, err := readRevision(c.Old, c.Language)
	if err != nil {
		return err
	}
	next, _, err := readRevision(c.New, language)
	if err != nil {
		return err
	}
	claims, err := anchors(lines, old)
	if err != nil {
		return err
	}
	return carryTo(r.out, claims, old, next)
}

// claimed is where a claim stands, on its line of the input.
type claimed struct {
	line int
	models.Span
}

// read reads the claims.
func (c reanchorCmd) read() (_ []claimed, err error) {
	in := io.Reader(os.Stdin)
	if c.Claims != "-" {
		file, err := os.Open(c.Claims)
		if err != nil {
			return nil, fmt.Errorf("the claims cannot be read: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		in = file
	}
	return readClaims(in)
}

// maxClaimLine is how many bytes a line of claims may have.
const maxClaimLine = 1 << 20

// readClaims reads JSON lines with start and end. Blank lines are skipped and
// other fields ignored.
func readClaims(in io.Reader) ([]claimed, error) {
	var all []claimed
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxClaimLine)
	number := 0
	for lines.Scan() {
		number++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var at struct{ Start, End *int }
		if err := json.Unmarshal(line, &at); err != nil || at.Start == nil || at.End == nil {
			return nil, fmt.Errorf(`line %d of the claims is not like {"start": 12, "end": 20}`, number)
		}
		all = append(all, claimed{number, models.Span{Start: *at.Start, End: *at.End}})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("the claims cannot be read behind line %d: %w", number, err)
	}
	return all, nil
}

// readRevision reads a file as intake does and cuts it into sentences. It
// returns the language by which it did: the one named, else what the text is
// in, else English.
func readRevision(file, language string) (models.Revision, string, error) {
	var rev models.Revision
	in := intake.Input{Name: filepath.Base(file)}
	if ext := strings.ToLower(filepath.Ext(file)); ext == "" || ext == ".txt" {
		in.Format = intake.FormatPlain
	}
	content, err := readUpTo(file, intake.MaxUpload+1) // one byte more, so that too much is refused
	if err != nil {
		return rev, "", err
	}
	in.Bytes = content
	res, err := intake.Read(in)
	if err != nil {
		return rev, "", fmt.Errorf("%s: %w", file, err)
	}
	language = cmp.Or(language, res.Meta.Language, "en")
	rev.Document = res.Document
	for _, s := range copydesk.Sentences(res.Document, language) {
		rev.Sentences = append(rev.Sentences, models.Sentence{Span: s})
	}
	return rev, language, nil
}

func readUpTo(file string, most int64) (content []byte, err error) {
	f, err := os.Open(file) //nolint:gosec // whoever calls the program names what it reads
	if err != nil {
		return nil, fmt.Errorf("the text cannot be read: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, most))
}

// anchors places the claims in the old text.
func anchors(claims []claimed, old models.Revision) ([]models.Anchor, error) {
	placed := make([]models.Anchor, len(claims))
	finder := anchor.NewFinder(old)
	for i, c := range claims {
		var err error
		placed[i], err = finder.Make(c.Span, models.Unchanged)
		if errors.Is(err, apperr.PlaceOutside) {
			err = fmt.Errorf("this lies outside the old text, which has %d code points", utf8.RuneCountInString(old.Text))
		}
		if err != nil {
			return nil, fmt.Errorf("line %d of the claims, from %d to %d: %w", c.line, c.Start, c.End, err)
		}
	}
	return placed, nil
}

// outcome is what became of a claim, as it is printed.
type outcome struct {
	Outcome    models.Outcome `json:"outcome"`
	Start      *int           `json:"start"`
	End        *int           `json:"end"`
	Candidates []models.Span  `json:"candidates"`
}

// carryTo carries the claims and prints what became of each.
func carryTo(out io.Writer, claims []models.Anchor, old, next models.Revision) error {
	buffered := bufio.NewWriter(out)
	lines := json.NewEncoder(buffered)
	carrier, finder := anchor.NewCarrier(old, next), anchor.NewFinder(next)
	for _, a := range claims {
		got := carrier.Carry(a)
		o := outcome{Outcome: got.Outcome, Candidates: []models.Span{}}
		if got.Placed() {
			o.Start, o.End = &got.Start, &got.End
		} else {
			o.Candidates = append(o.Candidates, finder.Candidates(got)...)
		}
		if err := lines.Encode(o); err != nil {
			return fmt.Errorf("the outcomes cannot be written: %w", err)
		}
	}
	return buffered.Flush()
}
