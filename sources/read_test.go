package sources_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/sources"
)

func TestTheBytesSayWhatTheyAre(t *testing.T) {
	page := []byte("<!doctype html><html><title>Tide</title><p>The tide comes at six.</html>")
	pdf := []byte("%PDF-1.7\n")
	zip := []byte("PK\x03\x04\x14\x00\x00\x00\x00\x00")
	film := []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x08free")
	for name, c := range map[string]struct {
		in             sources.Input
		kind, mismatch string
	}{
		"a page, told so":                        {sources.Input{Bytes: page, Type: "text/html; charset=utf-8"}, "text/html", ""},
		"a page, of which nothing is told":       {sources.Input{Bytes: page}, "text/html", ""},
		"a page that is told as bytes":           {sources.Input{Bytes: page, Type: "application/octet-stream"}, "text/html", ""},
		"a page as a text stays a text":          {sources.Input{Bytes: page, Type: "text/plain"}, "text/plain", ""},
		"a page that is called a picture":        {sources.Input{Bytes: page, Type: "image/png"}, "text/html", "image/png"},
		"a page in a file of a picture":          {sources.Input{Bytes: page, Name: "door.jpg"}, "text/html", "image/jpeg"},
		"a picture that is called a page":        {sources.Input{Bytes: photo(t), Type: "text/html"}, "image/jpeg", "text/html"},
		"a picture that is called another":       {sources.Input{Bytes: photo(t), Type: "image/png"}, "image/jpeg", "image/png"},
		"a picture under an old name":            {sources.Input{Bytes: photo(t), Type: "image/jpg"}, "image/jpeg", ""},
		"a PDF as a download":                    {sources.Input{Bytes: pdf, Type: "application/octet-stream", Name: "a.pdf"}, "application/pdf", ""},
		"a PDF in a file of another kind":        {sources.Input{Bytes: pdf, Type: "application/pdf", Name: "a.docx"}, "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"an archive that is called a Word file":  {sources.Input{Bytes: zip, Name: "a.docx"}, "application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"an archive that is called a PDF":        {sources.Input{Bytes: zip, Type: "application/pdf"}, "application/zip", "application/pdf"},
		"a film":                                 {sources.Input{Bytes: film, Type: "video/mp4", Name: "a.mp4"}, "video/mp4", ""},
		"sound in the container of films":        {sources.Input{Bytes: film, Type: "audio/mp4", Name: "a.m4a"}, "audio/mp4", ""},
		"a program that is called a film":        {sources.Input{Bytes: []byte("\x7fELF\x02\x01\x01\x00"), Type: "video/mp4"}, "application/x-elf", "video/mp4"},
		"a mail of which nothing is told":        {sources.Input{Bytes: []byte(letter)}, "message/rfc822", ""},
		"a mail that is sent as a text":          {sources.Input{Bytes: []byte(letter), Type: "text/plain", Name: "a.eml"}, "message/rfc822", ""},
		"a JSON feed that is called JSON":        {sources.Input{Bytes: []byte(jsonFeed), Type: "application/json"}, "application/feed+json", ""},
		"a feed that is called XML":              {sources.Input{Bytes: []byte(rss), Type: "application/xml"}, "application/rss+xml", ""},
		"a kind that nobody knows is taken over": {sources.Input{Bytes: []byte{1, 2, 3, 0, 255}, Type: "application/x-tide"}, "application/x-tide", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, c.in)
			if r.MediaType != c.kind || r.Mismatch != c.mismatch {
				t.Errorf("type %q, mismatch %q; want %q, %q", r.MediaType, r.Mismatch, c.kind, c.mismatch)
			}
		})
	}
}

