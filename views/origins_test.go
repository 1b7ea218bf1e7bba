package views_test

import (
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/views"
)

func TestWhyASourceCountsIsSaidAsItIs(t *testing.T) {
	for _, row := range []struct {
		name string
		row  views.OriginRow
		want string
	}{
		{"compared with others", views.OriginRow{Rooted: models.Rooted{Compared: true}}, ""},
		{"the only one, of which a text is kept", views.OriginRow{Rooted: models.Rooted{Compared: true}, Alone: true}, "Its text is kept, and there is no other source to compare it with."},
		{"without a text", views.OriginRow{}, "No text of it is kept, so it is compared with nobody. It counts as a root."},
		{"of which nothing is kept", views.OriginRow{Rooted: models.Rooted{Lacks: models.LacksCapture}}, "Nothing of it is kept, so it does not count."},
		{"that waits for its look", views.OriginRow{Rooted: models.Rooted{Lacks: models.LacksLook}}, "Is about to be looked at. Nothing of it is kept yet, so it does not count."},
	} {
		if got := row.row.Why(); got != row.want {
			t.Errorf("a source %s: %q", row.name, got)
		}
	}
}
