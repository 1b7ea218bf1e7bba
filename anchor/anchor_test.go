package anchor

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tickmark/apperr"
	"example.org/tickmark/copydesk"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// revision reads plain text into a revision with its sentences.
func revision(t interface{ Fatal(...any) }, id models.ID, text string) models.Revision {
	doc, _, err := intake.Plain(text)
	if err != nil {
		t.Fatal(err)
	}
	rev := models.Revision{ID: id, Document: doc}
	for _, s := range copydesk.Sentences(doc, "en") {
		rev.Sentences = append(rev.Sentences, models.Sentence{Span: s})
	}
	return rev
}

// spanOf returns where words first stand in the revision.
func spanOf(t *testing.T, rev models.Revision, words string) models.Span {
	t.Helper()
	at := strings.Index(rev.Text, words)
	if at < 0 {
		t.Fatalf("%q does not stand in %q", words, rev.Text)
	}
	start := utf8.RuneCountInString(rev.Text[:at])
	return models.Span{Start: start, End: start + utf8.RuneCountInString(words)}
}

func anchorOf(t *testing.T, rev models.Revision, words string) models.Anchor {
	t.Helper()
	a, err := Make(rev, spanOf(t, rev, words), models.Unchanged)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAlikeCountsAsUnchanged(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"white space of any kind and length", " a \n\t\u00a0b\u2028c ", "a b c", true},
		{"soft hyphens", "Ver\u00adfassung", "Verfassung", true},
		{"soft hyphens between spaces", "a \u00ad b", "a b", true},
		{"double quotation marks of several languages", "„a“ «b» ”c”", `"a" "b" "c"`, true},
		{"single quotation marks", "it’s ‹a›", "it's 'a'", true},
		{"dashes and minus", "1–2 — −3", "1-2 - -3", true},
		{"composed and decomposed letters", "e\u0301", "é", true},
		{"another word", "a b", "a c", false},
		{"another case", "A", "a", false},
		{"a double mark is no single one", `"a"`, "'a'", false},
		{"a comma more", "a, b", "a b", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Alike(tt.a, tt.b); got != tt.want {
				t.Errorf("Alike(%q, %q) = %v; folded %q, %q", tt.a, tt.b, got, Fold(tt.a), Fold(tt.b))
			}
		})
	}
}

func TestMakeTrimsAndWidens(t *testing.T) {
	rev := revision(t, 1, "Head\n\nOne cafe\u0323 here. Two 👩‍👩‍👧 there. Three.")
	tests := []struct {
		name, words, exact, sentence string
	}{
		{"part of a sentence", "One", "One", "One cafẹ here."},
		{"white space at the ends goes", " here. ", "here.", "One cafẹ here."},
		{"half an emoji becomes a whole one", "👩\u200d👧", "👩‍👩‍👧", "Two 👩‍👩‍👧 there."},
		{"over two sentences", "here. Two", "here. Two", "One cafẹ here. Two 👩‍👩‍👧 there."},
		{"over two blocks", "Head\nOne", "Head\nOne", "Head\nOne cafẹ here."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := anchorOf(t, rev, tt.words)
			if a.Exact != tt.exact || a.Sentence != tt.sentence || a.RevisionID != 1 {
				t.Errorf("got %q in %q", a.Exact, a.Sentence)
			}
		})
	}
}

func TestPlacesAreRefused(t *testing.T) {
	rev := revision(t, 1, "Head 😀 line\n\nbody")
	browser := func(start, end int, quote string) error {
		_, err := FromBrowser(rev, start, end, quote)
		return err
	}
	placed := func(start, end int) error {
		_, err := Make(rev, models.Span{Start: start, End: end}, models.Unchanged)
		return err
	}
	tests := []struct {
		name string
		err  error
		want *apperr.Refusal
	}{
		{"a negative offset", browser(-1, 2, "x"), apperr.PlaceOutside},
		{"an offset behind the end", browser(0, 18, "x"), apperr.PlaceOutside},
		{"offsets turned around", browser(3, 2, "x"), apperr.PlaceOutside},
		{"half a surrogate pair", browser(0, 6, "Head"), apperr.PlaceCutsChar},
		{"nothing", browser(2, 2, ""), apperr.PlaceEmpty},
		{"white space only", browser(4, 5, " "), apperr.PlaceBlank},
		{"other words than those there", browser(0, 4, "Hand"), apperr.PlaceChanged},
		{"the same words elsewhere", browser(1, 5, "Head"), apperr.PlaceChanged},
		{"a span outside the text", placed(0, 99), apperr.PlaceOutside},
		{"a span turned around", placed(3, 2), apperr.PlaceOutside},
		{"an empty span", placed(3, 3), apperr.PlaceEmpty},
		{"a blank span", placed(4, 5), apperr.PlaceBlank},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !errors.Is(tt.err, tt.want) {
				t.Errorf("got %v", tt.err)
			}
		})
	}
	if err := browser(0, 7, "Head 😀"); err != nil {
		t.Error(err)
	}
}

