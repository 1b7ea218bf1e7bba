package warc

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"example.org/tickmark/models"
)

// original goes before the name of a field that is no longer true of the body.
const original = "X-Archive-Orig-"

// responseHead is the first line and the fields of the answer, for a body that
// is unpacked. renamed are the fields that tell of its packing.
func responseHead(c models.Capture) (said []byte, renamed []string) {
	length := strconv.FormatInt(c.BodySize, 10)
	lengths := 0
	all := fieldsOf(c.Header)
	for i, f := range all {
		switch lower := strings.ToLower(f.name); {
		case lower == "content-length" && f.value == length && lengths == 0:
			lengths++
		case slices.Contains([]string{"content-length", "content-encoding", "transfer-encoding"}, lower):
			all[i].name = original + f.name
			renamed = append(renamed, f.name)
		}
	}
	if len(renamed) > 0 && lengths == 0 {
		all = append(all, field{"Content-Length", length})
	}
	first := strings.TrimSpace(fmt.Sprintf("HTTP/1.1 %d %s", c.Status, http.StatusText(c.Status)))
	return head(first, all), renamed
}

// requestHead is the first line and the fields of what the site was asked.
func requestHead(c Capture) ([]byte, error) {
	at, err := url.Parse(inASCII(c.Address))
	if err != nil {
		return nil, fmt.Errorf("warc: the address of a capture: %w", err)
	}
	all := append([]field{{"Host", at.Host}}, fieldsOf(c.Asked)...)
	return head("GET "+at.RequestURI()+" HTTP/1.1", all), nil
}

// head is a first line and the fields after it.
func head(first string, all []field) []byte {
	b := bytes.NewBufferString(first + "\r\n")
	for _, f := range all {
		f.write(b)
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

// fieldsOf reads fields, one in each line. What is none is left out.
func fieldsOf(text string) (all []field) {
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		if ok && name != "" && !strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			all = append(all, field{name, strings.TrimSpace(value)})
		}
	}
	return all
}

// essence is a media type without its parameters.
func essence(media string) string {
	media, _, _ = strings.Cut(media, ";")
	return strings.TrimSpace(media)
}

// inASCII is an address with every byte that cannot stand in one
// percent-encoded.
func inASCII(address string) string {
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; ' ' < c && c < 0x7f {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
