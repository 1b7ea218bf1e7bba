package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// measure is one row of the table.
type measure struct {
	about string // "check-worthiness"
	name  string
	value float64
	whole bool // value is a count
	of    int  // and this what it is a count of, when that is more than 0
	bar   bar
	none  string // why it was not taken; "" when it was
}

// bar is what a measure has to reach.
type bar struct {
	sign   sign
	figure float64
	note   string // what else a reader may want to know of it
}

// sign says on which side of the bar to be.
type sign string

// The signs. Without one there is no bar.
const (
	atLeast sign = "≥"
	atMost  sign = "≤"
	above   sign = ">"
)

// missed reports whether the measure was taken and does not reach its bar.
func (m measure) missed() bool {
	if m.none != "" {
		return false
	}
	switch m.bar.sign {
	case atLeast:
		return m.value < m.bar.figure
	case atMost:
		return m.value > m.bar.figure
	case above:
		return m.value <= m.bar.figure
	}
	return false
}

// row is a measure in the table.
type row [4]string

// head are the columns of the table.
var head = row{"what", "value", "bar", ""}

func (m measure) row() row {
	r := row{m.about + ": " + m.name, m.figure(m.value)}
	switch {
	case m.none != "":
		r[1], r[3] = "", "not taken: "+m.none
	case m.of > 0:
		r[1] += fmt.Sprintf(" of %d", m.of)
	}
	if m.bar.sign != "" {
		r[2] = string(m.bar.sign) + " " + m.figure(m.bar.figure)
	}
	if m.bar.note != "" {
		r[2] += " (" + m.bar.note + ")"
	}
	switch {
	case m.none != "" || m.bar.sign == "":
	case m.missed():
		r[3] = "MISSED"
	default:
		r[3] = "held"
	}
	return r
}

// figure is v as the measure's values are written.
func (m measure) figure(v float64) string {
	if m.whole || m.of > 0 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

// table writes the measures for a terminal.
func table(w io.Writer, measures []measure) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, m := range measures {
		r := m.row()
		if _, err := fmt.Fprintln(out, strings.Join(r[:], "\t")); err != nil {
			return err
		}
	}
	return out.Flush()
}

// missed is an error that names every bar that is missed, or nil.
func missed(measures []measure) (err error) {
	for _, m := range measures {
		if m.missed() {
			err = errors.Join(err, fmt.Errorf("a bar is missed: %s: %s", m.about, m.name))
		}
	}
	return err
}

// whole reports whether every measure was taken.
func whole(measures []measure) bool {
	for _, m := range measures {
		if m.none != "" {
			return false
		}
	}
	return true
}
