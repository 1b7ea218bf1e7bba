package handlers_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// upload sends the form that brings copy in, with a file behind its fields.
func (b *browser) upload(t testing.TB, name, kind string, file []byte, fields ...string) answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	fields = append([]string{"form", "draft", "key", fmt.Sprintf("upload-%d", posts.Add(1))}, fields...)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	head := textproto.MIMEHeader{}
	head.Set("Content-Disposition", `form-data; name="file"; filename="`+name+`"`)
	head.Set("Content-Type", kind)
	part, err := w.CreatePart(head)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/drafts", &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return b.send(t, r)
}

const annotated = `# The summit

The leaders met on 15 August in Anchorage, [CNN reported](https://cnn.example/a). They spoke for three hours.[^1]

[^1]: Interview with the spokesman, 16 August.
`

func TestAFileIsReadShownAndKept(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	a := b.upload(t, `..\..\the summit.md`, "text/markdown", []byte(annotated), "text", "", "address", "")
	if a.status != http.StatusSeeOther {
		t.Fatalf("%d: %s", a.status, a.text())
	}
	page := b.get(t, a.to())
	for _, words := range []string{
		`the summit.md`, "Markdown", "utf-8", "English, told from its words", "Left to right", "1 headline", "1 paragraph", "1 link", "1 footnote, as backup",
		"https://cnn.example/a on “CNN reported”", "Note 1: Interview with the spokesman, 16 August.", "three hours.”",
	} {
		if !strings.Contains(page.text(), words) {
			t.Errorf("the preview does not say %q: %s", words, page.text())
		}
	}
	if got := s.actions(t, 0); len(got) != int(s.size(t)) || strings.Contains(strings.Join(got, " "), "draft") {
		t.Errorf("a draft left a trail: %v", got)
	}
	file := b.get(t, a.to()+"/original")
	if file.body != annotated || file.header.Get("Content-Disposition") != `attachment; filename="the summit.md"` {
		t.Errorf("the original: %q, %q", file.header.Get("Content-Disposition"), file.body)
	}
	opened := b.post(t, "/articles", with(articleFields("cite", "1"), "draft", strings.TrimPrefix(a.to(), "/drafts/"))...)
	if opened.to() != "/articles/1" {
		t.Fatalf("%d: %s", opened.status, opened.text())
	}
	file = s.as(t, s.Vera).get(t, "/articles/1/revisions/1/original")
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox", "X-Content-Type-Options": "nosniff",
	} {
		if got := file.header.Get(name); file.body != annotated || got != want {
			t.Errorf("%s of the original: %q", name, got)
		}
	}
	if sources := s.File(t, 1).Sources; len(sources) != 1 || sources[0].Title != "Interview with the spokesman, 16 August." {
		t.Errorf("sources: %+v", sources)
	}
	if got := b.get(t, "/articles/1/revisions/9/original").status; got != http.StatusNotFound {
		t.Errorf("the original of no revision: %d", got)
	}
}

func TestAnOriginalThatIsLostIsOurFailure(t *testing.T) {
	s := newSite(t)
	log := new(bytes.Buffer)
	s.Log = slog.New(slog.NewTextHandler(log, nil))
	s.open(t)
	b := s.as(t, s.Ed)
	a := b.upload(t, "summit.md", "text/markdown", []byte(annotated), "text", "", "address", "")
	opened := b.post(t, "/articles", with(articleFields("cite", "1"), "draft", strings.TrimPrefix(a.to(), "/drafts/"))...)
	path := opened.to() + "/revisions/1/original"
	if got := b.get(t, path); got.status != http.StatusOK {
		t.Fatalf("%d: %s", got.status, got.text())
	}
	sum := s.File(t, 1).Revision.Original.SHA256
	if err := s.Blobs.Remove(t.Context(), sum); err != nil {
		t.Fatal(err)
	}
	if got := b.get(t, path); got.status != http.StatusInternalServerError || !strings.Contains(log.String(), "the original "+sum+" is lost") {
		t.Errorf("a lost original: %d, %s", got.status, log)
	}
	s.Open(t, testkit.Copy)
	if got := b.get(t, "/articles/2/revisions/1/original"); got.status != http.StatusNotFound {
		t.Errorf("the original of a revision without one: %d", got.status)
	}
}

