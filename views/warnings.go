package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// Warning is one sort of thing in the copy that came in and could not stay as
// it was.
type Warning struct {
	Words string // what, how often, and what became of it
	Place string // the words that stand where the first was; may be empty
}

// warningWords say what became of a sort of thing: %d is how many, and the
// first form is that of one alone. Kept says that it is in the copy still, in
// another form.
var warningWords = map[string]struct {
	one, many string
	kept      bool
}{
	"control-character": {"1 invisible control character was taken out", "%d invisible control characters were taken out", false},
	"link-address":      {"1 link leads to no address of the web: its words stay, the link is gone", "%d links lead to no address of the web: their words stay, the links are gone", true},
	"thematic-break":    {"1 line between paragraphs was left out", "%d lines between paragraphs were left out", false},
	"wordless-image":    {"1 image without a caption was left out", "%d images without a caption were left out", false},
	"header-footer":     {"1 header or footer of the page was left out", "%d headers and footers of the page were left out", false},
	"hidden-text":       {"1 piece of hidden text was left out", "%d pieces of hidden text were left out", false},
	"nested-table":      {"1 table inside a cell stands as lines of that cell", "%d tables inside cells stand as lines of those cells", true},
	"text-box":          {"1 text box stands as paragraphs behind the one that it hung on", "%d text boxes stand as paragraphs behind those that they hung on", true},
	"equation":          {"1 equation stands as characters in one line: look whether it still says the same", "%d equations stand as characters in one line: look whether they still say the same", true},
	"diagram":           {"1 diagram was left out", "%d diagrams were left out", false},
	"embedded-object":   {"1 part of another file was left out", "%d parts of other files were left out", false},
	"unknown-symbol":    {"1 sign of a font of pictures was left out", "%d signs of fonts of pictures were left out", false},
	"table-of-contents": {"1 table of contents was left out", "%d tables of contents were left out", false},
	"placeholder":       {"1 field that nobody filled in was left out", "%d fields that nobody filled in were left out", false},
	"page-furniture":    {"1 part of the page around the article was left out", "%d parts of the page around the article were left out: navigation, notices, related links, comments", false},
	"navigation":        {"1 block of navigation was left out", "%d blocks of navigation were left out", false},
	"page-code":         {"1 script, style or template was left out", "%d scripts, styles and templates were left out", false},
	"embed":             {"1 film, sound, drawing or embedded page was left out", "%d films, sounds, drawings and embedded pages were left out", false},
	"form-field":        {"1 field or button was left out", "%d fields and buttons were left out", false},
	"struck-out":        {"1 piece of struck-out text was left out", "%d pieces of struck-out text were left out", false},
	"ruby-text":         {"1 reading above its characters was left out", "%d readings above their characters were left out", false},
	"article-not-found": {"No part of the page looks like its article, so all of it was taken: cut what does not belong", "No part of the pages looks like an article, so all of them was taken", true},
	"table-flattened":   {"1 table with joined cells stands as plain rows", "%d tables with joined cells stand as plain rows", true},
	"charset-replaced":  {"1 byte belongs to no character: � stands in its place", "%d bytes belong to no character: � stands in their place", true},
	"charset-ignored":   {"The encoding that it names does not fit, so another was found", "The encodings that it names do not fit, so another was found", true},
}

// WarningWords says what became of a sort of thing in the copy, by intake's
// code for it, and whether it is in the copy still. ok is false for a code that
// has no words.
func WarningWords(code string, count int) (words string, kept, ok bool) {
	w, ok := warningWords[code]
	switch {
	case !ok:
		return "", false, false
	case count == 1:
		return w.one, w.kept, true
	}
	return strings.ReplaceAll(w.many, "%d", strconv.Itoa(count)), w.kept, true
}

// KeptNote counts footnotes in KeptWords.
const KeptNote = "footnote"

// keptWords are the parts of copy in words, of one and of many.
var keptWords = []struct{ kind, one, many string }{
	{string(models.Headline), "headline", "headlines"},
	{string(models.Standfirst), "standfirst", "standfirsts"},
	{string(models.Heading), "heading", "headings"},
	{string(models.Paragraph), "paragraph", "paragraphs"},
	{string(models.ListItem), "list item", "list items"},
	{string(models.Quotation), "paragraph of quotation", "paragraphs of quotation"},
	{string(models.Caption), "caption", "captions"},
	{string(models.TableRow), "row of a table", "rows of tables"},
	{string(models.Strong), "strong stretch", "strong stretches"},
	{string(models.Emphasis), "emphasised stretch", "emphasised stretches"},
	{string(models.Link), "link", "links"},
	{KeptNote, "footnote, as backup", "footnotes, as backup"},
}

// KeptWords says what copy is made of, by how many there are of each kind.
func KeptWords(kept map[string]int) (lines []string) {
	for _, w := range keptWords {
		if n := kept[w.kind]; n > 0 {
			lines = append(lines, counted(n, w.one, w.many))
		}
	}
	return lines
}
