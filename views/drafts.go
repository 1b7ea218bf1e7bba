package views

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// Titles of the pages that bring copy in.
const (
	BringInTitle = "Bring in copy"
	PreviewTitle = "Preview"
	DraftName    = "This draft"
)

// draftFormName is what the form is called that brings copy in.
const draftFormName = "draft"

// The ways in which copy comes in, as messages name them.
const (
	WayText    = "a pasted text"
	WayAddress = "an address"
	WayFile    = "a file"
	WaysAnd    = " and "
)

// DraftPath is a draft's address.
func DraftPath(id models.ID) string { return "/drafts/" + idText(id) }

// BringIn is the page on which copy is brought in: pasted, from a file or from
// an address.
type BringIn struct {
	Page    ui.Page
	Article models.Article // whose next revision it becomes; ID 0: a new article
	Base    int            // the number of the newest revision
	Drafts  []DraftRow     // of the reader's that are not brought in yet
	Longest int            // bytes that a text may have
	Largest int            // bytes that a file may have
	Key     string
	Lost    bool // a file was sent that the form cannot hold on to
	Attempt Attempt
}

// DraftRow is a draft in the list of the reader's.
type DraftRow struct {
	models.Draft
	Words    string // its first ones, when it was typed
	Headline string // of its article, if it has one
	Saved    ui.Moment
	Key      string
}

func (p BringIn) isNew() bool { return p.Article.ID == 0 }

func (p BringIn) title() string {
	if p.isNew() {
		return NewArticleTitle
	}
	return BringInTitle
}

func (p BringIn) crumbs() []ui.Link {
	up := []ui.Link{{Label: ArticlesTitle, Href: "/articles"}}
	if !p.isNew() {
		up = append(up, ui.Link{Label: p.Article.Headline, Href: ArticlePath(p.Article.ID)})
	}
	return up
}

func (p BringIn) hidden() []ui.Hidden {
	fields := []ui.Hidden{{Name: "form", Value: draftFormName}, {Name: "key", Value: p.Key}}
	if !p.isNew() {
		fields = append(fields, ui.Hidden{Name: "article", Value: idText(p.Article.ID)}, ui.Hidden{Name: "base", Value: strconv.Itoa(p.Base)})
	}
	return fields
}

// field is a field of the form, with what was typed into it and what was wrong.
func (p BringIn) field(name, label, hint string) ui.Field {
	return ui.Field{
		Name: name, Label: label, Hint: hint, Dir: "auto",
		Value: p.Attempt.Value(draftFormName, name, ""), Error: p.Attempt.Problem(draftFormName, name),
	}
}

func (p BringIn) text() ui.Field {
	f := p.field("text", "Paste the text", textHint(p.Longest))
	f.Class, f.Rows = "code", 12
	return f
}

func (p BringIn) address() ui.Field {
	f := p.field("address", "Or the address of a page", "The article is looked for in it; navigation, advertising and comments are left out.")
	f.Type, f.Placeholder, f.Dir = "url", "https://", "ltr"
	return f
}

// fileHint and fileError stand at the field of the file.
func (p BringIn) fileHint() string {
	return "Word (.docx, also from Google Docs and LibreOffice), Markdown, plain text or HTML, at most " + Bytes(p.Largest) + ". It may be dropped here. The file is kept with the revision."
}

func (p BringIn) fileError() string {
	problem := p.Attempt.Problem(draftFormName, "file")
	if p.Lost && problem == "" {
		problem = "A form cannot hold on to a file: choose it again."
	}
	return problem
}

// describedBy names what stands at the field of the file.
func (p BringIn) describedBy() string {
	if p.fileError() != "" {
		return "f-file-hint f-file-error"
	}
	return "f-file-hint"
}

// pasted are how a pasted text may be read.
func (p BringIn) pasted() []ui.Choice {
	return append(formats(p.Attempt, draftFormName), ui.Choice{
		Value: "html", Label: "HTML", Chosen: p.Attempt.Has(draftFormName, "format", "html", false),
		Hint: "the source of a page or of a part of one",
	})
}

// what names a draft in a list.
func (r DraftRow) what() string {
	switch {
	case r.Origin == models.OriginEdited:
		return "What you were typing"
	case r.Original.Name != "":
		return r.Original.Name
	case r.Original.Address != "":
		return r.Original.Address
	}
	return r.Words
}

