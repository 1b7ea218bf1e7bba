// Package origins holds news of which it is known who copied whom, and how well
// the program tells. The texts are the project's own, in seven languages. Each
// cluster has the report of an agency, copies of it that are made here as
// newspapers make them, a report that was rewritten from it, and reports that
// others wrote of the same event with the same facts and the same public
// quotations. It knows what is true of them, and nothing of how that is found.
package origins

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/models"
	"example.org/tickmark/origins"
)

//go:embed testdata/*.txt
var files embed.FS

// Truth is what is true of two texts of a cluster.
type Truth string

// What may be true of two texts.
const (
	Copied      Truth = "copied"
	Rewritten   Truth = "rewritten"
	Independent Truth = "independent"
	Cited       Truth = "cited" // own reporting that names the other's
)

// Cluster is the reports of one event.
type Cluster struct {
	Name     string // language and a word, such as "en flood"
	Language string // BCP 47
	Set      Set
	Reports  []Report
}

// Set is a part of the corpus.
type Set string

// The sets.
const (
	Tuning  Set = "tuning"   // every threshold was chosen by it
	HeldOut Set = "held out" // none was, but how it did was seen while they were chosen
	Fresh   Set = "fresh"    // written when all thresholds stood
)

// Sets lists the sets.
var Sets = []Set{Tuning, HeldOut, Fresh}

// Report is a report in a cluster.
type Report struct {
	origins.Text
	Name string // "agency", "cut", "house", "brief", "rewritten", "feature", "report"
	From Truth  // what is true of it and the agency's; Copied of the agency's own
}

// Between is what is true of two reports of a cluster.
func Between(a, b Report) Truth {
	switch {
	case a.From == Independent || b.From == Independent:
		return Independent
	case a.From == Rewritten || b.From == Rewritten:
		return Rewritten
	}
	return Copied
}

// languages are those of the corpus, in the order of its clusters.
var languages = []string{"en", "de", "fr", "es", "ru", "ar", "zh"}

// Clusters returns the corpus. The files are part of the program, so one that
// cannot be read is a mistake in it and panics.
func Clusters() (all []Cluster) {
	more := reports()
	add := func(lang, part string, in Set) {
		c, err := read(lang, part, more)
		if err != nil {
			panic(fmt.Sprintf("cluster %d: %v", len(all)+1, err))
		}
		c.Set = in
		for i := range c.Reports {
			c.Reports[i].ID = models.ID(len(all)*100 + i + 1)
		}
		all = append(all, c)
	}
	for _, lang := range languages {
		for i, part := range parts(lang + ".txt") {
			add(lang, part, []Set{Tuning, HeldOut}[i%2])
		}
	}
	for _, part := range parts("fresh.txt") {
		lang, part, _ := strings.Cut(part, " ")
		add(lang, part, Fresh)
	}
	return all
}

// Of returns the clusters of one set.
func Of(set Set) []Cluster {
	return slices.DeleteFunc(Clusters(), func(c Cluster) bool { return c.Set != set })
}

// parts are what stands behind each head, "[...]", of a file, with the head.
func parts(name string) []string {
	text, err := files.ReadFile("testdata/" + name)
	if err != nil {
		panic(err)
	}
	return strings.Split("\n"+string(text), "\n[")[1:]
}

// reports are the independent reports of reports.txt, by the cluster's name.
func reports() map[string]written {
	all := map[string]written{}
	for _, part := range parts("reports.txt") {
		head, body, _ := strings.Cut(part, "]\n")
		name, publisher, _ := strings.Cut(head, " | ")
		all[name] = written{publisher: publisher, lines: lines(body)}
	}
	return all
}

// written is a report as it stands in a file: a headline and paragraphs.
type written struct {
	publisher string
	lines     []string
}

// read reads a cluster:
//
//	[name | agency | publisher of the rewritten report | publisher of the other]
//	The agency's headline
//	Its paragraphs
//	>> The headline of a copy
//	-- rewrite
//	Headline and paragraphs
//	-- other
//	Headline and paragraphs
func read(lang, part string, more map[string]written) (c Cluster, err error) {
	head, body, ok := strings.Cut(part, "]\n")
	names := strings.Split(head, " | ")
	agency, rest, ok1 := strings.Cut(body, "\n-- rewrite\n")
	rewrite, other, ok2 := strings.Cut(rest, "\n-- other\n")
	agency, headline, ok3 := strings.Cut(agency, "\n>> ")
	if !ok || !ok1 || !ok2 || !ok3 || len(names) != 4 {
		return c, fmt.Errorf("a part is missing in %q", head)
	}
	c = Cluster{Name: lang + " " + names[0], Language: lang}
	source := lines(agency)
	c.add("agency", Copied, written{names[1], source})
	for _, way := range ways {
		if made := way.make(lang, headline, source); made != nil {
			c.add(way.name, Copied, written{way.name + " press", made})
		}
	}
	c.add("rewritten", Rewritten, written{names[2], lines(rewrite)})
	c.add("feature", Independent, written{names[3], lines(other)})
	if w, ok := more[c.Name]; ok {
		c.add("report", Independent, w)
	}
	return c, nil
}

func lines(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") }

// afterwards is when each report was published, in minutes after the first.
var afterwards = map[string]int{"feature": 0, "agency": 10, "cut": 25, "brief": 40, "house": 70, "rewritten": 130, "report": 145}

// start is when the first report of every cluster was published.
const start = models.Instant(1_760_000_000_000)

func (c *Cluster) add(name string, from Truth, w written) {
	t := origins.Text{
		Document: document(w.lines), Language: c.Language, Publisher: w.publisher,
		Address:   fmt.Sprintf("https://%s.example/%s", name, strings.ReplaceAll(c.Name, " ", "/")),
		Published: start + models.Instant(afterwards[name]*60_000),
	}
	c.Reports = append(c.Reports, Report{Text: t, Name: name, From: from})
}

// document is a headline and paragraphs.
func document(lines []string) (d models.Document) {
	d.Text = strings.Join(lines, "\n")
	at := 0
	for i, line := range lines {
		b := models.Block{Span: models.Span{Start: at, End: at + utf8.RuneCountInString(line)}, Kind: models.Paragraph}
		if i == 0 {
			b.Kind = models.Headline
		}
		d.Blocks = append(d.Blocks, b)
		at = b.End + 1
	}
	return d
}

// texts are the texts of all reports of some clusters.
func texts(clusters []Cluster) (all []origins.Text) {
	for _, c := range clusters {
		for _, r := range c.Reports {
			all = append(all, r.Text)
		}
	}
	return slices.Clip(all)
}
