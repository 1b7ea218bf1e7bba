package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// NewSourceForm is the form that adds a source by itself, EvidenceForm the one
// that adds evidence.
const (
	NewSourceForm = "source"
	EvidenceForm  = "evidence"
)

// SourceForm is the part of a form that describes a new source.
type SourceForm struct {
	Name    string // of the form
	Zone    string // of the newsroom
	People  []ui.Choice
	Largest string // file that is taken, in words
	Attempt Attempt
}

// NewSource is the page that adds a source to an article by itself.
type NewSource struct {
	Page    ui.Page
	Article models.Article
	Form    SourceForm
	Key     string
	Attempt Attempt
}

// NewSourceTitle names the page that adds a source.
const NewSourceTitle = "Add a source"

// NewSourcePath is where a source is added to an article.
func NewSourcePath(article models.ID) string { return ArticlePath(article) + "/sources/new" }

// OwnSourcePath is where what belongs to one of an article's sources begins.
func OwnSourcePath(article, source models.ID) string {
	return ArticlePath(article) + "/sources/" + idText(source)
}

func (p NewSource) hidden() []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: NewSourceForm}, {Name: "key", Value: p.Key}}
}

func (f SourceForm) id(field string) string { return f.Name + "-" + field }

func (f SourceForm) value(field string) string { return f.Attempt.Value(f.Name, field, "") }

func (f SourceForm) problem(field string) string { return f.Attempt.Problem(f.Name, field) }

// field is a field of the form with what was typed into it.
func (f SourceForm) field(name, label, hint string) ui.Field {
	return ui.Field{Name: name, ID: f.id(strings.ReplaceAll(name, "_", "-")), Label: label, Hint: hint, Dir: "auto", Value: f.value(name), Error: f.problem(name)}
}

// filled reports whether something came back in one of the fields, or was wrong
// with it: then the part that holds them stands open.
func (f SourceForm) filled(fields ...string) bool {
	for _, name := range fields {
		if f.value(name) != "" || f.problem(name) != "" {
			return true
		}
	}
	return false
}

func (f SourceForm) isWord() bool { return f.filled("word_how", "word_at", "consent") }

func (f SourceForm) isProtected() bool {
	return f.filled("protected", "pseudonym", "real_name", "contact", "keeper_note", "keepers")
}

// types are the types of sources; which it is somebody says, or the rest of the
// form does.
func (f SourceForm) types() []ui.Choice {
	return append([]ui.Choice{{Value: "", Label: "Choose what it is"}}, wordChoices(f.Attempt, f.Name, "type", models.SourceTypes, "")...)
}

// hows are the ways in which a person's word comes, with what there is else.
func (f SourceForm) hows() []ui.Choice {
	return append([]ui.Choice{{Value: "", Label: "It is nobody's word"}}, wordChoices(f.Attempt, f.Name, "word_how", models.WordHows, "")...)
}

func (f SourceForm) consents() []ui.Choice {
	return append([]ui.Choice{{Value: "", Label: "–"}}, wordChoices(f.Attempt, f.Name, "consent", models.Consents, "")...)
}

// keepers are the people to choose from beside the reader.
func (f SourceForm) keepers() []ui.Choice {
	of := make([]ui.Choice, len(f.People))
	for i, c := range f.People {
		c.Chosen = f.Attempt.Has(f.Name, "keepers", c.Value, false)
		of[i] = c
	}
	return of
}

// FileField is the field of a file of a source.
type FileField struct {
	ID      string
	Label   string
	Largest string
	Problem string
	Again   bool // the form comes back: what was chosen is not there any more
}

func (f SourceForm) file() FileField {
	return FileField{ID: f.id("file"), Label: "A file", Largest: f.Largest, Problem: f.problem("file"), Again: f.Attempt.Is(f.Name)}
}

func (f FileField) describedBy() string {
	ids := f.ID + "-hint"
	if f.Problem != "" {
		ids += " " + f.ID + "-error"
	}
	return ids
}

func (f FileField) hint() string {
	return "A document, a picture, a recording, a mail (.eml); up to " + f.Largest + ". It is kept as it is. Of a file up to 10 MiB the text is read. Where scripts run, a screenshot can be pasted with Ctrl+V or ⌘V."
}

