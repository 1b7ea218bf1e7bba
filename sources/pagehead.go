package sources

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// modifiedNames are the names under which pages say when they were changed,
// the surest first.
var modifiedNames = []string{"jsonld", "article:modified_time", "og:updated_time", "datemodified", "time", "dcterms.modified", "dc.date.modified", "last-modified", "revised"}

// maxHeadBytes and maxHeadTags bound what is looked at of a page. Dates stand
// in its head, or in the script of JSON-LD that some pages have at their end.
const (
	maxHeadBytes = 4 << 20
	maxHeadTags  = 50_000
)

// modifiedOn is the day on which a page says that it was changed, or "". Its
// bytes may be of any encoding that has ASCII in it.
func modifiedOn(page []byte) string {
	found := map[string]string{}
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), maxHeadBytes)]))
	z.SetMaxBuf(1 << 20)
	for range maxHeadTags {
		switch z.Next() {
		case html.ErrorToken:
			return firstDay(found)
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if name, text := modifiedIn(token); text != "" && found[name] == "" {
				found[name] = text
			}
			if token.Data == "script" && attribute(token, "type") == "application/ld+json" && z.Next() == html.TextToken && found["jsonld"] == "" {
				found["jsonld"] = modifiedInJSON(z.Raw())
			}
		case html.TextToken, html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
	}
	return firstDay(found)
}

func firstDay(found map[string]string) string {
	for _, name := range modifiedNames {
		if day := dayOf(found[name]); day != "" {
			return day
		}
	}
	return ""
}

// modifiedIn returns what an element says of when the page was changed.
func modifiedIn(token html.Token) (name, text string) {
	prop := strings.ToLower(attribute(token, "itemprop"))
	switch token.Data {
	case "meta":
		name = strings.ToLower(attribute(token, "property") + attribute(token, "name") + attribute(token, "http-equiv"))
		if prop == "datemodified" {
			name = prop
		}
		return name, attribute(token, "content")
	case "time":
		if prop == "datemodified" {
			return "time", attribute(token, "datetime")
		}
	}
	return "", ""
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// modifiedInJSON returns the first date of change in a script of JSON-LD that
// stands at most eight things deep.
func modifiedInJSON(script []byte) string {
	var data any
	if json.Unmarshal(bytes.TrimSpace(script), &data) != nil {
		return ""
	}
	return dateModified(data, 8)
}

func dateModified(v any, deep int) string {
	if deep == 0 {
		return ""
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if date := dateModified(e, deep-1); date != "" {
				return date
			}
		}
	case map[string]any:
		if date, ok := v["dateModified"].(string); ok {
			return date
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if date := dateModified(v[key], deep-1); date != "" {
				return date
			}
		}
	}
	return ""
}

// dayLayouts are ways to write a time, of which only the day is read.
var dayLayouts = []string{time.RFC3339, time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, "2 Jan 2006 15:04:05 -0700", "January 2, 2006", "2 January 2006", "Jan 2, 2006"}

// dayOf returns the day of a date or time as YYYY-MM-DD, in the zone in which
// it was written, or "".
func dayOf(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= len(time.DateOnly) {
		if day, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err == nil {
			return dayString(day)
		}
	}
	for _, layout := range dayLayouts {
		if day, err := time.Parse(layout, s); err == nil {
			return dayString(day)
		}
	}
	return ""
}

// dayString writes a day; one before printing is none.
func dayString(t time.Time) string {
	if t.Year() < 1400 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.DateOnly)
}
