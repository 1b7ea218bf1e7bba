package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/gif"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
	"example.org/tickmark/views"
)

// encodeParts makes a multipart form's type and body of names and values in turn.
// The value of the field "file" is its name and its content, parted by a stroke.
func encodeParts(fields ...string) (kind, form string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i] != "file" {
			_ = w.WriteField(fields[i], fields[i+1]) // into memory
			continue
		}
		name, content, _ := strings.Cut(fields[i+1], "|")
		part, _ := w.CreateFormFile(fields[i], name)
		_, _ = part.Write([]byte(content))
	}
	_ = w.Close()
	return w.FormDataContentType(), b.String()
}

// addSources gives a piece a source that keeps a picture, and a protected one that
// Carl keeps, and Cleo, who cannot sign in any more.
func (s *site) addSources(t testing.TB, p *piece) {
	t.Helper()
	photo, err := s.TakeFile(t.Context(), bytes.NewReader(testkit.Photo(t)), "quay.jpg", "image/jpeg")
	if err != nil {
		t.Fatal(err)
	}
	source, err := s.AddSource(t.Context(), testkit.By(s.Carl), p.article, newsroom.NewSource{
		Source: models.Source{Type: models.PrimaryDocument, Title: "A picture of the quay", Located: true}, Beside: newsroom.Beside{File: photo},
	})
	if err != nil {
		t.Fatal(err)
	}
	captures, err := s.queries().LastCaptures(t.Context(), source, 1)
	if err != nil {
		t.Fatal(err)
	}
	capture := captures[0]
	kept, err := s.AddSource(t.Context(), testkit.By(s.Carl), p.article, newsroom.NewSource{
		Source: models.Source{Type: models.Interview, Located: true, Protected: true},
		Beside: newsroom.Beside{Pseudonym: "Bittern", Name: models.SourceName{Name: "Jon Marsh"}, Keepers: []models.ID{s.Cleo.ID}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p.ids["source"], p.ids["capture"], p.ids["kept"] = fmt.Sprint(source), fmt.Sprint(capture), fmt.Sprint(kept)
}

// described are the fields of a new source, with some of them changed.
func described(fields ...string) []string {
	all := []string{"form", "source", "type", "interview", "title", "A call " + canary}
	for i := 0; i+1 < len(fields); i += 2 {
		all = append(with(all, fields[i], fields[i+1]), fields[i], fields[i+1])
	}
	return all
}

func TestAddingASourceByItself(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	const page, backup = "/articles/1/sources/new", "/articles/1/backup"
	s.play(t, []act{
		{"the backup leads there", &s.Carl, backup, nil, 200, "Add a source", "", nil},
		{"the form says what is taken", &s.Carl, page, nil, 200, "up to 200 MiB", "", nil},
		{"a reviewer gets none", &s.Rita, page, nil, 403, "checker, editor", "", nil},
		{"an address", &s.Carl, page, []string{"type", "press report", "title", "Report", "url", "https://example.org/a"}, 303, "", backup, []string{"source.add"}},
		{"is about to be looked at", &s.Vera, backup, nil, 200, "About to be looked at", "", nil},
		{"a file", &s.Ed, page, []string{"type", "primary document", "title", "Minutes", "file", "minutes.txt|The lock was closed."}, 303, "", backup, []string{"source.add", "source.upload"}},
		{"can be read", &s.Vera, "/articles/1/captures/1", nil, 200, "The lock was closed.", "", nil},
		{"a person's word", &s.Carl, page, []string{
			"type", "interview", "title", "A call", "author", "Ida Quill", "word_how", "by phone", "word_at", "2025-09-20T10:00", "consent", "may be named",
		}, 303, "", backup, []string{"source.add"}},
		{"says how it came", &s.Vera, backup, nil, 200, "By phone, may be named", "", nil},
		{"nobody's choice of a type: an address does not tell", &s.Carl, page, []string{"type", "", "title", "A page", "url", "https://example.org/b"}, 422, "The type of source is missing", "", nil},
		{"nor does a title", &s.Carl, page, []string{"title", "A thing"}, 422, "The type of source is missing", "", nil},
		{"nor a file with an address", &s.Carl, page, []string{"type", "", "title", "A page", "url", "https://example.org/b", "file", "b.txt|Words."}, 422, "The type of source is missing", "", nil},
		{"a file does", &s.Carl, page, []string{"type", "", "title", "A paper", "file", "paper.txt|The lock was open."}, 303, "", backup, []string{"source.add", "source.upload"}},
		{"a word does", &s.Carl, page, []string{
			"type", "", "title", "Another call", "author", "Ida Quill", "word_how", "by phone", "word_at", "2025-09-20T10:00", "consent", "may be named", "file", "call.wav|RIFF\x24\x00\x00\x00WAVEfmt ",
		}, 303, "", backup, []string{"source.add", "source.upload"}},
		{"a recording does", &s.Carl, page, []string{"type", "", "title", "A tape", "file", "tape.wav|RIFF\x24\x00\x00\x00WAVEfmt "}, 303, "", backup, []string{"source.add", "source.upload"}},
		{"the same form without a file is no upload", &s.Carl, page, []string{"type", "book", "title", "A book", "file", "|"}, 303, "", backup, []string{"source.add"}},
	})
	for _, told := range []struct {
		title string
		kind  models.SourceType
	}{{"A paper", models.PrimaryDocument}, {"Another call", models.Interview}, {"A tape", models.Recording}} {
		if src := sourceTitled(t, s, told.title); src.Type != told.kind {
			t.Errorf("%s is a %s, want a %s", told.title, src.Type, told.kind)
		}
	}
	if a := s.as(t, s.Carl).get(t, page); !strings.Contains(a.body, `<option value="" selected>Choose what it is</option>`) {
		t.Error("a type is chosen before anybody chose one")
	}
}

// sourceTitled is the source of article 1 with a title.
func sourceTitled(t *testing.T, s *site, title string) models.Source {
	t.Helper()
	all, err := s.queries().Sources(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(s models.Source) bool { return s.Title == title })
	if i < 0 {
		t.Fatalf("no source is called %s", title)
	}
	return all[i]
}

func TestARefusedSourceComesBackAsItWasTyped(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, 1, 2)
	b := s.as(t, s.Carl)
	const page = "/articles/1/sources/new"
	for _, row := range []struct {
		name   string
		fields []string
		status int
		text   string
	}{
		{"an address that is none", described("url", "gopher://x"), 422, "must begin with http://"},
		{"nobody's choice of a type", []string{"form", "source", "title", "A call " + canary}, 422, "The type of source is missing"},
		{"a word without its time", described("word_how", "by phone", "author", "Ida", "consent", "may be named"), 422, "When they said it is missing"},
		{"a time that is none", described("word_how", "by phone", "word_at", "noon"), 422, "must be a date and time"},
		{"a name without protection", described("real_name", "Ida "+canary), 422, "the source is not protected"},
		{"a protected one with a title", described("protected", "yes", "pseudonym", "Heron", "real_name", "Ida"), 422, "Leave the title empty"},
		{"a file that is another", described("file", "a.png|%PDF-1.7\n%âãÏÓ\n1 0 obj\n"), 415, "By its bytes it is a PDF; its name, or your browser, says a PNG picture"},
		{"an empty file", described("file", "a.txt|"), 422, "The file is empty"},
		{"a word with a file", described("word_how", "by phone", "file", "a.txt|words"), 422, "Who said it is missing"},
	} {
		was := s.size(t)
		a := b.post(t, page, row.fields...)
		if a.status != row.status || !strings.Contains(a.text(), row.text) || !strings.Contains(a.body, canary) || !a.whole() {
			t.Errorf("%s: %d %s", row.name, a.status, a.text())
		}
		if !strings.Contains(a.text(), "choose it again") {
			t.Errorf("%s: nothing is said of the file", row.name)
		}
		if s.size(t) != was {
			t.Errorf("%s left events", row.name)
		}
		claim := append(row.fields, "form", "evidence", "version", "1", "stance", "supports", "authority", "primary", "passage", "It says "+canary)
		claim = with(claim, "form", "evidence")
		a = b.post(t, fmt.Sprintf("/articles/1/claims/%d/evidence", n), claim...)
		if a.status != row.status || !strings.Contains(a.text(), row.text) || strings.Count(a.body, canary) < 2 {
			t.Errorf("%s, as evidence: %d %s", row.name, a.status, a.text())
		}
	}
}

func TestEvidenceWithItsSourceAndFileInOneForm(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, 1, 2)
	path := fmt.Sprintf("/articles/1/claims/%d", n)
	s.play(t, []act{
		{"one form", &s.Carl, path + "/evidence", []string{
			"version", "1", "type", "recording", "title", "The meeting", "stance", "supports", "authority", "primary", "passage", "They met at noon.",
			"locator", "1:02:03", "file", "notes.txt|They met at noon. They left.",
		}, 303, "", path, []string{"source.add", "source.upload", "evidence.add", "claim.evidence"}},
		{"all of it is on the claim", &s.Vera, path, nil, 200, "1:02:03", "", nil},
	})
	e := s.Case(t, 1, n).Evidence[0]
	if at, ok := e.Quoted(); !ok || at.Start != 0 {
		t.Errorf("it rests on %+v", e)
	}
}

func TestEvidenceWithAnAddressSaysThatItIsLookedAt(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	path := fmt.Sprintf("/articles/1/claims/%d", s.Mark(t, s.Carl, 1, 2))
	b := s.as(t, s.Carl)
	for _, row := range []struct {
		source, url string
		says        bool
	}{{"", "", false}, {"1", "https://harbour.example/tides", false}, {"", "https://harbour.example/tides", true}} {
		a := b.post(t, path+"/evidence", "version", "1", "source", row.source, "type", "book", "title", "Tides"+row.url, "url", row.url, "stance", "supports", "authority", "primary", "passage", "It rises.")
		if a.status != http.StatusSeeOther {
			t.Fatalf("%d %s", a.status, a.text())
		}
		page := b.get(t, path).text()
		if got := strings.Contains(page, "about to be looked at and kept"); got != row.says {
			t.Errorf("with the address %q it says so: %v", row.url, got)
		}
		if got := strings.Contains(page, "About to be looked at. Nothing of it is kept."); got != row.says {
			t.Errorf("with the address %q its card says so: %v", row.url, got)
		}
	}
}

func TestAPartThatIsReadAnewLeavesWhatWasDoneToBeTold(t *testing.T) {
	const told = "about to be looked at and kept"
	s := newSite(t)
	s.Open(t, testkit.Copy)
	path := fmt.Sprintf("/articles/1/claims/%d", s.Mark(t, s.Carl, 1, 2))
	b := s.as(t, s.Carl)
	if a := b.post(t, path+"/evidence", "version", "1", "type", "book", "title", "Tides", "url", "https://harbour.example/tides", "stance", "supports", "authority", "primary", "passage", "It rises."); a.status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.status, a.text())
	}
	for _, address := range []string{path, "/articles/1/claims/99"} {
		anew := httptest.NewRequest(http.MethodGet, address, http.NoBody)
		anew.Header.Set("X-Waits", "true")
		if a := b.send(t, anew); strings.Contains(a.text(), told) {
			t.Errorf("%s tells it to nobody", address)
		}
	}
	if !strings.Contains(b.get(t, path).text(), told) {
		t.Error("the page that is opened does not tell it")
	}
	if strings.Contains(b.get(t, path).text(), told) {
		t.Error("it is told twice")
	}
}

