// Package generate makes large newsrooms to measure with: as many articles as
// one likes with 40 claims each, and a trail that verifies. Two articles are
// made by calling newsroom, one open and one of a team, so that their rows are
// as the rules leave them; the others are copies of their rows with other
// numbers, other times and other words, and with leaves, hashes and a signed
// checkpoint of their own. It writes to SQLite past every rule and lock, which
// are put back when it is done: nothing but a measurement may call it.
package generate

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
)

// ClaimsEach is how many claims each article has.
const ClaimsEach = 40

// Password is everybody's in a generated newsroom.
const Password = "a generated newsroom has one"

// start is when the first article came in; another comes every quarter of an hour.
var start = time.Date(2025, 1, 6, 8, 0, 0, 0, time.UTC)

const apart = 15 * time.Minute

// Newsroom makes a newsroom of so many articles in a new database in folder,
// with its signing key in a folder beside it, unless it is there already. It
// returns the path of the database and of the key. Two runs make the same but
// for the key, the passwords and what is signed.
func Newsroom(ctx context.Context, folder string, articles int, say func(string, ...any)) (database, key string, err error) {
	database, key = filepath.Join(folder, "tickmark.db"), folder+".key"
	if _, err := os.Stat(database); err == nil {
		return database, key, nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", "", err
	}
	half := database + ".half"
	if err := os.RemoveAll(half); err != nil {
		return "", "", err
	}
	signing, err := audit.NewKey("bench")
	if err != nil {
		return "", "", err
	}
	if err := os.WriteFile(key, signing.Private(), 0o600); err != nil {
		return "", "", err
	}
	if err := fill(ctx, half, signing, articles, say); err != nil {
		return "", "", fmt.Errorf("generate %d articles: %w", articles, err)
	}
	say("%d articles", articles)
	return database, key, os.Rename(half, database)
}

// fill makes the newsroom in the file at path.
func fill(ctx context.Context, path string, key audit.Key, articles int, say func(string, ...any)) error {
	n, err := open(ctx, path, key)
	if err != nil {
		return err
	}
	err = errors.Join(play(ctx, n), n.DB.Close())
	if err != nil {
		return err
	}
	if err := copyArticles(ctx, path, articles, say); err != nil {
		return err
	}
	if n, err = open(ctx, path, key); err != nil {
		return err
	}
	return errors.Join(n.Checkpoint(ctx), n.DB.Close())
}

// open puts a newsroom on the database at path. Its clock moves a second at
// every look, and its salts are the hashes of a count.
func open(ctx context.Context, path string, key audit.Key) (*newsroom.Newsroom, error) {
	db, err := store.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return Over(db, key), db.Migrate(ctx)
}

// Over puts a newsroom on a generated database.
func Over(db *store.DB, key audit.Key) *newsroom.Newsroom {
	now, salts := start, uint64(0)
	return &newsroom.Newsroom{
		DB: db, Key: key,
		Now:  func() time.Time { now = now.Add(time.Second); return now },
		Salt: func() ([]byte, error) { salts++; return salt(salts), nil },
	}
}

// salt is a salt that a later run makes again.
func salt(n uint64) []byte {
	h := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("tickmark generated salt "), n))
	return h[:]
}
