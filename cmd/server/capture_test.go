package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/tickmark/models"
)

const fares = `<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry fares rise</title><meta name=author content="Jane Roe"><meta property="article:published_time" content="2025-05-09T10:00:00Z"></head><body><article><h1>Ferry fares rise</h1><p>The ferry carried 41,000 passengers last year, the harbour office said.</p></article></body></html>`

// harbour is a site, and the variable of the environment that lets it be
// reached.
func harbour(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var status int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &status); err == nil {
			w.WriteHeader(status)
			return
		}
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/fares", http.StatusMovedPermanently)
		case "/slow":
			<-r.Context().Done()
		case "/large":
			_, _ = io.Copy(w, io.LimitReader(zero{}, 11<<20))
		case "/cut":
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, "half")
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Set-Cookie", "id=1")
			z := gzip.NewWriter(w)
			_, _ = io.WriteString(z, fares)
			_ = z.Close()
		}
	}))
	t.Cleanup(s.Close)
	t.Setenv("TICKMARK_REACH", strings.TrimPrefix(s.URL, "http://"))
	return s.URL
}

type zero struct{}

func (zero) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// captureJSON is what capture --json prints.
func captureJSON(t *testing.T, out string) (found captureFound) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return found
}

func sumOf(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

func TestCapturePrintsWhatItFound(t *testing.T) {
	p, at := newPlace(t), harbour(t)
	found := captureJSON(t, p.must(t, "capture", at+"/old", "--json"))
	if day, err := time.Parse(time.RFC3339, found.At); err != nil || time.Since(day) > time.Hour {
		t.Errorf("it was captured %q", found.At)
	}
	if found.TextLength < 80 || !strings.HasPrefix(found.MediaType, "text/html") {
		t.Errorf("%+v", found)
	}
	found.At, found.TextLength, found.MediaType, found.Canonical, found.Publisher = "", 0, "", "", ""
	if diff := cmp.Diff(captureFound{
		From: at + "/old", Outcome: models.LookFirst, Status: 200, Address: at + "/fares", Hops: []string{at + "/old", at + "/fares"},
		SHA256: sumOf(fares), Size: int64(len(fares)), Title: "Ferry fares rise", Author: "Jane Roe", PublishedOn: "2025-05-09", Language: "en",
		Facts: []models.Fact{},
	}, found); diff != "" {
		t.Error(diff)
	}
	file := drafted(t, "fares.html", fares)[0]
	found = captureJSON(t, p.must(t, "capture", file, "--json"))
	if found.SHA256 != sumOf(fares) || found.FileName != "fares.html" || found.Title != "Ferry fares rise" || found.Status != 0 || found.Hops == nil {
		t.Errorf("%+v", found)
	}
	said, code := p.typed(t, "The ferry is full.", "capture", "-", "--json")
	if found := captureJSON(t, said); code != 0 || found.SHA256 != sumOf("The ferry is full.") || found.TextLength != 18 {
		t.Errorf("exit %d: %+v", code, found)
	}
	for from, want := range map[string][]string{
		at + "/old": {"Found at   " + at + "/fares\n", "By way of  " + at + "/old\n", "Answer     200\n", "SHA-256    " + sumOf(fares) + "\n", "Title      Ferry fares rise\n", "Author     Jane Roe\n"},
		file:        {"File       fares.html\n", "Language   en\n", " characters\n"},
	} {
		out := p.must(t, "capture", from)
		for _, words := range want {
			if !strings.Contains(out, words) {
				t.Errorf("it does not say %q:\n%s", words, out)
			}
		}
	}
	mail := drafted(t, "note.eml", "From: Jane Roe <jane@example.org>\r\nTo: Desk <desk@example.com>\r\nSubject: Ferry\r\nDate: Thu, 18 Sep 2025 18:00:00 +0000\r\nContent-Type: text/plain\r\n\r\nThe ferry is full.\r\n")[0]
	found = captureJSON(t, p.must(t, "capture", mail, "--json"))
	if len(found.Facts) == 0 || found.MediaType != "message/rfc822" || found.TextLength == 0 {
		t.Errorf("of a mail: %+v", found)
	}
	if out := p.must(t, "capture", mail); !strings.Contains(out, "It tells   ") || !strings.Contains(out, "jane@example.org") {
		t.Errorf("of a mail:\n%s", out)
	}
	if _, err := os.Stat(filepath.Join(p.data, "tickmark.db")); err == nil {
		t.Error("capturing made a database")
	}
}

func TestCaptureSaysWhyThereIsNothing(t *testing.T) {
	p, at := newPlace(t), harbour(t)
	for _, tt := range []struct {
		path    string
		outcome models.LookOutcome
		status  int
		says    string
	}{
		{"/404", models.LookGone, 404, "nothing is at this address (404)"},
		{"/410", models.LookGone, 410, "nothing is at this address (410)"},
		{"/401", models.LookRefused, 401, "to everybody (401)"},
		{"/402", models.LookRefused, 402, "to everybody (402)"},
		{"/403", models.LookRefused, 403, "to everybody (403)"},
		{"/451", models.LookRefused, 451, "to everybody (451)"},
		{"/500", models.LookFailed, 500, "answered with 500"},
		{"/429", models.LookFailed, 429, "answered with 429"},
		{"/304", models.LookFailed, 304, "answered with 304"},
		{"/large", models.LookFailed, 200, "too large"},
		{"/cut", models.LookFailed, 200, "could not be reached"},
	} {
		archive := filepath.Join(t.TempDir(), "a.warc")
		out, errs, code := p.call(t, "capture", at+tt.path, "--json", "--warc", archive)
		found := captureJSON(t, out)
		if code != 1 || found.Outcome != tt.outcome || found.Status != tt.status || !strings.Contains(found.Reason, tt.says) || !strings.Contains(errs, tt.says) || found.SHA256 != "" || found.Size != 0 {
			t.Errorf("%s: exit %d, %+v\n%s", tt.path, code, found, errs)
		}
		if _, err := os.Stat(archive); err == nil {
			t.Errorf("%s: there is an archive of nothing", tt.path)
		}
	}
	p.refused(t, 1, []string{"could not look", "No public site was found"}, "capture", "http://127.0.0.9/")
	p.refused(t, 1, []string{"could not look"}, "capture", "http://user:secret@example.com/")
	p.refused(t, 1, []string{"the file cannot be read", "nowhere.pdf"}, "capture", "nowhere.pdf")
	p.refused(t, 1, []string{"the file cannot be read"}, "capture", t.TempDir())
	p.refused(t, 1, []string{"the archive cannot be written"}, "capture", at+"/fares", "--warc", filepath.Join(t.TempDir(), "nowhere", "a.warc"))
	p.refused(t, 2, []string{"from"}, "capture")
	said, code := p.typed(t, strings.Repeat("x", 10<<20+1), "capture", "-")
	if code != 1 || !strings.Contains(said, "the file cannot be read") {
		t.Errorf("11 MiB of standard input: exit %d, %.200s", code, said)
	}
}

// kindsIn are the kinds of records in an archive.
func kindsIn(archive []byte) (kinds []string) {
	for line := range bytes.Lines(archive) {
		if kind, ok := bytes.CutPrefix(line, []byte("WARC-Type: ")); ok {
			kinds = append(kinds, string(bytes.TrimSpace(kind)))
		}
	}
	return kinds
}

func TestCaptureWritesAnArchive(t *testing.T) {
	p, at := newPlace(t), harbour(t)
	folder := t.TempDir()
	plain, packed := filepath.Join(folder, "a.warc"), filepath.Join(folder, "a.warc.gz")
	if err := os.WriteFile(plain, []byte("what was there before"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := p.must(t, "capture", at+"/old", "--warc", plain); !strings.Contains(out, "The archive is in "+plain) {
		t.Error(out)
	}
	p.must(t, "capture", at+"/old", "--warc", packed, "--json")
	archive, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"warcinfo", "response", "request", "metadata"}, kindsIn(archive)); diff != "" {
		t.Error(diff)
	}
	for _, words := range []string{"\r\n\r\n" + fares + "\r\n\r\n", "WARC-Payload-Digest: sha256:" + sumOf(fares), "X-Archive-Orig-Content-Encoding: gzip\r\n", "via: " + at + "/old\r\n", "User-Agent: Mozilla/5.0 (compatible; Tickmark/", "software: tickmark "} {
		if !bytes.Contains(archive, []byte(words)) {
			t.Errorf("%q is not in it", words)
		}
	}
	if bytes.Contains(archive, []byte("id=1")) {
		t.Error("a cookie is in it")
	}
	f, err := os.Open(packed)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(z)
	if err != nil || !slices.Equal(kindsIn(unpacked), kindsIn(archive)) {
		t.Errorf("packed: %q, %v", kindsIn(unpacked), err)
	}
	upload := filepath.Join(folder, "b.warc")
	p.must(t, "capture", drafted(t, "fares.html", fares)[0], "--warc", upload)
	if archive, err = os.ReadFile(upload); err != nil || !slices.Equal(kindsIn(archive), []string{"warcinfo", "resource", "metadata"}) {
		t.Errorf("of a file: %q, %v", kindsIn(archive), err)
	}
	left, err := filepath.Glob(filepath.Join(folder, ".capture-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%q were left behind, %v", left, err)
	}
}

// Nobody ever answers here, and nobody writes.
func TestCaptureEndsAtOnceWhenItIsStopped(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "never")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	at := harbour(t)
	for name, from := range map[string]string{"a page": at + "/slow", "a file": pipe} {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			stop()
			var out strings.Builder
			r := &run{Settings: Settings{Reach: []string{strings.TrimPrefix(at, "http://")}}, ctx: ctx, out: &out, err: &out, now: time.Now}
			if err := (captureCmd{From: from, JSON: true}).Run(r); !errors.Is(err, context.Canceled) || out.Len() > 0 {
				t.Errorf("%v, %q", err, out.String())
			}
		})
	}
	end, err := os.OpenFile(pipe, os.O_WRONLY, 0) // what still reads ends too
	if err != nil {
		t.Fatal(err)
	}
	_ = end.Close()
}

func TestASignalEndsACaptureAtOnce(t *testing.T) {
	p, at := newPlace(t), harbour(t)
	cmd := p.command(t.Context(), "capture", at+"/slow", "--json")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // whether it asks already or not, it has to end
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 1 && code != -1 || out.Len() > 0 {
		t.Errorf("exit %d, %q, %q", code, out.String(), errs.String())
	}
}
