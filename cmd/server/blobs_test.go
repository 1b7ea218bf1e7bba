package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// bucketStore is an S3 store in this process, and the variables that name it.
func bucketStore(t *testing.T) (backend *s3mem.Backend, address string) {
	t.Helper()
	backend = s3mem.New()
	if err := backend.CreateBucket("newsroom"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	address = "s3://" + server.Listener.Addr().String() + "/newsroom/desk?region=us-east-1&tls=off"
	t.Setenv("TICKMARK_BLOBS", address)
	t.Setenv(blobsKey, "the-key")
	t.Setenv(blobsSecret, "never-to-be-seen")
	return backend, address
}

// found is what the doctor says of one thing.
func (p place) found(t *testing.T, check string) finding {
	t.Helper()
	out, errs, _ := p.call(t, "doctor", "--json")
	var all []finding
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatalf("%v\n%s%s", err, out, errs)
	}
	for _, f := range all {
		if f.Check == check {
			return f
		}
	}
	t.Fatalf("nothing about %s:\n%s", check, out)
	return finding{}
}

// demoFiles are the files that the demo newsroom keeps: its captured pages.
const demoFiles = 6

func TestFilesAreKeptInABucket(t *testing.T) {
	backend, address := bucketStore(t)
	p := newPlace(t)
	p.must(t, "seed")
	paths := drafted(t, "ferry.md", ferryCopy)
	p.must(t, "import", "--as", "emil", paths[0])
	listed, err := backend.ListBucket("newsroom", nil, gofakes3.ListBucketPage{})
	if err != nil || len(listed.Contents) != demoFiles+1 || !strings.HasPrefix(listed.Contents[0].Key, "desk/") {
		t.Fatalf("in the bucket is %+v, %v", listed, err)
	}
	if left, err := filepath.Glob(filepath.Join(p.data, "blobs", "*", "*")); err != nil || len(left) > 0 {
		t.Errorf("in the folder are %v, %v", left, err)
	}
	if f := p.found(t, "kept files"); f.State != fine || !strings.Contains(f.Found, fmt.Sprintf("all %d are there, in %s", demoFiles+1, address)) {
		t.Errorf("the doctor says %+v", f)
	}

	kept := filepath.Join(t.TempDir(), "kept.tar")
	if said := p.must(t, "backup", kept); !strings.Contains(said, "kept in "+address) {
		t.Errorf("a backup says nothing of the bucket:\n%s", said)
	}
	restored := placeIn(t.TempDir())
	if said := p.must(t, "restore", kept, restored.data); !strings.Contains(said, "kept in "+address) {
		t.Errorf("a restore says nothing of the bucket:\n%s", said)
	}
	restored.key = p.key
	if f := restored.found(t, "kept files"); f.State != fine {
		t.Errorf("restored, the doctor says %+v", f)
	}

	if _, err := backend.DeleteObject("newsroom", listed.Contents[0].Key); err != nil {
		t.Fatal(err)
	}
	if f := p.found(t, "kept files"); f.State != problem || !strings.Contains(f.Found, fmt.Sprintf("1 of %d are missing", demoFiles+1)) {
		t.Errorf("the doctor says %+v", f)
	}
}

func TestABucketThatCannotBeUsed(t *testing.T) {
	paths := drafted(t, "ferry.md", ferryCopy)
	for _, row := range []struct {
		name     string
		variable string
		value    string
		words    []string
	}{
		{"no key", blobsKey, "", []string{blobsKey, blobsSecret}},
		{"no secret", blobsSecret, "", []string{blobsKey, blobsSecret}},
		{"another scheme", "TICKMARK_BLOBS", "https://s3.example.org/files", []string{"TICKMARK_BLOBS", "s3://"}},
		{"a secret in the address", "TICKMARK_BLOBS", "s3://k:never-to-be-seen@s3.example.org/files", []string{"for the environment"}},
		{"nobody there", "TICKMARK_BLOBS", "s3://127.0.0.1:1/files?tls=off&region=x", []string{"whether the store answers"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := newDemo(t)
			bucketStore(t)
			t.Setenv(row.variable, row.value)
			p.refused(t, exitFailure, row.words, "import", "--as", "emil", paths[0])
			p.refused(t, exitFailure, row.words, "serve")
			out, errs, _ := p.call(t, "doctor")
			if strings.Contains(out+errs, "never-to-be-seen") {
				t.Errorf("the doctor shows the secret:\n%s%s", out, errs)
			}
		})
	}
}

