package newsroom_test

import (
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// A file that was collected before its act is asked for again: no capture is
// without its bytes.
func TestAFileThatIsGoneIsAskedForAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		source := d.source("Minutes", "P")
		u := d.taken("a.txt", "text/plain", "A")
		add := func() error {
			_, err := d.AddFile(t.Context(), testkit.By(d.Carl), source, u)
			return err
		}
		_, err := d.Blobs.Collect(t.Context(), time.Now().Add(time.Hour), d.DB.Queries().Keeps)
		d.ok(err)
		d.refuse(apperr.FileMissing, add)
		u = d.taken("a.txt", "text/plain", "A")
		d.ok(add())
	})
}

// Of heavy files one is read at a time, those that come in as well.
func TestAHeavyFileThatComesInWaitsForTheOthers(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	let := newsroom.HoldHeavy()
	d.taken("light.txt", "text/plain", "A")
	read := make(chan error, 1)
	go func() {
		_, err := d.TakeFile(t.Context(), strings.NewReader(strings.Repeat("words ", 100<<10)), "heavy.txt", "text/plain")
		read <- err
	}()
	select {
	case err := <-read:
		t.Errorf("it is read beside another, %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	let()
	if !t.Failed() {
		d.ok(<-read)
	}
}

func TestCapturesOfASourceThatIsNotSeenAreNotCounted(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		open := d.source("Open", "P")
		meta := testkit.Meta(d.Ed)
		meta.Restricted, meta.Team = true, []models.ID{d.Carl.ID, d.Duo.ID}
		d.article = d.OpenAs(t, meta, testkit.Copy)
		hidden := d.added(d.Carl, newsroom.NewSource{
			Source: models.Source{Type: models.PressReport, Title: "Hidden", Located: true}, Beside: newsroom.Beside{File: d.taken("a.txt", "text/plain", "A")},
		})
		d.ok(d.merge(d.Carl, hidden.ID, open))
		for viewer, want := range map[models.ID]int{d.Carl.ID: 1, d.Vera.ID: 0} {
			held, err := d.DB.Queries().SourcesHeld(t.Context(), viewer, []models.ID{open})
			d.ok(err)
			if len(held) != want {
				t.Errorf("%d counts %+v", viewer, held)
			}
		}
	})
}
