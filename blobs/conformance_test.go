package blobs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"example.org/tickmark/apperr"
	"example.org/tickmark/blobs"
)

// keeper is what a folder and a bucket both are.
type keeper interface {
	Put(ctx context.Context, r io.Reader, most int64) (sum string, size int64, err error)
	Renew(ctx context.Context, sum string) error
	Get(ctx context.Context, sum string) (blob io.ReadCloser, size int64, err error)
	Remove(ctx context.Context, sum string) error
	Each(ctx context.Context, do func(sum string, size int64, modified time.Time) error) error
	Collect(ctx context.Context, before time.Time, used func(ctx context.Context, sum string) (bool, error)) (removed int, err error)
	Sweep(ctx context.Context) (swept int, err error)
	Close() error
}

// kept is a keeper for one test, with ways around it.
type kept struct {
	keeper
	local string                                          // the folder of this machine
	write func(t *testing.T, name string, content []byte) // writes what nobody put
	again func(t *testing.T) keeper                       // opens the same once more
	slack time.Duration                                   // how much longer than a folder it waits before it collects
}

// keepers make what the conformance suite runs on.
var keepers = map[string]func(t *testing.T) kept{
	"a folder": func(t *testing.T) kept {
		t.Helper()
		s, dir := open(t)
		return kept{keeper: s, local: dir, write: func(t *testing.T, name string, content []byte) {
			t.Helper()
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
				t.Fatal(err)
			}
		}, again: func(t *testing.T) keeper {
			t.Helper()
			s, err := blobs.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}}
	},
	"a bucket": func(t *testing.T) kept {
		t.Helper()
		at, key, secret := s3(t)
		dir := filepath.Join(t.TempDir(), "local")
		again := func(t *testing.T) keeper {
			t.Helper()
			b, err := blobs.OpenBucket(t.Context(), at, key, secret, dir)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		b := again(t)
		t.Cleanup(func() {
			if err := b.Close(); err != nil {
				t.Error(err)
			}
		})
		return kept{keeper: b, local: dir, slack: blobs.Skew - time.Second, write: func(t *testing.T, name string, content []byte) {
			t.Helper()
			_, err := s3Client(t, at, key, secret).PutObject(t.Context(), at.Bucket, at.Prefix+name, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{DisableContentSha256: len(content) == 0})
			if err != nil {
				t.Fatal(err)
			}
		}, again: again}
	},
}

// s3 is a store for one test: the one that TICKMARK_TEST_S3 names, with
// TICKMARK_TEST_S3_KEY and _SECRET, or gofakes3 in this process, which checks
// neither signatures nor hashes.
func s3(t *testing.T) (at blobs.Address, key, secret blobs.Secret) {
	t.Helper()
	text := os.Getenv("TICKMARK_TEST_S3")
	key, secret = "a-test-key", "a-test-secret"
	if text == "" {
		memory := s3mem.New()
		if err := memory.CreateBucket("newsroom"); err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(gofakes3.New(memory).Server())
		t.Cleanup(server.Close)
		text = "s3://" + server.Listener.Addr().String() + "/newsroom/files?tls=off&region=us-east-1"
	} else {
		key, secret = blobs.Secret(os.Getenv("TICKMARK_TEST_S3_KEY")), blobs.Secret(os.Getenv("TICKMARK_TEST_S3_SECRET"))
	}
	at, err := blobs.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	at.Prefix += sumOf(t.Name() + t.TempDir())[:16] + "/"
	return at, key, secret
}

