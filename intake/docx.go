package intake

import "example.org/tickmark/models"

// Limits on a Word file. The file itself is no larger than MaxUpload.
const (
	maxEntries  = 4_000              // entries of the archive
	maxDeclared = 512 << 20          // bytes, unpacked, that its directory names in all; most are pictures, and never unpacked
	maxPart     = 16 << 20           // bytes, unpacked, of one part that is read
	maxParts    = 24 << 20           // bytes, unpacked, of all parts that are read
	maxRatio    = 250                // how many times its size a part may unpack to, when it is larger than ratioFrom
	ratioFrom   = 4 << 20            // bytes, unpacked
	maxXMLDepth = 256                // elements inside one another
	maxElements = 500_000            // elements of all parts that are read
	maxToken    = 1 << 20            // bytes of one tag, with its attributes, or of one stretch of text
	maxAside    = 4 * models.MaxText // bytes of footnotes, comments and tracked changes together
	maxDefined  = 20_000             // styles, lists and links between the parts
	maxStyles   = 64                 // styles based on one another
)

// Warnings of Word files alone, beside HiddenText and RubyText, which HTML
// has too. They count from the start of the
// canonical text.
const (
	HeaderFooter   WarningCode = "header-footer"     // the words of a page header or footer, dropped
	NestedTable    WarningCode = "nested-table"      // a table inside a cell: its paragraphs are lines of that cell
	EmbeddedObject WarningCode = "embedded-object"   // a part of another file, dropped
	TextBox        WarningCode = "text-box"          // its words stand behind the paragraph that it hangs on
	Equation       WarningCode = "equation"          // its characters stand in one line, or it is dropped
	Diagram        WarningCode = "diagram"           // SmartArt or a chart, dropped
	UnknownSymbol  WarningCode = "unknown-symbol"    // a sign of a font whose signs are pictures, dropped
	ContentsTable  WarningCode = "table-of-contents" // dropped
	Placeholder    WarningCode = "placeholder"       // the prompt of a field that nobody filled in, dropped
)

// readDOCX reads a Word file as Word, Google Docs and LibreOffice write it
// (ECMA-376, transitional and strict). Nothing is unpacked to disk, and nothing
// that it points to is fetched.
//
// It refuses with those refusals of apperr that begin with Docx, and with
// TextTooLarge and TextManyBlocks.
func readDOCX(in Input) (Result, error) {
	pkg, err := openPackage(in.Bytes)
	if err != nil {
		return Result{}, err
	}
	r := &docxReader{pkg: pkg, view: in.View}
	if err := r.read(); err != nil {
		return Result{}, err
	}
	return r.result()
}
