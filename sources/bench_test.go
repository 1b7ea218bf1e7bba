package sources_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tickmark/sources"
)

// BenchmarkPDFOf100Pages reads a PDF of 100 pages of 450 words, as Chromium
// prints it, with the process that is started for it.
func BenchmarkPDFOf100Pages(b *testing.B) {
	words := strings.Fields("harbour council dredging money vote Tuesday ship quay tender bill minister report crane fuel dock anchor tide lamp pilot rope")
	var html strings.Builder
	html.WriteString("<!doctype html><html lang=en><title>Minutes</title><style>section{break-after:page;font:14px serif}</style>")
	for page := range 100 {
		fmt.Fprintf(&html, "<section><h2>Sitting %d</h2>", page+1)
		for p := range 6 {
			html.WriteString("<p>")
			for w := range 75 {
				html.WriteString(words[(page*31+p*17+w*w)%len(words)] + " ")
			}
		}
		html.WriteString("</section>")
	}
	pdf := printed(b, html.String())
	for b.Loop() {
		r := sources.Read(sources.Input{Bytes: pdf, Type: "application/pdf"})
		if len(r.Pages) != 100 || len(r.Text) < 200_000 {
			b.Fatalf("%d pages, %d bytes: %s", len(r.Pages), len(r.Text), r.Unread)
		}
	}
	b.ReportMetric(float64(len(pdf)), "pdf-bytes")
}

// BenchmarkSmallPDF is what a PDF of one page takes: nearly all of it is the
// start of its process.
func BenchmarkSmallPDF(b *testing.B) {
	pdf := printed(b, "<!doctype html><title>A note</title><p>A note of one line.")
	for b.Loop() {
		if r := sources.Read(sources.Input{Bytes: pdf, Type: "application/pdf"}); r.Text != "A note of one line." {
			b.Fatal(r.Unread)
		}
	}
}
