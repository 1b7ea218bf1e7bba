package sources

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"example.org/tickmark/apperr"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// Limits on a feed, counted before its parser, which recurses, gets it.
const (
	maxFeedDepth = 64
	maxFeedParts = 200_000 // elements of XML
)

// readFeed reads RSS, Atom and JSON Feed: the title, and of each entry its
// title, its writers and time, and its words.
func readFeed(in Input, kind string) (Reading, error) {
	if err := boundedFeed(in.Bytes, kind); err != nil {
		return Reading{}, err
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(in.Bytes))
	if err != nil {
		return Reading{}, apperr.SourceDamaged.With(kind)
	}
	var d draft
	d.add(models.Block{}, feed.Title)
	d.add(models.Block{Kind: models.Paragraph}, words(feed.Description))
	for _, item := range feed.Items {
		d.addEntry(item)
		if d.full {
			break
		}
	}
	doc, err := d.document(kind)
	r := Reading{
		Document: doc, Title: value(feed.Title), Author: people(feed.Authors), PublishedOn: timeDay(feed.PublishedParsed),
		ModifiedOn: timeDay(feed.UpdatedParsed), Language: languageTag(feed.Language),
	}
	r.Canonical, _ = intake.WebAddress(feed.Link)
	if r.Language == "" {
		r.Language = languageOf(doc.Text)
	}
	return r, err
}

// addEntry adds an entry of a feed.
func (d *draft) addEntry(item *gofeed.Item) {
	heading := models.Block{Kind: models.Heading, Level: 2}
	d.add(heading, words(item.Title))
	d.add(models.Block{Kind: models.Paragraph}, people(item.Authors))
	d.add(models.Block{Kind: models.Paragraph}, firstOf(item.Published, item.Updated))
	d.add(models.Block{Kind: models.Paragraph}, item.Link)
	body := firstOf(item.Content, item.Description)
	if got, err := readPiece(body); err == nil {
		d.addDocument(got.Document, models.Block{Kind: models.Paragraph})
	}
}

// readPiece reads a piece of HTML, all of it.
func readPiece(html string) (intake.Result, error) {
	return intake.Read(intake.Input{Bytes: []byte(html), Type: "text/html; charset=utf-8", Format: intake.FormatHTML, Whole: true})
}

// words are those of a piece of HTML in one line; what is no HTML stays.
func words(html string) string {
	got, err := readPiece(html)
	if err != nil {
		return html
	}
	return value(got.Text)
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// people are the names of writers.
func people(all []*gofeed.Person) string {
	var names []string
	for _, p := range all[:min(len(all), 20)] {
		if p != nil {
			names = append(names, value(firstOf(p.Name, p.Email)))
		}
	}
	return value(strings.Join(slices.DeleteFunc(names, func(name string) bool { return name == "" }), ", "))
}

func timeDay(t *time.Time) string {
	if t == nil {
		return ""
	}
	return dayString(*t)
}

// boundedFeed refuses a feed whose elements lie too deep in one another or are
// too many. An end that fits no beginning closes whatever is open, as it does
// for the parser.
func boundedFeed(b []byte, kind string) error {
	if kind == typeJSONFeed {
		_, err := readJSON(Input{Bytes: b}, kind)
		if errors.Is(err, apperr.SourceCut) { // a long one is cut by its words, not by its lines
			return nil
		}
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // its tags are ASCII
	depth, parts := 0, 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return apperr.SourceDamaged.With(kind)
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
			parts++
		case xml.EndElement:
			depth--
		}
		switch {
		case depth > maxFeedDepth:
			return apperr.SourceTooDeep.With(maxFeedDepth)
		case parts > maxFeedParts:
			return apperr.SourceTooBusy.With(maxFeedParts)
		}
	}
}
