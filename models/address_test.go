package models_test

import (
	"testing"

	"example.org/tickmark/models"
)

func TestAddressesOfOnePageHaveOneKey(t *testing.T) {
	for _, row := range []struct {
		name, a, b string
		same       bool
	}{
		{"the scheme does not count", "http://example.org/a", "https://example.org/a", true},
		{"www does not count", "https://www.example.org/a", "https://example.org/a", true},
		{"a slash at the end does not count", "https://example.org/a/", "https://example.org/a", true},
		{"a fragment does not count", "https://example.org/a#b", "https://example.org/a", true},
		{"where a reader came from does not count", "https://example.org/a?utm_source=x&fbclid=1&id=7", "https://example.org/a?id=7", true},
		{"large letters in the host do not count", "https://Example.ORG/a", "https://example.org/a", true},
		{"the usual port does not count", "https://example.org:443/a", "https://example.org/a", true},
		{"the order of parameters does not count", "https://example.org/a?y=2&x=1", "https://example.org/a?x=1&y=2", true},
		{"another path is another page", "https://example.org/a", "https://example.org/b", false},
		{"a path in large letters is another page", "https://example.org/A", "https://example.org/a", false},
		{"another parameter is another page", "https://example.org/a?id=7", "https://example.org/a?id=8", false},
		{"another port is another page", "https://example.org:8443/a", "https://example.org/a", false},
		{"another host is another page", "https://news.example.org/a", "https://example.org/a", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			a, b := models.AddressKey(row.a), models.AddressKey(row.b)
			if a == "" || b == "" || (a == b) != row.same {
				t.Errorf("%q and %q", a, b)
			}
		})
	}
	for _, none := range []string{"", "ftp://example.org/a", "mailto:a@example.org", "https://", "example.org/a", "https://exa mple.org/%zz"} {
		if key := models.AddressKey(none); key != "" {
			t.Errorf("%q has the key %q", none, key)
		}
	}
}

func TestACaptureIsWhereItsPageSaysItIsWithinReason(t *testing.T) {
	for _, row := range []struct{ name, address, canonical, want string }{
		{"its own word", "https://example.org/a?page=1", "https://example.org/a", "example.org/a"},
		{"a page for small screens", "https://m.example.org/a", "https://www.example.org/a", "example.org/a"},
		{"no word", "https://example.org/a?utm_medium=x", "", "example.org/a"},
		{"another site is not believed", "https://example.org/a", "https://other.example/a", "example.org/a"},
		{"the front page is not believed", "https://example.org/a", "https://example.org/", "example.org/a"},
		{"the front page is that of the front page", "https://example.org/?utm_source=x", "https://www.example.org", "example.org"},
		{"an upload is nowhere", "", "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := (models.Capture{Address: row.address, Canonical: row.canonical}).AddressKey(); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}
