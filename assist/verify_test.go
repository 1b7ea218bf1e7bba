package assist

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/tickmark/anchor"
	"example.org/tickmark/models"

	"pgregory.net/rapid"
)

// requestOf makes sentences of lines.
func requestOf(text string) Request {
	in := Request{Document: models.Document{Text: text}}
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		n := utf8.RuneCountInString(line)
		if n > 0 {
			in.Sentences = append(in.Sentences, models.Span{Start: at, End: at + n})
		}
		at += n + 1
	}
	return in
}

// sound fails when something of a proposal is not as it should be, whatever
// the model said.
func sound(t interface{ Fatalf(string, ...any) }, in Request, items int, p Proposal) {
	text := anchor.Index(in.Text)
	end, dropped := 0, 0
	for _, s := range p.Suggestions {
		switch {
		case s.Start < end || s.Len() <= 0 || s.End > text.Len():
			t.Fatalf("%v is no place after %d", s.Span, end)
		case text.Slice(s.Span) != s.Words || strings.TrimSpace(s.Words) != s.Words:
			t.Fatalf("%q does not stand at %v, or is not trimmed", s.Words, s.Span)
		case !text.Boundary(s.Start) || !text.Boundary(s.End):
			t.Fatalf("%q at %v cuts a character", s.Words, s.Span)
		case s.Sentence < 1 || !in.Sentences[s.Sentence-1].Contains(s.Span):
			t.Fatalf("%q is not in sentence %d", s.Words, s.Sentence)
		case s.Statement == "" || len(s.Statement) > models.MaxStatement || !utf8.ValidString(s.Statement) || strings.ContainsFunc(s.Statement, unseen):
			t.Fatalf("a statement of %q", s.Statement)
		case len(s.Kinds) == 0 || slices.ContainsFunc(s.Kinds, func(k models.Kind) bool { return !models.Kinds(models.AllKinds).Has(k) }):
			t.Fatalf("kinds of %q", s.Kinds)
		case len(s.Reasons) != 1 || s.Reasons[0] != "why":
			t.Fatalf("reasons of %q", s.Reasons)
		}
		end = s.End
	}
	for _, d := range p.Dropped {
		dropped += d.Count
	}
	if dropped+len(p.Suggestions) != items {
		t.Fatalf("%d items became %d suggestions and %d dropped", items, len(p.Suggestions), dropped)
	}
}

func TestWhateverAModelSaysOnlyTheCopyIsProposed(t *testing.T) {
	scraps := []string{"a", "b ", "15", ".", ",", "3", "«", "“", "”", "-", "—", "e", "\u0301", "👩‍👩‍👧", "日本", "ع", "\u00ad", "\u00a0", "\u2028", "\n", "\x00", "\u202e", "Ж", " "}
	words := func(t *rapid.T, name string) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 12).Draw(t, name), "")
	}
	kept := 0
	rapid.Check(t, func(t *rapid.T) {
		in := requestOf(words(t, "copy") + "\n" + words(t, "more"))
		runes := []rune(in.Text)
		var items []json.RawMessage
		for range rapid.IntRange(0, 8).Draw(t, "items") {
			quote := words(t, "quote")
			if rapid.Bool().Draw(t, "of the copy") {
				from := rapid.IntRange(0, len(runes)).Draw(t, "from")
				quote = string(runes[from:rapid.IntRange(from, len(runes)).Draw(t, "to")])
			}
			raw, err := json.Marshal(map[string]any{
				"sentence": rapid.IntRange(-1, 4).Draw(t, "sentence"), "quote": quote, "statement": words(t, "statement"),
				"kinds": rapid.SliceOfN(rapid.SampledFrom([]string{"date", "place", "none"}), 0, 3).Draw(t, "kinds"),
			})
			if err != nil {
				t.Fatal(err)
			}
			items = append(items, raw)
		}
		p := verify(in, items, "why")
		sound(t, in, len(items), p)
		kept += len(p.Suggestions)
	})
	if kept == 0 {
		t.Error("nothing was ever proposed, so that nothing is proved")
	}
}

func FuzzAnswer(f *testing.F) {
	in := requestOf("Bridge opens\nIt cost 15 million euros — “a lot” — in 2019.\nПотом é́ 👩‍👩‍👧 日本。")
	for _, content := range []string{
		`{"claims":[]}`, `{"claims":[{"sentence":2,"quote":"15 million","statement":"It cost 15 million.","kinds":["figure"]}]}`,
		"```json\n{\"claims\":[{\"sentence\":3,\"quote\":\"日本\",\"statement\":\"日本。\",\"kinds\":[]}]}\n```", `{"claims":[1,null,{}]}`, "{", "}{", "",
	} {
		raw, err := json.Marshal(map[string]any{"choices": []any{map[string]any{"message": map[string]any{"content": content}}}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		for _, raw := range [][]byte{answer, []byte(`{"choices":[{"message":{"content":` + quoted(string(answer)) + `}}]}`)} {
			items, err := claims(raw)
			if err != nil {
				continue
			}
			sound(t, in, len(items), verify(in, items, "why"))
		}
	})
}

// quoted is a text as JSON.
func quoted(s string) string {
	raw, _ := json.Marshal(s) // a string always can be
	return string(raw)
}

// BenchmarkVerify holds a hostile answer, as many items as are taken with
// words that stand nowhere, against the longest copy.
func BenchmarkVerify(b *testing.B) {
	in := requestOf(strings.TrimSpace(strings.Repeat("Some words of a sentence that is one of many.\n", maxCopy/46)))
	raw := json.RawMessage(`{"sentence":1,"quote":"` + strings.Repeat("Some words of a sentence that is one of many. ", 40) + `x","statement":"x","kinds":[]}`)
	items := slices.Repeat([]json.RawMessage{raw}, maxItems)
	for b.Loop() {
		verify(in, items, "why")
	}
}