// href is where a draft goes on.
func (r DraftRow) href() string {
	if r.Origin == models.OriginEdited {
		return ArticlePath(models.ID(r.ArticleID)) + "/revisions/new"
	}
	return DraftPath(r.ID)
}

func (r DraftRow) discard() ui.Form {
	return ui.Form{Action: DraftPath(r.ID) + "/discard", Class: "inline", Hidden: discardFields(r.Draft, r.Key)}
}

func discardFields(d models.Draft, key string) []ui.Hidden {
	return []ui.Hidden{{Name: "key", Value: key}, {Name: "draft_version", Value: strconv.Itoa(d.Version)}}
}

// Preview is a draft as it would stand, before anything is saved.
type Preview struct {
	Page      ui.Page
	Draft     models.Draft
	Read      ReadAs
	Copy      CopySheet
	Kept      []string  // what the copy is made of, in words
	Changed   []Warning // what stands in another form
	Dropped   []Warning
	Changes   []TrackedChange
	Remarks   []CopyRemark
	Citations []CitedPlace
	Ticked    map[int]bool // which of the citations become sources
	MostCited int          // that one revision may bring in
	Form      ArticleForm  // of the new article
	Next      NextRevision // of the article that there is
	Key       string
	Discard   string // the key of the form that throws it away
	Attempt   Attempt
}

// ReadAs is how copy was read.
type ReadAs struct {
	Format   string // as intake names it
	Charset  string
	Language string // as it was told or guessed, a BCP 47 tag; may be empty
	Guessed  bool   // the language was told from the words
	Size     int64  // of what came in, in bytes
	Site     string
	Address  string
}

// TrackedChange is a change of a Word file that nobody has accepted or refused.
type TrackedChange struct{ Kind, Author, On, Text string }

// CopyRemark is a comment that somebody made in a Word file.
type CopyRemark struct{ Author, On, Text, Words string }

// CitedPlace is a place where the copy came with its backup.
type CitedPlace struct{ Label, Text, URL, Words string }

// NextRevision is what a draft would do to the article that there is.
type NextRevision struct {
	Article  models.Article
	Newest   int // the number of the newest revision
	Base     int // of the one that the draft was made from, or that it may replace
	Same     bool
	Writers  []models.ID
	People   []models.User
	Outcomes map[models.Outcome]int // of the claims that live
	Ends     []int                  // the numbers of the claims whose approval would end
	Changes  Difference             // between the newest revision and the draft
}

func (p Preview) isNew() bool { return p.Draft.ArticleID == 0 }

func (p Preview) crumbs() []ui.Link {
	up := []ui.Link{{Label: ArticlesTitle, Href: "/articles"}}
	if p.isNew() {
		return append(up, ui.Link{Label: NewArticleTitle, Href: "/articles/new"})
	}
	return append(up, ui.Link{Label: p.Next.Article.Headline, Href: ArticlePath(p.Next.Article.ID)})
}

// form is what the page's form is called.
func (p Preview) form() string {
	if p.isNew() {
		return articleFormName
	}
	return revisionFormName
}

func (p Preview) action() string {
	if p.isNew() {
		return "/articles"
	}
	return ArticlePath(p.Next.Article.ID) + "/revisions"
}

func (p Preview) hidden() []ui.Hidden {
	fields := []ui.Hidden{
		{Name: "form", Value: p.form()},
		{Name: "key", Value: p.Key},
		{Name: "draft", Value: idText(p.Draft.ID)},
		{Name: "draft_version", Value: strconv.Itoa(p.Draft.Version)},
	}
	if !p.isNew() {
		fields = append(fields, ui.Hidden{Name: "base", Value: strconv.Itoa(p.Next.Base)})
	}
	return fields
}

// fits reports whether the draft may come in: its base is the newest revision.
func (p Preview) fits() bool { return p.isNew() || p.Next.Base == p.Next.Newest }

func (p Preview) bringIn() string {
	if p.isNew() {
		return "Open the article"
	}
	return "Bring in as revision " + strconv.Itoa(p.Next.Newest+1)
}

// formatWords are the formats in words.
var formatWords = map[string]string{"markdown": "Markdown", "plain text": "Plain text", "html": "HTML", "docx": "Word"}

// from says what the copy was read from.
func (p Preview) from() string {
	switch o := p.Draft.Original; {
	case o.Name != "":
		return o.Name
	case o.Address != "":
		return o.Address
	}
	return "Pasted text"
}

