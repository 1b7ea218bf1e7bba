package sources

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/text/language"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// Limits on a PDF.
const (
	maxPDFPages   = 2_000
	maxPageGlyphs = 100_000          // of one page
	pdfTime       = 60 * time.Second // with starting and, once on a machine, compiling the reader
	pdfMemory     = 256 << 20        // bytes of what is in the PDF, unpacked
	maxPDFAnswer  = 16 << 20         // bytes
)

// pdfTurn lets one PDF be read at a time.
var pdfTurn = make(chan struct{}, 1)

// readPDF reads a PDF: its words with the pages, in the order in which it draws
// them, and what it says of itself. The paragraphs are told from where the lines
// stand. The day on which a file was made is not the day of publication; it is a
// fact.
func readPDF(in Input, kind string) (Reading, error) {
	told, err := askPDFReader(in.Bytes, pdfTime)
	if err != nil {
		return Reading{}, err
	}
	r := Reading{
		Title: value(told.Info["Title"]), Author: value(told.Info["Author"]), ModifiedOn: pdfDay(told.Info["ModDate"]),
		Facts: told.facts(), Language: languageTag(told.Language),
	}
	var d draft
	for _, blocks := range told.Pages {
		before := len(d.blocks)
		for _, text := range blocks {
			d.add(models.Block{Kind: models.Paragraph}, text)
		}
		at := d.length
		if len(d.blocks) > before {
			at = d.blocks[before].Start
		}
		r.Pages = append(r.Pages, at)
	}
	if r.Document, err = d.document(kind); err == nil || len(d.blocks) == 0 {
		err = told.lacks()
	}
	if r.Language == "" {
		r.Language = languageOf(r.Text)
	}
	return r, err
}

// pdfTold is what the reader of PDFs answers.
type pdfTold struct {
	Refused  string // pdfLocked, pdfDamaged, or empty
	Count    int    // of all pages
	Broken   int    // of those that were looked at
	Pages    [][]string
	Info     map[string]string
	Language string
}

// What the reader refuses a PDF as.
const (
	pdfLocked  = "locked"
	pdfDamaged = "damaged"
)

// lacks says what of a PDF was not read, or nil.
func (t pdfTold) lacks() error {
	words := slices.ContainsFunc(t.Pages, func(blocks []string) bool { return len(blocks) > 0 })
	switch {
	case t.Count == 0:
		return apperr.SourceDamaged.With(typePDF)
	case !words && t.Broken > 0:
		return apperr.PDFFailed.With()
	case !words:
		return apperr.PDFPictures.With(t.Count)
	case t.Broken > 0:
		return apperr.PDFBroken.With(t.Broken, t.Count)
	case t.Count > len(t.Pages):
		return apperr.PDFManyPages.With(len(t.Pages), t.Count)
	}
	return nil
}

func (t pdfTold) facts() []models.Fact {
	var f facts
	f.add(models.FactMade, pdfDay(t.Info["CreationDate"]))
	f.add(models.FactChanged, pdfDay(t.Info["ModDate"]))
	f.add(models.FactSoftware, t.Info["Creator"])
	f.add(models.FactSoftware, t.Info["Producer"])
	return f
}

// pdfDay is the day of a date of PDF, "D:20240517083000+02'00'".
func pdfDay(s string) string {
	const day = "D:20060102"
	t, err := time.Parse(day, s[:min(len(s), len(day))])
	if err != nil {
		return ""
	}
	return dayString(t)
}

// askPDFReader has a PDF read by another process, which is this program again.
// Whatever the PDF does to its reader, it ends with that process: memory, time
// that is never up, a crash. That process gets the PDF, and of the environment
// nothing.
func askPDFReader(pdf []byte, most time.Duration) (pdfTold, error) {
	pdfTurn <- struct{}{}
	defer func() { <-pdfTurn }()
	ctx, cancel := context.WithTimeout(context.Background(), most)
	defer cancel()
	program, err := os.Executable()
	if err != nil {
		return pdfTold{}, apperr.PDFFailed.With()
	}
	answer := capped{left: maxPDFAnswer}
	cmd := exec.CommandContext(ctx, program) //nolint:gosec // the program that runs
	cmd.Args = []string{"tickmark-reads-a-pdf"}
	cmd.Env = []string{
		pdfReaderKey + "=" + strconv.FormatInt(int64(pdfTime/time.Second), 10), pdfCacheKey + "=" + pdfCache(),
		"GOMAXPROCS=1", "GOMEMLIMIT=768MiB",
	}
	cmd.Stdin, cmd.Stdout = bytes.NewReader(pdf), &answer
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	var told pdfTold
	switch {
	case ctx.Err() != nil:
		return told, apperr.PDFSlow.With(int(most / time.Second))
	case err != nil || json.Unmarshal(answer.Bytes(), &told) != nil:
		return told, apperr.PDFFailed.With()
	case told.Refused == pdfLocked:
		return told, apperr.PDFLocked.With()
	case told.Refused != "":
		return told, apperr.SourceDamaged.With(typePDF)
	}
	return told, nil
}

// capped keeps so many bytes, and then fails.
type capped struct {
	bytes.Buffer
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	if c.left -= len(p); c.left < 0 {
		return 0, io.ErrShortBuffer
	}
	return c.Buffer.Write(p)
}

// keptIn is the folder that KeepIn named, or nil.
var keptIn atomic.Pointer[string]

// KeepIn names the folder in which the compiled reader of PDFs is kept, which is
// made when the first PDF is read. It must be the program's alone, since what is
// in it is run. Without it that is a folder of the user's for such things, and
// where there is none the reader is compiled for each PDF, which takes seconds
// and 300 MB.
func KeepIn(dir string) { keptIn.Store(&dir) }

// pdfCache is the folder of the compiled reader, or "".
func pdfCache() string {
	dir := keptIn.Load()
	if dir == nil {
		base, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		base = filepath.Join(base, "tickmark", "pdf")
		dir = &base
	}
	if os.MkdirAll(*dir, 0o700) != nil {
		return ""
	}
	return *dir
}

// languageTag is a language that a file names, if there is such.
func languageTag(name string) string {
	tag, err := language.Parse(name)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}