func TestCopyIsReadAnotherWayWithEverythingTypedKept(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	text := []byte("Caf\xe9 opens\n\nThe caf\xe9 opened in May, Mr Dupont said. It had been closed for a long time.")
	at := b.upload(t, "cafe.txt", "text/plain", text).to()
	if page := b.get(t, at); !strings.Contains(page.text(), "Café opens") {
		t.Fatalf("it was not read as windows-1252: %s", page.text())
	}
	a := b.post(t, at, "form", "article", "draft", at[len("/drafts/"):], "draft_version", "1", "charset", "windows-1251", "byline", "By Bea", "restricted", "yes", "language", "fr")
	for _, want := range []string{"Cafй opens", `value="By Bea"`, `value="yes" checked`, `value="fr"`, `<option value="windows-1251" selected>`, `name="draft_version" value="2"`, `lang="fr"`} {
		if a.status != http.StatusOK || !strings.Contains(a.body, want) {
			t.Errorf("%d without %s", a.status, want)
		}
	}
	a = b.post(t, at, "form", "article", "draft_version", "2", "charset", "utf-8", "byline", "By Bea")
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.text(), "The file is not in utf-8") && !strings.Contains(a.text(), "not UTF-8") || !strings.Contains(a.body, `value="By Bea"`) || !strings.Contains(a.body, "Cafй") {
		t.Errorf("an encoding that does not fit: %d %s", a.status, a.text())
	}
}

func TestTicksAreKeptWhenCopyIsReadAgain(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	at := b.pasted(t, annotated, "markdown")
	ticked := func(a answer, n int) bool {
		return strings.Contains(a.body, fmt.Sprintf(`name="cite" value="%d" checked`, n))
	}
	if a := b.get(t, at); !ticked(a, 0) || !ticked(a, 1) {
		t.Error("not everything is ticked at first")
	}
	a := b.post(t, at, "form", "article", "draft_version", "1", "cite", "1", "format", "markdown")
	if a.status != http.StatusOK || ticked(a, 0) || !ticked(a, 1) {
		t.Errorf("%d: the ticks changed", a.status)
	}
	a = b.post(t, at, "form", "article", "draft_version", "2", "cite", "1", "format", "plain text")
	if a.status != http.StatusOK || ticked(a, 0) || ticked(a, 1) {
		t.Errorf("%d: plain text has no sources", a.status)
	}
}

