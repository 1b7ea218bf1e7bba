package store

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tickmark/models"

	"gorm.io/gorm"
)

// Found is what a search found, each list bounded.
type Found struct {
	Articles []models.Article
	Claims   []models.Claim
	Sources  []models.Source
}

// candidates is how many of the newest rows with the words are looked at, of
// which viewer may see some.
const candidates = 1000

// Search returns up to limit articles, claims and sources that have the words
// of term next to each other, without regard to case, and that viewer may see,
// newest first. When the words as they are do not fill a list, the last may be
// the beginning of one. In scripts without spaces the words are looked for
// anywhere in the newest rows. A term without letters and digits finds nothing.
func (q Queries) Search(ctx context.Context, viewer models.ID, term string, limit int) (f Found, err error) {
	if !strings.ContainsFunc(term, isWord) {
		return f, nil
	}
	lite := q.g.Name() == "sqlite"
	f.Articles, err = search[models.Article](term, limit, func(w words) *gorm.DB {
		g := q.on(ctx).Scopes(visible(viewer)).Order("articles.id DESC")
		if w.inside {
			return g.Where("articles.id IN (SELECT id FROM articles ORDER BY id DESC LIMIT ?)", candidates).
				Where("lower(headline || ' ' || byline || ' ' || COALESCE((SELECT text FROM revisions WHERE revisions.id = articles.revision_id), ''))"+
					" LIKE ? ESCAPE '\\'", w.like())
		}
		if lite {
			return g.Where("articles.id IN (SELECT rowid FROM article_words WHERE article_words MATCH ? ORDER BY rowid DESC LIMIT ?)", w.lite(), candidates)
		}
		return g.Where("articles.id IN (SELECT a.id FROM articles a WHERE to_tsvector('simple', a.headline || ' ' || a.byline)"+
			" @@ (NULLIF(phraseto_tsquery('simple', ?)::text, '') || ?)::tsquery UNION ALL"+
			" SELECT r.article_id FROM revisions r JOIN articles n ON n.id = r.article_id AND n.revision_id = r.id"+
			" WHERE to_tsvector('simple', left(r.text, 200000)) @@ (NULLIF(phraseto_tsquery('simple', ?)::text, '') || ?)::tsquery)",
			w.term, w.begun(), w.term, w.begun())
	})
	if err != nil {
		return f, err
	}
	f.Claims, err = search[models.Claim](term, limit, func(w words) *gorm.DB {
		g := q.on(ctx).Order("claims.id DESC").
			Where("EXISTS (?)", q.on(ctx).Model(&models.Article{}).Select("1").Scopes(visible(viewer)).Where("articles.id = claims.article_id"))
		if w.inside {
			return g.Where("claims.id IN (SELECT id FROM claims ORDER BY id DESC LIMIT ?)", candidates).
				Where("lower(statement || ' ' || exact) LIKE ? ESCAPE '\\'", w.like())
		}
		if lite {
			return g.Where("claims.id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ? ORDER BY rowid DESC LIMIT ?)", w.lite(), candidates)
		}
		return g.Where("to_tsvector('simple', claims.statement || ' ' || claims.exact)"+
			" @@ (NULLIF(phraseto_tsquery('simple', ?)::text, '') || ?)::tsquery", w.term, w.begun())
	})
	if err != nil {
		return f, err
	}
	f.Sources, err = search[models.Source](term, limit, func(w words) *gorm.DB {
		g := q.on(ctx).Order("sources.id DESC").Scopes(q.sourceSeen(ctx, viewer))
		if w.inside {
			return g.Where("sources.id IN (SELECT id FROM sources ORDER BY id DESC LIMIT ?)", candidates).
				Where("lower(title || ' ' || publisher || ' ' || author) LIKE ? ESCAPE '\\'", w.like())
		}
		if lite {
			return g.Where("sources.id IN (SELECT rowid FROM source_words WHERE source_words MATCH ? ORDER BY rowid DESC LIMIT ?)", w.lite(), candidates)
		}
		return g.Where("to_tsvector('simple', sources.title || ' ' || sources.publisher || ' ' || sources.author || ' ' || sources.url)"+
			" @@ (NULLIF(phraseto_tsquery('simple', ?)::text, '') || ?)::tsquery", w.term, w.begun())
	})
	return f, err
}

// words are what is looked for: words as they are, with the last begun, or
// inside whatever stands there.
type words struct {
	term   string
	open   bool
	inside bool
}

// like is what LIKE is asked to match: the words anywhere.
func (w words) like() string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(w.term)) + "%"
}

// lite is what SQLite is asked to match: the words as one phrase.
func (w words) lite() string {
	phrase := `"` + strings.ReplaceAll(w.term, `"`, `""`) + `"`
	if w.open {
		return phrase + " *"
	}
	return phrase
}

// begun is what PostgreSQL puts behind a word that is only begun.
func (w words) begun() string {
	if w.open {
		return ":*"
	}
	return ""
}

// unspaced are scripts that put no space between words, so that no index of
// words finds one in the midst of others: there the newest rows are read.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func unspacedRune(r rune) bool { return unicode.In(r, unspaced...) }

// begins reports whether the last word of a term may be the beginning of one.
// One letter begins no word, and a sign at the end ends the last.
func begins(term string) bool {
	last, size := utf8.DecodeLastRuneInString(term)
	before, _ := utf8.DecodeLastRuneInString(term[:len(term)-size])
	return isWord(last) && isWord(before)
}

// search asks for the words as they are, and, when there are too few, with the
// last begun.
func search[T any](term string, limit int, ask func(words) *gorm.DB) ([]T, error) {
	if strings.ContainsFunc(term, unspacedRune) {
		return all[T](ask(words{term: term, inside: true}).Limit(limit))
	}
	found, err := all[T](ask(words{term: term}).Limit(limit))
	if err != nil || len(found) >= limit || !begins(term) {
		return found, err
	}
	return all[T](ask(words{term: term, open: true}).Limit(limit))
}

// isWord reports whether a character is part of a word.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