func TestAKeptPictureIsShownWithoutItsPlace(t *testing.T) {
	s := newScene(t)
	page := s.open.address("/articles/:article/captures/:capture", 0)
	b := s.browserOf("viewer")
	if a := b.get(t, page); !strings.Contains(a.body, `<img src="`+page+`/picture"`) {
		t.Error("its page does not show it")
	}
	a := b.get(t, page+"/picture")
	for name, want := range map[string]string{
		"Content-Type": "image/jpeg", "Content-Disposition": "inline", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
	} {
		if a.status != http.StatusOK || a.header.Get(name) != want {
			t.Errorf("%d, %s: %q", a.status, name, a.header.Get(name))
		}
	}
	if strings.Contains(a.body, testkit.PhotoArtist) || strings.Contains(a.body, "Exif") || !strings.HasPrefix(a.body, "\xff\xd8\xff") {
		t.Error("it tells who took it")
	}
	notes := strings.Replace(page, "/"+s.open.ids["capture"], "/"+s.open.ids["notes"], 1)
	if a := b.get(t, notes+"/picture"); a.status == http.StatusOK || strings.Contains(b.get(t, notes).body, "/picture") {
		t.Errorf("a text is shown as a picture: %d", a.status)
	}
}

func TestAddingAFileToASource(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	path := s.open.address("/articles/:article/sources/:source/files", 0)
	b := s.browserOf("checker")
	mail := "From: Ida <ida@lock.example>\r\nTo: desk@paper.example\r\nSubject: The lock\r\nDate: Mon, 22 Sep 2025 10:00:00 +0000\r\nMessage-ID: <1@lock.example>\r\n\r\nIt was closed at noon.\r\n"
	a := b.post(t, path, "form", "file-"+s.open.ids["source"], "file", "mail.eml|"+mail)
	if a.status != http.StatusSeeOther || !strings.Contains(a.to(), "/captures/") {
		t.Fatalf("%d to %q: %s", a.status, a.to(), a.text())
	}
	text := b.get(t, a.to()).text()
	for _, told := range []string{"What the file tells of itself", "ida@lock.example", "It was closed at noon."} {
		if !strings.Contains(text, told) {
			t.Errorf("its page does not tell %q: %s", told, text)
		}
	}
	was := s.Rows(t, s.db)["captures"]
	if again := b.post(t, path, "file", "mail.eml|"+mail); again.to() != a.to() || len(s.Rows(t, s.db)["captures"]) != len(was) {
		t.Errorf("the same file again leads to %q, not %q", again.to(), a.to())
	}
	for _, row := range []struct {
		name, text string
		status     int
		fields     []string
	}{
		{"none", "No file came with the form", 422, []string{"form", "file-" + s.open.ids["source"]}},
		{"two", "more than once", 422, []string{"form", "file-" + s.open.ids["source"], "file", "a.txt|a", "file", "b.txt|b"}},
	} {
		if a := b.post(t, path, row.fields...); a.status != row.status || !strings.Contains(a.text(), row.text) {
			t.Errorf("%s: %d %s", row.name, a.status, a.text())
		}
	}
	other := strings.Replace(path, "/"+s.open.ids["source"]+"/", "/"+s.hidden.ids["source"]+"/", 1)
	if a := b.post(t, other, "file", "a.txt|a"); a.status != http.StatusNotFound {
		t.Errorf("to another article's source: %d", a.status)
	}
}

