package newsroom_test

import (
	"slices"
	"testing"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// What is done to a source stands on no article where it must be in no report:
// the newsroom's trail tells it to those who may see the source, and who keeps it
// to those who do.
func TestTheTrailTellsOfSourcesToWhoMayKnow(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		open := d.added(d.Carl, heron())
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Duo.ID}
		d.article = d.OpenAs(t, meta, testkit.Copy)
		in := heron()
		in.Beside.Keepers = []models.ID{d.Duo.ID}
		shut := d.added(d.Carl, in)
		pub := d.added(d.Carl, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: "x", Publisher: "The Leaflet", Located: true}})
		d.ok(d.NotePublisher(t.Context(), testkit.By(d.Carl), pub.ID, "the leaflet", 0, "Somebody we know works there."))
		for _, row := range []struct {
			who   models.User
			reads []models.ID // the sources of which it tells
		}{
			{d.Carl, []models.ID{pub.ID, shut.ID, open.ID}},
			{d.Duo, []models.ID{pub.ID, shut.ID}},
			{d.Ed, []models.ID{pub.ID}},
			{d.Vera, nil},
			{d.Adam, nil},
		} {
			events, err := d.DB.Queries().Events(t.Context(), row.who.ID, store.EventFilter{Limit: 1000})
			d.ok(err)
			var reads []models.ID
			for _, e := range events {
				if e.ArticleID == 0 && e.Subject == models.SubjectSource {
					reads = append(reads, e.SubjectID)
				}
			}
			if !slices.Equal(reads, row.reads) {
				t.Errorf("%s reads of the sources %v, want %v", row.who.Name, reads, row.reads)
			}
			if !slices.ContainsFunc(events, func(e models.Event) bool { return e.ArticleID == 0 && e.Subject == models.SubjectUser }) {
				t.Errorf("%s reads nothing else of the newsroom's trail", row.who.Name)
			}
		}
	})
}
