package newsroom

import (
	"bytes"
	"context"
	"io"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
	"example.org/tickmark/sources"
	"example.org/tickmark/workflow"
)

// MaxSourceFile is how many bytes a file of a source may have: an hour and a half
// of sound, some minutes of film.
const MaxSourceFile = 200 << 20

// Upload is a file that stands in the store of files, and what was read from it.
// It is nobody's until an act has a source keep it; until then Tidy may collect
// it. The zero Upload is none.
type Upload struct {
	capture models.Capture
	put     models.Instant // into the store of files, or a little before
}

// Kept reports whether there is a file.
func (u Upload) Kept() bool { return u.capture.BodySHA256 != "" }

// SHA256 is the file's hash in lower-case hexadecimal digits, "" for none.
func (u Upload) SHA256() string { return u.capture.BodySHA256 }

// TakeFile puts a file into the store of files as it comes, hashed on its way,
// and reads it: no more of it is held in memory than MaxCapture bytes, and what
// is larger is kept unread. name and kind are what its sender says of it. Errors:
// apperr.FileTooLarge over MaxSourceFile, FileEmpty, FileMismatch, DiskFull,
// StorageFailed, BlobsAway; then no source has it.
func (n *Newsroom) TakeFile(ctx context.Context, r io.Reader, name, kind string) (Upload, error) {
	head, put := new(bytes.Buffer), models.At(n.Now())
	sum, size, err := n.Blobs.Put(ctx, io.TeeReader(r, begun{head, MaxCapture}), MaxSourceFile)
	switch {
	case err != nil:
		return Upload{}, err
	case size == 0:
		return Upload{}, apperr.FileEmpty.With()
	}
	read, err := readAlone(ctx, sources.Input{Bytes: head.Bytes(), Type: kind, Name: name}, size)
	if err != nil {
		return Upload{}, err
	}
	if read.Mismatch != "" {
		return Upload{}, apperr.FileMismatch.With(apperr.FileKind(read.MediaType), apperr.FileKind(read.Mismatch))
	}
	return Upload{models.Capture{
		How: models.Uploaded, FileName: name, BodySHA256: sum, BodySize: size,
		MediaType: read.MediaType, Document: read.Document, Pages: read.Pages, Title: read.Title, Author: read.Author, Publisher: read.Publisher,
		PublishedOn: read.PublishedOn, ModifiedOn: read.ModifiedOn, Language: read.Language, Canonical: read.Canonical, Unread: read.Unread, Facts: read.Facts,
	}, put}, nil
}

// readAlone reads a file that comes, or its beginning where it is too large; of
// heavy ones one at a time. It fails when the context ends before its turn.
func readAlone(ctx context.Context, in sources.Input, size int64) (sources.Reading, error) {
	let, err := holdHeavy(ctx, size)
	if err != nil {
		return sources.Reading{}, err
	}
	defer let()
	if size > MaxCapture {
		return sources.Glance(in, size, MaxCapture), nil
	}
	return sources.Read(in), nil
}

// begun keeps the first bytes of what is written to it, up to most, and lets the
// others pass.
type begun struct {
	of   *bytes.Buffer
	most int
}

func (b begun) Write(p []byte) (int, error) {
	b.of.Write(p[:min(len(p), b.most-b.of.Len())])
	return len(p), nil
}

// AddFile has a source keep a file and returns the ID of its capture; a file that
// the source keeps already is not kept twice. Errors: apperr.RoleMissing,
// NotFoundOrSeen, FileMissing, and KeepersOnly for a protected source that the
// actor does not keep.
func (n *Newsroom) AddFile(ctx context.Context, by By, source models.ID, u Upload) (models.ID, error) {
	return n.do(ctx, by, func(ctx context.Context, a *act) (models.ID, error) {
		if err := workflow.MayAddSource(a.actor); err != nil {
			return 0, err
		}
		s, err := a.Source(ctx, a.actor.ID, source)
		if err != nil {
			return 0, err
		}
		return a.addFile(ctx, s, u)
	})
}

// addFile has a source that the actor may see keep a file.
func (a *act) addFile(ctx context.Context, s models.Source, u Upload) (models.ID, error) {
	if !u.Kept() {
		return 0, apperr.FileMissing.With().On("file")
	}
	if err := a.LockSource(ctx, s.ID); err != nil {
		return 0, err
	}
	if mine, err := a.KeptBy(ctx, a.actor.ID, []models.ID{s.ID}); err != nil || len(mine) == 0 {
		return 0, orElse(err, apperr.KeepersOnly.With())
	}
	c, err := a.CaptureWith(ctx, s.ID, u.capture.BodySHA256)
	if err == nil || apperr.KindOf(err) != apperr.NotFound {
		return c.ID, err
	}
	if err := a.house.renew(ctx, u.capture.BodySHA256, u.put); apperr.KindOf(err) == apperr.NotFound { // it was collected meanwhile
		return 0, apperr.FileMissing.With().On("file")
	} else if err != nil {
		return 0, err
	}
	c = u.capture
	c.SourceID, c.At, c.CreatedBy = s.ID, a.now, models.Ref(a.actor.ID)
	if err := a.keepCapture(ctx, &c); err != nil {
		return 0, err
	}
	r := a.record("source.upload", models.SubjectCapture, c.ID,
		models.Change{Field: "source", To: number(s.ID)}, models.Change{Field: "body_sha256", To: c.BodySHA256},
		models.Change{Field: "size", To: number(c.BodySize)}, models.Change{Field: "media_type", To: c.MediaType}).on(s.ArticleID, 0)
	if !s.Protected && c.FileName != "" { // that of a protected source's file may tell who it is
		r.changes = append(r.changes, models.Change{Field: "file_name", To: c.FileName, Free: true})
	}
	return c.ID, nil
}

// orElse is err, or another one where there is none.
func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
