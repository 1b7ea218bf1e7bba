package diff

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"
)

// written draws parts: [-removed-], {+added+}, and (alike|so).
func written(old, next string, parts []Part) string {
	o, n := []rune(old), []rune(next)
	var out strings.Builder
	for _, p := range parts {
		was, now := string(o[p.Old.Start:p.Old.End]), string(n[p.New.Start:p.New.End])
		switch p.Op {
		case Same:
			out.WriteString(was)
		case Alike:
			out.WriteString("(" + was + "|" + now + ")")
		case Removed:
			out.WriteString("[-" + was + "-]")
		case Added:
			out.WriteString("{+" + now + "+}")
		}
	}
	return out.String()
}

func TestWords(t *testing.T) {
	tests := []struct{ name, old, next, want string }{
		{"nothing", "", "", ""},
		{"equal texts are one part", "The harbour closed in 1994.", "The harbour closed in 1994.", "The harbour closed in 1994."},
		{"all new", "", "New words.", "{+New words.+}"},
		{"all gone", "Old words.", "", "[-Old words.-]"},
		{"a figure", "It cost 3.5 million euros.", "It cost 4.5 million euros.", "It cost [-3.5-]{+4.5+} million euros."},
		{"two figures near each other stay two changes", "It rose from 12 to 15 percent.", "It rose from 11 to 17 percent.", "It rose from [-12-]{+11+} to [-15-]{+17+} percent."},
		{"so do two years", "From 2012 to 2015 it fell.", "From 2013 to 2016 it fell.", "From [-2012-]{+2013+} to [-2015-]{+2016+} it fell."},
		{"a negation beside the words", "She did resign.", "She did not resign.", "She did {+not +}resign."},
		{"a verb becomes another", "They voted nine to two.", "They did not vote nine to two.", "They [-voted-]{+did not vote+} nine to two."},
		{"a word at the end", "The bridge is new", "The bridge is new again", "The bridge is new{+ again+}"},
		{"a sentence is put in whole", "One left. Two stayed.", "One left. Three slept. Two stayed.", "One left. {+Three slept. +}Two stayed."},
		{"a sentence of words that stand around it", "The man left. The man slept.", "The man left. The man ate. The man slept.", "The man left. {+The man ate. +}The man slept."},
		{"chance words between changes are no confetti", "The quick brown fox of the north", "The lazy grey wolf of the north", "The [-quick brown fox-]{+lazy grey wolf+} of the north"},
		{"a rewritten clause is one change", "voters rejected the plan by a wide margin", "citizens endorsed a motion with the help of unions", "[-voters rejected the plan by a wide margin-]{+citizens endorsed a motion with the help of unions+}"},
		{
			"a sentence that stays between long ones that go is worth reading",
			strings.Repeat("aa ", 40) + "Nobody was hurt on Friday, police said. " + strings.Repeat("bb ", 40),
			strings.Repeat("cc ", 40) + "Nobody was hurt on Friday, police said. " + strings.Repeat("dd ", 40),
			"[-" + strings.Repeat("aa ", 39) + "aa-]{+" + strings.Repeat("cc ", 39) + "cc+} Nobody was hurt on Friday, police said. [-" + strings.Repeat("bb ", 40) + "-]{+" + strings.Repeat("dd ", 40) + "+}",
		},
		{"a full stop", "The end", "The end.", "The end{+.+}"},
		{"alike marks and dashes", `He said "no" - twice.`, "He said “no” – twice.", "He said (\"|“)no(\"|”) (-|–) twice."},
		{"alike white space", "a  b\nc ", "a b c", "a(  | )b(\nc | c)"},
		{"a soft hyphen", "Ver\u00adfassung", "Verfassung", "(Ver\u00adfassung|Verfassung)"},
		{"a composed letter", "cafe\u0301 here", "café here", "(cafe\u0301|café) here"},
		{"an apostrophe that is a letter", "itʼs it's", "it's it’s", "(itʼs|it's) (it's|it’s)"},
		{"white space alone is alike to nothing", "", " ", "(| )"},
		{"but for words it is not", " ", "a", "[- -]{+a+}"},
		{"case is no likeness", "The Party", "The party", "The [-Party-]{+party+}"},
		{"Chinese by character", "他在北京出生", "他在南京出生", "他在[-北-]{+南+}京出生"},
		{"Japanese", "東京で会議を開いた。", "大阪で会議を開いた。", "[-東京-]{+大阪+}で会議を開いた。"},
		{"Thai keeps vowel signs with their letters", "น้ำดี", "น้ำเสีย", "น้ำ[-ดี-]{+เสีย+}"},
		{"Hindi", "वह दिल्ली में था।", "वह मुंबई में था।", "वह [-दिल्ली-]{+मुंबई+} में था।"},
		{"Arabic", "وصل الوزير يوم الاثنين", "وصل الوزير يوم الثلاثاء", "وصل الوزير يوم [-الاثنين-]{+الثلاثاء+}"},
		{"a family is one sign", "x 👩‍👩‍👧 y", "x 👩‍👩‍👦 y", "x [-👩‍👩‍👧-]{+👩‍👩‍👦+} y"},
		{"a heavy minus joined to a picture", "➖\u200d🙂", "-\u200d🙂", "(➖\u200d🙂|-\u200d🙂)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, written(tt.old, tt.next, Words(tt.old, tt.next))); d != "" {
				t.Error(d)
			}
		})
	}
}