func TestADraftForAnArticle(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	n := s.Mark(t, s.Carl, 1, 2)
	s.ToReview(t, s.Carl, 1, n)
	s.Do(t, s.Rita, 1, n, "approve")
	next := strings.Replace(testkit.Copy, "15 August", "16 August", 1)
	s.play(t, []act{
		{"the form is for the article", &s.Ed, "/articles/1/drafts/new", nil, 200, "Bring in copy", "", nil},
		{"its copy is a draft", &s.Ed, "/drafts", []string{"form", "draft", "article", "1", "base", "1", "text", next, "format", "plain text"}, 303, "", "/drafts/1", nil},
		{"the preview says what it would do", &s.Ed, "/drafts/1", nil, 200, "1 claim has other words", "", nil},
		{"and which approval would end", &s.Ed, "/drafts/1", nil, 200, fmt.Sprintf("The approval of claim %d would end.", n), "", nil},
		{"and asks who wrote it", &s.Ed, "/drafts/1", nil, 200, "The article's writers wrote what is new", "", nil},
		{"it stands in the list", &s.Ed, "/articles/1/drafts/new", nil, 200, "Not brought in yet", "", nil},
		{"and nobody else's", &s.Duo, "/articles/1/drafts/new", nil, 200, "Read it Leave", "", nil},
	})
	if a := s.as(t, s.Duo).get(t, "/articles/1/drafts/new"); strings.Contains(a.text(), "Not brought in yet") {
		t.Error("somebody else's draft is listed")
	}
	if _, err := s.Revise(t.Context(), testkit.By(s.Duo), 1, newsroom.NewRevision{
		Base: 1, Copy: newsroom.Copy{Text: testkit.Copy + "\n\nOne more.", Format: intake.FormatPlain}, Origin: models.OriginPasted,
	}); err != nil {
		t.Fatal(err)
	}
	b := s.as(t, s.Ed)
	if a := b.get(t, "/drafts/1"); !strings.Contains(a.text(), "Revision 2 came in after this was begun over revision 1") || strings.Contains(a.text(), "Bring in as revision") {
		t.Errorf("its base is old: %s", a.text())
	}
	a := b.post(t, "/drafts/1", "form", "revision", "draft_version", "1", "base", "1", "rebase", "2", "origin", "told", "writers", "7", "format", "plain text")
	for _, want := range []string{"Bring in as revision 3", `name="base" value="2"`, `value="7" checked`, `value="told" checked`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("rebased without %s: %s", want, a.text())
		}
	}
	bring := func(version string) answer {
		return b.post(t, "/articles/1/revisions", "form", "revision", "base", "2", "draft", "1", "draft_version", version, "origin", "told", "writers", "7")
	}
	if a := bring("1"); a.status != http.StatusConflict || !strings.Contains(a.text(), "Bring in as revision 3") || !strings.Contains(a.body, `value="7" checked`) {
		t.Errorf("at an old version of the draft: %d %s", a.status, a.text())
	}
	if a := bring("2"); a.status != http.StatusSeeOther {
		t.Errorf("%d: %s", a.status, a.text())
	}
	if rev := s.File(t, 1).Revision; rev.Number != 3 || !strings.Contains(rev.Text, "16 August") {
		t.Errorf("revision %d: %s", rev.Number, rev.Text)
	}
}

func TestADraftIsItsOwnersAlone(t *testing.T) {
	s := newScene(t)
	b := s.browserOf("editor")
	forHidden := b.post(t, "/drafts", "article", fmt.Sprint(s.hidden.article), "base", "2", "text", sceneCopy+" More.", "format", "plain text").to()
	if got := b.get(t, forHidden).status; got != http.StatusOK {
		t.Errorf("its owner: %d", got)
	}
	absent := alike(s.browserOf("duo").get(t, "/drafts/9999"))
	if got := alike(s.browserOf("duo").get(t, forHidden)); got != absent {
		t.Errorf("somebody of the team: %s", got)
	}
	mustExec(t, s.db, "UPDATE articles SET editor_id = 9 WHERE id = $1", s.hidden.article)
	mustExec(t, s.db, "DELETE FROM article_team WHERE user_id = 1")
	absent = alike(b.get(t, "/drafts/9999"))
	for _, path := range []string{forHidden, forHidden + "/original"} {
		if got := b.get(t, path); got.status != http.StatusNotFound || path == forHidden && alike(got) != absent {
			t.Errorf("its owner, who may not see the article any more: %d", got.status)
		}
	}
	if a := b.get(t, "/articles/new"); strings.Contains(a.body, forHidden) {
		t.Error("the list still has it")
	}
	for _, article := range []string{fmt.Sprint(s.hidden.article), "9999"} {
		if a := s.browserOf("other editor").post(t, "/drafts", "article", article, "base", "1", "text", "Head\n\nWords", "format", "plain text"); a.status != http.StatusNotFound {
			t.Errorf("a draft for article %s: %d", article, a.status)
		}
	}
}

