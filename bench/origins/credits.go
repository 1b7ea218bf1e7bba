package origins

import (
	"fmt"
	"strings"

	"example.org/tickmark/origins"
)

// Credit is a report of an agency, and own reporting of another on the same with
// a line that does or does not credit the agency. There are credits in every
// language with a list of attributions; they belong to the tuning set.
type Credit struct {
	Line       string
	Credited   bool
	Origin, By origins.Text
}

// Credits returns them. The file is part of the program, so one that cannot be
// read is a mistake in it and panics:
//
//	[language | the agency | the other]
//	The agency's headline and paragraphs
//	-- own
//	The other's
//	-- credits
//	^A line under the other's headline
//	$A line behind its text
//	-- none
//	^Lines that credit the agency with nothing
func Credits() (all []Credit) {
	for _, part := range parts("credits.txt") {
		head, body, _ := strings.Cut(part, "]\n")
		names := strings.Split(head, " | ")
		origin, rest, ok := strings.Cut(body, "\n-- own\n")
		own, rest, ok1 := strings.Cut(rest, "\n-- credits\n")
		credits, none, ok2 := strings.Cut(rest, "\n-- none\n")
		if len(names) != 3 || !ok || !ok1 || !ok2 {
			panic(fmt.Sprintf("a part is missing in %q", head))
		}
		said := func(publisher string, id int64, text []string) origins.Text {
			return origins.Text{ID: id, Language: names[0], Publisher: publisher, Document: document(text)}
		}
		for i, some := range []string{credits, none} {
			for _, line := range lines(some) {
				all = append(all, Credit{
					Line: line[1:], Credited: i == 0,
					Origin: said(names[1], 1, lines(origin)), By: said(names[2], 2, with(lines(own), line)),
				})
			}
		}
	}
	return all
}

// with puts a line under the headline, "^", or behind the text, "$".
func with(text []string, line string) []string {
	if strings.HasPrefix(line, "$") {
		return append(text, line[1:])
	}
	return append([]string{text[0], line[1:]}, text[1:]...)
}

// Credited is how well it is told whom a line credits.
type Credited struct {
	Score
	Wrong []string // lines that are taken for a credit and are none, or the other way round
}

// MeasureCredits traces each by itself.
func MeasureCredits(all []Credit) (r Credited) {
	for _, c := range all {
		found := false
		for _, e := range origins.Trace([]origins.Text{c.Origin, c.By}, nil).Edges {
			found = found || e.From == c.By.ID && e.Sign == origins.ByAttribution
		}
		if c.Credited {
			r.count(found)
		}
		if found {
			r.Found++
		}
		if found != c.Credited {
			r.Wrong = append(r.Wrong, fmt.Sprintf("%s: %s", c.By.Language, c.Line))
		}
	}
	return r
}

// Rows are the rows of the table.
func (r Credited) Rows() []Row {
	return []Row{
		{Name: string(Tuning) + ", credits, precision", Value: r.Precision(), Of: r.Found, Sign: "≥", Bar: LeastCopied},
		{Name: string(Tuning) + ", credits, recall", Value: r.Recall(), Of: r.True, Sign: "≥", Bar: LeastCopied},
	}
}