func TestWhatIsKeptIsNeverShownByABrowser(t *testing.T) {
	s := newScene(t)
	for _, end := range []string{"/body", "/stripped"} {
		a := s.browserOf("viewer").get(t, s.open.address("/articles/:article/captures/:capture"+end, 0))
		for name, want := range map[string]string{
			"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
		} {
			if a.status != http.StatusOK || a.header.Get(name) != want || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment; filename=") {
				t.Errorf("%s: %d, %s: %q, %q", end, a.status, name, a.header.Get(name), a.header.Get("Content-Disposition"))
			}
		}
	}
}

func TestAPictureIsGivenOnWithoutItsPlace(t *testing.T) {
	s := newScene(t)
	page := s.open.address("/articles/:article/captures/:capture", 0)
	b := s.browserOf("checker")
	if text := b.get(t, page).text(); !strings.Contains(text, testkit.PhotoPlace) || !strings.Contains(text, testkit.PhotoArtist) || !strings.Contains(text, "without camera data") {
		t.Errorf("a checker does not see where it was taken: %s", text)
	}
	whole, stripped := b.get(t, page+"/body").body, b.get(t, page+"/stripped").body
	if whole != string(testkit.Photo(t)) || !strings.Contains(whole, testkit.PhotoArtist) {
		t.Error("what was kept is not what came")
	}
	if strings.Contains(stripped, testkit.PhotoArtist) || strings.Contains(stripped, "Exif") || !strings.HasPrefix(stripped, "\xff\xd8\xff") {
		t.Error("the picture still tells who took it")
	}
	up, err := s.TakeFile(t.Context(), strings.NewReader(stripped), "a.jpg", "image/jpeg")
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.AddFile(t.Context(), testkit.By(s.Carl), s.File(t, s.open.article).Sources[0].ID, up)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := s.queries().Capture(t.Context(), s.Carl.ID, id); err != nil || len(c.Facts) != 1 {
		t.Errorf("read again it tells %+v, %v", c.Facts, err)
	}
}

