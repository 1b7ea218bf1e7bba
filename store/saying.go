package store

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"

	"gorm.io/gorm"
)

// Saying is a source with the newest of its captures that has the words that
// were looked for. Its excerpt has them as its quoted part; it is not found where
// a word of the index is none of the text's.
type Saying struct {
	models.Source
	Excerpt models.Excerpt
}

// textsRead is how many of the newest captured texts are read where no index of
// words answers.
const textsRead = 200

// wordsSaid is how many words are looked for in captured texts: each is followed
// through all its places, and hundreds of common ones take seconds.
const wordsSaid = 12

// Said is what is looked for in captured texts of the words in a term, which is
// no more than the first 12: it ends at the last space before the next, or within
// what has none. In scripts without spaces, where no index is asked, it is all.
func Said(term string) string {
	if strings.ContainsFunc(term, unspacedRune) {
		return term
	}
	words, within, cut, spaced := 0, false, 0, false
	for at, r := range term {
		word := isWord(r) || unicode.IsNumber(r)
		switch {
		case word && !within:
			if words++; words > wordsSaid {
				return term[:cut]
			}
		case words > 0 && unicode.IsSpace(r):
			cut, spaced = at, true
		case !word && within && !spaced:
			cut = at
		}
		within = word
	}
	return term
}

// Saying returns sources as f asks, but for its words: these, or what Said leaves
// of them, stand next to each other, as whole words and in whatever case, in the
// text of a capture that viewer may see. The source with the newest such capture
// comes first. It looks at no more than the newest 1000 captures with the words,
// or, in scripts without spaces, the newest 200 of all. Words without letters and
// digits are in none. It ends when ctx does.
func (q Queries) Saying(ctx context.Context, viewer models.ID, f SourceFilter) ([]Saying, error) {
	if !strings.ContainsFunc(f.Term, isWord) {
		return nil, nil
	}
	f.Term = Said(f.Term)
	said, err := q.says(ctx, f.Term)
	if err != nil {
		return nil, err
	}
	g := q.on(ctx).Table("captures").Select("sources.*", "captures.id AS capture_id", "captures.at AS captured_at", "captures.language").
		Joins("JOIN sources ON sources.id = captures.source_id").Scopes(said, q.sourceSeen(ctx, viewer), openTo(viewer)).Scopes(f.asks()...)
	if f.Unused {
		g = g.Scopes(q.unused(ctx, viewer))
	}
	rows, err := read[struct {
		models.Source
		CaptureID  models.ID
		CapturedAt models.Instant
		Language   string
	}](g.Order("captures.id DESC").Limit(f.Limit))
	found := make([]Saying, len(rows))
	for i, r := range rows {
		found[i] = Saying{r.Source, models.Excerpt{CaptureID: r.CaptureID, SourceID: r.ID, At: r.CapturedAt, Language: r.Language}}
		if err := q.cite(ctx, &found[i].Excerpt, f.Term); err != nil {
			return nil, err
		}
	}
	return found, err
}

// says keeps of each source the newest capture that has the words of a term.
func (q Queries) says(ctx context.Context, term string) (func(*gorm.DB) *gorm.DB, error) {
	const newer = "NOT EXISTS (SELECT 1 FROM captures newer WHERE newer.source_id = captures.source_id AND newer.id > captures.id AND "
	w := words{term: term}
	if strings.ContainsFunc(term, unspacedRune) {
		// Told the IDs, PostgreSQL reads these texts; told how to find them, all.
		var newest []models.ID
		err := q.on(ctx).Model(&models.Capture{}).Where("id < ?", below(0)).Order("id DESC").Limit(textsRead).Pluck("id", &newest).Error
		return func(g *gorm.DB) *gorm.DB {
			return g.Where("captures.id IN (SELECT MAX(kept.id) FROM captures kept WHERE kept.id IN ? AND lower(kept.text) LIKE ? ESCAPE '\\' GROUP BY kept.source_id)", newest, w.like())
		}, err
	}
	return func(g *gorm.DB) *gorm.DB {
		if q.g.Name() == "sqlite" {
			return g.Where("captures.id IN (SELECT rowid FROM capture_words WHERE capture_words MATCH ? ORDER BY rowid DESC LIMIT ?)", w.lite(), candidates).
				Where(newer+"EXISTS (SELECT 1 FROM capture_words WHERE capture_words MATCH ? AND capture_words.rowid = newer.id))", w.lite())
		}
		return g.Where("captures.id IN (SELECT DISTINCT capture_id FROM capture_words WHERE words @@ phraseto_tsquery('simple', ?) ORDER BY capture_id DESC LIMIT ?)", term, candidates).
			Where(newer+"EXISTS (SELECT 1 FROM capture_words WHERE capture_words.capture_id = newer.id AND words @@ phraseto_tsquery('simple', ?)))", term)
	}, nil
}

// cite reads what stands in the text of a capture where it has the words.
func (q Queries) cite(ctx context.Context, x *models.Excerpt, term string) error {
	var texts []string
	err := q.on(ctx).Model(&models.Capture{}).Where("id = ?", x.CaptureID).Pluck("text", &texts).Error
	if err != nil || len(texts) == 0 {
		return err
	}
	from, to := stands(texts[0], term)
	if x.Found = from < to; x.Found {
		x.Quoted = texts[0][from:to]
		before := []rune(texts[0][max(0, from-utf8.UTFMax*(models.MaxContext+1)):from])
		after := []rune(texts[0][to:min(len(texts[0]), to+utf8.UTFMax*(models.MaxContext+1))])
		x.Before, x.After = string(before[max(0, len(before)-models.MaxContext):]), string(after[:min(len(after), models.MaxContext)])
	}
	return nil
}

// stands is where the words of a term stand in a text for the first time, in
// whatever case and with whatever but words between them, in bytes; in scripts
// without spaces, the term as it is. It is 0, 0 when they stand nowhere.
func stands(text, term string) (from, to int) {
	if strings.ContainsFunc(term, unspacedRune) {
		for at := range text {
			if end := at + len(term); end <= len(text) && strings.EqualFold(text[at:end], term) {
				return at, end
			}
		}
		return 0, 0
	}
	want := strings.FieldsFunc(term, func(r rune) bool { return !isWord(r) })
	last := make([][2]int, len(want)) // the words that were read last
	for at := 0; at < len(text); {
		skip := strings.IndexFunc(text[at:], isWord)
		if skip < 0 {
			break
		}
		end := len(text)
		if n := strings.IndexFunc(text[at+skip:], func(r rune) bool { return !isWord(r) }); n >= 0 {
			end = at + skip + n
		}
		copy(last, last[1:])
		last[len(last)-1] = [2]int{at + skip, end}
		if are(text, last, want) {
			return last[0][0], end
		}
		at = end
	}
	return 0, 0
}

// are reports whether the words at these places are those that are wanted.
func are(text string, at [][2]int, want []string) bool {
	for i, w := range want {
		if !strings.EqualFold(text[at[i][0]:at[i][1]], w) {
			return false
		}
	}
	return true
}