// language says which language the copy is in, and how that is known.
func (p Preview) language() string {
	switch {
	case p.Read.Language == "":
		return "Not told, and too short to tell"
	case p.Read.Guessed:
		return LanguageName(p.Read.Language) + ", told from its words"
	}
	return LanguageName(p.Read.Language) + ", as it says itself"
}

func (p Preview) direction() string {
	if p.Copy.Dir == models.RightToLeft {
		return "Right to left"
	}
	return "Left to right"
}

// field is one of the fields that say how the copy is read.
func (p Preview) field(name, label, now, hint string) ui.Field {
	return ui.Field{Name: name, ID: "f-read-" + name, Label: label, Hint: hint, Value: p.Attempt.Value(p.form(), name, now), Error: p.Attempt.Problem(p.form(), name)}
}

// formatChoices are how the copy may be read. A Word file is one.
func (p Preview) formatChoices() []ui.Choice {
	var of []ui.Choice
	if p.Draft.Original.Kept() {
		of = append(of, ui.Choice{Value: "", Label: "Told from the file: " + formatWords[p.Read.Format]})
	}
	for _, f := range []string{"markdown", "plain text", "html"} {
		of = append(of, ui.Choice{Value: f, Label: formatWords[f]})
	}
	return of
}

// canRecode reports whether the encoding is open to choice.
func (p Preview) canRecode() bool { return p.Draft.Original.Kept() && p.Read.Format != "docx" }

// charsets are the encodings that are offered, by the names of the Encoding
// Standard.
var charsets = []ui.Choice{
	{Value: "utf-8", Label: "UTF-8"},
	{Value: "windows-1252", Label: "Western European (windows-1252)"},
	{Value: "iso-8859-15", Label: "Western European (ISO 8859-15)"},
	{Value: "macintosh", Label: "Western European (Macintosh)"},
	{Value: "windows-1250", Label: "Central European (windows-1250)"},
	{Value: "iso-8859-2", Label: "Central European (ISO 8859-2)"},
	{Value: "windows-1257", Label: "Baltic (windows-1257)"},
	{Value: "windows-1251", Label: "Cyrillic (windows-1251)"},
	{Value: "koi8-r", Label: "Russian (KOI8-R)"},
	{Value: "koi8-u", Label: "Ukrainian (KOI8-U)"},
	{Value: "windows-1253", Label: "Greek (windows-1253)"},
	{Value: "windows-1254", Label: "Turkish (windows-1254)"},
	{Value: "windows-1255", Label: "Hebrew (windows-1255)"},
	{Value: "windows-1256", Label: "Arabic (windows-1256)"},
	{Value: "windows-1258", Label: "Vietnamese (windows-1258)"},
	{Value: "windows-874", Label: "Thai (windows-874)"},
	{Value: "gb18030", Label: "Chinese, simplified (GB 18030)"},
	{Value: "big5", Label: "Chinese, traditional (Big5)"},
	{Value: "shift_jis", Label: "Japanese (Shift_JIS)"},
	{Value: "euc-jp", Label: "Japanese (EUC-JP)"},
	{Value: "euc-kr", Label: "Korean (EUC-KR)"},
	{Value: "utf-16le", Label: "UTF-16, little end first"},
	{Value: "utf-16be", Label: "UTF-16, big end first"},
}

func (p Preview) charsetChoices() []ui.Choice {
	told := ui.Choice{Value: "", Label: "Told from the file"}
	if p.Draft.Charset == "" {
		told.Label += ": " + p.Read.Charset
	}
	of := append([]ui.Choice{told}, charsets...)
	if now := p.Draft.Charset; now != "" && !slices.ContainsFunc(of, func(c ui.Choice) bool { return c.Value == now }) {
		of = append(of, ui.Choice{Value: now, Label: now})
	}
	return of
}

// hasViews reports whether the copy has tracked changes to choose between.
func (p Preview) hasViews() bool { return len(p.Changes) > 0 || p.Draft.View == "original" }

func (p Preview) viewChoices() []ui.Choice {
	original := p.Attempt.Has(p.form(), "view", "original", p.Draft.View == "original")
	return []ui.Choice{
		{Value: "final", Label: "As if all were accepted", Hint: "insertions in, deletions out", Chosen: !original},
		{Value: "original", Label: "As it was before them", Hint: "insertions out, deletions in", Chosen: original},
	}
}

