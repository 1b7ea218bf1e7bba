// Command bench holds the program against its bars: figures that are ratios
// wherever they can be, taken in one run, so that they mean the same on any
// machine. It prints one table and, when asked, writes it as a paper. A bar
// that is missed is said so and fails nothing: a clock is no test.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// options are what may be said on the command line.
type options struct {
	Claims   int    `default:"1000000" help:"How many claims the largest newsroom has. A tenth and a hundredth of it are made as well."`
	Folder   string `default:".bench" type:"path" help:"Where the newsrooms are kept between runs."`
	Paper    string `type:"path" help:"Write the table as Markdown to this file."`
	Generate bool   `help:"Make the newsrooms and measure nothing."`
	Captures bool   `help:"Measure what captures cost alone, which needs no newsroom, and write no paper."`
	Reading  bool   `help:"Measure the reading of copy alone, which needs no newsroom, and write no paper."`
}

func main() {
	var o options
	kong.Parse(&o, kong.Description("Holds Tickmark against its bars."))
	if err := o.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// line is one line of the table.
type line struct {
	name  string
	value string
	bar   string
	held  bool
}

// table is what was measured.
type table []line

// most adds a figure that may be at most bar.
func (t *table) most(name string, value, bar float64, unit string) {
	t.add(line{name, fmt.Sprintf("%.1f%s", value, unit), fmt.Sprintf("≤ %g%s", bar, unit), value <= bar})
}

// told adds a figure without a bar.
func (t *table) told(name, value string) { t.add(line{name, value, "", true}) }

func (t *table) add(l line) {
	*t = append(*t, l)
	fmt.Printf("%-58s %12s %10s  %s\n", l.name, l.value, l.bar, l.verdict())
}

func (l line) verdict() string {
	switch {
	case l.bar == "":
		return ""
	case l.held:
		return "held"
	}
	return "OVER"
}

// run makes what is missing and measures.
func (o options) run(ctx context.Context) error {
	if o.Reading {
		return copyRead(ctx, &table{})
	}
	if o.Captures {
		var t table
		return errors.Join(captures(ctx, &t), sources(ctx, &t))
	}
	small, middle, large, err := o.newsrooms(ctx)
	if err != nil || o.Generate {
		return err
	}
	var t table
	for _, measure := range []func(context.Context, *table) error{
		copyRead, pages, render, static, captures, sources,
		func(ctx context.Context, t *table) error { return lists(ctx, t, small, large) },
		func(ctx context.Context, t *table) error { return searches(ctx, t, middle, large) },
		func(ctx context.Context, t *table) error { return trail(ctx, t, large) },
		func(ctx context.Context, t *table) error { return program(ctx, t, large) },
	} {
		if err := measure(ctx, &t); err != nil {
			return err
		}
	}
	if o.Paper == "" {
		return nil
	}
	return os.WriteFile(o.Paper, []byte(t.paper(o.Claims)+apart(o.Paper)), 0o644) //nolint:gosec // a paper is for everybody
}

// apart is what the paper has about figures that other commands take. It stays.
func apart(paper string) string {
	const heading = "\n# Measured apart\n"
	was, err := os.ReadFile(paper) //nolint:gosec // the paper that whoever calls this has named
	if err != nil {
		return "" // there is none yet
	}
	_, rest, found := strings.Cut(string(was), heading)
	if !found {
		return ""
	}
	return heading + rest
}

// paper is the table as Markdown.
func (t table) paper(claims int) string {
	var b strings.Builder
	fmt.Fprintf(&b, head, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), claims, claims/claimsEach)
	b.WriteString("| what | value | bar | |\n|---|---|---|---|\n")
	for _, l := range t {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", l.name, l.value, l.bar, l.verdict())
	}
	b.WriteString(method)
	return b.String()
}

const head = `# Benchmarks

The last table that ` + "`make bench`" + ` wrote: %d cores, %s/%s, %s; the largest newsroom has %d claims in %d articles.

`

const method = `
## Method

- Ratios are of CPU time of the whole process, user and system, garbage collection included. What is compared is asked for in alternating rounds of one run; each figure is the median of seven rounds. Both sides go through the same request and the same recorder; there is no network and no compression.
- *From memory* is the page's own bytes, sent by gin out of a slice.
- The article page has 40 claims and 120 pieces of evidence, the list 50 articles. *At once* is a page whose article has not changed since it was last asked for; *after an act* is the page after every act on the article, when all that it shows is read again.
- The article that is read has 10,000 words in one language, made by ` + "`bench/demo`" + ` out of paragraphs of its own, no two of them the same; all of the reading is sentences, detectors, scores, suggestions and checks. ` + "`go run ./cmd/bench --reading`" + ` measures it alone, ` + "`go test -run - -bench . ./bench/demo`" + ` by the clock.
- Large newsrooms are made by ` + "`bench/generate`" + `, anew when the schema has gone on since: two articles by acts, the others as copies of their rows with other words, and a trail of their own that verifies.
- The program is the real binary over the largest newsroom: the time from its start to its first answer, and the memory that it holds then and after 500 article pages.
- The 50 captures are of a site on this machine that plays twelve tricks in turn: a body without end, plain and in chunks; a byte a second; no answer; 256 MiB in a gzip packet; a length of 10 GiB, and one that is too long; a header without end; a circle of redirects; and whole pages of 10 MB in HTML, in text and as a picture. The real binary, without Chromium, over 25 articles captures them while somebody reads an article every 10 ms; memory is the most that it held until every page was asked for and the whole ones were kept, over what it held before, as Linux tells both. How long a fetch took, and how many there were at once, is what the site saw, which hears a little later that somebody went: up to 0.1 s are not counted as being at once, and the program goes half a second before 15 for that. ` + "`go run ./cmd/bench --captures`" + ` measures this and the two next alone.
- The passage has 200 code points near the end of 100 KB of sentences that are much alike, and five letters of it are others.
- The newsrooms with 100 and 10,000 sources have a capture of 10 KB for each: words of its own, and a tenth that all pages of its publisher have, of which there are 40. In either half of the sources are used, and 60, spread over all, are gone, drifted, protected and of one publisher, so that every list fills its page.
- Fsyncs are not counted here: an act is one commit at synchronous=FULL. That 64 writers at once never meet SQLITE_BUSY is ` + "`TestOfSixtyFourWhoMoveAClaimAtOnceOneWins`" + ` in ` + "`newsroom/`" + `: any other error than that somebody was first fails it.
- A bar that is missed is printed and fails nothing.
`

// rounds is how often each comparison is made.
const rounds = 7

// ratio is how many times the CPU time of b a takes: the median of alternating
// rounds in which a runs na times and b nb times.
func ratio(a func() error, na int, b func() error, nb int) (float64, error) {
	return ratioBy(cpu, a, na, b, nb)
}

// ratioBy is ratio by a clock.
func ratioBy(clock func() time.Duration, a func() error, na int, b func() error, nb int) (float64, error) {
	took := func(fn func() error, n int) (float64, error) {
		from := clock()
		for range n {
			if err := fn(); err != nil {
				return 0, err
			}
		}
		return float64(clock()-from) / float64(n), nil
	}
	var rs []float64
	for range rounds {
		x, err := took(a, na)
		y, err2 := took(b, nb)
		if err := errors.Join(err, err2); err != nil {
			return 0, err
		}
		rs = append(rs, x/max(y, 1))
	}
	return median(rs), nil
}
