package newsroom_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
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
		d.Clock.Move(5 * time.Minute)
		d.refuse(apperr.FileMissing, add)
		u = d.taken("a.txt", "text/plain", "A")
		d.ok(add())
	})
}

// farAway is a store of files that is not to be asked within an act.
type farAway struct {
	newsroom.Blobs
	t *testing.T
}

func (f farAway) Renew(context.Context, string) error {
	f.t.Error("an act waits for the store of files")
	return nil
}

// An act asks nothing of the store of files about what came in a moment ago.
func TestAFileThatCameLatelyIsKeptWithoutAsking(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	d.article = d.Open(t, testkit.Copy)
	d.Blobs = farAway{d.Blobs, t}
	source := d.source("Minutes", "P")
	u := d.taken("a.txt", "text/plain", "A")
	d.Clock.Move(4 * time.Minute)
	_, err := d.AddFile(t.Context(), testkit.By(d.Carl), source, u)
	d.ok(err)
}

// A page whose file was collected before its look ended is looked at again.
func TestAPageWhoseFileIsGoneIsFetchedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		w.page = "The two met."
		source := d.added(d.Carl, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: "x", URL: w.URL + "/a", Located: true}}).ID
		look := func() jobs.Save {
			save, err := d.CaptureSource(t.Context(), models.Job{ID: 1, SubjectID: source, Attempts: 1})
			d.ok(err)
			return save
		}
		keep := func(save jobs.Save) error {
			return d.DB.Tx(t.Context(), func(tx store.Tx) error { return save(t.Context(), tx) })
		}
		save := look()
		_, err := d.Blobs.Collect(t.Context(), time.Now().Add(time.Hour), d.DB.Queries().Keeps)
		d.ok(err)
		d.Clock.Move(5 * time.Minute)
		d.refuse(apperr.NotFoundOrSeen, func() error { return keep(save) })
		d.ok(keep(look()))
	})
}

// Of heavy files one is read at a time, those that come in as well.
func TestAHeavyFileThatComesInWaitsForTheOthers(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	let := newsroom.HoldHeavy()
	d.taken("light.txt", "text/plain", "A")
	read := make(chan error, 1)
	go func() {
		_, err := d.TakeFile(t.Context(), strings.NewReader(heavyText), "heavy.txt", "text/plain")
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

// heavyText is a text that is read while no other such is.
var heavyText = strings.Repeat("words ", 100<<10)

// A file that does not go on coming, and an act that does not end, keep neither
// heavy files nor heavy pages from being read.
func TestWhoStallsKeepsNobodyFromReading(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		w := d.site()
		w.page = heavyText
		source := d.added(d.Carl, newsroom.NewSource{Source: models.Source{Type: models.PressReport, Title: "x", URL: w.URL + "/a", Located: true}}).ID
		coming, sends := io.Pipe()
		stalled := make(chan error, 1)
		go func() {
			_, err := d.TakeFile(t.Context(), coming, "stalls.txt", "text/plain")
			stalled <- err
		}()
		_, err := io.WriteString(sends, heavyText)
		d.ok(err)
		soon, stop := context.WithTimeout(t.Context(), 20*time.Second) // lest a failure hangs
		defer stop()
		d.ok(d.DB.Tx(t.Context(), func(store.Tx) error {
			if _, err := d.TakeFile(soon, strings.NewReader(heavyText), "comes.txt", "text/plain"); err != nil {
				t.Errorf("another file: %v", err)
			}
			if _, err := d.CaptureSource(soon, models.Job{ID: 1, SubjectID: source, Attempts: 1}); err != nil {
				t.Errorf("a page: %v", err)
			}
			return nil
		}))
		d.ok(sends.CloseWithError(io.ErrUnexpectedEOF))
		if err := <-stalled; !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("it stalled, and is taken: %v", err)
		}
	})
}

// Whose request, or lease, is over waits for no turn to read.
func TestWhoGoesAwayWaitsForNoTurn(t *testing.T) {
	d := &desk{House: testkit.NewHouse(t, ""), t: t}
	sum := d.taken("heavy.txt", "text/plain", heavyText).SHA256()
	let := newsroom.HoldHeavy()
	defer let()
	ctx, leave := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := d.TakeFile(ctx, strings.NewReader(heavyText), "again.txt", "text/plain")
		ended <- err
	}()
	go func() { ended <- d.ReadKept(ctx, sum) }()
	time.AfterFunc(50*time.Millisecond, leave) // whether they wait by then or come too late, they end
	for range 2 {
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("it ends with %v", err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("it goes on waiting")
		}
	}
}

// mute is a store of files that never gives what it was asked for.
type mute struct{ newsroom.Blobs }

func (mute) Get(ctx context.Context, _ string) (io.ReadCloser, int64, error) {
	<-ctx.Done()
	return nil, 0, ctx.Err()
}

func TestAStoreOfFilesThatStallsKeepsNobodyFromReadingForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &newsroom.Newsroom{Blobs: mute{}}
		for range 2 { // the second waits for what the first held
			if err := n.ReadKept(t.Context(), strings.Repeat("a", 64)); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("it ends with %v", err)
			}
		}
	})
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