func (p Preview) wholeChoices() []ui.Choice {
	return []ui.Choice{{Value: "yes", Label: "The whole page, not only its article", Chosen: p.Attempt.Has(p.form(), "whole", "yes", p.Draft.Whole)}}
}

// canReread reports whether there is anything to choose in how it is read.
func (p Preview) canReread() bool { return p.Read.Format != "docx" || p.hasViews() }

// citationChoices are the places of the backup as boxes.
func (p Preview) citationChoices() []ui.Choice {
	of := make([]ui.Choice, len(p.Citations))
	for i, c := range p.Citations {
		of[i] = ui.Choice{Value: strconv.Itoa(i), Label: c.name(), Hint: c.place(), Chosen: p.Ticked[i]}
	}
	return of
}

func (c CitedPlace) name() string {
	switch {
	case c.Label != "" && c.Text != "":
		return "Note " + c.Label + ": " + c.Text
	case c.Label != "":
		return "Note " + c.Label + ": " + c.URL
	}
	return c.URL
}

func (c CitedPlace) place() string {
	at := "on “" + c.Words + "”"
	if c.Label != "" {
		at = "after “" + c.Words + "”"
		if c.URL != "" && c.Text != "" && c.Text != c.URL {
			at += ", " + c.URL
		}
	}
	return at
}

func (p Preview) citationHint() string {
	hint := "Those ticked become sources of the article. Each is evidence on every claim that is marked where it stands, for a checker to look at; it proves nothing yet."
	if len(p.Citations) > p.MostCited {
		hint += fmt.Sprintf(" At most %d at once.", p.MostCited)
	}
	return hint
}

func (p Preview) citationError() string { return p.Attempt.Problem(p.form(), "cite") }

// origins say who wrote what is new in the next revision.
func (p Preview) origins() []ui.Choice {
	form := RevisionForm{Writers: p.Next.Writers, People: p.Next.People}
	told := p.Attempt.Has(revisionFormName, "origin", OriginTold, false)
	return []ui.Choice{
		{Value: string(p.Draft.Origin), Label: "The article's writers wrote what is new", Hint: form.writers(), Chosen: !told},
		{Value: OriginTold, Label: "Somebody else wrote what is new", Hint: "Tick below who did; nobody, when it comes from outside.", Chosen: told},
	}
}

func (p Preview) writers() []ui.Choice {
	return peopleChoices(p.Attempt, revisionFormName, "writers", p.Next.People, nil)
}

// outcomeWords say what would become of claims: of one, and of many.
var outcomeWords = []struct {
	outcome   models.Outcome
	one, many string
}{
	{models.Unchanged, "claim stays as it is", "claims stay as they are"},
	{models.Moved, "claim moves with its words and keeps everything", "claims move with their words and keep everything"},
	{models.Edited, "claim has other words: it is to be looked at again", "claims have other words: they are to be looked at again"},
	{models.Context, "claim has another sentence around its words: it is to be looked at again", "claims have another sentence around their words: they are to be looked at again"},
	{models.Ambiguous, "claim could stand in several places and waits for a person", "claims could stand in several places and wait for a person"},
	{models.Lost, "claim has lost its words and waits for a person", "claims have lost their words and wait for a person"},
}

// effects say what the draft would do to the claims.
func (n NextRevision) effects() (lines []string) {
	for _, w := range outcomeWords {
		if c := n.Outcomes[w.outcome]; c > 0 {
			lines = append(lines, counted(c, w.one, w.many))
		}
	}
	return lines
}

// ends says which approvals would end.
func (n NextRevision) ends() string {
	numbers := make([]string, len(n.Ends))
	for i, no := range n.Ends {
		numbers[i] = strconv.Itoa(no)
	}
	if len(numbers) == 1 {
		return "The approval of claim " + numbers[0] + " would end."
	}
	return "The approvals of the claims " + strings.Join(numbers, ", ") + " would end."
}

func (n NextRevision) rebase() string {
	return "Let it replace revision " + strconv.Itoa(n.Newest)
}

func (n NextRevision) overtaken() string {
	return fmt.Sprintf("Revision %d came in after this was begun over revision %d. Look at it first: what is new in it is not in this copy.", n.Newest, n.Base)
}
