// Package report makes the verified-article report: Build turns what the
// newsroom knows about one revision into a Report, Encode freezes that as a
// body of RFC 8785 JSON (schema version 1), and HTML and Markdown are drawn
// from the body alone.
//
// It is pure: same input, same bytes. It knows nothing of the database, of the
// rules of review or of the clock; whether an article may be signed off is
// decided elsewhere.
package report