// check asks of parts what they promise of any two texts.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, old, next string, parts []Part,
) {
	t.Helper()
	o, n := []rune(old), []rune(next)
	oldBounds, nextBounds := bounds(old), bounds(next)
	var from, to int
	changed := false
	for i, p := range parts {
		if p.Old.Start != from || p.New.Start != to || p.Old.End < from || p.New.End < to || p.Old.End > len(o) || p.New.End > len(n) {
			t.Fatalf("part %d does not follow the one before it: %+v", i, parts)
		}
		from, to = p.Old.End, p.New.End
		if !oldBounds[from] || !nextBounds[to] {
			t.Fatalf("part %d of %q and %q cuts a character: %+v", i, old, next, p)
		}
		was, now := string(o[p.Old.Start:p.Old.End]), string(n[p.New.Start:p.New.End])
		switch p.Op {
		case Same:
			if was != now || was == "" {
				t.Fatalf("%q is not the same as %q", was, now)
			}
		case Alike:
			if was == now || !anchor.Alike(was, now) {
				t.Fatalf("%q is not alike to %q", was, now)
			}
		case Removed:
			changed = true
			if was == "" || now != "" {
				t.Fatalf("removed: %q, %q", was, now)
			}
		case Added:
			changed = true
			if was != "" || now == "" {
				t.Fatalf("added: %q, %q", was, now)
			}
		}
		if i > 0 && parts[i-1].Op == p.Op {
			t.Fatalf("two parts of one op follow each other: %+v", parts)
		}
	}
	if from != len(o) || to != len(n) {
		t.Fatalf("the parts end at %d and %d, the texts at %d and %d", from, to, len(o), len(n))
	}
	if changed == anchor.Alike(old, next) {
		t.Fatalf("%q and %q are alike: %v; a part is removed or added: %v", old, next, !changed, changed)
	}
	if old == next && len(parts) > 1 {
		t.Fatalf("equal texts have %d parts", len(parts))
	}
}

// bounds are the offsets, in code points, where grapheme clusters begin, and
// the end.
func bounds(text string) map[int]bool {
	at, out := 0, map[int]bool{0: true}
	for g := graphemes.FromString(text); g.Next(); {
		at += utf8.RuneCountInString(g.Value())
		out[at] = true
	}
	return out
}

// pieces are what texts are made of that are hard to cut.
var pieces = []string{
	"a", "b", "the", "Budget", "1,234.5", "12", ".", ",", " ", " ", " ", "\n", "\t", "\u00a0", "\u2028", "\u00ad", "-", "–", "−", "➖", "\"", "“", "”", "'", "’", "ʼ",
	"é", "e\u0301", "\u0301", "\u200d", "👩‍👧", "🇩🇪", "🇫", "中", "国", "か\u3099", "ア", "น้ำ", "ำ", "กี่", "한", "\u1112\u1161", "שלום", "مرحبا", "क्षि", "\u0600", "\u200f", "\U000e0041",
}

func genText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
	})
}

func TestWordsKeepWhatTheyPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := genText().Draw(t, "old")
		next := genText().Draw(t, "next")
		if rapid.Bool().Draw(t, "edited") { // most of it stays
			o := []rune(old)
			at := rapid.IntRange(0, len(o)).Draw(t, "at")
			to := rapid.IntRange(at, len(o)).Draw(t, "to")
			next = string(o[:at]) + next + string(o[to:])
		}
		check(t, old, next, Words(old, next))
	})
}

func TestFoldedTextIsWhatAnchorFoldsItTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := genText().Draw(t, "text")
		f := newLexicon().fold([]rune(text))
		if got, want := string(f.runes), anchor.Fold(text); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		for i, end := range f.end {
			if i > 0 && end < f.end[i-1] || end > utf8.RuneCountInString(text) {
				t.Fatalf("the way back of %q is out of order: %v", text, f.end)
			}
		}
	})
}

func TestCommonIsTheLongest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few := rapid.SliceOfN(rapid.IntRange(0, 4), 0, 30)
		a, b := few.Draw(t, "a"), few.Draw(t, "b")
		n, from, to := 0, 0, 0
		for _, r := range common(a, b) {
			if r.old < from || r.next < to || r.n < 1 {
				t.Fatalf("run %+v is out of order", r)
			}
			for i := range r.n {
				if a[r.old+i] != b[r.next+i] {
					t.Fatalf("run %+v is not common", r)
				}
			}
			from, to, n = r.old+r.n, r.next+r.n, n+r.n
		}
		if want := longestCommon(a, b); n != want {
			t.Fatalf("%d in common, want %d", n, want)
		}
	})
}

// longestCommon is the length of the longest common sequence, the slow way.
func longestCommon(a, b []int) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

func FuzzWords(f *testing.F) {
	f.Add("The bridge cost 3 million.", "The bridge cost 4 million.")
	f.Fuzz(func(t *testing.T, old, next string) {
		if len(old)+len(next) > 4*models.MaxNote {
			t.Skip("longer texts say no more, and take longer")
		}
		old, next = strings.ToValidUTF8(old, "\ufffd"), strings.ToValidUTF8(next, "\ufffd")
		check(t, old, next, Words(old, next))
	})
}
