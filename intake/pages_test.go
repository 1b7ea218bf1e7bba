package intake

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is read of the pages as what is wanted")

// charsets are the encodings in which pages are read that are kept in UTF-8.
var charsets = map[string]string{"japanese.html": "shift_jis", "russian.html": "windows-1251"}

func readPage(t *testing.T, file string) Result {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if charset := charsets[filepath.Base(file)]; charset != "" {
		b = encode(t, string(b), charset)
	}
	in := Input{Bytes: b, Type: "text/html"}
	if strings.Contains(file, "news") {
		in.Address = "https://post.example/local/ferry-fare?utm=1"
	}
	res, err := Read(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := Valid(res.Document); err != nil {
		t.Error(err)
	}
	return res
}

// report writes everything that was read, a line for each thing.
func report(res Result) string {
	var b strings.Builder
	for _, line := range show(res.Document) {
		fmt.Fprintln(&b, line)
	}
	runes := []rune(res.Text)
	fmt.Fprintf(&b, "\n%s, %s: %+v\n", res.Format, res.Charset, res.Meta)
	for _, w := range res.Warnings {
		fmt.Fprintf(&b, "%s %d times, first at %d\n", w.Code, w.Count, w.At)
	}
	for _, c := range res.Citations {
		fmt.Fprintf(&b, "cites %q %q %q at %q<%q>\n", c.Label, c.Text, c.URL, string(runes[max(0, c.At.Start-12):c.At.Start]), string(runes[c.At.Start:c.At.End]))
	}
	return b.String()
}

func TestPagesAreRead(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %d pages", err, len(files))
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			got := report(readPage(t, file))
			golden := strings.TrimSuffix(file, ".html") + ".want"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
