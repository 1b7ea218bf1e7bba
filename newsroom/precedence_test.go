package newsroom_test

import (
	"strings"
	"testing"
	"time"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/origins"
	"example.org/tickmark/testkit"
)

// However often a page is captured again, and whatever it says by then: what was
// seen of it first tells which of two came first.
func TestACaptureMadeAgainDoesNotTurnACopyRound(t *testing.T) {
	const more = " The council adds that skippers may ask for their fees back until the end of the year, by a letter to its office on the quay."
	onBoth(t, func(t *testing.T, d *desk) {
		for _, row := range []struct {
			name       string
			one, again [2]string // the days that the pages of the first and the second tell, at first and at last
			sign       origins.Sign
			said       string
		}{
			{"tells no day and says more now", [2]string{}, [2]string{}, origins.ByCapture, "which came first is not known, but that one was captured first."},
			{"tells a later day now", [2]string{"2026-03-01", "2026-03-02"}, [2]string{"2026-03-09", "2026-03-02"}, origins.ByTime, "published 1 day earlier."},
			{"tells its day no more", [2]string{"2026-03-01", "2026-03-02"}, [2]string{}, origins.ByTime, "published 1 day earlier."},
			{"told the same day", [2]string{"2026-03-01", "2026-03-01"}, [2]string{}, origins.ByCapture, "which came first is not known, but that one was captured first."},
		} {
			first, second := d.source(row.name, "Nordwire"), d.source(row.name+" too", "Harbour Post")
			for i, s := range []models.ID{first, second} {
				d.capturedOn(s, firstReport, row.one[i])
			}
			const passage = "The harbour council"
			d.quotes(1, quote(d.capturedOn(first, firstReport, row.again[0]), passage, 0))
			d.quotes(1, quote(d.capturedOn(second, firstReport+more, row.again[1]), passage, 0))
			d.trace()
			edges := d.edges(first, second)
			if len(edges) != 1 || edges[0].FromID != second || edges[0].Sign != string(row.sign) || !strings.HasSuffix(edges[0].Reason, row.said) {
				t.Errorf("a page that %s: %+v", row.name, edges)
			}
		}
	})
}

// capturedOn keeps a capture, a minute after the one before, of a page that tells
// when it was published.
func (d *desk) capturedOn(source models.ID, text, day string) models.Capture {
	d.t.Helper()
	d.Clock.Move(time.Minute)
	c := models.Capture{
		SourceID: source, How: models.Fetched, At: models.At(d.Clock.Now()), BodySHA256: strings.Repeat("c", 64), Language: "en", PublishedOn: day,
		Document: models.Document{Text: text, Blocks: []models.Block{{Kind: models.Paragraph, Span: models.Span{End: len([]rune(text))}}}},
	}
	d.ok(d.KeepCapture(d.t.Context(), &c))
	return c
}

// An agency's name in the byline of a page is an attribution, and an agency's copy
// without a publisher goes by its author.
func TestAPageWhoseBylineNamesAnAgencyRestsOnIt(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		const own = "Skippers in Delfzijl saw the gate hang at dawn on Tuesday. Barges wait for the eastern lock until the first week of November, and pay for each night of the wait."
		first, second := d.source("A report", ""), d.source("Another", "Harbour Post")
		s := d.sourceByID(first)
		d.ok(d.EditSource(t.Context(), testkit.By(d.Carl), first, s.Version, newsroom.SourceEdit{Type: models.AgencyCopy, Title: s.Title, Author: "Nordwire"}))
		d.capturedOn(first, firstReport, "")
		page := models.Capture{
			SourceID: second, How: models.Fetched, At: models.At(d.Clock.Now()), BodySHA256: strings.Repeat("d", 64), Language: "en", Author: "Our staff and Nordwire",
			Document: models.Document{Text: own, Blocks: []models.Block{{Kind: models.Paragraph, Span: models.Span{End: len([]rune(own))}}}},
		}
		d.ok(d.KeepCapture(t.Context(), &page))
		d.trace()
		edges := d.edges(first, second)
		if len(edges) != 1 || edges[0].FromID != second || edges[0].Kind != string(origins.Cites) || edges[0].Sign != string(origins.ByAttribution) {
			t.Errorf("edges %+v", edges)
		}
	})
}

// What a person says of a source's day and publisher tells it as well.
func TestADayThatIsEnteredTellsWhichCameFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		first, second := d.source("A report", "Nordwire"), d.source("Another", "Harbour Post")
		d.capturedOn(first, firstReport, "")
		d.capturedOn(second, firstReport, "2026-03-02")
		d.trace()
		if edges := d.edges(first, second); len(edges) != 1 || edges[0].FromID != second || edges[0].Sign != string(origins.ByCapture) {
			t.Fatalf("edges %+v", edges)
		}
		s := d.sourceByID(first)
		d.ok(d.EditSource(t.Context(), testkit.By(d.Carl), first, s.Version, newsroom.SourceEdit{Type: s.Type, Title: s.Title, Publisher: s.Publisher, PublishedOn: "2026-03-05"}))
		d.trace()
		if edges := d.edges(first, second); len(edges) != 1 || edges[0].FromID != first || edges[0].Sign != string(origins.ByTime) {
			t.Errorf("edges %+v", edges)
		}
	})
}