// SourceBeside is what a source's row shows beside what is known of it.
type SourceBeside struct {
	May     bool // the reader may add files to it
	Kept    bool // the reader keeps it: it is protected
	WordAt  ui.Moment
	Largest string
	Key     string
	Attempt Attempt
}

func fileFormOf(source models.ID) string { return "file-" + strconv.FormatInt(source, 10) }

func (s SourceRow) fileField() FileField {
	form := fileFormOf(s.ID)
	return FileField{ID: form, Label: "File", Largest: s.Beside.Largest, Problem: s.Beside.Attempt.Problem(form, "file"), Again: s.Beside.Attempt.Is(form)}
}

// word is how a person's word came, and whether they may be named.
func (s SourceRow) word() string {
	if s.WordHow == "" {
		return ""
	}
	return ui.Capital(string(s.WordHow)) + ", " + string(s.Consent)
}

// factLabels are the names of facts in words.
var factLabels = map[models.FactName]string{
	models.FactTaken: "Taken, by the camera's clock", models.FactChanged: "Last changed", models.FactMade: "Made", models.FactCamera: "Camera",
	models.FactSerial: "Serial number", models.FactLens: "Lens", models.FactLocation: "Place, latitude and longitude", models.FactAltitude: "Altitude in metres",
	models.FactDirection: "Direction in degrees", models.FactOrientation: "Orientation", models.FactArtist: "By", models.FactCopyright: "Copyright",
	models.FactDescription: "Description", models.FactSoftware: "Software", models.FactSize: "Pixels", models.FactFrom: "From", models.FactTo: "To",
	models.FactCopyTo: "Copy to", models.FactSent: "Sent", models.FactMessageID: "Number of the mail", models.FactAttachment: "Attachment",
}

func factLabel(n models.FactName) string {
	if label, ok := factLabels[n]; ok {
		return label
	}
	return ui.Capital(string(n))
}

// strippable are the types of pictures that can be had without what their camera
// wrote into them.
var strippable = map[string]bool{"image/jpeg": true, "image/png": true, "image/webp": true, "image/gif": true}

// SourceNameForm is the form that changes who a protected source is, and
// KeeperFormName the one that has somebody more keep it.
const (
	SourceNameForm = "source-name"
	KeeperFormName = "keeper"
)

// KeptSource is the page on which a protected source's keepers read and change
// who it is, and who keeps it.
type KeptSource struct {
	Page    ui.Page
	Article models.Article
	Source  models.Source
	Name    *models.SourceName // once the reader asked for it
	Keepers []Keeper
	Others  []ui.Choice // who else could keep it
	Key     string
	Attempt Attempt
}

// Keeper is somebody who keeps a protected source.
type Keeper struct {
	models.User
	Self bool
}

// KeptSourceTitle names the page of who a protected source is.
func KeptSourceTitle(pseudonym string) string { return "Who " + pseudonym + " is" }

// KeptSourcePath is the page of who a protected source is.
func KeptSourcePath(article, source models.ID) string {
	return OwnSourcePath(article, source) + "/name"
}

func (p KeptSource) path() string { return KeptSourcePath(p.Article.ID, p.Source.ID) }

func (p KeptSource) hidden(form string) []ui.Hidden {
	return []ui.Hidden{{Name: "form", Value: form}, {Name: "key", Value: p.Key + "." + form}}
}

func (p KeptSource) dropping(k Keeper) []ui.Hidden {
	form := "drop-" + idText(k.ID)
	return append(p.hidden(form), ui.Hidden{Name: "keepers", Value: idText(k.ID)})
}

// alone reports whether one keeper only can sign in.
func (p KeptSource) alone() bool {
	n := 0
	for _, k := range p.Keepers {
		if k.Active() {
			n++
		}
	}
	return n == 1
}

// typed is the name as it is to stand in the form: as it was typed, or as it is.
func (p KeptSource) typed(name, label, hint, now string) ui.Field {
	return ui.Field{
		Name: name, Label: label, Hint: hint, Dir: "auto", Rows: 3,
		Value: p.Attempt.Value(SourceNameForm, name, now), Error: p.Attempt.Problem(SourceNameForm, name),
	}
}

// protectedName has the browser keep nothing of what is typed into a field.
func protectedName(f ui.Field) ui.Field {
	f.Autocomplete = "off"
	return f
}
