package handlers_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

func itoa(id models.ID) string { return strconv.FormatInt(id, 10) }

// archive is what the web archive at an address has, unpacked.
func (k kept) archive(t *testing.T, b *browser, at string) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, at, http.NoBody)
	r.Header.Set("Accept-Encoding", "gzip")
	a := b.send(t, r)
	if h := a.header; a.status != http.StatusOK || h.Get("Content-Type") != "application/gzip" || h.Get("Content-Encoding") != "" ||
		!strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename=") || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Fatalf("%d %v", a.status, h)
	}
	z, err := gzip.NewReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

func TestAnArticlesCapturesAreTakenAlong(t *testing.T) {
	k := newKept(t)
	vera := k.as(t, k.Vera)
	whole := k.archive(t, vera, k.path("/captures.warc.gz"))
	for _, want := range []string{"isPartOf: ", "WARC-Target-URI: https://harbour.example/fares", keptPage, "User-Agent: Tickmark", "urn:fullPage:https://harbour.example/fares", k.picture, k.pdf} {
		if !strings.Contains(whole, want) {
			t.Errorf("the article's archive has no %q", want)
		}
	}
	if strings.Contains(whole, "41,000") {
		t.Error("the article's archive has what was uploaded")
	}
	if one := k.archive(t, vera, k.path("/captures/#/capture.warc.gz", k.uploaded)); !strings.Contains(one, "41,000\n") || strings.Contains(one, "harbour.example") {
		t.Errorf("the archive of the upload has %s", one)
	}
	if a := vera.get(t, k.path("/backup")); !strings.Contains(a.body, k.path("/captures.warc.gz")) {
		t.Error("the backup page does not lead to the archive")
	}
}

// An archive that cannot be sent whole is broken off: nobody takes it for one.
func TestAnArchiveThatBreaksIsNotWhole(t *testing.T) {
	k := newKept(t)
	lost := models.Capture{SourceID: k.source, How: models.Fetched, At: 1, Status: 200, Address: "https://harbour.example/lost", MediaType: "text/html"}
	k.keep(t, &lost, "a body that will be lost")
	if err := k.Blobs.Remove(t.Context(), lost.BodySHA256); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("it ended with %v", err)
		}
	}()
	a := k.as(t, k.Vera).get(t, k.path("/captures.warc.gz"))
	t.Errorf("it was sent with %d and %d bytes", a.status, len(a.body))
}

func TestAnArchiveIsBounded(t *testing.T) {
	k := newKept(t)
	if _, err := k.SQL(t).ExecContext(t.Context(), "DROP TRIGGER captures_never_updated"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.SQL(t).ExecContext(t.Context(), "UPDATE captures SET body_size = 2000000000"); err != nil {
		t.Fatal(err)
	}
	if a := k.as(t, k.Vera).get(t, k.path("/captures.warc.gz")); a.status != http.StatusRequestEntityTooLarge || !strings.Contains(a.text(), "one by one") {
		t.Errorf("%d %s", a.status, a.text())
	}
}

// reader reads an archive in a browser, with the parser of Webrecorder's tools.
const reader = `<!doctype html><meta charset=utf-8><title>reader</title><link rel=icon href=data:,><script type=module>
import {WARCParser} from "/warcio.js";
window.records = async name => {
	const all = [];
	for await (const r of new WARCParser((await fetch(name)).body)) {
		const payload = await r.readFully(true);
		all.push([r.warcType, r.warcTargetURI || "", r.httpHeaders && r.httpHeaders.statusCode || 0, r.warcType == "response" ? new TextDecoder().decode(payload) : payload.length].join(" "));
	}
	return all;
};
</script>`

func TestAPublicToolReadsTheArticlesArchive(t *testing.T) {
	k := newKept(t)
	a := k.as(t, k.Vera).get(t, k.path("/captures.warc.gz"))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/a.warc.gz":
			w.Header().Set("Content-Type", "application/gzip")
			_, _ = io.Copy(w, bytes.NewReader([]byte(a.body)))
		case "/warcio.js":
			http.ServeFile(w, r, "../warc/testdata/warcio/warcio.js")
		default:
			_, _ = io.WriteString(w, reader)
		}
	}))
	defer s.Close()
	tab := testkit.Chromium(t)
	if _, err := chromedp.Run(tab, chromedp.Navigate(s.URL)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`records("/a.warc.gz")`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	const fares = "https://harbour.example/fares"
	want := []string{
		"response " + fares + " 200 " + keptPage, "request " + fares + " 0 0",
		fmt.Sprintf("resource urn:pdf:%s 0 %d", fares, len(k.pdf)), fmt.Sprintf("resource urn:fullPage:%s 0 %d", fares, len(k.picture)),
	}
	if len(got) == 0 || !strings.HasPrefix(got[0], "warcinfo") {
		t.Fatalf("read are %q", got)
	}
	if diff := cmp.Diff(want, got[1:]); diff != "" {
		t.Error(diff)
	}
}
