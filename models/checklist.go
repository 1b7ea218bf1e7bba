package models

// ChecklistItem is something that whoever approves a claim looks at.
type ChecklistItem struct {
	Text     string `json:"text"`
	Required bool   `json:"required,omitempty"` // nobody approves before it is ticked
}

// Checklist is what is looked at in claims of a kind. Rows are only ever added:
// the one of the highest version holds.
type Checklist struct {
	ID      ID
	Kind    Kind
	Version int             // from 1; 0 is the list that stands here before an admin makes one
	Items   []ChecklistItem `gorm:"serializer:json"`
	MadeBy  ID
	MadeAt  Instant
}

// Limits on a checklist.
const (
	MaxChecklist     = 12  // items
	MaxChecklistItem = 300 // bytes of one
)

// Tick says that somebody looked at an item of a claim's checklist. It holds while
// what an approval of the claim would bind to is as it was, the item stands in
// the list of its kind, and nobody takes it back.
type Tick struct {
	ID          ID
	ClaimID     ID
	Kind        Kind
	Item        string // its text
	List        int    // the version of the list that it stood in
	Fingerprint string // of what an approval would have bound to
	CreatedBy   ID
	CreatedAt   Instant
	EndedAt     Instant // since when it was taken back
	EndedBy     Ref
}

// Check is an item of a claim's checklist, and the tick that holds for it, if any.
type Check struct {
	ChecklistItem
	Kind Kind
	List int // the version of the list
	Tick Tick
}

// Ticked reports whether a tick holds for the item.
func (c Check) Ticked() bool { return c.Tick.ID != 0 }

// defaultItems are what a newsroom begins with: nothing is required.
var defaultItems = map[Kind][]string{
	KindDate: {
		"Day, month and year agree with a primary source.",
		"Weekday and time zone agree.",
		"Relative dates elsewhere in the copy agree (“three weeks after”).",
	},
	KindPlace: {
		"The name is spelled as the place spells it, or as the house does.",
		"It lies where the copy says it lies.",
	},
	KindFigure: {
		"The figure, its unit and its date agree with a primary source.",
		"Rounding, percentages and comparisons were calculated again.",
		"The same figure elsewhere in the copy agrees.",
	},
	KindQuotation: {
		"Word for word as in the source, or marked where it is cut.",
		"Who said it, where and when agree.",
		"A translation is the house’s own or says whose it is.",
		"What stands around it in the source does not turn its meaning.",
	},
	KindReport: {
		"The outlet’s own report was read, and not another’s about it.",
		"It still says so, without a correction.",
		"Where it has it from was looked for.",
	},
	KindAttribution: {
		"Whoever is named said it themselves, or the copy says by whom.",
		"The copy claims no more than was said.",
	},
	KindName: {
		"Spelled as the person or body spells it.",
		"Title and office were held at the time that the copy speaks of.",
	},
	KindEvent: {
		"It took place, and as the copy says.",
		"Who took part, where and when agree with a primary source.",
	},
	KindOther: {
		"The source says what the copy says, and no less.",
	},
}

// DefaultChecklist is the list of a kind before an admin makes one.
func DefaultChecklist(k Kind) Checklist {
	c := Checklist{Kind: k}
	for _, text := range defaultItems[k] {
		c.Items = append(c.Items, ChecklistItem{Text: text})
	}
	return c
}
