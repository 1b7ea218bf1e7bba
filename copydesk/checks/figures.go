package checks

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// figure is a number, an amount of money or a percentage in a sentence.
type figure struct {
	detect.Detection
	value float64
	// step is what one more in the last digit that is written would add: 0.1
	// of "4.2", 100,000 of "1.2 million".
	step float64
	day  bool // it may be the day of the month that belongs to the weekday before it
}

// figuresOf are the figures of each sentence.
func (b *bench) figuresOf() [][]figure {
	all := make([][]figure, len(b.Reading.Sentences))
	for i, s := range b.Reading.Sentences {
		weekday := -1 // where one ends
		for _, d := range s.Found {
			if d.When != nil && d.When.Weekday > 0 {
				weekday = d.End
			}
			if d.Quantity != nil && (d.Kind == detect.Number || d.Kind == detect.Money || d.Kind == detect.Percentage) && !d.Quantity.Ordinal {
				all[i] = append(all[i], figure{d, d.Quantity.Low, step(d.Words, d.Quantity.Low), d.Start == weekday+1 && d.Quantity.Counted == ""})
			}
		}
	}
	return all
}

// exact reports whether the figure is a single one and said exactly.
func (f figure) exact() bool {
	return f.Quantity.Hedge == "" && f.Quantity.Low == f.Quantity.High && !math.IsInf(f.value, 0) && !math.IsNaN(f.value)
}

// inWords reports whether the figure is a part in words: a quarter.
func (f figure) inWords() bool { return f.value < 1 && leadingDigits(f.Words) == "" }

// slack is by how much the figure may differ from what it rounds; whole numbers
// that are written out are counted, not rounded.
func (f figure) slack() float64 {
	if f.step == 1 {
		return 0
	}
	return f.step / 2
}

func (f figure) unit() string { return f.Quantity.Unit }

// step finds the worth of the last digit in words that write a value.
func step(words string, value float64) float64 {
	digits := leadingDigits(words)
	n, err := strconv.ParseFloat(digits, 64)
	switch {
	case err == nil && n != 0 && value != 0:
		return math.Pow(10, math.Round(math.Log10(math.Abs(value)/n)))
	case value >= 1e9:
		return 1e9
	case value >= 1e6:
		return 1e6
	}
	return 1
}

// leadingDigits are the digits of the first figure in words, without what parts
// them, as ASCII.
func leadingDigits(words string) string {
	var out strings.Builder
	for _, r := range words {
		switch {
		case unicode.IsDigit(r):
			out.WriteByte(byte('0' + digit(r)))
		case out.Len() > 0 && !strings.ContainsRune(".,'’ \u00a0\u202f\u2009٫٬", r):
			return out.String()
		}
	}
	return out.String()
}

// digit is the value of a decimal digit of any script: digits stand in rows of
// ten from their zero on.
func digit(r rune) int {
	n := 0
	for n < 9 && unicode.IsDigit(r-1) {
		r, n = r-1, n+1
	}
	return n % 10
}

// near reports whether two values are the same but for what rounding allows.
func near(a, b, slack float64) bool {
	return math.Abs(a-b) <= slack+1e-9*max(math.Abs(a), math.Abs(b))
}

// write is a value as a message has it.
func write(v float64) string {
	var s string
	if math.Abs(v-math.Round(v*100)/100) < 1e-9*max(1, math.Abs(v)) {
		s = strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	} else {
		s = strconv.FormatFloat(v, 'f', 1, 64)
	}
	whole, rest, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0 && len(whole) > 4; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest = strings.TrimRight(rest, "0"); rest != "" {
		rest = "." + rest
	}
	return sign + whole + rest
}

// gapWords are the words between two places of a sentence, in small letters.
// They are those of the bench: nobody may write into them.
func (b *bench) gapWords(start, end int) []string {
	from := b.wordAt(start)
	if from < len(b.words) && b.words[from].Start < start {
		from++
	}
	to := b.wordAt(end)
	if to < from {
		return nil
	}
	return b.lows[from:to:to]
}

// lastWords are up to n words right before a place of a sentence that do not
// begin before start, whatever signs stand between them.
func (b *bench) lastWords(start, at, n int) []string {
	words := b.gapWords(start, at)
	return words[max(0, len(words)-n):]
}

// has reports whether one of the words is in the set.
func has(words []string, in map[string]bool) bool {
	for _, w := range words {
		if in[w] {
			return true
		}
	}
	return false
}

// sentence is the span of the i-th sentence.
func (b *bench) sentence(i int) models.Span { return b.Reading.Sentences[i].Span }

// sentenceWords are the words of the i-th sentence, in small letters.
func (b *bench) sentenceWords(i int) []string {
	return b.gapWords(b.sentence(i).Start, b.sentence(i).End)
}