func TestAPageSaysWhoWroteItAndWhenItWasChanged(t *testing.T) {
	const head = `<!doctype html><html lang="pt-PT"><head><title>A doca | Folha do Porto</title><meta property="og:site_name" content="Folha do Porto">
<meta name="author" content="Ana Sousa"><meta property="article:published_time" content="2024-03-02T23:30:00+01:00"><link rel="canonical" href="https://folha.example/doca">`
	const body = `</head><body><article><h1>A doca</h1><p>A câmara decidiu na terça-feira pagar a obra da doca, que custa quatro milhões.</p></article></body></html>`
	for name, c := range map[string]struct{ more, changed string }{
		"in its head":                  {`<meta property="article:modified_time" content="2024-03-05T08:00:00Z">`, "2024-03-05"},
		"in its JSON-LD, which wins":   {`<meta property="og:updated_time" content="2024-03-09"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","dateModified":"2024-03-04T10:00:00Z"}]}</script>`, "2024-03-04"},
		"by an old field of its host":  {`<meta http-equiv="Last-Modified" content="Tue, 05 Mar 2024 08:00:00 GMT">`, "2024-03-05"},
		"with a day that there is not": {`<meta property="article:modified_time" content="2024-02-31">`, ""},
		"not at all":                   {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, sources.Input{Bytes: []byte(head + c.more + body), Type: "text/html", Address: "https://folha.example/doca?ref=1"})
			r.Document, r.Facts = models.Document{}, nil
			want := sources.Reading{
				MediaType: "text/html", Title: "A doca", Author: "Ana Sousa", Publisher: "Folha do Porto", PublishedOn: "2024-03-02",
				ModifiedOn: c.changed, Language: "pt-PT", Canonical: "https://folha.example/doca",
			}
			if diff := cmp.Diff(want, r); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestJSONIsReadLineByLine(t *testing.T) {
	r := read(t, sources.Input{Bytes: []byte(`{"town":"Z\u00fcrich","cost":4.20e6,"parts":[{"a":null},[]],"note":"<b>\n"}`), Type: "application/json"})
	want := []string{`{`, `"town": "Zürich",`, `"cost": 4.20e6,`, `"parts": [`, `{`, `"a": null`, `},`, `[`, `]`, `],`, `"note": "<b>\n"`, `}`}
	if diff := cmp.Diff(want, blocks(r.Document)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	var levels []int
	for _, b := range r.Blocks {
		levels = append(levels, b.Level)
	}
	if diff := cmp.Diff([]int{0, 1, 1, 1, 2, 3, 2, 2, 2, 1, 1, 0}, levels); diff != "" {
		t.Errorf("levels (-want +got):\n%s", diff)
	}
}

func TestJSONIsBounded(t *testing.T) {
	for name, c := range map[string]struct{ json, want string }{
		"arrays that lie too deep":    {strings.Repeat("[", 3_000_000), "deep"},
		"objects that lie too deep":   {strings.Repeat(`{"a":`, 1_000_000), "deep"},
		"more lines than are kept":    {"[" + strings.Repeat("1,", 1_000_000) + "1]", "Only the beginning"},
		"a text that is longer still": {`["` + strings.Repeat("x", 2<<20) + `"]`, "Only the beginning"},
		"what is cut off":             {`{"a":1`, "damaged"},
		"a bracket that fits nothing": {`[1}`, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			if r := read(t, sources.Input{Bytes: []byte(c.json), Type: "application/json"}); !strings.Contains(r.Unread, c.want) {
				t.Errorf("unread: %q", r.Unread)
			}
		})
	}
}

const rss = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tide news</title><link>https://tide.example/</link>
<description>What the sea does</description><language>en-gb</language><lastBuildDate>Fri, 17 May 2024 08:30:00 +0200</lastBuildDate>
<item><title>High water &amp; wind</title><link>https://tide.example/1</link><pubDate>Thu, 16 May 2024 07:00:00 GMT</pubDate><dc:creator>Ida Moen</dc:creator>
<description><![CDATA[<p>The water stood <b>two metres</b> over the quay.</p><p>Nobody was hurt.</p>]]></description></item>
<item><title>Calm</title><description>Nothing happened.</description></item></channel></rss>`

const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tide news</title><link href="https://tide.example/"/><updated>2024-05-17T08:30:00Z</updated>
<entry><title>High water</title><link href="https://tide.example/1"/><updated>2024-05-16T07:00:00Z</updated><author><name>Ida Moen</name></author>
<content type="html">&lt;p&gt;The water stood over the quay.&lt;/p&gt;</content></entry></feed>`

const jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"Tide news","home_page_url":"https://tide.example/","items":[
{"id":"1","url":"https://tide.example/1","title":"High water","content_html":"<p>The water stood over the quay.</p>","date_published":"2024-05-16T07:00:00Z","authors":[{"name":"Ida Moen"}]}]}`

func TestAFeedIsReadWithItsEntries(t *testing.T) {
	for name, c := range map[string]struct {
		in   sources.Input
		want []string
		day  string
	}{
		"RSS": {
			sources.Input{Bytes: []byte(rss), Type: "application/rss+xml"},
			[]string{
				"Tide news", "What the sea does", "High water & wind", "Ida Moen", "Thu, 16 May 2024 07:00:00 GMT", "https://tide.example/1",
				"The water stood two metres over the quay.", "Nobody was hurt.", "Calm", "Nothing happened.",
			},
			"2024-05-17",
		},
		"Atom": {
			sources.Input{Bytes: []byte(atom), Type: "text/xml"},
			[]string{"Tide news", "High water", "Ida Moen", "2024-05-16T07:00:00Z", "https://tide.example/1", "The water stood over the quay."},
			"2024-05-17",
		},
		"JSON Feed": {
			sources.Input{Bytes: []byte(jsonFeed), Type: "application/feed+json"},
			[]string{"Tide news", "High water", "Ida Moen", "2024-05-16T07:00:00Z", "https://tide.example/1", "The water stood over the quay."},
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, c.in)
			if diff := cmp.Diff(c.want, blocks(r.Document)); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			if r.Title != "Tide news" || r.Canonical != "https://tide.example/" || r.ModifiedOn != c.day || name == "RSS" && r.Language != "en-GB" {
				t.Errorf("title %q, address %q, changed %q, language %q", r.Title, r.Canonical, r.ModifiedOn, r.Language)
			}
		})
	}
}

func TestAFeedIsBounded(t *testing.T) {
	open, shut := `<rss version="2.0"><channel><title>x</title>`, `</channel></rss>`
	for name, c := range map[string]struct{ feed, want string }{
		"elements that lie too deep":    {open + strings.Repeat("<a:b>", 1_500_000), "deep"},
		"more elements than are read":   {open + strings.Repeat("<item/>", 300_000) + shut, "parts"},
		"more entries than are kept":    {open + strings.Repeat("<item><title>x</title><link>y</link></item>", 30_000) + shut, "Only the beginning"},
		"entities that hold each other": {`<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + open + "<item><title>&b;</title></item>" + shut, ""},
		"what only begins like one":     {open, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, sources.Input{Bytes: []byte(c.feed), Type: "application/rss+xml"})
			if !strings.Contains(r.Unread, c.want) || len(r.Text) > models.MaxText {
				t.Errorf("%d bytes of text, unread: %q", len(r.Text), r.Unread)
			}
		})
	}
}

