package reading

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"example.org/tickmark/copydesk"
	"example.org/tickmark/copydesk/detect"
	"example.org/tickmark/models"
)

// paragraphs are what the tests put copy together of.
var paragraphs = []string{
	"The ferry carried 41,000 passengers in 2024, the harbour office said. It was built on 3 May 1998.",
	"“We were surprised,” said Jane Roe, the mayor of Westport. “It rose by 12 per cent within 3 years.",
	"On 18 September Prime Minister Ada Lane paid $2.5 million, because the old bridge was the longest of the country.",
	"The report came three weeks after the Alaska summit, and two days before 3 May.", "He left.", "Nothing", "a\u2028b 7 km", "12%\t13%\ttotal",
	"Dr. Weiß sagte am 18. September, die Brücke koste 23,4 Mio. Euro. „Das ist viel“, so Weiß.",
	"Выручка выросла на 12 % три недели спустя после саммита, сообщил Иванов. «Это рекорд», — сказал он.",
	"来週、東京で5人が会う。彼は言った。", "قالت الوزارة إن العدد بلغ ٢٥ ألف شخص أمس.", "e\u0301 👩‍👩‍👧 3 € yesterday at 5 p.m.",
}

var kinds = []models.BlockKind{models.Standfirst, models.Heading, models.Paragraph, models.Paragraph, models.ListItem, models.Quotation, models.Caption, models.TableRow}

// document puts blocks together.
func document(kinds []models.BlockKind, texts []string) (d models.Document) {
	at := 0
	for i, text := range texts {
		n := utf8.RuneCountInString(text)
		d.Blocks = append(d.Blocks, models.Block{Kind: kinds[i], Span: models.Span{Start: at, End: at + n}})
		at += n + 1
	}
	d.Text = strings.Join(texts, "\n")
	return d
}

// draft is copy that is edited.
type draft struct {
	kinds []models.BlockKind
	texts []string
}

func (d *draft) add(t *rapid.T) {
	at := rapid.IntRange(0, len(d.texts)).Draw(t, "at")
	d.texts = slices.Insert(d.texts, at, rapid.SampledFrom(paragraphs).Draw(t, "text"))
	d.kinds = slices.Insert(d.kinds, at, rapid.SampledFrom(kinds).Draw(t, "kind"))
}

// edit does one random thing to the copy.
func (d *draft) edit(t *rapid.T) {
	if len(d.texts) == 0 {
		d.add(t)
		return
	}
	i := rapid.IntRange(0, len(d.texts)-1).Draw(t, "block")
	switch rapid.IntRange(0, 4).Draw(t, "edit") {
	case 0:
		d.add(t)
	case 1:
		d.texts, d.kinds = slices.Delete(d.texts, i, i+1), slices.Delete(d.kinds, i, i+1)
	case 2:
		d.kinds[i] = rapid.SampledFrom(kinds).Draw(t, "kind")
	case 3:
		d.texts[i] += " " + rapid.SampledFrom(paragraphs).Draw(t, "more")
	case 4:
		runes := []rune(d.texts[i])
		d.texts[i] = string(runes[:rapid.IntRange(1, len(runes)).Draw(t, "cut")])
	}
}

// copyOf is the draft as copy, with given sentences now and then.
func (d *draft) copyOf(t *rapid.T) Copy {
	c := Copy{
		Document: document(d.kinds, d.texts), Language: rapid.SampledFrom([]string{"en", "de", "ru", "ja", "ar", "", "xx-bad-tag"}).Draw(t, "lang"),
		On:            rapid.SampledFrom([]detect.Day{"", "2025-09-22", "2024-02-29"}).Draw(t, "on"),
		Abbreviations: rapid.SampledFrom([][]string{nil, {"Weiß"}, {"left", "We"}}).Draw(t, "own"),
	}
	switch rapid.IntRange(0, 2).Draw(t, "sentences") {
	case 0:
		c.Sentences = copydesk.Sentences(c.Document, c.Language)
	case 1:
		for _, b := range c.Blocks { // as another program may have cut them
			c.Sentences = append(c.Sentences, b.Span)
		}
	}
	return c
}

// exactly compares readings; whether there is nothing or an empty list of it is
// all the same.
var exactly = cmpopts.EquateEmpty()

func TestAReaderReadsWhatReadReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r Reader
		var d draft
		for range rapid.IntRange(1, 5).Draw(t, "edits") {
			d.edit(t)
			c := d.copyOf(t)
			want := Read(c)
			got := r.Read(c)
			if diff := cmp.Diff(want, got, exactly); diff != "" {
				t.Fatalf("at first: %s", diff)
			}
			spoil(got) // what was handed out is the caller's own
			if diff := cmp.Diff(want, r.Read(c), exactly); diff != "" {
				t.Fatalf("remembered: %s", diff)
			}
		}
	})
}

