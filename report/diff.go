package report

import "example.org/tickmark/diff"

// change is what a piece of a word diff is.
type change string

const (
	kept    change = "kept"
	dropped change = "dropped"
	put     change = "put"
)

// diffPiece is a run of words that are in both texts, or in one of them.
type diffPiece struct {
	Change change
	Text   string
}

// diffWords compares two texts by word. Words that are only alike are shown as
// changed: a report says what stood there to the letter.
func diffWords(from, to string) (ps []diffPiece) {
	old, next := []rune(from), []rune(to)
	for _, p := range diff.Words(from, to) {
		was, is := string(old[p.Old.Start:p.Old.End]), string(next[p.New.Start:p.New.End])
		if p.Op == diff.Same {
			ps = append(ps, diffPiece{kept, was})
			continue
		}
		if was != "" {
			ps = append(ps, diffPiece{dropped, was})
		}
		if is != "" {
			ps = append(ps, diffPiece{put, is})
		}
	}
	return ps
}
