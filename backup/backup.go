// Package backup puts a newsroom into one file and takes it out again: the
// file's form, the checks on the way in and out, and the folder in which a
// nightly backup keeps several. A backup comes from outside and is not
// believed. It knows nothing of commands, settings or pages, and takes no clock.
package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
)

// What can be wrong with a backup, or with where it goes.
var (
	ErrExists   = errors.New("there is something already")
	ErrNotOurs  = errors.New("not a backup of ours")
	ErrDamaged  = errors.New("damaged")
	ErrNewer    = errors.New("made by a newer program")
	ErrNotEmpty = errors.New("the folder is not empty")
)

// Format is the number of the form in which backups are written.
const Format = 1

// The names inside a backup.
const (
	manifestName = "manifest.json"
	// Database is the name of the database in a backup and in a restored folder.
	Database = "tickmark.db"
	// Blobs is the name of the folder of blobs there.
	Blobs = "blobs"
)

// Limits on what is read from a backup.
const (
	maxManifest = 64 << 20 // bytes
	maxFiles    = 400_000
)

// Manifest says what is in a backup. It is the first of its files.
type Manifest struct {
	Format   int       `json:"format"`
	Program  string    `json:"program"` // the version that wrote it
	MadeAt   time.Time `json:"made_at"` // UTC; no event in it is newer
	Database string    `json:"database"`
	Schema   int64     `json:"schema"` // the newest migration that the database has had
	Trail    Trail     `json:"trail"`
	Key      string    `json:"key"` // the public half of the key that signs the trail
	Files    []File    `json:"files"`
}

// Trail is how the trail stood.
type Trail struct {
	Events     int64  `json:"events"`
	Root       []byte `json:"root"`       // of the tree over all events
	Checkpoint string `json:"checkpoint"` // the newest, as it was signed; empty before the first
}

// File is one file of a backup.
type File struct {
	Path   string `json:"path"` // parted by slashes
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Size is how many bytes all files have.
func (m Manifest) Size() (sum int64) {
	for _, f := range m.Files {
		sum += f.Size
	}
	return sum
}

// blobPath is the path of a blob, which is named by its SHA-256.
var blobPath = regexp.MustCompile(`^blobs/(?:[0-9a-f]{2}/){0,3}([0-9a-f]{64})$`)

// blobSum is the SHA-256 that names the blob at path, or "" when there can be
// none.
func blobSum(path string) string {
	if m := blobPath.FindStringSubmatch(path); len(m) == 2 {
		return m[1]
	}
	return ""
}

// parseManifest reads a manifest of a backup whose files hold up to most
// bytes. It fails with ErrNotOurs, ErrNewer or ErrDamaged.
func parseManifest(text []byte, most int64) (m Manifest, err error) {
	var form struct{ Format int }
	if err := json.Unmarshal(text, &form); err != nil || form.Format < 1 {
		return m, fmt.Errorf("%w: its manifest cannot be read", ErrNotOurs)
	}
	if form.Format > Format {
		return m, fmt.Errorf("%w: form %d, and this one knows %d", ErrNewer, form.Format, Format)
	}
	read := json.NewDecoder(strings.NewReader(string(text)))
	read.DisallowUnknownFields()
	if err := read.Decode(&m); err != nil {
		return m, fmt.Errorf("%w: its manifest cannot be read: %w", ErrNotOurs, err)
	}
	return m, m.check(most)
}

// check fails with ErrDamaged when the manifest says what none of ours does.
func (m Manifest) check(most int64) error {
	if m.Database != "sqlite" || len(m.Files) == 0 || len(m.Files) > maxFiles || m.Files[0].Path != Database {
		return fmt.Errorf("%w: its manifest names no database, or too much", ErrDamaged)
	}
	seen := map[string]bool{}
	for i, f := range m.Files {
		sum, err := hex.DecodeString(f.SHA256)
		switch {
		case err != nil || len(sum) != sha256.Size || f.SHA256 != strings.ToLower(f.SHA256):
			return fmt.Errorf("%w: %q has no hash", ErrDamaged, f.Path)
		case i > 0 && blobSum(f.Path) != f.SHA256:
			return fmt.Errorf("%w: %q is no place for a file", ErrDamaged, f.Path)
		case seen[f.Path]:
			return fmt.Errorf("%w: %q stands in it twice", ErrDamaged, f.Path)
		case f.Size < 0 || f.Size > most:
			return fmt.Errorf("%w: %q is said to be larger than the whole", ErrDamaged, f.Path)
		}
		seen[f.Path] = true
		most -= f.Size
	}
	return nil
}

// copyHashed copies size bytes and fails with ErrDamaged when there are fewer,
// or others than sum says.
func copyHashed(to io.Writer, from io.Reader, f File) error {
	hash := sha256.New()
	n, err := io.CopyN(io.MultiWriter(to, hash), from, f.Size)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %s ends after %d bytes of %d", ErrDamaged, f.Path, n, f.Size)
	}
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != f.SHA256 {
		return fmt.Errorf("%w: %s is not what it was: its SHA-256 is %s", ErrDamaged, f.Path, got)
	}
	return nil
}
