package main

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

// TestNoCommandTellsWhoAProtectedSourceIs has a source come in by the form of a
// running server, and looks for what only its keeper knows in whatever the
// program prints.
func TestNoCommandTellsWhoAProtectedSourceIs(t *testing.T) {
	p := newDemo(t)
	s := p.serve(t)
	browser := s.signIn(t)
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for name, value := range map[string]string{
		"key": "one", "type": "interview", "protected": "yes", "pseudonym": "Bittern", "real_name": "Quillonia Vane", "contact": "heronsgate 17", "keeper_note": "her sistership knows",
	} {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	file, err := w.CreateFormFile("file", "quillonia.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte("A letter of Tidewrack's.")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.at+"/articles/1/sources/new", &form)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.Request.URL.Path != "/articles/1/backup" {
		t.Fatalf("it led to %s, status %d, %v", res.Request.URL, res.StatusCode, err)
	}
	if page := s.get(t, browser, "/articles/1/backup"); !strings.Contains(page, "Bittern") {
		t.Error("the source did not come in")
	}

	out := s.said.String() + s.errs.String()
	for _, command := range [][]string{
		{"report", "1", "--format", "md"},
		{"report", "1", "--format", "html"},
		{"report", "1", "--format", "json"},
		{"trail", "verify"},
		{"trail", "checkpoint"},
		{"doctor"},
		{"user", "list"},
	} {
		said, errs, code := p.call(t, command...)
		if code != 0 && command[0] != "doctor" { // which says what else a machine lacks
			t.Errorf("%v: %d %s", command, code, errs)
		}
		out += said + errs
	}
	for _, known := range []string{"quillonia", "vane", "heronsgate", "sistership", "tidewrack"} {
		if strings.Contains(strings.ToLower(out), known) {
			t.Errorf("something tells %q", known)
		}
	}
	if !strings.Contains(out, "Bittern") {
		t.Error("no report has the source: the test looks at nothing")
	}
}
