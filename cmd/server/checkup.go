package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/tickmark/backup"
	"example.org/tickmark/store"
)

// When the doctor worries.
const (
	littleSpace  = 1 << 30 // bytes
	littleShare  = 10      // percent
	lateNight    = 26 * time.Hour
	lateUnsigned = 5 * time.Minute
)

func lookFolder(_ context.Context, p *patient) finding {
	info, err := os.Stat(p.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist) && p.isFile():
		return bad("Say with TICKMARK_DATA where it is.", "%s is not there", p.Data)
	case errors.Is(err, fs.ErrNotExist):
		return ok("%s is not there; the database is elsewhere", p.Data)
	case err != nil:
		return bad("Run this as the user whose it is.", "%v", err)
	case info.Mode().Perm()&0o077 != 0:
		return warn("chmod 700 "+p.Data, "others may look into %s", p.Data)
	}
	return ok("%s is yours alone", p.Data)
}

func lookDisk(_ context.Context, p *patient) finding {
	d, err := diskOf(p.databaseFolder())
	switch {
	case err != nil:
		return skip("%v", err)
	case !p.isFile():
		return skip("SQLite's files are not here; the data folder is on %s", d.kind)
	case d.network:
		return bad("Move the data folder to a disk of this machine.", "%s is a network file system, where SQLite loses data", d.kind)
	case d.unsure:
		return warn("Prefer a file system of the kernel's own.", "%s is a program's file system; nobody knows whether it keeps what it says it kept", d.kind)
	}
	return ok("%s", d.kind)
}

func lookSpace(_ context.Context, p *patient) finding {
	d, err := diskOf(p.databaseFolder())
	if err != nil {
		return skip("%v", err)
	}
	share := 100 * float64(d.free) / float64(max(1, d.size))
	found := fmt.Sprintf("%s free, %.0f%%", size(int64(d.free)), share) //nolint:gosec // no disk is that large
	switch {
	case d.free < leastFree:
		return bad("Make room now: nothing can be saved.", "%s", found)
	case d.free < littleSpace || share < littleShare:
		return warn("Make room, or keep fewer backups.", "%s", found)
	}
	return ok("%s", found)
}

// whoServes is the process that serves over the data folder, or "".
func (s Settings) whoServes() string {
	path := filepath.Join(s.Data, "serve.lock")
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	release, err := lock(path)
	if err == nil {
		_ = release()
		return ""
	}
	if !errors.Is(err, errLocked) {
		return ""
	}
	pid, _ := os.ReadFile(path) //nolint:gosec // in the data folder
	return "process " + strings.TrimSpace(string(pid))
}

func lookServer(_ context.Context, p *patient) finding {
	if p.serving == "" {
		return ok("none is running over %s", p.Data)
	}
	return ok("running, %s", p.serving)
}

