package sources

import (
	"bytes"
	"mime"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// The media types that are named more than once.
const (
	typeBytes    = "application/octet-stream"
	typePlain    = "text/plain"
	typeHTML     = "text/html"
	typeXHTML    = "application/xhtml+xml"
	typeJSON     = "application/json"
	typeJSONFeed = "application/feed+json"
	typeRSS      = "application/rss+xml"
	typeAtom     = "application/atom+xml"
	typeXML      = "text/xml"
	typeMail     = "message/rfc822"
	typePDF      = "application/pdf"
	typeJPEG     = "image/jpeg"
	typePNG      = "image/png"
	typeWebP     = "image/webp"
	typeGIF      = "image/gif"
	typeZip      = "application/zip"
	typeDOCX     = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// otherNames are names that senders use, and what they stand for.
var otherNames = map[string]string{
	"image/jpg": typeJPEG, "image/pjpeg": typeJPEG, "image/x-png": typePNG,
	"application/xml": typeXML, "text/json": typeJSON, "text/rss+xml": typeRSS, "application/rdf+xml": typeRSS,
	"application/x-pdf": typePDF, "text/x-markdown": "text/markdown", "application/mbox": typeMail,
	"binary/octet-stream": typeBytes, "application/x-download": typeBytes, "application/force-download": typeBytes,
	"audio/mp3": "audio/mpeg", "audio/x-mp3": "audio/mpeg", "audio/x-wav": "audio/wav", "audio/wave": "audio/wav",
	"audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4", "video/x-m4v": "video/mp4", "audio/x-flac": "audio/flac",
	"application/ogg": "audio/ogg", "image/heif": "image/heic", "application/x-zip-compressed": typeZip,
}

// typeOfName says what the ends of file names stand for. It is a list of ours
// since that of the machine differs from one to the next.
var typeOfName = map[string]string{
	".html": typeHTML, ".htm": typeHTML, ".xhtml": typeXHTML, ".txt": typePlain, ".text": typePlain, ".md": "text/markdown", ".markdown": "text/markdown",
	".csv": "text/csv", ".tsv": "text/tab-separated-values", ".json": typeJSON, ".rss": typeRSS, ".atom": typeAtom, ".xml": typeXML, ".eml": typeMail,
	".pdf": typePDF, ".docx": typeDOCX, ".jpg": typeJPEG, ".jpeg": typeJPEG, ".png": typePNG, ".webp": typeWebP, ".gif": typeGIF,
	".tif": "image/tiff", ".tiff": "image/tiff", ".heic": "image/heic", ".avif": "image/avif", ".svg": "image/svg+xml",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".wav": "audio/wav", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".flac": "audio/flac",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm", ".ogv": "video/ogg", ".mkv": "video/x-matroska",
}

// mediaType is the media type of the bytes: what the end of their name or else
// their sender says if they can be that, else what they are. mismatch is what
// was named when they cannot.
func mediaType(in Input) (kind, mismatch string) {
	told := told(in.Bytes)
	kind = told
	for _, named := range []string{namedType(in.Type), typeOfName[strings.ToLower(path.Ext(strings.TrimSpace(in.Name)))]} {
		switch {
		case named == "" || named == typeBytes:
		case !fits(in.Bytes, named, told):
			return told, named
		default:
			kind = narrower(named, told)
		}
	}
	return kind, ""
}

// namedType is the media type that a sender named, by its usual name.
func namedType(s string) string {
	kind, _, err := mime.ParseMediaType(s)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(s), ";")
		kind = strings.TrimSpace(kind)
	}
	if usual, ok := otherNames[kind]; ok {
		return usual
	}
	return kind
}

// told is the media type that bytes look like, by their beginning.
func told(b []byte) string {
	kind := namedType(mimetype.Detect(b).String())
	switch {
	case isText(kind) && isJSONFeed(b):
		return typeJSONFeed
	case kind == typePlain && looksLikeMail(b):
		return typeMail
	case kind == typeXML && bytes.Contains(b[:min(len(b), 1024)], []byte("<rdf:RDF")) && bytes.Contains(b[:min(len(b), 2048)], []byte("purl.org/rss/1.0")):
		return typeRSS
	}
	return kind
}

// fits reports whether bytes that look like told can be what was named. All
// kinds of text are one to the eye of whoever tells kinds apart, and so are
// sound and film in one container. Of an Office file whose parts stand in an
// unusual order only that it is one is seen.
func fits(b []byte, named, told string) bool {
	switch {
	case len(b) == 0 || named == told:
		return true
	case isText(named) || isText(told):
		return isText(named) && isText(told)
	case isOffice(named):
		return !isOffice(told) && bytes.HasPrefix(b, []byte("PK\x03\x04")) && bytes.Contains(b, []byte("[Content_Types].xml"))
	case isMedia(named) && isMedia(told):
		return true
	case told == typeBytes:
		return mimetype.Lookup(named) == nil // what is known would have been told
	}
	return mimetype.Detect(b).Is(named)
}

// narrower is what says more of the two, which fit each other: a name, but for
// bytes that are plainly more than what every text is called.
func narrower(named, told string) string {
	feeds := []string{typeRSS, typeAtom, typeJSONFeed}
	if slices.Contains(feeds, told) && (named == typeXML || named == typeJSON) {
		return told
	}
	if named == typeZip || isText(told) && !isText(named) {
		return told
	}
	return named
}

// isText reports whether a media type is of something that consists of
// characters.
func isText(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "+json") ||
		slices.Contains([]string{typeJSON, typeMail, "application/x-ndjson", "application/javascript", "application/x-subrip"}, kind)
}

func isMedia(kind string) bool {
	return strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/")
}

func isOffice(kind string) bool {
	return strings.HasPrefix(kind, "application/vnd.openxmlformats-officedocument.")
}

// isJSONFeed reports whether b names the format of JSON Feed, which its first
// member does.
func isJSONFeed(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 2048)], "\ufeff \t\r\n")
	return bytes.HasPrefix(b, []byte("{")) && bytes.Contains(bytes.ReplaceAll(b, []byte(`\/`), []byte("/")), []byte("://jsonfeed.org/version/"))
}

// mailFields are fields of which a mail's header has some; a text has none of
// them in its first lines.
var mailFields = []string{"from", "date", "message-id", "mime-version", "received", "return-path", "to", "subject", "delivered-to", "content-type", "dkim-signature"}

// looksLikeMail reports whether b begins with at least three fields of a mail's
// header, one of which says who sent it.
func looksLikeMail(b []byte) bool {
	found := map[string]bool{}
	for line := range bytes.Lines(b[:min(len(b), 16<<10)]) {
		line = bytes.TrimRight(line, "\r\n")
		name, _, ok := bytes.Cut(line, []byte(":"))
		switch {
		case len(line) == 0:
			return len(found) >= 3 && found["from"]
		case line[0] == ' ' || line[0] == '\t':
		case !ok || bytes.ContainsAny(name, " \t"):
			return false
		case slices.Contains(mailFields, strings.ToLower(string(name))):
			found[strings.ToLower(string(name))] = true
		}
	}
	return len(found) >= 3 && found["from"]
}
