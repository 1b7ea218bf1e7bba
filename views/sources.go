package views

import (
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// OriginalName is what an original is called whose file has no name: a page.
const OriginalName = "page.html"

// Backup is the pile of an article's sources.
type Backup struct {
	Page    ui.Page
	Article models.Article
	Sources []SourceRow
	MayAdd  bool // the reader may add sources
	Attempt Attempt
}

// SourceRow is a source, what rests on it, and where the copy came with it.
type SourceRow struct {
	models.Source
	Claims  []RestingClaim
	Cited   []CitedAt
	Capture CaptureState
	Drift   models.LookOutcome // what became of it; "": nothing that is known of, or that the reader may act on
	Note    string             // what the newsroom knows of its publisher
	Beside  SourceBeside
}

// RestingClaim is a claim with evidence of a source.
type RestingClaim struct {
	Number    int
	Statement string
	State     models.State
	Stance    models.Stance
}

// CitedAt is a place where the writer named the source.
type CitedAt struct {
	Label    string // of the footnote; empty for a link
	Note     string
	Sentence string
	Claims   []int // the numbers of those that stand there
	Gone     bool  // the copy has no such place any more
}

// BackupTitle names the page of an article's sources.
func BackupTitle(headline string) string { return "Backup of " + headline }

// free counts the places of the backup that are under no claim yet.
func (p Backup) free() (n int) {
	for _, s := range p.Sources {
		for _, c := range s.Cited {
			if c.free() {
				n++
			}
		}
	}
	return n
}

func (c CitedAt) free() bool { return !c.Gone && len(c.Claims) == 0 }

func (c CitedAt) how() string {
	if c.Label != "" {
		return "Note " + c.Label
	}
	return "Link"
}
