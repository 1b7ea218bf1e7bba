package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/sources"
	"example.org/tickmark/warc"
)

type captureCmd struct {
	From string `arg:"" name:"from" help:"The address of a page (http:// or https://), a file, or “-” for standard input."`
	WARC string `name:"warc" type:"path" placeholder:"FILE" help:"Write the capture to a file too, as a web archive (WARC 1.1). It is packed if its name ends with .gz."`
	JSON bool   `name:"json" help:"Print what was found as JSON."`
}

// Help tells what is printed.
func (captureCmd) Help() string {
	return `Looks at one source as the newsroom does, and prints what it found: where it was in the end, what it says of itself, and its hash (SHA-256 of the bytes, unpacked). No newsroom is needed, and nothing is kept but the archive that --warc names. Where there is nothing to capture it exits with 1; --json prints what is known all the same, with the outcome “gone” (404, 410), “refused” (401, 402, 403, 451) or “could not look”. The most that is taken is 10 MiB.`
}

// taken is one capture, or why there is none.
type taken struct {
	models.Capture
	outcome models.LookOutcome
	reason  string // in words; empty for a capture
	body    []byte
	other   string // the media type that was named, where the bytes are of another
}

// Run captures one source and prints what was found. It ends at once when the
// call is to end, in the middle of what it does, and prints nothing more.
func (c captureCmd) Run(r *run) error {
	web, err := r.web()
	if err != nil {
		return err
	}
	r.keepPDFReader()
	type end struct {
		taken
		err error
	}
	done := make(chan end, 1)
	go func() {
		got, err := c.take(r, web)
		done <- end{got, err}
	}()
	select {
	case e := <-done:
		if e.err != nil {
			return e.err
		}
		return c.tell(r, e.taken)
	case <-r.ctx.Done():
		return fmt.Errorf("the capture was stopped: %w", r.ctx.Err())
	}
}

// take captures what is at From.
func (c captureCmd) take(r *run, web *capture.Client) (t taken, err error) {
	in := sources.Input{}
	t.At = models.At(r.now())
	if isAddress(c.From) {
		if err := t.visit(r.ctx, web, c.From); err != nil || t.reason != "" {
			return t, err
		}
		in.Type, in.Address = t.MediaType, t.Address
	} else {
		f, err := copyFile(c.From)
		if err == nil && len(f.Bytes) > intake.MaxUpload {
			err = apperr.UploadTooLarge.With(intake.MaxUpload, len(f.Bytes))
		}
		if err != nil {
			return t, fmt.Errorf("the file cannot be read: %w", err)
		}
		t.How, t.FileName, t.body = models.Uploaded, f.Name, f.Bytes
		in.Name = f.Name
	}
	in.Bytes = t.body
	sum := sha256.Sum256(t.body)
	t.outcome, t.BodySHA256, t.BodySize = models.LookFirst, hex.EncodeToString(sum[:]), int64(len(t.body))
	t.read(sources.Read(in))
	return t, nil
}

// visit looks at a page. That it is not given is no failure: reason says so.
func (t *taken) visit(ctx context.Context, web *capture.Client, address string) error {
	var body bytes.Buffer
	page, err := web.Visit(ctx, address, capture.Validators{}, func(from io.Reader) error {
		_, err := body.ReadFrom(from)
		return err
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	t.How, t.Status, t.Address, t.Hops, t.MediaType = models.Fetched, page.Status, page.Address, page.Hops, page.Type
	t.Header, t.Asked, t.body = capture.FieldLines(page.Header), capture.FieldLines(page.Asked), body.Bytes()
	switch {
	case err != nil:
		t.outcome, t.reason = models.LookFailed, apperr.Message(err)
	case page.Status < 200 || page.Status > 299:
		t.outcome, _ = newsroom.OutcomeOf(page.Status)
		t.reason = fmt.Sprintf(whyWithout[t.outcome], page.Status)
	}
	return nil
}

// whyWithout says why a site gave no page, with the status of its answer.
var whyWithout = map[models.LookOutcome]string{
	models.LookGone:    "The site says that nothing is at this address (%d).",
	models.LookRefused: "The site does not give this page to everybody (%d).",
	models.LookFailed:  "The site answered with %d instead of the page.",
}

// read takes over what the bytes say.
func (t *taken) read(got sources.Reading) {
	t.MediaType, t.Document, t.Pages, t.Title, t.Author = got.MediaType, got.Document, got.Pages, got.Title, got.Author
	t.Publisher, t.PublishedOn, t.ModifiedOn = got.Publisher, got.PublishedOn, got.ModifiedOn
	t.Language, t.Canonical, t.Unread, t.Facts, t.other = got.Language, got.Canonical, got.Unread, got.Facts, got.Mismatch
}

// tell prints what was found, after the archive is written. It fails when
// nothing was captured.
func (c captureCmd) tell(r *run, t taken) error {
	if t.reason == "" && c.WARC != "" {
		if err := c.archive(r, t); err != nil {
			return err
		}
	}
	found := t.found(c.From)
	if c.JSON {
		if err := json.NewEncoder(r.out).Encode(found); err != nil {
			return err
		}
	}
	switch {
	case t.reason != "":
		return fmt.Errorf("%s: %s. %s", plainLine(c.From), t.outcome, t.reason)
	case !c.JSON:
		found.list(r)
		if c.WARC != "" {
			r.say("The archive is in %s.\n", c.WARC)
		}
	}
	return nil
}

// inMemory is the one file of a capture that nobody keeps.
type inMemory []byte

// Get opens the file, whatever it is called.
func (m inMemory) Get(context.Context, string) (io.ReadCloser, int64, error) {
	return io.NopCloser(bytes.NewReader(m)), int64(len(m)), nil
}

// archive writes the capture as a web archive, whole or not at all.
func (c captureCmd) archive(r *run, t taken) (err error) {
	part, err := os.CreateTemp(filepath.Dir(c.WARC), ".capture-*")
	if err != nil {
		return fmt.Errorf("the archive cannot be written: %w. Name a file in a folder that is there and yours", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("the archive could not be written: %w", err), os.Remove(part.Name()))
		}
	}()
	w := warc.NewWriter(part, inMemory(t.body), strings.HasSuffix(c.WARC, ".gz"))
	err = w.Info(r.ctx, warc.Info{Software: version(), At: t.At})
	if err == nil {
		err = w.Add(r.ctx, warc.Capture{Capture: t.Capture})
	}
	err = errors.Join(err, part.Sync(), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), c.WARC)
	}
	return err
}

