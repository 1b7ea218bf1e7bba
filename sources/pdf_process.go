package sources

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"example.org/tickmark/models"
)

// What a process is told by its environment that is to read a PDF.
const (
	pdfReaderKey = "TICKMARK_READS_A_PDF" // for how many seconds at most
	pdfCacheKey  = "TICKMARK_PDF_CACHE"   // the folder of the compiled reader
)

// A process that is to read a PDF does that and nothing else: before main, so
// that neither the program nor any test of it has to know.
func init() {
	if seconds, err := strconv.Atoi(os.Getenv(pdfReaderKey)); err == nil {
		time.AfterFunc(time.Duration(seconds)*time.Second, func() { os.Exit(1) }) // whoever asked may be gone
		if servePDF(os.Stdin, os.Stdout) != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// servePDF reads a PDF from in and answers with a pdfTold.
func servePDF(in io.Reader, out io.Writer) error {
	pdf, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	reader, err := startPDFium(os.Getenv(pdfCacheKey))
	if err != nil {
		return err
	}
	told, err := tellPDF(reader, pdf)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(told)
}

// startPDFium starts PDFium, which is compiled to WebAssembly: it sees no file,
// no network and no clock, and pdfMemory at most.
func startPDFium(cache string) (pdfium.Pdfium, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemory >> 16)
	if kept, err := wazero.NewCompilationCacheWithDir(cache); cache != "" && err == nil {
		config = config.WithCompilationCache(kept)
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, err
	}
	return pool.GetInstance(pdfTime)
}

// tellPDF reads a PDF.
func tellPDF(p pdfium.Pdfium, pdf []byte) (pdfTold, error) {
	doc, err := p.OpenDocument(&requests.OpenDocument{File: &pdf})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity):
		return pdfTold{Refused: pdfLocked}, nil
	case err != nil:
		return pdfTold{Refused: pdfDamaged}, nil //nolint:nilerr // it is told
	}
	count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return pdfTold{}, err
	}
	told := pdfTold{Count: count.PageCount, Info: map[string]string{}}
	if info, err := p.GetMetaData(&requests.GetMetaData{Document: doc.Document}); err == nil {
		for _, tag := range info.Tags {
			told.Info[tag.Tag] = tag.Value[:min(len(tag.Value), 8*maxValue)]
		}
	}
	if named, err := p.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: doc.Document}); err == nil {
		told.Language = named.Language
	}
	size := 0
	for i := range min(count.PageCount, maxPDFPages) {
		glyphs, err := glyphsOf(p, doc.Document, i)
		if err != nil {
			told.Broken++
		}
		blocks := pageBlocks(glyphs)
		for _, text := range blocks {
			size += len(text)
		}
		told.Pages = append(told.Pages, blocks)
		if size > 2*models.MaxText {
			break
		}
	}
	return told, nil
}

// glyphsOf are the characters of a page, in the order in which PDFium tells
// them; of a page that is broken those before it breaks.
func glyphsOf(p pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) ([]glyph, error) {
	page, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: index})
	if err != nil {
		return nil, err
	}
	defer p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page}) //nolint:errcheck // it ends with the process
	text, err := p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return nil, err
	}
	defer p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) //nolint:errcheck // it ends with the process
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, err
	}
	glyphs := make([]glyph, 0, min(count.Count, maxPageGlyphs))
	for i := range min(count.Count, maxPageGlyphs) {
		sign, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text.TextPage, Index: i})
		if err != nil {
			return glyphs, err
		}
		g := glyph{sign: rune(sign.Unicode)} //nolint:gosec // a code point, or it is replaced later
		box, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text.TextPage, Index: i})
		if err == nil {
			g.left, g.right, g.bottom, g.top = box.Rect.Left, box.Rect.Right, box.Rect.Bottom, box.Rect.Top
		}
		glyphs = append(glyphs, g)
	}
	return glyphs, nil
}