// A GIF is shown and given on like other pictures: without what was written into it.
func TestAGIFIsShownWithoutItsComment(t *testing.T) {
	s := newScene(t)
	var plain bytes.Buffer
	if err := gif.Encode(&plain, image.NewGray(image.Rect(0, 0, 16, 16)), nil); err != nil {
		t.Fatal(err)
	}
	whole := strings.TrimSuffix(plain.String(), ";") + "\x21\xfe\x12filmed by Quintana\x00;"
	up, err := s.TakeFile(t.Context(), strings.NewReader(whole), "a.gif", "image/gif")
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.AddFile(t.Context(), testkit.By(s.Carl), s.File(t, s.open.article).Sources[0].ID, up)
	if err != nil {
		t.Fatal(err)
	}
	page, b := views.CapturePath(s.open.article, id), s.browserOf("checker")
	if a := b.get(t, page); !strings.Contains(a.body, `src="`+page+`/picture"`) || !strings.Contains(a.body, `href="`+page+`/stripped"`) {
		t.Errorf("it is not shown: %s", a.text())
	}
	for _, end := range []string{"/picture", "/stripped"} {
		if a := b.get(t, page+end); a.status != http.StatusOK || a.body != plain.String() {
			t.Errorf("%s: %d %q", end, a.status, a.body)
		}
	}
	if a := b.get(t, page+"/picture"); a.header.Get("Content-Type") != "image/gif" {
		t.Errorf("it is shown as %q", a.header.Get("Content-Type"))
	}
}