// captureFound is what was found, as --json writes it. Lists are never null.
type captureFound struct {
	From        string             `json:"from"`
	Outcome     models.LookOutcome `json:"outcome"` // “first” where something was captured
	Reason      string             `json:"reason"`  // why nothing was captured
	At          string             `json:"at"`      // RFC 3339, in UTC
	Status      int                `json:"status"`  // of HTTP; 0 when there was no answer, and of files
	Address     string             `json:"address"` // where it was found in the end
	Hops        []string           `json:"hops"`
	FileName    string             `json:"file_name"`
	MediaType   string             `json:"media_type"`
	Mismatch    string             `json:"mismatch"` // the media type that was named, where the bytes are of another
	SHA256      string             `json:"sha256"`   // of the bytes, unpacked
	Size        int64              `json:"size"`     // of the same, in bytes
	Title       string             `json:"title"`
	Author      string             `json:"author"`
	Publisher   string             `json:"publisher"`
	PublishedOn string             `json:"published_on"` // YYYY-MM-DD
	ModifiedOn  string             `json:"modified_on"`  // YYYY-MM-DD
	Language    string             `json:"language"`     // BCP 47
	Canonical   string             `json:"canonical"`
	TextLength  int                `json:"text_length"` // in code points
	Pages       int                `json:"pages"`       // of a PDF
	Unread      string             `json:"unread"`      // why no text was read, or not all of it
	Facts       []models.Fact      `json:"facts"`       // what the file tells beside
}

func (t taken) found(from string) captureFound {
	return captureFound{
		From: from, Outcome: t.outcome, Reason: t.reason, At: t.At.Time().Format(time.RFC3339), Status: t.Status, Address: t.Address,
		Hops: append([]string{}, t.Hops...), FileName: t.FileName, MediaType: t.MediaType, Mismatch: t.other, SHA256: t.BodySHA256, Size: t.BodySize,
		Title: t.Title, Author: t.Author, Publisher: t.Publisher, PublishedOn: t.PublishedOn, ModifiedOn: t.ModifiedOn,
		Language: t.Language, Canonical: t.Canonical, TextLength: len([]rune(t.Text)), Pages: len(t.Pages), Unread: t.Unread,
		Facts: append([]models.Fact{}, t.Facts...),
	}
}

// list prints what was found, for people.
func (f captureFound) list(r *run) {
	text, pages, answer := "", "", ""
	if f.TextLength > 0 {
		text = fmt.Sprintf("%d characters", f.TextLength)
	}
	if f.Pages > 0 {
		pages = strconv.Itoa(f.Pages)
	}
	if f.Status > 0 {
		answer = strconv.Itoa(f.Status)
	}
	for _, row := range [][2]string{
		{"Found at", f.Address},
		{"By way of", strings.Join(f.Hops[:max(0, len(f.Hops)-1)], " ")},
		{"File", f.FileName},
		{"At", f.At},
		{"Answer", answer},
		{"Type", f.MediaType},
		{"Not", f.Mismatch},
		{"Size", size(f.Size)},
		{"SHA-256", f.SHA256},
		{"Title", f.Title},
		{"Author", f.Author},
		{"Publisher", f.Publisher},
		{"Published", f.PublishedOn},
		{"Modified", f.ModifiedOn},
		{"Language", f.Language},
		{"Canonical", f.Canonical},
		{"Pages", pages},
		{"Text", text},
		{"Unread", f.Unread},
	} {
		if value := plainLine(row[1]); value != "" {
			r.say("%-10s %s\n", row[0], value)
		}
	}
	for _, fact := range f.Facts {
		r.say("%-10s %s: %s\n", "It tells", fact.Name, plainLine(fact.Value))
	}
}