func TestADraftIsThrownAwayOnce(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	at := b.pasted(t, testkit.Copy, "plain text")
	if a := b.post(t, at+"/discard", "draft_version", "2"); a.status != http.StatusConflict {
		t.Errorf("at another version: %d", a.status)
	}
	for range 2 {
		if a := b.post(t, at+"/discard", "draft_version", "1"); a.to() != "/articles/new" {
			t.Errorf("%d: %s", a.status, a.text())
		}
	}
	if a := b.get(t, at); a.status != http.StatusNotFound {
		t.Errorf("it is still there: %d", a.status)
	}
}

func TestAPersonHasSoManyDraftsAndNoMore(t *testing.T) {
	s := newSite(t)
	s.stopClock()
	b := s.as(t, s.Ed)
	for range newsroom.MaxDrafts {
		b.pasted(t, "Head\n\nWords.", "plain text")
	}
	a := b.post(t, "/drafts", "form", "draft", "text", canary+"\n\nWords.", "format", "plain text")
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.text(), "too many drafts: at most 30") || !holds(a.body, canary) {
		t.Errorf("%d: %s", a.status, a.text())
	}
}

// zipped is a Word file with one part beside its list of parts.
func zipped(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range []struct {
		name    string
		content []byte
	}{{"[Content_Types].xml", []byte("<Types/>")}, {name, content}} {
		f, err := w.Create(part.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(part.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestABadFileIsToldAndLosesNothing sends what is no copy, with words typed
// into the form's other fields. The file itself no form can hold on to.
func TestABadFileIsToldAndLosesNothing(t *testing.T) {
	s := newSite(t)
	s.stopClock()
	b := s.as(t, s.Ed)
	bomb := zipped(t, "word/document.xml", bytes.Repeat([]byte("<w:p/>"), 20<<20/6))
	long := bytes.Repeat([]byte("words "), intake.MaxUpload/6+100)
	for _, row := range []struct {
		name, file, kind string
		bytes            []byte
		status           int
		text             string
	}{
		{"a PDF", "a.pdf", "application/pdf", []byte("%PDF-1.7 and so on"), 422, "This is a PDF"},
		{"an image that says it is a text", "a.txt", "text/plain", []byte("\x89PNG\r\n\x1a\n and so on"), 422, "This is an image"},
		{"a Word file that is none", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []byte("only words"), 422, "called a Word file but is none"},
		{"a Word file that unpacks to more than it may", "a.docx", "application/octet-stream", bomb, 413, "word/document.xml"},
		{"an archive", "a.zip", "application/zip", []byte("PK\x03\x04 and so on"), 422, "This is an archive"},
		{"an empty file", "a.md", "text/markdown", nil, 422, "There is nothing to read yet"},
		{"a text of white space", "a.md", "text/markdown", []byte(" \n \n"), 422, "There is no text yet"},
		{"a text above what an article holds", "a.txt", "text/plain", append([]byte("Head\n\n"), long[:2<<20]...), 422, "at most 1048576 bytes"},
		{"a file too large", "a.txt", "text/plain", long, 413, "The file is larger than 10 MiB"},
		{"one far too large", "a.txt", "text/plain", bytes.Repeat(long, 3), 413, "The file is larger than 10 MiB"},
	} {
		a := b.upload(t, row.file, row.kind, row.bytes, "text", "", "format", "html", "address", "")
		if a.status != row.status || !strings.Contains(a.text(), row.text) || !a.whole() {
			t.Errorf("%s: %d, want %d and %q: %.600s", row.name, a.status, row.status, row.text, a.text())
		}
		if len(row.bytes) > 0 && !strings.Contains(a.text(), "choose it again") && !strings.Contains(a.text(), "What you typed is still here") {
			t.Errorf("%s: the form does not say that the file is to be chosen again", row.name)
		}
		if !strings.Contains(a.body, `value="html" checked`) {
			t.Errorf("%s: the form lost what was chosen", row.name)
		}
	}
	a := b.upload(t, "a.md", "text/markdown", []byte(annotated), "text", canary, "format", "markdown")
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.text(), "a pasted text and a file") || !holds(a.body, canary) {
		t.Errorf("a text and a file: %d %s", a.status, a.text())
	}
	if rows, err := s.queries().Drafts(t.Context(), s.Ed.ID); err != nil || len(rows) != 0 {
		t.Errorf("drafts were kept: %v %v", rows, err)
	}
}

func TestNamesOfFilesAreCleaned(t *testing.T) {
	s := newSite(t)
	s.stopClock()
	b := s.as(t, s.Ed)
	for sent, want := range map[string]string{
		"story.md":                          "story.md",
		"/etc/passwd.md":                    "passwd.md",
		`C:\Documents\story.md`:             "story.md",
		"cafe\u0301.md":                     "café.md",
		"a\u202etxt.md":                     "atxt.md",
		"ab\u2028.md":                       "ab.md",
		strings.Repeat("ä", 300) + ".md":    strings.Repeat("ä", 126) + ".md",
		"  spaced .md ":                     "spaced .md",
		strings.Repeat("x", 10) + "\xff.md": "xxxxxxxxxx.md",
	} {
		a := b.upload(t, sent, "text/markdown", []byte(annotated))
		rows, err := s.queries().Drafts(t.Context(), s.Ed.ID)
		if a.status != http.StatusSeeOther || err != nil || len(rows) == 0 || rows[0].Original.Name != want {
			t.Errorf("%q became %+v (%d)", sent, rows, a.status)
		}
		b.post(t, a.to()+"/discard", "draft_version", "1")
	}
}

func TestTheSameFormWithAnotherFileIsAnotherForm(t *testing.T) {
	s := newSite(t)
	b := s.as(t, s.Ed)
	send := func(text string) answer {
		return b.upload(t, "a.md", "text/markdown", []byte(text), "text", "")
	}
	first, again := send(annotated), send(annotated)
	if first.to() == again.to() || first.status != http.StatusSeeOther {
		t.Errorf("two forms: %q and %q", first.to(), again.to())
	}
	keyed := func(text string) answer {
		posts.Store(1 << 40) // the same key again
		return send(text)
	}
	first, again = keyed(annotated), keyed(annotated)
	if first.to() != again.to() || first.status != http.StatusSeeOther {
		t.Errorf("one form: %q and %q", first.to(), again.to())
	}
	if a := keyed(annotated + "More."); a.status != http.StatusConflict {
		t.Errorf("another file by the same key: %d", a.status)
	}
}

func TestTheBackupOfAnArticle(t *testing.T) {
	s := newSite(t)
	s.Open(t, testkit.Copy)
	b := s.as(t, s.Ed)
	if a := b.get(t, "/articles/1/backup"); !strings.Contains(a.text(), "No sources yet") {
		t.Error(a.text())
	}
	opened := b.opensArticle(t, annotated, "markdown", append([]string{"cite", "0", "cite", "1"}, meta...)...)
	home := opened.to()
	page := b.get(t, home+"/backup").text()
	for _, want := range []string{"2 sources", "CNN reported", "https://cnn.example/a", "No claim rests on it.", "2 places where the writer named a source are under no claim yet.", "Note 1 at “They spoke for three hours.” Under no claim"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q: %s", want, page)
		}
	}
	s.Mark(t, s.Carl, 2, 3)
	page = s.as(t, s.Vera).get(t, home+"/backup").text()
	for _, want := range []string{"1 place where the writer named a source is under no claim yet.", "Claim 1 Open Supports", "They spoke for three hours.” Claim 1"} {
		if !strings.Contains(page, want) {
			t.Errorf("with a claim the page does not say %q: %s", want, page)
		}
	}
}
