package backup_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"example.org/tickmark/backup"
)

// nights walks a clock in steps and returns when a backup was made, each at
// the moment it was due.
func nights(t *testing.T, hour int, zone string, clock []time.Time) (at []string) {
	t.Helper()
	here, err := time.LoadLocation(zone)
	must(t, err)
	var last time.Time
	for _, now := range clock {
		if backup.Due(now, last, hour, here) {
			at, last = append(at, now.In(here).Format("2006-01-02 15:04")), now
		}
	}
	return at
}

func every(step time.Duration, from, to string) (clock []time.Time) {
	begin, _ := time.Parse(time.RFC3339, from)
	end, _ := time.Parse(time.RFC3339, to)
	for ; begin.Before(end); begin = begin.Add(step) {
		clock = append(clock, begin)
	}
	return clock
}

func TestABackupEachNight(t *testing.T) {
	const look = 10 * time.Minute
	for _, tt := range []struct {
		name  string
		hour  int
		zone  string
		clock []time.Time
		want  []string
	}{
		{"the first at once, then each night", 3, "Europe/Berlin", every(look, "2025-09-22T13:00:00Z", "2025-09-24T13:00:00Z"), []string{"2025-09-22 15:00", "2025-09-23 03:00", "2025-09-24 03:00"}},
		{"at midnight, east of Greenwich", 0, "Asia/Kathmandu", every(look, "2025-09-22T18:00:00Z", "2025-09-24T12:00:00Z"), []string{"2025-09-22 23:45", "2025-09-23 00:05", "2025-09-24 00:05"}},
		{"the night that leaves the hour out", 2, "Europe/Berlin", every(look, "2025-03-29T12:00:00Z", "2025-03-31T12:00:00Z"), []string{"2025-03-29 13:00", "2025-03-30 03:00", "2025-03-31 02:00"}},
		{"the night that has the hour twice", 2, "Europe/Berlin", every(look, "2025-10-25T12:00:00Z", "2025-10-27T12:00:00Z"), []string{"2025-10-25 14:00", "2025-10-26 02:00", "2025-10-27 02:00"}},
		{"nights that were slept through are one", 3, "UTC", append(every(look, "2025-09-22T13:00:00Z", "2025-09-22T14:00:00Z"), every(look, "2025-09-26T09:00:00Z", "2025-09-27T04:00:00Z")...), []string{"2025-09-22 13:00", "2025-09-26 09:00", "2025-09-27 03:00"}},
		{"a clock that is put back an hour", 3, "UTC", append(every(look, "2025-09-22T13:00:00Z", "2025-09-23T03:30:00Z"), every(look, "2025-09-23T02:30:00Z", "2025-09-23T12:00:00Z")...), []string{"2025-09-22 13:00", "2025-09-23 03:00"}},
		{"a clock that jumps ahead ten years", 3, "UTC", append(every(look, "2025-09-22T13:00:00Z", "2025-09-22T14:00:00Z"), every(look, "2035-09-22T13:00:00Z", "2035-09-22T20:00:00Z")...), []string{"2025-09-22 13:00", "2035-09-22 13:00"}},
		{"a clock that stands still", 3, "UTC", slices.Repeat(every(look, "2025-09-22T03:00:00Z", "2025-09-22T03:05:00Z"), 9), []string{"2025-09-22 03:00"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := nights(t, tt.hour, tt.zone, tt.clock); !slices.Equal(got, tt.want) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestOldOnesAreRemovedAndNothingElse(t *testing.T) {
	_, n := full(t)
	folder := backup.Folder(filepath.Join(t.TempDir(), "kept"))
	if kept, err := folder.List(); len(kept) != 0 || err != nil {
		t.Errorf("%v, %v", kept, err)
	}
	day := func(d int) time.Time { return made.AddDate(0, 0, d) }
	for d := range 3 {
		_, err := folder.Add(t.Context(), n, day(d), 2)
		must(t, err)
	}
	others := []string{"tickmark-20250101T000000Z.tar.part", "notes.txt", "tickmark-20250101T000000.tar", "xtickmark-20250101T000000Z.tar", "tickmark-20990101T000000Z.tar"}
	for _, o := range others {
		must(t, os.WriteFile(filepath.Join(string(folder), o), nil, 0o600))
	}
	must(t, os.Mkdir(filepath.Join(string(folder), "tickmark-20240101T000000Z.tar"), 0o700))
	must(t, os.Symlink("notes.txt", filepath.Join(string(folder), "tickmark-20230101T000000Z.tar")))
	_, err := folder.Add(t.Context(), n, day(3), 2)
	must(t, err)
	kept, err := folder.List()
	must(t, err)
	var names []string
	for _, k := range kept {
		names = append(names, k.Name)
	}
	if want := []string{"tickmark-20990101T000000Z.tar", "tickmark-20250926T010203Z.tar", "tickmark-20250925T010203Z.tar"}; !slices.Equal(names, want) {
		t.Errorf("kept %v", names)
	}
	for _, o := range others {
		if _, err := os.Stat(filepath.Join(string(folder), o)); err != nil {
			t.Error(err)
		}
	}
	if last, err := folder.Last(day(3)); !last.Equal(day(3).Truncate(time.Second)) || err != nil {
		t.Errorf("one from the future counts as the last: %v, %v", last, err)
	}
	if info, err := os.Stat(string(folder)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// A backup that failed costs none of the good ones.
func TestAFailedOneRemovesNothing(t *testing.T) {
	_, n := full(t)
	folder := backup.Folder(t.TempDir())
	for d := range 2 {
		_, err := folder.Add(t.Context(), n, made.AddDate(0, 0, d), 2)
		must(t, err)
	}
	blobs, err := filepath.Glob(filepath.Join(n.Data, backup.Blobs, "??", "[0-9a-f]*"))
	must(t, err)
	must(t, os.WriteFile(blobs[0], []byte("changed"), 0o600))
	if _, err := folder.Add(t.Context(), n, made.AddDate(0, 0, 2), 1); err == nil {
		t.Fatal("it was made")
	}
	if kept, err := folder.List(); len(kept) != 2 || err != nil {
		t.Errorf("%v, %v", kept, err)
	}
}