// spoil changes everything in a reading that can be changed.
func spoil(r Reading) {
	bad := models.Span{Start: -7, End: -1}
	for i := range r.Detections {
		d := &r.Detections[i]
		d.Span = bad
		for _, place := range []*models.Span{d.Called, d.By} {
			if place != nil {
				*place = bad
			}
		}
		if d.Quantity != nil {
			*d.Quantity = detect.Quantity{Low: -1}
		}
		if d.When != nil {
			if d.When.Event != nil {
				*d.When.Event = bad
			}
			*d.When = detect.When{From: "never"}
		}
		if d.Quote != nil {
			if d.Quote.Speaker != nil {
				*d.Quote.Speaker = bad
			}
			*d.Quote = detect.Quote{Inside: bad}
		}
	}
	for i := range r.Sentences {
		s := &r.Sentences[i]
		s.Span, s.Checkable = bad, !s.Checkable
		for j := range s.Score.Because {
			s.Score.Because[j].Adds = 99
		}
	}
}

func TestBlocksAreReadAsTheWholeIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d draft
		for range rapid.IntRange(1, 8).Draw(t, "blocks") {
			d.add(t)
		}
		c := d.copyOf(t)
		r := Read(c)
		if c.Sentences == nil {
			c.Sentences = copydesk.Sentences(c.Document, c.Language, c.Abbreviations...)
		}
		if diff := cmp.Diff(c.Sentences, r.Copy.Sentences, exactly); diff != "" {
			t.Errorf("sentences: %s", diff)
		}
		whole := detect.In(detect.Copy{Document: c.Document, Sentences: c.Sentences, Language: c.Language, On: c.On})
		if diff := cmp.Diff(whole, r.Detections, exactly); diff != "" {
			t.Errorf("detections: %s", diff)
		}
		var found []detect.Detection
		for _, s := range r.Sentences {
			if b := c.Blocks[s.Block]; !b.Contains(s.Span) {
				t.Errorf("sentence %v is not in block %v", s.Span, b.Span)
			}
			found = append(found, s.Found...)
		}
		if diff := cmp.Diff(r.Detections, found, exactly); diff != "" {
			t.Errorf("of the sentences: %s", diff)
		}
	})
}

func TestAReaderForgetsWhatWasNotAskedForLongest(t *testing.T) {
	var r Reader
	key := func(i int) blockKey { return blockKey{byte(i)} }
	r.remember(remembered{key: key(200), weight: MaxRemembered + 1})
	if len(r.byKey) != 0 {
		t.Error("it keeps what is heavier than all that it may keep")
	}
	for i := range 40 {
		r.remember(remembered{key: key(i), weight: MaxRemembered / 10})
		r.remember(remembered{key: key(i), weight: MaxRemembered / 10}) // another has read it meanwhile
		if r.weight > MaxRemembered || len(r.byKey) != r.recent.Len() || len(r.byKey) != min(i+1, 10) {
			t.Fatalf("it holds %d bytes in %d and %d places", r.weight, len(r.byKey), r.recent.Len())
		}
		if _, ok := r.remembers(key(0)); !ok {
			t.Fatalf("it forgot what was asked for after block %d", i-1)
		}
	}
	if _, ok := r.remembers(key(1)); ok {
		t.Error("it forgets nothing")
	}
}

func TestAReaderCountsWhatItHolds(t *testing.T) {
	var r Reader
	for i := range 50 {
		text := fmt.Sprintf("Block %d. %s", i, strings.Repeat("They paid 12 euros on 3 May 1998. ", 10))
		r.Read(Copy{Document: document([]models.BlockKind{models.Paragraph}, []string{text}), Language: "en"})
	}
	if least := 50 * 10 * 2 * detectionWeight; r.weight < least || len(r.byKey) != 50 {
		t.Errorf("%d blocks with 20 detections each weigh %d, not %d at least", len(r.byKey), r.weight, least)
	}
}

func TestManyMayReadAtOnce(t *testing.T) {
	var r Reader
	c := Copy{Document: document(slices.Repeat([]models.BlockKind{models.Paragraph}, len(paragraphs)), paragraphs), Language: "en", On: "2025-09-22"}
	want := Read(c)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 8 {
				got := r.Read(c)
				if diff := cmp.Diff(want, got, exactly); diff != "" {
					t.Error(diff)
					return
				}
				spoil(got)
			}
		})
	}
	all.Wait()
}

