package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"example.org/tickmark/apperr"
)

// maxObject is how many bytes an S3 store takes in one request, and so whole
// or not at all.
const maxObject = 5 << 30

// tries is how often one request is made that fails for want of a network or
// of the store, with pauses that grow from 0.2 to a few seconds.
const tries = 4

// skew is how far the clock of the store may be behind ours: over 15 minutes
// it refuses what we sign. It tells some times to the second only.
const skew = 15*time.Minute + time.Second

// Bucket is a bucket of an S3-compatible store, or what has a prefix in one.
// Blobs have the names there that they have in a folder: PREFIX/ab/HASH, so
// any tool that copies folders to buckets moves a newsroom to one.
//
// Beside it there is a folder of this machine, in which a blob lies until it
// is whole, and whose lock keeps a blob from being collected while another
// process puts it. All processes of a newsroom use the same folder. Any number
// of goroutines may use a Bucket.
type Bucket struct {
	client  *minio.Client
	address Address
	local   *Store
}

// OpenBucket opens the bucket at an address, as the one whom key and secret
// prove, and the folder dir beside it, which it makes when missing. It asks
// the store once whether there is such a bucket, and fails when it does not
// say so.
func OpenBucket(ctx context.Context, at Address, key, secret Secret, dir string) (*Bucket, error) {
	client, err := minio.New(at.Endpoint, &minio.Options{
		Creds: credentials.NewStaticV4(string(key), string(secret), ""), Secure: !at.Plain, Region: at.Region, Transport: transport(), MaxRetries: tries,
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	there, err := client.BucketExists(ctx, at.Bucket)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	if !there {
		return nil, fmt.Errorf("%s: there is no such bucket", at)
	}
	local, err := Open(dir)
	if err != nil {
		return nil, err
	}
	return &Bucket{client: client, address: at, local: local}, nil
}

// transport goes to where whoever runs the newsroom said, and asks no proxy of
// the environment. It is not for addresses that anybody else names.
func transport() *http.Transport {
	return &http.Transport{
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: time.Minute,
		IdleConnTimeout:       time.Minute,
		MaxIdleConnsPerHost:   8,
		MaxConnsPerHost:       32,
		DisableCompression:    true, // a blob is the bytes that were put
		ForceAttemptHTTP2:     true,
	}
}

// Address is where the bucket is.
func (b *Bucket) Address() Address { return b.address }

// Close lets go of the folder and of idle connections.
func (b *Bucket) Close() error { return b.local.Close() }

// Put keeps what r yields as Store.Put does; of more than 5 GiB it keeps
// nothing, whatever most says. The bytes are first taken in and hashed, then
// sent in one request with their hash, by which the store checks what it got.
// Beside what Store.Put fails with, it fails with apperr.BlobsAway; then no
// other bytes than those are kept.
func (b *Bucket) Put(ctx context.Context, r io.Reader, most int64) (sum string, size int64, err error) {
	n, err := b.local.take(ctx, r, min(most, maxObject))
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, b.local.drop(n)) }()
	open, err := b.local.lock(syscall.LOCK_SH)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, open()) }()
	if err := b.send(ctx, n); err != nil {
		return "", 0, err
	}
	return n.sum, n.size, nil
}

// Renew makes the blob sum new for Collect as Store.Renew does, by a copy of it
// onto itself within the store, and fails with apperr.BlobsAway too.
func (b *Bucket) Renew(ctx context.Context, sum string) (err error) {
	if !sumForm.MatchString(sum) {
		return missing(syscall.ENOENT)
	}
	open, err := b.local.lock(syscall.LOCK_SH)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, open()) }()
	name := b.name(sum)
	_, err = b.client.CopyObject(ctx, // onto itself it has to change something
		minio.CopyDestOptions{Bucket: b.address.Bucket, Object: name, ReplaceMetadata: true, UserMetadata: map[string]string{"Content-Type": "application/octet-stream"}},
		minio.CopySrcOptions{Bucket: b.address.Bucket, Object: name})
	return b.failed(ctx, err)
}

