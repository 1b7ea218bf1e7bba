package intake

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// readLinkedData draws clues from a script of JSON-LD: from what it says of an
// article, in whatever it is wrapped. What is no JSON says nothing.
func (c clues) readLinkedData(script string) {
	var data any
	script = strings.TrimSpace(script)
	script = strings.TrimSuffix(strings.TrimPrefix(script, "<![CDATA["), "]]>")
	if json.Unmarshal([]byte(script), &data) == nil {
		c.readThing(data, 0)
	}
}

// maxWrapped is how deep an article may be wrapped in JSON-LD.
const maxWrapped = 8

// readThing looks for an article in a value of JSON-LD.
func (c clues) readThing(v any, depth int) {
	if depth > maxWrapped {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			c.readThing(e, depth+1)
		}
	case map[string]any:
		if slices.ContainsFunc(names(v["@type"]), isArticleType) {
			for _, key := range []string{"headline", "datePublished", "dateCreated", "inLanguage", "author", "publisher"} {
				c.note("."+key, strings.Join(names(v[key]), ", "))
			}
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			c.readThing(v[key], depth+1)
		}
	}
}

// isArticleType reports whether a type of schema.org is one of articles.
func isArticleType(t string) bool {
	return strings.HasSuffix(t, "Article") || t == "BlogPosting" || t == "LiveBlogPosting" || t == "Report" || t == "SocialMediaPosting"
}

// names returns the strings that a value is, or the names of the things that
// it is.
func names(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v[:min(len(v), 20)] {
			if _, nested := e.([]any); !nested {
				all = append(all, names(e)...)
			}
		}
		return all
	case map[string]any:
		for _, key := range []string{"name", "alternateName"} {
			if name, ok := v[key].(string); ok {
				return []string{name}
			}
		}
	}
	return nil
}

// dayLayouts are the ways in which pages write when they were published. What
// stands behind a day is no matter: the day is that of the place that wrote it.
var dayLayouts = []string{"2006-01-02", "20060102", "2006/01/02", "2006.01.02", "02.01.2006", "2006-1-2"}

// timeLayouts are those in which the day does not stand first.
var timeLayouts = []string{time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, "January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "January 2, 2006 15:04", "Mon Jan 2 2006 15:04:05"}

// dayOf returns the day of a date or time as YYYY-MM-DD, or "".
func dayOf(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range dayLayouts {
		day, err := time.Parse(layout, s[:min(len(s), len(layout))])
		if err == nil && day.Year() > 1400 {
			return day.Format(time.DateOnly)
		}
	}
	for _, layout := range timeLayouts {
		if day, err := time.Parse(layout, s); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}
