package origins

// Row is a row of the table of make eval: what was measured, and its bar.
type Row struct {
	Name  string
	Value float64
	Of    int    // how many pairs or clusters it was taken over
	Count bool   // Value is a count of these
	Sign  string // "≥", "≤", or "" for no bar
	Bar   float64
}

// Held reports whether the value reaches the bar.
func (r Row) Held() bool {
	switch r.Sign {
	case "≥":
		return r.Value >= r.Bar
	case "≤":
		return r.Value <= r.Bar
	}
	return true
}

// Bars for telling who copied whom.
const (
	LeastCopied    = 0.95 // precision and recall
	LeastRewritten = 0.85 // precision and recall
)

// Rows are the rows of the table for one set of the corpus.
func (r Result) Rows(set Set) []Row {
	return []Row{
		{Name: string(set) + ", copied, precision", Value: r.Copied.Precision(), Of: r.Copied.Found, Sign: "≥", Bar: LeastCopied},
		{Name: string(set) + ", copied, recall", Value: r.Copied.Recall(), Of: r.Copied.True, Sign: "≥", Bar: LeastCopied},
		{Name: string(set) + ", rewritten, precision", Value: r.Rewritten.Precision(), Of: r.Rewritten.Found, Sign: "≥", Bar: LeastRewritten},
		{Name: string(set) + ", rewritten, recall", Value: r.Rewritten.Recall(), Of: r.Rewritten.True, Sign: "≥", Bar: LeastRewritten},
		{Name: string(set) + ", rewritten, recall of two reports alone", Value: r.Alone.Recall(), Of: r.Alone.True},
		{Name: string(set) + ", independent pairs joined", Value: float64(len(r.Joined)), Of: r.Independent, Count: true, Sign: "≤"},
		{Name: string(set) + ", clusters whose roots are counted right", Value: float64(r.RootsRight), Of: r.Clusters, Count: true},
	}
}