func TestFindTypedWords(t *testing.T) {
	rev := revision(t, 1, "Head\n\nThe man said “it’s here” and then the other man left Q\u0301.")
	sentence := rev.Sentences[1].Span
	tests := []struct {
		name, words, want string
		refused           *apperr.Refusal
	}{
		{"exactly as they stand", "man left", "man left", nil},
		{"with other quotation marks and spaces", ` "it's   here"`, "“it’s here”", nil},
		{"a whole word before parts of words", "the", "the", nil},
		{"a part of a word when there is no whole one", "eft", "eft", nil},
		{"several times", "man", "", apperr.WordsSeveral},
		{"not there", "woman", "", apperr.WordsNotFound},
		{"in another sentence", "Head", "", apperr.WordsNotFound},
		{"a letter without the accent it has", "Q", "", apperr.WordsNotFound},
		{"no words", " ", "", apperr.PlaceBlank},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spans, err := Find(rev, sentence, tt.words)
			if tt.refused != nil {
				if !errors.Is(err, tt.refused) {
					t.Fatalf("got %v, %v", spans, err)
				}
				return
			}
			if err != nil || len(spans) != 1 || Index(rev.Text).Slice(spans[0]) != tt.want {
				t.Errorf("got %v, %v", spans, err)
			}
		})
	}
}

const before = "Head\n\nFirst one. The dog bit the dog. Last one."

