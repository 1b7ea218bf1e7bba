package report

import (
	"bytes"
	_ "embed" // the page and its style
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // so that a report reads the same on a machine without zones

	"example.org/tickmark/models"
)

//go:embed page.html.tmpl
var pageSource string

//go:embed page.css
var pageStyle string

// pageFuncs that tell a time are put in for each report, in its zone.
var page = template.Must(template.New("page").Funcs(pageFuncs(time.UTC)).Parse(pageSource))

// HTML draws the report as one standalone file: no script, nothing fetched,
// every text escaped, links only to http, https and mailto. It is drawn from
// what the body holds and nothing else.
func HTML(r Report) ([]byte, error) {
	t, err := page.Clone()
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	var out bytes.Buffer
	err = t.Funcs(pageFuncs(zoneOf(r))).Execute(&out, struct {
		Report
		Style  template.CSS // our own file
		Groups []group
	}{r, template.CSS(pageStyle), groups(layout(r))}) //nolint:gosec // embedded at build time
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return out.Bytes(), nil
}

// zoneOf is the newsroom's time zone, or UTC when its name is unknown.
func zoneOf(r Report) *time.Location {
	zone, err := time.LoadLocation(r.Newsroom.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

const (
	longTime  = "2 January 2006, 15:04 MST"
	shortTime = "2 Jan 2006, 15:04"
)

func pageFuncs(zone *time.Location) template.FuncMap {
	return template.FuncMap{
		"long":     func(t Time) string { return tell(t, zone, longTime) },
		"short":    func(t Time) string { return tell(t, zone, shortTime) },
		"pieces":   pieces,
		"links":    linked,
		"link":     safeURL,
		"diff":     func(p [2]string) []diffPiece { return diffWords(p[0], p[1]) },
		"capital":  capital,
		"count":    count,
		"tone":     toneOf,
		"head":     headline,
		"action":   actionWords,
		"clip":     clipped,
		"pair":     func(from, to string) [2]string { return [2]string{from, to} },
		"approver": func(l *Look) string { return approver(*l) },
		"promise":  func() []string { return promises },
		"verdicts": verdictWords,
		"writers":  writersOf,
		"level":    func(b models.Block) int { return min(max(b.Level, 2), 4) + 2 },
	}
}

func tell(t Time, zone *time.Location, format string) string {
	if t == "" {
		return ""
	}
	return t.In(zone).Format(format)
}

// group is a row of blocks that are drawn as one thing: the items of a list,
// the rows of a table, or a single block.
type group struct {
	Kind   models.BlockKind
	Level  int
	Number int // of the first item; 0: bullets
	Blocks []block
}

func groups(blocks []block) (gs []group) {
	for _, b := range blocks {
		if n := len(gs); n > 0 && gs[n-1].takes(b) {
			gs[n-1].Blocks = append(gs[n-1].Blocks, b)
			continue
		}
		gs = append(gs, group{b.Kind, b.Level, b.Number, []block{b}})
	}
	return gs
}

func (g group) takes(b block) bool {
	switch b.Kind { //nolint:exhaustive // the others stand alone
	case models.TableRow:
		return g.Kind == b.Kind
	case models.ListItem:
		return g.Kind == b.Kind && g.Level == b.Level && (g.Number == 0) == (b.Number == 0)
	}
	return false
}

// linkedRuns is a row of runs under one link, or under none.
type linkedRuns struct {
	Link string
	Runs []run
	Refs []int // behind the link
}

func linked(runs []run) (out []linkedRuns) {
	for _, r := range runs {
		if n := len(out); n > 0 && r.Link != "" && out[n-1].Link == r.Link && len(out[n-1].Refs) == 0 {
			out[n-1].Runs = append(out[n-1].Runs, r)
			out[n-1].Refs = r.Refs
			continue
		}
		out = append(out, linkedRuns{r.Link, []run{r}, r.Refs})
	}
	return out
}

// piece is a stretch of text without anything that has to be shown: a line
// break before it, or a sign for a character that would reorder the text.
type piece struct {
	Break bool
	Sign  string
	Text  string
}

// signs names the characters that change the order in which text is shown.
var signs = map[rune]string{
	'\u202a': "LRE", '\u202b': "RLE", '\u202c': "PDF", '\u202d': "LRO", '\u202e': "RLO",
	'\u2066': "LRI", '\u2067': "RLI", '\u2068': "FSI", '\u2069': "PDI",
}

func pieces(s string) (ps []piece) {
	text := strings.NewReplacer("\r\n", "\n", string(models.LineBreak), "\n").Replace(s)
	from, brk := 0, false
	flush := func(end int) {
		if brk || from < end {
			ps = append(ps, piece{Break: brk, Text: text[from:end]})
		}
	}
	for i, r := range text {
		sign := signs[r]
		if r != '\n' && sign == "" {
			continue
		}
		flush(i)
		from, brk = i+len(string(r)), r == '\n'
		if sign != "" {
			ps = append(ps, piece{Sign: sign, Text: string(r)})
		}
	}
	flush(len(text))
	return ps
}

// approver names who approved a claim as a report showed it.
func approver(l Look) string {
	if l.ApprovedBy == nil {
		return "nobody"
	}
	return l.ApprovedBy.Name
}

// writersOf names the writers of the copy, in the order of their sentences.
func writersOf(r Revision) []Person {
	var ps []Person
	for _, s := range r.Sentences {
		for _, w := range s.Writers {
			if !slices.Contains(ps, w) {
				ps = append(ps, w)
			}
		}
	}
	return ps
}
