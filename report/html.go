package report

import (
	"bytes"
	_ "embed" // the page and its style
	"fmt"
	"html/template"
	"slices"
	_ "time/tzdata" // so that a report reads the same on a machine without zones

	"example.org/tickmark/typeset"
)

//go:embed page.html.tmpl
var pageSource string

//go:embed page.css
var pageStyle string

// page gets the funcs that tell times and people anew for each report.
var page = template.Must(template.New("page").Funcs(pageFuncs(Report{})).Parse(pageSource))

// HTML draws the report as one standalone file: no script, nothing fetched,
// every text escaped, links only to http, https and mailto. It is drawn from
// what the body holds and nothing else.
func HTML(r Report) ([]byte, error) {
	t, err := page.Clone()
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	var out bytes.Buffer
	err = t.Funcs(pageFuncs(r)).Execute(&out, struct {
		Report
		Style  template.CSS // our own file
		Groups []typeset.Group
	}{r, template.CSS(pageStyle), sheet(r).Groups}) //nolint:gosec // embedded at build time
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return out.Bytes(), nil
}

func pageFuncs(r Report) template.FuncMap {
	tell := tellerOf(r)
	return template.FuncMap{
		"long":     tell.long,
		"short":    tell.short,
		"changes":  tell.changes,
		"plain":    plain,
		"node":     func(k typeset.NodeKind) string { return nodeNames[k] },
		"group":    func(k typeset.GroupKind) string { return groupNames[k] },
		"sign":     typeset.SignName,
		"link":     safeURL,
		"diff":     func(p [2]string) []diffPiece { return diffWords(p[0], p[1]) },
		"capital":  capital,
		"count":    count,
		"tone":     toneOf,
		"head":     headline,
		"action":   actionWords,
		"pair":     func(from, to string) [2]string { return [2]string{from, to} },
		"approver": func(l *Look) string { return approver(*l) },
		"promise":  func() []string { return promises },
		"verdicts": verdictWords,
		"writers":  writersOf,
		"waivers":  waiversByKind,
		"ended":    ended,
		"undone":   takenBack,
		"undoing":  func() string { return takenBackWords },
		"covered":  func(r Report) string { said, _ := coverageWords(r); return said },
		"fallen":   func(r Report) string { _, short := coverageWords(r); return short },
		"said":     func(c Claim) [3]string { return inSentence(r.Revision, c) },
		"resting":  func(c *Capture) string { return captureWords(*c) },
		"quoted":   func(c Claim, e Evidence) quoted { return quoted{c, e, r.Article.Language} },
		"level":    func(b typeset.Block) int { return min(max(b.Level, 2), 4) + 2 },
	}
}

// quoted is what a claim's evidence quotes, to be drawn.
type quoted struct {
	Claim    Claim
	Evidence Evidence
	Lang     string // of the copy
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