func TestTheDoctorTellsWhatDrawsPages(t *testing.T) {
	p := newDemo(t)
	program := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]finding{
		"none":        {State: skipped, Found: "no pictures"},
		program:       {State: fine, Found: program},
		program + "x": {State: problem, Found: program + "x"},
	} {
		t.Setenv("TICKMARK_CHROMIUM", value)
		if f := p.found(t, "pictures"); f.State != want.State || !strings.Contains(f.Found, want.Found) {
			t.Errorf("TICKMARK_CHROMIUM=%s: %+v", value, f)
		}
	}
}

// What captures keep is looked for as originals are, be it more than the doctor
// holds at a time.
func TestTheDoctorLooksForWhatCapturesKeep(t *testing.T) {
	const captures = 2*keptAtOnce + 7
	sum := func(i int) string {
		hash := sha256.Sum256([]byte(strconv.Itoa(i)))
		return hex.EncodeToString(hash[:])
	}
	for _, row := range []struct {
		name string
		keep func(*testing.T, place) (put, drop func(sum string) error)
	}{
		{"in the folder", func(_ *testing.T, p place) (put, drop func(string) error) {
			path := func(sum string) string { return filepath.Join(p.data, "blobs", sum[:2], sum) }
			return func(sum string) error {
				return errors.Join(os.MkdirAll(filepath.Dir(path(sum)), 0o700), os.WriteFile(path(sum), []byte("x"), 0o600))
			}, func(sum string) error { return os.Remove(path(sum)) }
		}},
		{"in a bucket", func(t *testing.T, _ place) (put, drop func(string) error) {
			backend, _ := bucketStore(t)
			key := func(sum string) string { return "desk/" + sum[:2] + "/" + sum }
			return func(sum string) error {
				_, err := backend.PutObject("newsroom", key(sum), nil, strings.NewReader("x"), 1, nil)
				return err
			}, func(sum string) error { _, err := backend.DeleteObject("newsroom", key(sum)); return err }
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := newPlace(t)
			put, drop := row.keep(t, p)
			p.must(t, "seed")
			var rows []string
			for i := range captures + 1 { // the last is the file of one of them
				if err := put(sum(i)); err != nil {
					t.Fatal(err)
				}
				if i < captures {
					rows = append(rows, fmt.Sprintf("(1, 'fetched', 1, 200, '', '[]', '', '', '%s', 1, '', '', '[]', '[]', '[]', '', '', '', '', '', '', '', '')", sum(i)))
				}
			}
			if err := put(sum(-1)); err != nil { // nobody refers to it
				t.Fatal(err)
			}
			p.execute(t, `INSERT INTO captures (source_id, how, at, status, address, hops, header, file_name, body_sha256, body_size, media_type, text, blocks,
				marks, pages, title, author, publisher, published_on, modified_on, language, canonical, unread) VALUES `+strings.Join(rows, ", "),
				"INSERT INTO capture_files VALUES (1, 'screenshot', '"+sum(captures)+"', 1, 'image/png', 1)")
			if f := p.found(t, "kept files"); f.State != fine || !strings.Contains(f.Found, fmt.Sprintf("all %d are there", captures+1+demoFiles)) {
				t.Errorf("the doctor says %+v", f)
			}
			for n, i := range []int{0, captures - 1, captures} {
				if err := drop(sum(i)); err != nil {
					t.Fatal(err)
				}
				if f := p.found(t, "kept files"); f.State != problem || !strings.Contains(f.Found, fmt.Sprintf("%d of %d are missing", n+1, captures+1+demoFiles)) {
					t.Errorf("without %d the doctor says %+v", i, f)
				}
			}
		})
	}
}