func s3Client(t *testing.T, at blobs.Address, key, secret blobs.Secret) *minio.Client {
	t.Helper()
	c, err := minio.New(at.Endpoint, &minio.Options{Creds: credentials.NewStaticV4(string(key), string(secret), ""), Secure: !at.Plain, Region: at.Region})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// onBoth runs a test on every keeper.
func onBoth(t *testing.T, test func(t *testing.T, k kept)) {
	t.Helper()
	for name, fresh := range keepers {
		t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
	}
}

func (k kept) put(t *testing.T, text string) string {
	t.Helper()
	sum, size, err := k.Put(t.Context(), strings.NewReader(text), plenty)
	if err != nil {
		t.Fatal(err)
	}
	if size != int64(len(text)) || sum != sumOf(text) {
		t.Fatalf("put %d bytes as %s, want %d as %s", size, sum, len(text), sumOf(text))
	}
	return sum
}

func (k kept) get(t *testing.T, sum string) (string, error) {
	t.Helper()
	r, size, err := k.Get(t.Context(), sum)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	if err == nil && size != int64(len(text)) {
		t.Errorf("%s is said to have %d bytes, and has %d", sum, size, len(text))
	}
	return string(text), errors.Join(err, r.Close())
}

// all are the blobs that there are, and the latest time of one.
func (k kept) all(t *testing.T) (sums []string, latest time.Time) {
	t.Helper()
	err := k.Each(t.Context(), func(sum string, size int64, modified time.Time) error {
		if got, err := k.get(t, sum); err != nil || int64(len(got)) != size {
			t.Errorf("%s is listed with %d bytes, and has %d: %v", sum, size, len(got), err)
		}
		if modified.After(latest) {
			latest = modified
		}
		sums = append(sums, sum)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums, latest
}

func TestBothKeep(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		texts := []string{"", "a", "The bridge opened in 1931.", strings.Repeat("x", 20<<20)}
		var want []string
		for _, text := range texts {
			sum := k.put(t, text)
			want = append(want, sum)
			if got, err := k.get(t, sum); err != nil || got != text {
				t.Errorf("%d bytes came back as %d: %v", len(text), len(got), err)
			}
		}
		slices.Sort(want)
		if got, _ := k.all(t); !slices.Equal(got, want) {
			t.Errorf("listed are %v, want %v", got, want)
		}
		other := k.again(t)
		if got, err := (kept{keeper: other}).get(t, want[0]); err != nil || sumOf(got) != want[0] {
			t.Errorf("opened again it is another: %v", err)
		}
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestBothKeepTheLimit(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		for size, ok := range map[int]bool{0: true, 99: true, 100: true, 101: false, 1 << 20: false} {
			sum, _, err := k.Put(t.Context(), bytes.NewReader(make([]byte, size)), 100)
			if ok != (err == nil) || !ok && !errors.Is(err, apperr.FileTooLarge) {
				t.Errorf("%d bytes where 100 may be: %v", size, err)
			}
			if _, err := k.get(t, sumOf(string(make([]byte, size)))); ok != (err == nil) {
				t.Errorf("%d bytes: %q, %v", size, sum, err)
			}
		}
		if _, _, err := k.Put(t.Context(), strings.NewReader("x"), 1<<63-1); err != nil {
			t.Errorf("without a limit: %v", err)
		}
	})
}

func TestBothKeepNothingOfABrokenUpload(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		broken := errors.New("the line broke")
		_, _, err := k.Put(t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), plenty)
		if !errors.Is(err, broken) || errors.Is(err, apperr.StorageFailed) || errors.Is(err, apperr.BlobsAway) {
			t.Errorf("got %v, want the reader's own error", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, _, err = k.Put(ctx, io.MultiReader(strings.NewReader("half"), readerFunc(func([]byte) (int, error) {
			cancel()
			return 0, nil
		}), strings.NewReader("the rest")), plenty)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want the end of the context", err)
		}
		if sums, _ := k.all(t); len(sums) > 0 {
			t.Errorf("kept are %v", sums)
		}
		if left := files(t, k.local); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

func TestBothFindDamage(t *testing.T) {
	text := strings.Repeat("true to the byte ", 5000)
	onBoth(t, func(t *testing.T, k kept) {
		sum := k.put(t, text)
		for name, damaged := range map[string]string{"another letter": "T" + text[1:], "cut short": text[1:], "nothing": "", "longer": text + "\n"} {
			k.write(t, sum[:2]+"/"+sum, []byte(damaged))
			if _, err := k.get(t, sum); !errors.Is(err, blobs.ErrDamaged) {
				t.Errorf("%s: got %v, want ErrDamaged", name, err)
			}
		}
		k.put(t, text)
		if got, err := k.get(t, sum); err != nil || got != text {
			t.Errorf("put again, it is still damaged: %v", err)
		}
	})
}

func TestBothTakeOnlyHashesForNames(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		sum := k.put(t, "kept")
		k.write(t, "secret", []byte("not a blob"))
		k.write(t, "se/secret", []byte("not a blob, in the place of one"))
		k.write(t, sum[:2]+"/secret", []byte("not a blob"))
		k.write(t, "00/"+strings.Repeat("f", 64), []byte("in the wrong place"))
		for _, name := range []string{"", ".", "..", "secret", "../secret", sum[:63], sum + "0", strings.ToUpper(sum), sum[:2] + "/" + sum, sum + "\n", sum + "\x00", strings.Repeat("0", 64)} {
			if _, err := k.get(t, name); !errors.Is(err, apperr.NotFoundOrSeen) {
				t.Errorf("get %q: %v, want not found", name, err)
			}
			if err := k.Remove(t.Context(), name); err != nil {
				t.Errorf("remove %q: %v", name, err)
			}
		}
		if sums, _ := k.all(t); !slices.Equal(sums, []string{sum}) {
			t.Errorf("listed are %v", sums)
		}
	})
}

func TestBothTakeTheSameFromMany(t *testing.T) {
	text := strings.Repeat("the same bytes ", 1000)
	onBoth(t, func(t *testing.T, k kept) {
		other := kept{keeper: k.again(t)}
		defer func() { _ = other.Close() }()
		var all sync.WaitGroup
		for i := range 16 {
			all.Go(func() {
				where := []kept{k, other}[i%2]
				if sum, _, err := where.Put(t.Context(), strings.NewReader(text), plenty); err != nil || sum != sumOf(text) {
					t.Errorf("%s, %v", sum, err)
				}
				if got, err := where.get(t, sumOf(text)); err != nil || got != text {
					t.Errorf("%d bytes, %v", len(got), err)
				}
			})
		}
		all.Wait()
		if sums, _ := k.all(t); len(sums) != 1 {
			t.Errorf("16 puts of the same left %v", sums)
		}
	})
}

func TestBothRemove(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		gone, stays := k.put(t, "gone"), k.put(t, "stays")
		for range 2 {
			if err := k.Remove(t.Context(), gone); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := k.get(t, gone); !errors.Is(err, apperr.NotFoundOrSeen) {
			t.Errorf("it is still there: %v", err)
		}
		if sums, _ := k.all(t); !slices.Equal(sums, []string{stays}) {
			t.Errorf("left are %v", sums)
		}
	})
}

