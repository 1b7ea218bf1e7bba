package report

import "fmt"

// Format is a form in which a report is handed out, by its file extension.
type Format string

// The formats.
const (
	FormatHTML     Format = "html"
	FormatMarkdown Format = "md"
	FormatJSON     Format = "json"
)

// Draw writes a report in a format, from its body alone. It fails as Parse
// does, and when there is no such format.
func Draw(body []byte, format Format) ([]byte, error) {
	r, err := Parse(body)
	if err != nil {
		return nil, err
	}
	switch format {
	case FormatHTML:
		return HTML(r)
	case FormatMarkdown:
		return Markdown(r)
	case FormatJSON:
		return Envelope(body, nil)
	}
	return nil, fmt.Errorf("report: no format %q", format)
}