func TestCarry(t *testing.T) {
	tests := []struct {
		name, old, next, words string
		outcome                models.Outcome
		exact                  string
	}{
		{"the same text", before, before, "bit", models.Unchanged, "bit"},
		{"text before it", before, "Head\n\nNew. First one. The dog bit the dog. Last one.", "bit", models.Moved, "bit"},
		{"text behind it", before, before + " More.", "bit", models.Unchanged, "bit"},
		{"a paragraph of its own", before, "Head\n\nFirst one.\n\nThe dog bit the dog.\n\nLast one.", "bit", models.Unchanged, "bit"},
		{"alike quotation marks and spaces", "Head\n\nHe said \"no\" - twice.", "Head\n\nHe  said “no” — twice.", `"no"`, models.Moved, "“no”"},
		{"words that stand twice in their sentence", before, "Head\n\nNew. The dog bit the dog.", "dog.", models.Moved, "dog."},
		{"text put into the sentence", before, "Head\n\nFirst one. Some say: The dog bit the dog. Last one.", "bit", models.Context, "bit"},
		{"text put behind it in the sentence", before, "Head\n\nFirst one. The dog bit the dog, or not. Last one.", "bit", models.Context, "bit"},
		{"text put behind one that has no full stop", "Head\n\nOne. The dog bit", "Head\n\nOne. The dog bit and ran.", "bit", models.Context, "bit"},
		{"a word of its sentence changed", before, "Head\n\nFirst one. The cat bit the dog. Last one.", "bit", models.Context, "bit"},
		{"a word of it changed", before, "Head\n\nFirst one. The dog bites the dog. Last one.", "dog bit", models.Edited, "dog bites"},
		{"all of it changed in its sentence", before, "Head\n\nFirst one. The dog saw the dog. Last one.", "bit", models.Edited, "saw"},
		{"a negation put in front", before, "Head\n\nFirst one. The dog never bit the dog. Last one.", "bit the dog", models.Context, "bit the dog"},
		{"it cut out of its sentence", before, "Head\n\nFirst one. The dog the dog. Last one.", "bit", models.Lost, "bit"},
		{"another sentence in its place", before, "Head\n\nFirst one. Nobody has seen anything so far. Last one.", "dog bit", models.Lost, "dog bit"},
		{"the sentence cut", before, "Head\n\nFirst one. Last one.", "bit", models.Lost, "bit"},
		{"the sentence once more at the end", before, before + " The dog bit the dog.", "bit", models.Unchanged, "bit"},
		{"the sentence once more beside it", before, "Head\n\nFirst one. The dog bit the dog. The dog bit the dog. Last one.", "bit", models.Ambiguous, "bit"},
		{"the sentence moved, an edited one in its place", before, "Head\n\nFirst one. The dog bit the cat. Last one. More of it. The dog bit the dog.", "bit", models.Ambiguous, "bit"},
		{"a lookalike elsewhere when it is cut", before, "Head\n\nFirst one. Last one.\n\nA word of the day. The dog bit the cat.", "dog bit", models.Lost, "dog bit"},
		{"a twin that stood elsewhere when it is cut", "Head\n\nFirst one. The dog bit. Second.\n\nThird one. The dog bit. Last one.", "Head\n\nFirst one. Second.\n\nThird one. The dog bit. Last one.", "dog bit", models.Lost, "dog bit"},
		{"one of two twins side by side cut", "Head\n\nFirst one. The dog bit. The dog bit. Last one.", "Head\n\nFirst one. The dog bit. Last one.", "dog bit", models.Ambiguous, "dog bit"},
		{"its block moved, and a word of it changed", "Head\n\nFirst one. The dog bit the man at noon.\n\nSecond block of it.\n\nThird block of it.", "Head\n\nSecond block of it.\n\nThird block of it.\n\nFirst one. The dog bit the woman at noon.", "the man at noon", models.Edited, "the woman at noon"},
		{"part of a number that stays", "Head\n\nThey paid 1200 for it.", "Head\n\nAll of them paid 1200 for it.", "12", models.Context, "12"},
		{"no spaces between words", "题目\n\n首先如此。工程花费四千三百万元。最后如此。", "题目\n\n首先如此。工程花费四千五百万元。最后如此。", "四千三百万元", models.Edited, "四千五百万元"},
		{"a claim over two blocks", "Head\n\nOne two.\n\nThree four.", "Head\n\nNew.\n\nOne two.\n\nThree four.", "two.\nThree", models.Moved, "two.\nThree"},
		{"its blocks parted by a new one", "Head\n\nOne two.\n\nThree four.", "Head\n\nOne two.\n\nNew.\n\nThree four.", "two.\nThree", models.Edited, "two.\nNew.\nThree"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old, next := revision(t, 1, tt.old), revision(t, 2, tt.next)
			a := anchorOf(t, old, tt.words)
			got := NewCarrier(old, next).Carry(a)
			if got.Outcome != tt.outcome || got.Exact != tt.exact || got.RevisionID != 2 {
				t.Errorf("got %s %q in %q", got.Outcome, got.Exact, got.Sentence)
			}
			if !got.Placed() && (got.Span != models.Span{} || got.Sentence != a.Sentence) {
				t.Errorf("an anchor without a place points to %v, %q", got.Span, got.Sentence)
			}
		})
	}
}

func TestEitherOfTwoTwinsMayBeTheOneThatIsLeft(t *testing.T) {
	old := revision(t, 1, "Head\n\nFirst of all. The dog bit. Between them. The dog bit. Last of it.")
	next := revision(t, 2, "Head\n\nFirst of all. The dog bit. Last of it.")
	c := NewCarrier(old, next)
	for _, n := range []int{2, 4} {
		a, err := Make(old, old.Sentences[n].Span, models.Unchanged)
		if err != nil || a.Exact != "The dog bit." {
			t.Fatal(a.Exact, err)
		}
		if got := c.Carry(a); got.Outcome != models.Ambiguous {
			t.Errorf("sentence %d is %s", n, got.Outcome)
		}
	}
}

func TestCarryTakesTheSameOfTwoWords(t *testing.T) {
	old, next := revision(t, 1, before), revision(t, 2, "Head\n\nNew “one”. The dog bit the dog. Last.")
	second := spanOf(t, old, "dog.")
	second.End--
	a, err := Make(old, second, models.Unchanged)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := NewCarrier(old, next).Carry(a).Start, spanOf(t, next, "dog.").Start; got != want {
		t.Errorf("carried to %d, not %d", got, want)
	}
}