// Whatever the reading of a block depends on makes it another block.
func TestNothingIsTakenForAnother(t *testing.T) {
	base := blockCopy{Block: models.Block{Span: models.Span{End: 4}, Kind: models.Paragraph}, text: "a. b", language: "en", on: "2025-09-22"}
	seen := map[blockKey]string{base.key(new([]byte)): "the block"}
	for name, change := range map[string]func(*blockCopy){
		"the text":        func(b *blockCopy) { b.text = "a. c" },
		"the kind":        func(b *blockCopy) { b.Kind = models.Caption },
		"the level":       func(b *blockCopy) { b.Level = 2 },
		"the number":      func(b *blockCopy) { b.Number = 2 },
		"the language":    func(b *blockCopy) { b.language = "de" },
		"the date":        func(b *blockCopy) { b.on = "2025-09-23" },
		"abbreviations":   func(b *blockCopy) { b.own = []string{"a"} },
		"other ones":      func(b *blockCopy) { b.own = []string{"b"} },
		"two of them":     func(b *blockCopy) { b.own = []string{"a", ""} },
		"no sentences":    func(b *blockCopy) { b.sentences = []models.Span{} },
		"one sentence":    func(b *blockCopy) { b.sentences = []models.Span{{Start: 0, End: 4}} },
		"two sentences":   func(b *blockCopy) { b.sentences = []models.Span{{Start: 0, End: 2}, {Start: 3, End: 4}} },
		"another border":  func(b *blockCopy) { b.language, b.on = "en2", "025-09-22" },
		"text for a date": func(b *blockCopy) { b.text, b.on = "a. b2", "025-09-22" },
	} {
		b := base
		change(&b)
		if was, ok := seen[b.key(new([]byte))]; ok {
			t.Errorf("%s is taken for %s", name, was)
		}
		seen[b.key(new([]byte))] = name
	}
}

func TestSomeDetectionsAloneMakeASentenceCheckable(t *testing.T) {
	for _, tt := range []struct {
		d    detect.Detection
		want bool
	}{
		{detect.Detection{Kind: detect.Name, Words: "Ada Lane"}, false},
		{detect.Detection{Kind: detect.Proper, Words: "CNN"}, false},
		{detect.Detection{Kind: detect.Attribution, Words: "said"}, true},
		{detect.Detection{Kind: detect.Number, Words: "two leaders", Quantity: &detect.Quantity{Low: 2, High: 2}}, false},
		{detect.Detection{Kind: detect.Number, Words: "2 leaders", Quantity: &detect.Quantity{Low: 2, High: 2}}, true},
		{detect.Detection{Kind: detect.Number, Words: "two miles", Quantity: &detect.Quantity{Low: 2, High: 2, Unit: "mi"}}, true},
		{detect.Detection{Kind: detect.Number, Words: "three leaders", Quantity: &detect.Quantity{Low: 3, High: 3}}, true},
		{detect.Detection{Kind: detect.Percentage, Words: "two per cent", Quantity: &detect.Quantity{Low: 2, High: 2, Unit: "%"}}, true},
	} {
		if got := Weighs(tt.d); got != tt.want {
			t.Errorf("%q: %v", tt.d.Words, got)
		}
	}
}

// Every place in a detection moves with its block, and none is shared.
func TestADetectionMovesWhole(t *testing.T) {
	at := func(start, end int) *models.Span { return &models.Span{Start: start, End: end} }
	full := func(by int) detect.Detection {
		return detect.Detection{
			Span: *at(by+1, by+9), Kind: detect.Quotation, Words: "words", Quantity: &detect.Quantity{Low: 1}, When: &detect.When{Offset: 3, Event: at(by+2, by+3)},
			Quote: &detect.Quote{Inside: *at(by+2, by+8), Speaker: at(by+10, by+12)}, Called: at(by+4, by+5), By: at(by+6, by+7),
		}
	}
	was := full(0)
	got := movedDetection(was, 100)
	if diff := cmp.Diff(full(100), got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(full(0), was); diff != "" {
		t.Errorf("it moved another: %s", diff)
	}
	fields := reflect.ValueOf(got)
	for i := range fields.NumField() {
		if f := fields.Field(i); f.Kind() == reflect.Pointer && (f.IsNil() || f.Pointer() == reflect.ValueOf(was).Field(i).Pointer()) {
			t.Errorf("%s is shared, or not in this test", fields.Type().Field(i).Name)
		}
	}
}
