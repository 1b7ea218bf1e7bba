package views

import (
	"slices"
	"unicode"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// SearchTitle names the page of the search.
const SearchTitle = "Search"

// Search is what was looked for and what was found.
type Search struct {
	Page     ui.Page
	Term     string
	Problem  string // why nothing was looked for
	Most     int    // how many of each sort are shown
	Articles []models.Article
	Claims   []FoundClaim
	Sources  []FoundSource
}

// Nothing reports whether nothing was found.
func (p Search) Nothing() bool { return len(p.Articles)+len(p.Claims)+len(p.Sources) == 0 }

func (p Search) full(n int) bool { return n >= p.Most }

// FoundClaim is a claim that was found, in its article.
type FoundClaim struct {
	models.Claim
	Headline string
}

// FoundSource is a source that was found; Headline is empty when the article it
// was entered for is not open to the reader.
type FoundSource struct {
	models.Source
	Headline string
}

// piece is a part of a text, found or not.
type piece struct {
	Text string
	Hit  bool
}

// hits parts a text where it holds the term, in whatever case. Put together,
// the pieces are the text.
func hits(text, term string) (pieces []piece) {
	in, want := []rune(text), []rune(term)
	from := 0
	for at := 0; len(want) > 0 && at+len(want) <= len(in); {
		if !sameFolded(in[at:at+len(want)], want) {
			at++
			continue
		}
		if at > from {
			pieces = append(pieces, piece{string(in[from:at]), false})
		}
		pieces = append(pieces, piece{string(in[at : at+len(want)]), true})
		at += len(want)
		from = at
	}
	if from < len(in) {
		pieces = append(pieces, piece{string(in[from:]), false})
	}
	return pieces
}

func sameFolded(a, b []rune) bool {
	for i := range a {
		if unicode.ToLower(a[i]) != unicode.ToLower(b[i]) {
			return false
		}
	}
	return true
}

// holds reports whether the term stands in any of the texts.
func holds(term string, texts ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool {
		return slices.ContainsFunc(hits(text, term), func(p piece) bool { return p.Hit })
	})
}
