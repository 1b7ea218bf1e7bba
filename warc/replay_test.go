package warc_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tickmark/testkit"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// replayed is a record as warcio.js, on which Webrecorder's replay tools are
// built, reads it.
type replayed struct {
	Kind    string
	Target  string
	Refers  string
	Status  int
	Type    string // of what is replayed
	Payload []byte // of what is replayed
}

// replay reads archives in a browser, as those tools do.
const replay = `<!doctype html><meta charset=utf-8><title>replay</title><link rel=icon href=data:,><script type=module>
import {WARCParser, CDXIndexer} from "/warcio.js";
const base64 = bytes => btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""));
window.records = async name => {
	const all = [];
	for await (const r of new WARCParser((await fetch(name)).body)) {
		const payload = await r.readFully(true);
		all.push({
			Kind: r.warcType, Target: r.warcTargetURI || "", Refers: r.warcHeader("WARC-Refers-To-Target-URI") || "",
			Status: r.httpHeaders && r.httpHeaders.statusCode || 0,
			Type: (r.httpHeaders ? r.httpHeaders.headers.get("Content-Type") : r.warcContentType) || "",
			Payload: base64(payload),
		});
	}
	return all;
};
window.index = async name => {
	const all = [];
	const indexer = new CDXIndexer({format: "json"});
	for await (const c of indexer.iterIndex([{reader: (await fetch(name)).body, filename: name}])) {
		all.push([c.url, c.timestamp, c.mime, c.status || "", c.digest].join(" "));
	}
	return all;
};
</script>`

func TestAPublicReplayToolReadsTheArchive(t *testing.T) {
	b, all := house()
	files := map[string][]byte{"/a.warc": written(t, b, false, all...), "/a.warc.gz": written(t, b, true, all...)}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch body, ok := files[r.URL.Path]; {
		case ok:
			w.Header().Set("Content-Type", "application/warc")
			_, _ = w.Write(body)
		case r.URL.Path == "/warcio.js":
			http.ServeFile(w, r, "testdata/warcio/warcio.js")
		default:
			_, _ = w.Write([]byte(replay))
		}
	}))
	defer s.Close()
	ctx := testkit.Chromium(t)
	if _, err := chromedp.Run(ctx, chromedp.Navigate(s.URL)); err != nil {
		t.Fatal(err)
	}
	const page = "text/html; charset=utf-8"
	fares := all[0].Address
	want := []replayed{
		{"warcinfo", "", "", 0, "application/warc-fields", nil},
		{"response", fares, "", 200, page, []byte(ferry)},
		{"request", fares, "", 0, "", nil},
		{"metadata", fares, "", 0, "application/warc-fields", nil},
		{"resource", "urn:fullPage:" + fares, "", 0, "image/png", b[all[0].Files[0].SHA256]},
		{"resource", "urn:pdf:" + fares, "", 0, "application/pdf", b[all[0].Files[1].SHA256]},
		{"revisit", all[1].Address, fares, 200, "text/html", nil},
		{"resource", "file:///die%20Liste%3F.txt", "", 0, "text/plain", []byte("41,000\n")},
	}
	digest := all[0].BodySHA256
	index := []string{
		fares + " 20250918180000 text/html 200 " + digest,
		"urn:fullPage:" + fares + " 20250918180001 image/png  " + all[0].Files[0].SHA256,
		"urn:pdf:" + fares + " 20250918180002 application/pdf  " + all[0].Files[1].SHA256,
		all[1].Address + " 20250918180005 warc/revisit 200 " + digest,
		"file:///die%20Liste%3F.txt 20250918180009 text/plain  " + all[2].BodySHA256,
	}
	for name := range files {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[[]replayed](`records("`+name+`")`, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range got {
			if r.Kind == "warcinfo" || r.Kind == "metadata" {
				if !bytes.Contains(r.Payload, []byte(": ")) {
					t.Errorf("%s: nothing is in the %s", name, r.Kind)
				}
				got[i].Payload = nil
			}
			if len(r.Payload) == 0 {
				got[i].Payload = nil
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		lines, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`index("`+name+`")`, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(index, lines); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTheReplayToolIsWhatWasPinned(t *testing.T) {
	sums, err := os.ReadFile("testdata/warcio/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(sums)) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		content, err := os.ReadFile(filepath.Join("testdata/warcio", name))
		if err != nil {
			t.Error(err)
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s is not the file that SHA256SUMS names", name)
		}
		n++
	}
	if n < 6 {
		t.Errorf("only %d files are pinned", n)
	}
}