func TestBothCollectWhatNobodyUses(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		used, unused := k.put(t, "used"), k.put(t, "unused")
		_, latest := k.all(t)
		asked := func(_ context.Context, sum string) (bool, error) { return sum == used, nil }
		if n, err := k.Collect(t.Context(), latest.Add(-time.Hour), asked); n != 0 || err != nil {
			t.Errorf("%d of the new ones are gone: %v", n, err)
		}
		broken := errors.New("the database is away")
		if n, err := k.Collect(t.Context(), latest.Add(time.Hour), func(context.Context, string) (bool, error) { return false, broken }); n != 0 || !errors.Is(err, broken) {
			t.Errorf("%d are gone, and nobody knew whether they are used: %v", n, err)
		}
		if n, err := k.Collect(t.Context(), latest.Add(time.Hour), asked); n != 1 || err != nil {
			t.Errorf("%d are gone, want 1: %v", n, err)
		}
		if sums, _ := k.all(t); !slices.Equal(sums, []string{used}) {
			t.Errorf("left are %v, and not %s", sums, unused)
		}
	})
}

// A blob may come to be needed again while it is looked at whether anybody
// needs it.
func TestBothKeepWhatIsPutAgainMeanwhile(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		k.put(t, "again")
		_, first := k.all(t)
		before, asked := first.Add(2*time.Second), false
		n, err := k.Collect(t.Context(), before.Add(k.slack), func(context.Context, string) (bool, error) {
			for newest := first; newest.Before(before); _, newest = k.all(t) {
				time.Sleep(50 * time.Millisecond)
				k.put(t, "again")
			}
			asked = true
			return false, nil
		})
		if !asked {
			t.Error("nobody was asked")
		}
		if sums, _ := k.all(t); n != 0 || err != nil || len(sums) != 1 {
			t.Errorf("%d were removed, %v; left are %v", n, err, sums)
		}
	})
}

