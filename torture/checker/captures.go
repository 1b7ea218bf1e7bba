package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// captured checks what became of the sources' pages: every source with an
// address has a job that looks at it, every job that is done has left one look,
// and one capture at most, and what was kept is not kept again.
func (f *file) captured(ctx context.Context) error {
	for _, q := range []struct{ query, says string }{
		{
			"SELECT id, url, '' FROM sources WHERE url <> '' AND protected = 0 AND NOT EXISTS (SELECT 1 FROM jobs WHERE kind = 'capture' AND subject_id = sources.id)",
			"source %d at %s has no job that looks at it%s",
		},
		{
			`SELECT id, (SELECT count(*) FROM looks WHERE source_id = sources.id) AS seen,
				(SELECT count(*) FROM jobs WHERE kind IN ('capture', 'look') AND subject_id = sources.id AND state = 'done') AS done
				FROM sources WHERE seen <> done`,
			"source %d was looked at %s times, and %s such jobs are done",
		},
		{
			`SELECT id, (SELECT count(*) FROM captures WHERE source_id = sources.id AND how = 'fetched') AS kept,
				(SELECT count(DISTINCT capture_id) FROM looks WHERE source_id = sources.id) AS told FROM sources WHERE kept <> told`,
			"source %d has %s captures, and looks that tell of %s",
		},
		{
			`SELECT b.source_id, b.id, (SELECT max(a.id) FROM captures a WHERE a.source_id = b.source_id AND a.id < b.id) AS before
				FROM captures b JOIN captures a ON a.id = before WHERE a.body_sha256 = b.body_sha256 AND b.how = 'fetched'`,
			"source %d: capture %s is the one before, %s, once more",
		},
	} {
		err := f.each(ctx, q.query, func(rows *sql.Rows) error {
			var id int64
			var a, b string
			err := rows.Scan(&id, &a, &b)
			f.wrong(q.says, id, a, b)
			return err
		})
		if err != nil {
			return err
		}
	}
	added := map[string]int{}
	for _, e := range f.events {
		if strings.HasPrefix(e.request, "job ") && e.action == "capture.add" {
			if added[e.request]++; added[e.request] > 1 {
				f.wrong("%s made more captures than one", e.request)
			}
		}
	}
	return nil
}

// ended checks that every page of a site was looked at, and that no job about
// one waits.
func (f *file) ended(ctx context.Context, site string) error {
	return f.each(ctx, `SELECT id, url, (SELECT count(*) FROM looks WHERE source_id = sources.id),
		(SELECT coalesce(group_concat(state), 'none') FROM jobs WHERE kind = 'capture' AND subject_id = sources.id AND state <> 'done')
		FROM sources WHERE url <> ''`,
		func(rows *sql.Rows) error {
			var id, looks int64
			var url, open string
			err := rows.Scan(&id, &url, &looks, &open)
			if strings.HasPrefix(url, site) && (looks == 0 || open != "none") {
				f.wrong("source %d at %s has %d looks, and jobs that are %s", id, url, looks, open)
			}
			return err
		})
}

// page is a line of what a site served: an address, and the hash of what is
// there.
type page struct {
	URL    string `json:"url"`
	SHA256 string `json:"sha256"`
}

// truthful checks that what was kept of a site's pages is what it served.
func (f *file) truthful(ctx context.Context, path string) error {
	list, err := os.Open(path) //nolint:gosec // the caller names it
	if err != nil {
		return err
	}
	defer func() { _ = list.Close() }()
	served, known := map[page]bool{}, map[string]bool{}
	lines := bufio.NewScanner(list)
	for lines.Scan() {
		var p page
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return fmt.Errorf("%s: %w", lines.Bytes(), err)
		}
		served[p], known[p.URL] = true, true
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return f.each(ctx, "SELECT id, address, body_sha256 FROM captures WHERE how = 'fetched'", func(rows *sql.Rows) error {
		var id int64
		var p page
		err := rows.Scan(&id, &p.URL, &p.SHA256)
		f.found.Captures++
		if known[p.URL] && !served[p] {
			f.wrong("capture %d of %s holds what was never there", id, p.URL)
		}
		return err
	})
}

// Names in the folder of blobs.
var (
	blobName = regexp.MustCompile(`^[0-9a-f]{64}$`)
	leftName = regexp.MustCompile(`^\.new-`)
)

// whole checks that every file that a row names is there, and that every file
// is what its name says.
func (f *file) whole(ctx context.Context, folder string) error {
	sums := map[string]bool{} // by name: it is what it says
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // nothing was ever kept
		case err != nil || !d.Type().IsRegular():
			return err
		case leftName.MatchString(d.Name()):
			f.found.Left++
			return nil
		case !blobName.MatchString(d.Name()):
			return nil // its lock
		}
		sum, err := hashOf(path)
		if sums[d.Name()] = sum == d.Name(); sum != d.Name() {
			f.wrong("the file %s is not whole: its hash is %s", d.Name(), sum)
		}
		return err
	})
	if err != nil {
		return err
	}
	f.found.Blobs = len(sums)
	return f.each(ctx, "SELECT 'capture', id, body_sha256 FROM captures UNION ALL SELECT kind || ' of capture', capture_id, sha256 FROM capture_files", func(rows *sql.Rows) error {
		var what, sum string
		var id int64
		err := rows.Scan(&what, &id, &sum)
		if !sums[sum] {
			f.wrong("%s %d has no file %s", what, id, sum)
		}
		return err
	})
}

func hashOf(path string) (string, error) {
	file, err := os.Open(path) //nolint:gosec // in the folder that the caller names
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return hex.EncodeToString(sum.Sum(nil)), err
}
