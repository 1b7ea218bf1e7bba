package planted

import (
	"fmt"

	"example.org/tickmark/copydesk/checks"
)

// Result is how well the checks do.
type Result struct {
	Planted int      // errors
	Found   int      // of them
	Missed  []string // the cases whose error was not found
	Clean   int      // clean texts
	Right   int      // findings that are a planted error
	False   []string // findings that are none, in any text, with its case
	Checks  []Score  // by check, in the order of checks.All
}

// Score is how well one check does.
type Score struct {
	Check                 string
	Planted, Found, False int
}

// Precision is the share of the findings that are planted errors.
func (r Result) Precision() float64 {
	if r.Right+len(r.False) == 0 {
		return 1
	}
	return float64(r.Right) / float64(r.Right+len(r.False))
}

// Recall is the share of the planted errors that are found.
func (r Result) Recall() float64 {
	if r.Planted == 0 {
		return 1
	}
	return float64(r.Found) / float64(r.Planted)
}

// Measure runs all checks over all cases, those with a planted error and those
// without.
func Measure() (r Result) {
	scores := map[string]*Score{}
	r.Checks = make([]Score, len(checks.All))
	for i, c := range checks.All {
		r.Checks[i].Check = c.Name
		scores[c.Name] = &r.Checks[i]
	}
	for _, c := range Cases() {
		r.Planted++
		hit := r.judge(c, scores)
		if s := scores[c.Check]; s != nil {
			s.Planted++
			if hit {
				s.Found++
			}
		}
		if hit {
			r.Found++
		} else {
			r.Missed = append(r.Missed, fmt.Sprintf("%s, %s: %s", c.Name, c.Check, c.Copy))
		}
	}
	for _, c := range Clean() {
		r.Clean++
		r.judge(c, scores)
	}
	return r
}

// judge counts a case's findings and reports whether its error was found. A
// second finding that is the error as well counts for nothing.
func (r *Result) judge(c Case, scores map[string]*Score) (hit bool) {
	for _, f := range c.Found() {
		switch {
		case c.Hit(f) && !hit:
			hit = true
			r.Right++
		case c.Hit(f):
		default:
			scores[f.Check].False++
			r.False = append(r.False, fmt.Sprintf("%s: %s: %s", c.Name, f.Check, f.Message))
		}
	}
	return hit
}