// What is renewed is as if it were put again, and what is gone cannot be.
func TestBothRenew(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		sum := k.put(t, "again")
		_, first := k.all(t)
		before := first.Add(2 * time.Second)
		newest := first
		for range 200 { // some seconds are enough, and a store may tell whole ones
			if !newest.Before(before) {
				break
			}
			time.Sleep(50 * time.Millisecond)
			if err := k.Renew(t.Context(), sum); err != nil {
				t.Fatal(err)
			}
			_, newest = k.all(t)
		}
		nobody := func(context.Context, string) (bool, error) { return false, nil }
		if n, err := k.Collect(t.Context(), before.Add(k.slack), nobody); n != 0 || err != nil {
			t.Errorf("%d were removed: %v", n, err)
		}
		if got, err := k.get(t, sum); got != "again" || err != nil {
			t.Errorf("renewed it is %q, %v", got, err)
		}
		if err := k.Remove(t.Context(), sum); err != nil {
			t.Fatal(err)
		}
		for _, gone := range []string{sum, "../../etc/passwd"} {
			if err := k.Renew(t.Context(), gone); !errors.Is(err, apperr.NotFoundOrSeen) {
				t.Errorf("%s is gone, and renewed: %v", gone, err)
			}
		}
		if sums, _ := k.all(t); len(sums) > 0 {
			t.Errorf("left are %v", sums)
		}
	})
}

func TestBothEndWithTheirContext(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		sum := k.put(t, "kept")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, _, put := k.Put(ctx, strings.NewReader("x"), plenty)
		each := k.Each(ctx, func(string, int64, time.Time) error { return nil })
		remove := k.Remove(ctx, sum)
		for what, err := range map[string]error{"put": put, "each": each, "remove": remove} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", what, err)
			}
		}
		blob, _, err := k.Get(ctx, sum)
		if err == nil {
			_, err = io.ReadAll(blob)
			_ = blob.Close()
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("get: %v", err)
		}
	})
}

func TestBothSweepWhatKilledProcessesLeft(t *testing.T) {
	onBoth(t, func(t *testing.T, k kept) {
		if err := os.WriteFile(filepath.Join(k.local, ".new-"+strings.Repeat("A", 26)), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if n, err := k.Sweep(t.Context()); n != 1 || err != nil {
			t.Errorf("%d swept, %v", n, err)
		}
		if left := files(t, k.local); len(left) > 0 {
			t.Errorf("left are %v", left)
		}
	})
}

func TestSecretsDoNotShow(t *testing.T) {
	const word = "hunter2"
	s := blobs.Secret(word)
	asJSON, err := json.Marshal(map[string]any{"s": s, "p": &s})
	if err != nil {
		t.Fatal(err)
	}
	shown := string(asJSON)
	for _, verb := range []string{"%v", "%s", "%q", "%+v", "%#v", "%x", "%d"} {
		shown += fmt.Sprintf(verb, s) + fmt.Sprintf(verb, struct{ S blobs.Secret }{s})
	}
	if strings.Contains(shown, word) || strings.Contains(shown, fmt.Sprintf("%x", word)) {
		t.Errorf("it shows in %s", shown)
	}
}