const letter = "From: =?utf-8?q?J=C3=B8rn_Vik?= <jorn@harbour.example>\r\nTo: desk@paper.example\r\nCc: boss@paper.example\r\n" +
	"Date: Fri, 17 May 2024 23:30:00 +0200\r\nSubject: =?utf-8?b?w5hsLXByw7hidmVy?=\r\nMessage-ID: <1@harbour.example>\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n" +
	"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe samples are in the caf=E9.\r\n\r\nTake them today.\r\n" +
	"--b\r\nContent-Type: text/html\r\n\r\n<p>HTML that nobody needs</p>\r\n--b--\r\n" +
	"--a\r\nContent-Type: application/pdf; name=\"x.pdf\"\r\nContent-Disposition: attachment; filename=\"../../lab report.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n" +
	"--a\r\nContent-Type: message/rfc822\r\n\r\nFrom: lab@lab.example\r\nSubject: Results\r\n\r\nTwo of nine samples had oil in them.\r\n--a--\r\n"

func TestAMailIsReadWithItsHeader(t *testing.T) {
	r := read(t, sources.Input{Bytes: []byte(letter), Name: "letter.eml"})
	want := []string{
		"Øl-prøbver", "From: Jørn Vik <jorn@harbour.example>", "To: desk@paper.example", "Cc: boss@paper.example", "Date: Fri, 17 May 2024 23:30:00 +0200",
		"The samples are in the café.", "Take them today.", "Results", "From: lab@lab.example", "Two of nine samples had oil in them.",
	}
	if diff := cmp.Diff(want, blocks(r.Document)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	facts := []models.Fact{
		{Name: models.FactFrom, Value: "Jørn Vik <jorn@harbour.example>"},
		{Name: models.FactTo, Value: "desk@paper.example"},
		{Name: models.FactCopyTo, Value: "boss@paper.example"},
		{Name: models.FactSent, Value: "2024-05-17T23:30:00+02:00"},
		{Name: models.FactMessageID, Value: "<1@harbour.example>"},
		{Name: models.FactAttachment, Value: "lab report.pdf"},
	}
	if diff := cmp.Diff(facts, r.Facts); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	if r.Title != "Øl-prøbver" || r.Author != "Jørn Vik <jorn@harbour.example>" || r.PublishedOn != "2024-05-17" || r.Language != "en" {
		t.Errorf("title %q, author %q, published %q, language %q", r.Title, r.Author, r.PublishedOn, r.Language)
	}
}

func TestAMailIsBounded(t *testing.T) {
	head := "From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
	var nested strings.Builder
	for range 50_000 {
		nested.WriteString(head + "Content-Type: message/rfc822\r\n\r\n")
	}
	var parts strings.Builder
	parts.WriteString(head + "Content-Type: multipart/mixed; boundary=a\r\n\r\n")
	for range 100_000 {
		parts.WriteString("--a\r\n\r\nx\r\n")
	}
	for name, c := range map[string]struct{ mail, want string }{
		"mails within mails":                {nested.String(), "deep"},
		"more parts than are read":          {parts.String(), "parts"},
		"parts that never end":              {head + "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nwords", ""},
		"a boundary that is its own":        {head + "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n--\r\n", ""},
		"a charset that nobody knows":       {head + "Content-Type: text/plain; charset=tide-8\r\n\r\nwords", ""},
		"an encoding that nobody knows":     {head + "Content-Transfer-Encoding: x-tide\r\n\r\nwords", ""},
		"a header without end":              {"From: a@b.example\r\nDate: x\r\nSubject: " + strings.Repeat("x", 5<<20), "damaged"},
		"fields as many as stars":           {strings.Repeat("From: a@b.example\r\n", 500_000), "damaged"},
		"base64 that is none, then nothing": {head + "Content-Transfer-Encoding: base64\r\n\r\n%%%%", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, sources.Input{Bytes: []byte(c.mail), Type: "message/rfc822"})
			if !strings.Contains(r.Unread, c.want) {
				t.Errorf("unread: %q", r.Unread)
			}
		})
	}
}

func TestWhatHasNoTextSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		in   sources.Input
		want string
	}{
		"a film":                    {sources.Input{Bytes: []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), Type: "video/mp4"}, "video/mp4"},
		"nothing at all":            {sources.Input{Type: "text/html"}, "no text"},
		"a Word file that is none":  {sources.Input{Bytes: []byte("PK\x03\x04" + strings.Repeat("\x00", 100) + "[Content_Types].xml"), Name: "a.docx"}, "Word file"},
		"a text with a broken page": {sources.Input{Bytes: bytes.Repeat([]byte("<div>"), 40_000), Type: "text/html"}, "deep"},
	} {
		t.Run(name, func(t *testing.T) {
			if r := read(t, c.in); r.Text != "" || !strings.Contains(r.Unread, c.want) {
				t.Errorf("%d bytes of text, unread: %q", len(r.Text), r.Unread)
			}
		})
	}
}

// FuzzRead reads bytes as every kind there is, and asks that text keeps its
// promises and that what is stripped stays what it is.
func FuzzRead(f *testing.F) {
	kinds := []string{"", "text/html", "application/json", "application/rss+xml", "application/feed+json", "message/rfc822", "image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/heic", "image/avif", "text/plain"}
	for i, seed := range [][]byte{[]byte("a"), []byte("<p>a"), []byte(`{"a":[1]}`), []byte(rss), []byte(jsonFeed), []byte(letter), photo(f), screenshot(f), webp(f), movie(f), exif(), []byte(atom)} {
		f.Add(seed, uint8(i))
	}
	f.Fuzz(func(t *testing.T, b []byte, kind uint8) {
		if bytes.HasPrefix(b, []byte("%PDF")) {
			return // a process each; what is hostile in them has a test of its own
		}
		as := kinds[int(kind)%len(kinds)]
		r := sources.Read(sources.Input{Bytes: b, Type: as})
		if r.Text != "" {
			if err := intake.Valid(r.Document); err != nil {
				t.Error(err)
			}
		}
		out, err := sources.Stripped(b, as)
		if err != nil {
			return
		}
		if again, err := sources.Stripped(out, as); err != nil || !bytes.Equal(out, again) {
			t.Errorf("stripped once more it is another (%v)", err)
		}
	})
}
