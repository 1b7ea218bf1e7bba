package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/backup"
	"example.org/tickmark/blobs"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/render"
)

// Keeping says where files are kept, and what draws pictures of pages.
type Keeping struct {
	Blobs    string `env:"TICKMARK_BLOBS" placeholder:"URL" help:"Where files are kept, if not in the data folder: a bucket of an S3-compatible store, like s3://s3.example.org/bucket/prefix?region=eu-north-1. Who may go there is said by TICKMARK_BLOBS_KEY and TICKMARK_BLOBS_SECRET, in the environment only."`
	Chromium string `env:"TICKMARK_CHROMIUM" placeholder:"PATH" help:"The Chromium that draws pictures of captured pages, or “none”. By default the one that is found in the PATH, if there is one."`
}

// The variables of the environment that prove to the store of files who asks.
// They are no flags, which every user of the machine sees.
const (
	blobsKey    = "TICKMARK_BLOBS_KEY"
	blobsSecret = "TICKMARK_BLOBS_SECRET" //nolint:gosec // the name of one
)

// openBlobs opens where files are kept.
func (r *run) openBlobs() (newsroom.Blobs, error) {
	folder := filepath.Join(r.Data, backup.Blobs)
	if r.Blobs != "" {
		return r.openBucket(folder)
	}
	s, err := blobs.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("the folder of originals: %w", err)
	}
	return s, nil
}

// openBucket opens the bucket of files, with a folder beside it.
func (r *run) openBucket(folder string) (*blobs.Bucket, error) {
	at, err := blobs.ParseAddress(r.Blobs)
	if err != nil {
		return nil, fmt.Errorf("%w. Set TICKMARK_BLOBS right, or unset it to keep files in the data folder", err)
	}
	key, secret := blobs.Secret(os.Getenv(blobsKey)), blobs.Secret(os.Getenv(blobsSecret))
	if key == "" || secret == "" {
		return nil, fmt.Errorf("files are kept in %s, and nothing says who may go there. Set %s and %s in the environment", at, blobsKey, blobsSecret)
	}
	b, err := blobs.OpenBucket(r.ctx, at, key, secret, folder)
	if err != nil {
		return nil, fmt.Errorf("the bucket of files: %w. Look at TICKMARK_BLOBS, %s and %s, and whether the store answers", err, blobsKey, blobsSecret)
	}
	return b, nil
}

// tellElsewhere says of a backup what is not in it.
func (r *run) tellElsewhere() {
	if at, err := blobs.ParseAddress(r.Blobs); r.Blobs != "" && err == nil {
		r.say("The files that copy and sources came as are not in it: they are kept in %s. Have that store keep copies of its own.\n", at)
	}
}

// lookBucket looks whether the files that the newsroom refers to are in the
// bucket.
func (p *patient) lookBucket(ctx context.Context) (f finding) {
	const do = "Look at TICKMARK_BLOBS and whether the store answers; bring back what is missing from the copies that it keeps."
	beside, err := os.MkdirTemp("", "tickmark-doctor-")
	if err != nil {
		return skip("there is no folder to work in: %v", err)
	}
	defer func() {
		if err := os.RemoveAll(beside); err != nil {
			f = warn("Remove it.", "%s is left: %v", beside, err)
		}
	}()
	b, err := p.openBucket(beside)
	if err != nil {
		return bad(do, "%v", err)
	}
	count, missing, err := missingIn(ctx, b, p.kept(ctx))
	if err = errors.Join(err, b.Close()); err != nil {
		return bad(do, "%v", err)
	}
	if missing > 0 {
		return bad(do, "%d of %d are missing in %s", missing, count, b.Address())
	}
	return ok("all %d are there, in %s, which no backup of tickmark’s holds", count, b.Address())
}

// missingIn counts the files wanted, whose hashes rise, and those of them that
// are not in the bucket. It goes along both lists at once and holds neither; a
// store that lists its files in another order is asked for each.
func missingIn(ctx context.Context, b *blobs.Bucket, wanted iter.Seq2[string, error]) (count, missing int, err error) {
	next, stop := iter.Pull2(wanted)
	defer stop()
	sum, err, more := next()
	pass := func(listed bool) error {
		count++
		if !listed {
			switch file, _, err := b.Get(ctx, sum); {
			case errors.Is(err, apperr.NotFoundOrSeen):
				missing++
			case err != nil:
				return err
			default:
				_ = file.Close()
			}
		}
		sum, err, more = next()
		return err
	}
	if err != nil {
		return 0, 0, err
	}
	err = b.Each(ctx, func(there string, _ int64, _ time.Time) error {
		for more && sum <= there {
			if err := pass(sum == there); err != nil {
				return err
			}
		}
		return nil
	})
	for err == nil && more {
		err = pass(false)
	}
	return count, missing, err
}

// lookPictures looks for what draws pages.
func lookPictures(_ context.Context, p *patient) finding {
	r := render.New(render.Options{Chromium: p.Chromium})
	defer r.Close()
	path, err := r.Chromium()
	switch {
	case errors.Is(err, render.ErrNone) && p.Chromium != "" && p.Chromium != render.None:
		return bad("Set TICKMARK_CHROMIUM right, or to “none”.", "there is no program %s, so no pictures of sources are made", p.Chromium)
	case err != nil:
		return skip("no pictures of sources are made: %v", err)
	}
	return ok("pages are drawn by %s", path)
}