func (b *Bucket) send(ctx context.Context, n newcomer) error {
	if _, err := n.file.Seek(0, io.SeekStart); err != nil {
		return storage(err)
	}
	raw, err := hex.DecodeString(n.sum)
	if err != nil {
		return err
	}
	_, err = b.client.PutObject(ctx, b.address.Bucket, b.name(n.sum), n.file, n.size, minio.PutObjectOptions{
		ContentType: "application/octet-stream", DisableMultipart: true,
		DisableContentSha256: n.size == 0, // over HTTP nothing would be signed in chunks, without the length that some stores want
		UserMetadata:         map[string]string{"X-Amz-Checksum-Sha256": base64.StdEncoding.EncodeToString(raw)},
	})
	return b.failed(ctx, err)
}

// Get opens the blob sum as Store.Get does, and fails with apperr.BlobsAway
// too. Reading fails with io.ErrUnexpectedEOF where the line breaks.
func (b *Bucket) Get(ctx context.Context, sum string) (blob io.ReadCloser, size int64, err error) {
	if !sumForm.MatchString(sum) {
		return nil, 0, missing(syscall.ENOENT)
	}
	body, info, _, err := minio.Core{Client: b.client}.GetObject(ctx, b.address.Bucket, b.name(sum), minio.GetObjectOptions{})
	if err != nil {
		return nil, 0, b.failed(ctx, err)
	}
	return &reading{ctx: ctx, file: body, hash: sha256.New(), sum: sum}, info.Size, nil
}

// Remove removes the blob sum as Store.Remove does, and fails with
// apperr.BlobsAway too.
func (b *Bucket) Remove(ctx context.Context, sum string) error {
	_, err := b.removeIf(ctx, sum, func(minio.ObjectInfo) bool { return true })
	return err
}

// removeIf removes the blob sum if it is there and fit says so, while nobody
// puts one.
func (b *Bucket) removeIf(ctx context.Context, sum string, fit func(minio.ObjectInfo) bool) (removed bool, err error) {
	if !sumForm.MatchString(sum) {
		return false, nil
	}
	open, err := b.local.lock(syscall.LOCK_EX)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, open()) }()
	info, err := b.client.StatObject(ctx, b.address.Bucket, b.name(sum), minio.StatObjectOptions{})
	if err = b.failed(ctx, err); errors.Is(err, apperr.NotFoundOrSeen) {
		return false, nil
	}
	if err != nil || !fit(info) {
		return false, err
	}
	err = b.failed(ctx, b.client.RemoveObject(ctx, b.address.Bucket, b.name(sum), minio.RemoveObjectOptions{}))
	return err == nil, err
}

// Each calls do for every blob as Store.Each does, and fails with
// apperr.BlobsAway too. The times are those of the store's clock.
func (b *Bucket) Each(ctx context.Context, do func(sum string, size int64, modified time.Time) error) error {
	listing, stop := context.WithCancel(ctx)
	defer stop()
	for o := range b.client.ListObjectsIter(listing, b.address.Bucket, minio.ListObjectsOptions{Prefix: b.address.Prefix, Recursive: true}) {
		if o.Err != nil {
			return b.failed(ctx, o.Err)
		}
		folder, sum, _ := strings.Cut(strings.TrimPrefix(o.Key, b.address.Prefix), "/")
		if !sumForm.MatchString(sum) || sum[:2] != folder {
			continue
		}
		if err := do(sum, o.Size, o.LastModified); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Collect removes blobs as Store.Collect does, and fails with apperr.BlobsAway
// too. What is less than a quarter of an hour older than before stays: the
// times are the store's. Where another machine puts blobs into the same bucket
// with a folder of its own, collect on neither.
func (b *Bucket) Collect(ctx context.Context, before time.Time, used func(ctx context.Context, sum string) (bool, error)) (removed int, err error) {
	before = before.Add(-skew)
	old := func(o minio.ObjectInfo) bool { return o.LastModified.Before(before) }
	return collect(ctx, before, used, b.Each, func(ctx context.Context, sum string) (bool, error) { return b.removeIf(ctx, sum, old) })
}

// Sweep removes what killed processes began to put, as Store.Sweep does. In
// the bucket they leave nothing.
func (b *Bucket) Sweep(ctx context.Context) (swept int, err error) { return b.local.Sweep(ctx) }

// name is how the blob sum is called in the bucket.
func (b *Bucket) name(sum string) string { return b.address.Prefix + path(sum) }

// failed gives the store's errors their words.
func (b *Bucket) failed(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case minio.ToErrorResponse(err).Code == minio.NoSuchKey:
		return apperr.NotFoundOrSeen.With("file")
	}
	return fmt.Errorf("%w: %s: %w", apperr.BlobsAway.With(), b.address, err)
}