// fullDisk is a store of files on a disk on which nothing fits any more.
type fullDisk struct{ newsroom.Blobs }

func (fullDisk) Put(context.Context, io.Reader, int64) (string, int64, error) {
	return "", 0, apperr.DiskFull.With()
}

func TestAFullDiskLosesNothingThatWasTyped(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	b := s.as(t, s.Carl)
	free, was := s.Newsroom.Blobs, s.size(t)
	s.Newsroom.Blobs = fullDisk{free}
	a := b.post(t, "/articles/1/sources/new", described("key", "one", "file", "a.txt|words", "author", "Ida "+canary)...)
	if a.status != http.StatusServiceUnavailable || !strings.Contains(a.text(), "Nothing was saved: the server's disk is full") || strings.Count(a.body, canary) < 2 || s.size(t) != was {
		t.Errorf("%d: %s", a.status, a.text())
	}
	s.Newsroom.Blobs = free
	if a := b.post(t, "/articles/1/sources/new", described("key", "one", "file", "a.txt|words")...); a.status != http.StatusSeeOther {
		t.Errorf("once there is room: %d %s", a.status, a.text())
	}
}

// A file over what is taken is refused while it comes, and a file that is refused
// is collected: no source keeps it.
func TestAFileThatIsTooLargeIsNotKept(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	b := s.as(t, s.Carl)
	const page = "/articles/1/sources/new"
	head := "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n" + canary + "\r\n--x\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\nsource\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n"
	r := request(http.MethodPost, page)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader(head), io.LimitReader(zeroes{}, newsroom.MaxSourceFile+1), strings.NewReader("\r\n--x--")))
	r.ContentLength = -1
	if a := b.send(t, r); a.status != http.StatusRequestEntityTooLarge || !strings.Contains(a.text(), "The file is larger than 200 MiB") || !strings.Contains(a.body, canary) {
		t.Errorf("%d: %s", a.status, a.text())
	}
	if a := b.post(t, page, described("title", "", "file", "a.txt|words that nobody keeps")...); a.status != http.StatusUnprocessableEntity {
		t.Fatalf("%d: %s", a.status, a.text())
	}
	collected := 0
	removed, err := s.Newsroom.Blobs.Collect(t.Context(), time.Now().Add(time.Hour), func(ctx context.Context, sum string) (bool, error) {
		collected++
		return s.queries().Keeps(ctx, sum)
	})
	if err != nil || removed != 1 || collected != 1 {
		t.Errorf("of %d files %d were collected: %v", collected, removed, err)
	}
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
