package report

import (
	"net/url"
	"slices"
	"strings"

	"example.org/tickmark/models"
)

// run is a stretch of copy in which nothing begins or ends.
type run struct {
	Text             string
	Strong, Emphasis bool
	Link             string // http, https or mailto, or empty
	Claims           []int  // numbers of the claims it lies in
	Refs             []int  // numbers of the claims whose words end with it
}

// block is a block of copy, cut into cells (one, but for a table row) of runs.
type block struct {
	models.Block
	Cells [][]run
}

// layout cuts the copy at every border of a block, mark or claim. A footnote
// that falls inside a link stands behind it.
func layout(r Report) []block {
	text := []rune(r.Revision.Text)
	blocks := make([]block, len(r.Revision.Blocks))
	for i, b := range r.Revision.Blocks {
		b.Span = clip(b.Span, models.Span{Start: 0, End: len(text)})
		blocks[i] = block{b, cells(blockRuns(r, text, b.Span), b.Kind == models.TableRow)}
	}
	return blocks
}

func clip(s, within models.Span) models.Span {
	start := min(max(s.Start, within.Start), within.End)
	return models.Span{Start: start, End: min(max(s.End, start), within.End)}
}

func blockRuns(r Report, text []rune, in models.Span) (runs []run) {
	cuts := []int{in.Start, in.End}
	marks := slices.DeleteFunc(slices.Clone(r.Revision.Marks), func(m models.Mark) bool { return !m.Overlaps(in) })
	for _, m := range marks {
		cuts = append(cuts, m.Start, m.End)
	}
	claims := slices.DeleteFunc(slices.Clone(r.Claims), func(c Claim) bool { return c.Span == nil || !c.Span.Overlaps(in) })
	for _, c := range claims {
		cuts = append(cuts, c.Span.Start, c.Span.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i := 1; i < len(cuts); i++ {
		piece := models.Span{Start: cuts[i-1], End: cuts[i]}
		if !in.Contains(piece) {
			continue
		}
		one := run{Text: string(text[piece.Start:piece.End])}
		for _, m := range marks {
			if m.Contains(piece) {
				one.mark(m)
			}
		}
		for _, c := range claims {
			if c.Span.Contains(piece) {
				one.Claims = append(one.Claims, c.Number)
			}
			if c.Span.End == piece.End {
				one.Refs = append(one.Refs, c.Number)
			}
		}
		runs = append(runs, one)
	}
	refsBehindLinks(runs)
	return runs
}

func (r *run) mark(m models.Mark) {
	switch m.Kind {
	case models.Strong:
		r.Strong = true
	case models.Emphasis:
		r.Emphasis = true
	case models.Link:
		r.Link = safeURL(m.URL)
	}
}

func refsBehindLinks(runs []run) {
	for i := range len(runs) - 1 {
		if runs[i].Link != "" && runs[i].Link == runs[i+1].Link {
			runs[i+1].Refs = append(runs[i].Refs, runs[i+1].Refs...)
			runs[i].Refs = nil
		}
	}
}

// cells cuts the runs of a table row at its TABs.
func cells(runs []run, row bool) [][]run {
	if !row {
		return [][]run{runs}
	}
	out := [][]run{nil}
	for _, r := range runs {
		parts := strings.Split(r.Text, "\t")
		for i, part := range parts {
			if i > 0 {
				out = append(out, nil)
			}
			piece := r
			piece.Text = part
			if i < len(parts)-1 {
				piece.Refs = nil
			}
			out[len(out)-1] = append(out[len(out)-1], piece)
		}
	}
	return out
}

// safeURL returns an address that a report may link to, or "".
func safeURL(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
		return address
	case "mailto":
		return address
	}
	return ""
}