func lookDatabase(_ context.Context, p *patient) finding {
	if p.dbErr != nil {
		return bad("Say with TICKMARK_DATA or TICKMARK_DB where it is; if it is broken, restore a backup.", "%s: %v", p.where(), p.dbErr)
	}
	if !p.isFile() {
		return ok("PostgreSQL answers")
	}
	info, err := os.Stat(p.database())
	if err != nil {
		return bad("Run this as the user whose it is.", "%v", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return warn("chmod 600 "+p.database(), "others may read %s", p.database())
	}
	return ok("%s, %s", p.database(), size(info.Size()))
}

// over looks at the database, where there is one.
func over(look func(context.Context, *patient) finding) func(context.Context, *patient) finding {
	return func(ctx context.Context, p *patient) finding {
		if p.db == nil {
			return skip("there is no database to look at")
		}
		return look(ctx, p)
	}
}

// onSQLite tells what is PostgreSQL's own matter, and what could not be found out.
func onSQLite(err error) finding {
	if errors.Is(err, store.ErrNoFile) {
		return skip("PostgreSQL's own matter")
	}
	return bad("Look at the disk, then at the last backup.", "%v", err)
}

var lookSQLite = over(func(ctx context.Context, p *patient) finding {
	v, err := p.db.SQLiteVersion(ctx)
	switch {
	case err != nil:
		return onSQLite(err)
	case v == "":
		return onSQLite(store.ErrNoFile)
	case store.LosesWrites(v):
		return bad("Build tickmark with a newer modernc.org/sqlite.", "%s may lose what was saved", v)
	}
	return ok("%s, not one of those that lose writes", v)
})

var lookSchema = over(func(ctx context.Context, p *patient) finding {
	has, knows, err := p.db.SchemaVersion(ctx)
	switch {
	case err != nil:
		return bad("Look whether this is a database of tickmark's.", "%v", err)
	case has < knows:
		return bad("tickmark migrate", "at step %d, this program is at %d", has, knows)
	case has > knows:
		return bad("Use the tickmark that it was last used with, or a newer one.", "at step %d, this program knows %d", has, knows)
	}
	return ok("up to date, step %d", has)
})

var lookAltered = over(func(ctx context.Context, p *patient) finding {
	found, err := p.db.Altered(ctx)
	switch {
	case err != nil:
		return onSQLite(err)
	case len(found) > 0:
		return bad("Somebody changed the database past tickmark. Find out who, and compare it with a backup.", "not as it was made: %s", strings.Join(found, ", "))
	}
	return ok("all tables and triggers are as they were made")
})

var lookDamage = over(func(ctx context.Context, p *patient) finding {
	found, err := p.db.Damage(ctx, true)
	switch {
	case err != nil:
		return onSQLite(err)
	case len(found) > 0:
		return bad("Stop the server, keep the file, restore the last good backup.", "%s", strings.Join(found, "; "))
	}
	return ok("no damage, and no row that refers to none")
})

var lookKey = over(func(ctx context.Context, p *patient) finding {
	signedBy, err := p.db.Queries().Checkpoints(ctx)
	if err != nil {
		return skip("the checkpoints cannot be read: %v", err)
	}
	path, err := p.keyPath()
	if err != nil {
		return bad("Move it elsewhere and say where with TICKMARK_KEY.", "%v", err)
	}
	key, err := p.signingKey(false)
	if err != nil {
		if _, gone := os.Lstat(path); errors.Is(gone, fs.ErrNotExist) && len(signedBy) == 0 {
			return ok("none yet: the server makes one at %s", path)
		}
		return bad("Nothing can be signed without it.", "%v", err)
	}
	if err := signed(signedBy, key); err != nil {
		return bad("Say with TICKMARK_KEY where the right one is.", "%v", err)
	}
	return ok("%s at %s, outside the data", key.Origin(), path)
})

var lookCheckpoint = over(func(_ context.Context, p *patient) finding {
	open := p.figures.Events - p.figures.Signed
	age := p.now().Sub(p.figures.CheckpointAt.Time())
	switch {
	case p.dbErr != nil:
		return skip("the trail cannot be read")
	case open == 0:
		return ok("all %d events are signed", p.figures.Events)
	case p.serving == "":
		return ok("%d of %d events are not signed; a server does that within a minute", open, p.figures.Events)
	case age > lateUnsigned && p.now().Sub(p.figures.NewestAt.Time()) > lateUnsigned:
		return bad("Look into the server's log for “could not be signed”.", "%d events wait to be signed though a server is running", open)
	}
	return ok("%d events wait to be signed, within a minute", open)
})

var lookKept = over(func(ctx context.Context, p *patient) finding {
	if p.Blobs != "" {
		return p.lookBucket(ctx)
	}
	count, missing := 0, 0
	for sum, err := range p.kept(ctx) {
		if err != nil {
			return skip("what refers to files cannot be read: %v", err)
		}
		count++
		if _, err := os.Stat(filepath.Join(p.Data, backup.Blobs, sum[:2], sum)); err != nil {
			missing++
		}
	}
	if missing > 0 {
		return bad("Restore the folder "+backup.Blobs+" from a backup.", "%d of %d are missing", missing, count)
	}
	return ok("all %d are there; “tickmark backup --verify” reads them too", count)
})

// keptAtOnce is how many hashes the doctor holds.
const keptAtOnce = 1000

// kept are the hashes of the files that the newsroom refers to, each once,
// rising.
func (p *patient) kept(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for after := ""; ; {
			sums, err := p.db.Queries().KeptAfter(ctx, after, keptAtOnce)
			if err != nil {
				yield("", err)
				return
			}
			for _, sum := range sums {
				if !yield(sum, nil) {
					return
				}
				after = sum
			}
			if len(sums) < keptAtOnce {
				return
			}
		}
	}
}

var lookBackups = over(func(_ context.Context, p *patient) finding {
	last, err := p.backups().Last(p.now())
	switch {
	case !p.isFile():
		return skip("PostgreSQL is backed up by pg_dump: see docs/restore-drill.md")
	case err != nil:
		return bad("Give the server the right to write there, or choose another folder with TICKMARK_BACKUPS.", "%v", err)
	case !p.settings.NightlyBackup:
		return warn("Switch the nightly backup on in the settings, or see to it that “tickmark backup” runs.", "none is made by itself")
	case last.IsZero():
		return bad("Look into the server's log for “nightly backup failed”.", "there is none in %s", p.backups())
	case p.now().Sub(last) > lateNight:
		return bad("Look into the server's log for “nightly backup failed”, and whether it runs at all.", "the newest in %s is from %s", p.backups(), last.Format(time.RFC3339))
	}
	return ok("the newest in %s is from %s", p.backups(), last.Format(time.RFC3339))
})

func lookClock(_ context.Context, p *patient) finding {
	const slack = time.Minute
	now, do := p.now(), "Set the clock, and keep it right by NTP."
	if newest := p.figures.NewestAt; newest != 0 && now.Add(slack).Before(newest.Time()) {
		return bad(do, "it is %s, and the newest event happened %s", now.UTC().Format(time.RFC3339), newest.Time().Format(time.RFC3339))
	}
	if program, err := os.Executable(); err == nil {
		if info, err := os.Stat(program); err == nil && now.Add(24*time.Hour).Before(info.ModTime()) {
			return bad(do, "it is %s, and this program is from %s", now.UTC().Format(time.RFC3339), info.ModTime().UTC().Format(time.RFC3339))
		}
	}
	return ok("%s, after the newest event", now.UTC().Format(time.RFC3339))
}

func lookZone(_ context.Context, p *patient) finding {
	if p.settings.ID == 0 {
		return skip("there is no newsroom to ask")
	}
	here, err := time.LoadLocation(p.settings.TimeZone)
	if err != nil {
		return bad("Choose another in the settings; deadlines and reports use UTC meanwhile.", "%q is not known here", p.settings.TimeZone)
	}
	return ok("%s, where it is %s", here, p.now().In(here).Format("15:04"))
}