func TestAnotherSplitterChangesNothing(t *testing.T) {
	old, next := revision(t, 1, before), revision(t, 2, "Head\n\nNew.\n\nFirst one. The dog bit the dog. Last one.")
	next.Sentences = next.Sentences[:0]
	for _, b := range next.Blocks {
		next.Sentences = append(next.Sentences, models.Sentence{Span: b.Span})
	}
	if got := NewCarrier(old, next).Carry(anchorOf(t, old, "bit")); got.Outcome != models.Moved || got.Sentence != "The dog bit the dog." {
		t.Errorf("got %s in %q", got.Outcome, got.Sentence)
	}
}

func TestCarrySplice(t *testing.T) {
	tests := []struct {
		name, cut, put, words string
		outcome               models.Outcome
		exact                 string
	}{
		{"behind it", "Last one", "The end", "bit", models.Unchanged, "bit"},
		{"before it, of the same length", "First one", "Third one", "bit", models.Unchanged, "bit"},
		{"before it, longer", "First one", "The very first one", "bit", models.Moved, "bit"},
		{"in its sentence", "The dog ", "The cat ", "bit", models.Context, "bit"},
		{"over its words", "dog bit", "cat scratched", "bit", models.Edited, "cat scratched"},
		{"over the end of its words", "bit the", "sat on the", "dog bit", models.Edited, "dog sat on the"},
		{"over just its words", "bit", "ate", "bit", models.Edited, "ate"},
		{"a sentence put before it", "one. ", "one. Another one. ", "bit", models.Moved, "bit"},
		{"its words cut", "bit ", "", "bit", models.Lost, "bit"},
		{"the full stop before it cut", "one. The", "one and the", "bit", models.Context, "bit"},
		{"the full stop of the sentence before cut", "First one.", "First one and", "bit", models.Context, "bit"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old := revision(t, 1, before)
			at := spanOf(t, old, tt.cut)
			next := revision(t, 2, strings.Replace(strings.Replace(before, "\n\n", "\n", 1), tt.cut, tt.put, 1))
			got := CarrySplice(anchorOf(t, old, tt.words), next, at, utf8.RuneCountInString(tt.put))
			if got.Outcome != tt.outcome || got.Exact != tt.exact {
				t.Errorf("got %s %q in %q", got.Outcome, got.Exact, got.Sentence)
			}
		})
	}
}

func TestSentencesKeepTheirWriters(t *testing.T) {
	old := revision(t, 1, "Head\n\nOne. “Two”. Same. Same.")
	for i := range old.Sentences {
		old.Sentences[i].Writers = []models.ID{models.ID(i + 1)}
	}
	next := revision(t, 2, "Head\n\nNew. \"Two\". Same. Same. Same.")
	got := Writers(old, next.Text, copydesk.Sentences(next.Document, "en"), []models.ID{9})
	var ids []models.ID
	for _, s := range got {
		ids = append(ids, s.Writers...)
	}
	if diff := cmp.Diff([]models.ID{1, 9, 3, 4, 5, 9}, ids); diff != "" {
		t.Error(diff)
	}
}

var scraps = []string{"a", "Word", " ", " ", ". ", "! ", "\n", "\n\n", "e\u0301", "👩‍👩‍👧", "🇩🇪", "😀", "שלום", "日本。", "\u00ad", "“", "”", "—", "'", "\u200d", "\u202e", "\u0301", "\u00a0", "\u2028", "한국"}

func drawRevision(t *rapid.T, id models.ID) models.Revision {
	return revision(t, id, "H"+strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 40).Draw(t, "text"), ""))
}

func drawSpan(t *rapid.T, n int) models.Span {
	start := rapid.IntRange(0, n-1).Draw(t, "start")
	return models.Span{Start: start, End: rapid.IntRange(start+1, n).Draw(t, "end")}
}

func TestEverySelectionFindsItsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rev := drawRevision(t, 1)
		text := Index(rev.Text)
		seen := drawSpan(t, text.Len())
		units := utf16.Encode([]rune(rev.Text))
		start, end := text.UTF16(seen.Start), text.UTF16(seen.End)
		if back, ok := text.FromUTF16(start); !ok || back != seen.Start {
			t.Fatalf("code point %d is unit %d is code point %d", seen.Start, start, back)
		}
		quote := string(utf16.Decode(units[start:end]))
		if quote != text.Slice(seen) {
			t.Fatalf("units %d to %d are %q, not %q", start, end, quote, text.Slice(seen))
		}
		span, err := FromBrowser(rev, start, end, quote)
		if strings.TrimFunc(quote, unicode.IsSpace) == "" && err != nil {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		a, err := Make(rev, span, models.Unchanged)
		if err != nil {
			t.Fatal(err)
		}
		if a.Span != span || !text.Boundary(a.Start) || !text.Boundary(a.End) || !a.Sentences().Contains(a.Span) {
			t.Fatalf("placed %v at %v in %v", span, a.Span, a.Sentences())
		}
		if !strings.HasSuffix(text.Slice(models.Span{End: a.Start}), a.Prefix) || utf8.RuneCountInString(a.Suffix) != min(32, text.Len()-a.End) {
			t.Fatalf("prefix %q, suffix %q", a.Prefix, a.Suffix)
		}
		half := slices.IndexFunc(units, func(u uint16) bool { return 0xdc00 <= u && u < 0xe000 })
		if half >= 0 {
			if _, ok := text.FromUTF16(half); ok {
				t.Fatalf("unit %d is inside a code point", half)
			}
		}
	})
}

func TestEveryClaimStaysInTheSameText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := drawRevision(t, 1)
		a, err := Make(old, drawSpan(t, utf8.RuneCountInString(old.Text)), models.Unchanged)
		if err != nil {
			return
		}
		next := old
		next.ID = 2
		want := a
		want.RevisionID = 2
		got := NewCarrier(old, next).Carry(a)
		if Fold(a.Exact) == "" {
			return // soft hyphens only
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		intro := revision(t, 3, "Quite another headline.\n\n"+strings.ReplaceAll(old.Text, "\n", "\n\n"))
		moved := NewCarrier(old, intro).Carry(a)
		if moved.Outcome == models.Ambiguous {
			return // the old headline, now cut into sentences, says the same
		}
		if moved.Outcome != models.Moved || moved.Exact != a.Exact {
			t.Fatalf("behind an introduction %q is %s", moved.Exact, moved.Outcome)
		}
	})
}

func TestASpliceElsewhereShiftsExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := drawRevision(t, 1)
		text := Index(old.Text)
		a, err := Make(old, drawSpan(t, text.Len()), models.Unchanged)
		if err != nil {
			return
		}
		at := drawSpan(t, text.Len())
		put := rapid.SampledFrom([]string{"", "x", "new words", "."}).Draw(t, "put")
		doc, _, err := intake.Plain(strings.ReplaceAll(text.Slice(models.Span{End: at.Start})+put+text.Slice(models.Span{Start: at.End, End: text.Len()}), "\n", "\n\n"))
		if err != nil || utf8.RuneCountInString(doc.Text) != text.Len()-at.Len()+utf8.RuneCountInString(put) {
			return // the seams were trimmed or composed
		}
		next := models.Revision{ID: 2, Document: doc}
		for _, s := range copydesk.Sentences(doc, "en") {
			next.Sentences = append(next.Sentences, models.Sentence{Span: s})
		}
		got := CarrySplice(a, next, at, utf8.RuneCountInString(put))
		if touched := at.Overlaps(a.Span); touched != (got.Outcome == models.Edited || got.Outcome == models.Lost) {
			t.Fatalf("%v on %v gives %s", at, a.Span, got.Outcome)
		}
		if got.Placed() && got.Exact != Index(doc.Text).Slice(got.Span) {
			t.Fatalf("the words at %v are not %q", got.Span, got.Exact)
		}
		if got.Outcome == models.Moved && got.Exact != a.Exact {
			t.Fatalf("%q became %q", a.Exact, got.Exact)
		}
	})
}

// BenchmarkCarry carries 500 claims over a mebibyte.
func BenchmarkCarry(b *testing.B) {
	var text strings.Builder
	text.WriteString("Head")
	for text.Len() < 1<<20-200 {
		text.WriteString("\n\nSentence ")
		text.WriteString(strings.Repeat("x", text.Len()%97))
		text.WriteString(" no. of the day. And another, shorter.")
	}
	old := revision(b, 1, text.String())
	next := revision(b, 2, "New head\n\n"+text.String())
	var anchors []models.Anchor
	index := Index(old.Text)
	for i := range 500 {
		s := old.Sentences[i*len(old.Sentences)/500].Span
		anchors = append(anchors, place(old, index, s, s, models.Unchanged))
	}
	for b.Loop() {
		c := NewCarrier(old, next)
		for _, a := range anchors {
			c.Carry(a)
		}
	}
}
