package audit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/models"
)

// trail is an audit trail in memory, in pieces as small as they come.
type trail struct {
	events      []models.Event
	texts       []models.EventText
	ids         []int64
	hashes      shelf
	checkpoints []models.Checkpoint
	piece       int // rows given at once; 0: as many as asked for
}

func (s *trail) Events(ctx context.Context, from int64, limit int) ([]models.Event, error) {
	return piece(s, s.events, from, limit, func(e models.Event) int64 { return e.Seq }), ctx.Err()
}

func (s *trail) Texts(_ context.Context, first, last int64) (ts []models.EventText, err error) {
	for _, t := range s.texts {
		if first <= t.EventSeq && t.EventSeq <= last {
			ts = append(ts, t)
		}
	}
	return ts, nil
}

func (s *trail) Hashes(_ context.Context, from int64, limit int) (ids []int64, hs [][]byte, err error) {
	for i, id := range s.ids {
		if id >= from && len(ids) < limit && (s.piece == 0 || len(ids) < s.piece) {
			ids, hs = append(ids, id), append(hs, s.hashes[i])
		}
	}
	return ids, hs, nil
}

func (s *trail) Checkpoints(_ context.Context, from int64, limit int) ([]models.Checkpoint, error) {
	return piece(s, s.checkpoints, from, limit, func(c models.Checkpoint) int64 { return c.Size }), nil
}

func piece[T any](s *trail, rows []T, from int64, limit int, at func(T) int64) []T {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b T) int { return int(at(a) - at(b)) })
	first := slices.IndexFunc(rows, func(row T) bool { return at(row) >= from })
	if first < 0 {
		return nil
	}
	if s.piece > 0 {
		limit = s.piece
	}
	end := min(len(rows), first+limit)
	for end < len(rows) && at(rows[end]) == at(rows[end-1]) {
		end++
	}
	return rows[first:end]
}

// add appends an event with two texts and a reason.
func (s *trail) add(t testing.TB, n int64) {
	t.Helper()
	e := models.Event{
		Seq: n, At: models.Instant(1758556920000 + n), ActorID: models.Ref(n % 3), Action: "claim.edit",
		Subject: models.SubjectClaim, SubjectID: 7, ArticleID: 1, ClaimID: 7, RequestID: fmt.Sprint("r", n),
	}
	changes := []models.Change{
		{Field: "state", From: "open", To: "researching"},
		{Field: "statement", From: fmt.Sprint("was ", n), To: fmt.Sprint("is ", n), Free: true},
	}
	leaf, texts, err := audit.Leaf(e, changes, fmt.Sprint("because ", n), audit.RandomSalt)
	if err != nil {
		t.Fatal(err)
	}
	e.Leaf, e.LeafHash = leaf, audit.LeafHash(leaf)
	s.events, s.texts = append(s.events, e), append(s.texts, texts...)
	s.store(t, n, e.LeafHash)
}

func (s *trail) store(t testing.TB, n int64, leafHash []byte) {
	t.Helper()
	hs, err := audit.Append(n, leafHash, s.hashes.read)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hs {
		s.ids, s.hashes = append(s.ids, int64(len(s.hashes))), append(s.hashes, bytes.Clone(h))
	}
}

// chain hashes leaves and tree anew, as somebody with the whole database could.
func (s *trail) chain(t testing.TB) {
	t.Helper()
	s.ids, s.hashes = nil, nil
	for i := range s.events {
		e := &s.events[i]
		e.LeafHash = audit.LeafHash(e.Leaf)
		s.store(t, int64(i), e.LeafHash)
	}
}

func (s *trail) sign(t testing.TB, key audit.Key, size int64) {
	t.Helper()
	root, err := audit.Root(size, s.hashes.read)
	if err != nil {
		t.Fatal(err)
	}
	msg, err := audit.SignCheckpoint(key, size, root)
	if err != nil {
		t.Fatal(err)
	}
	s.checkpoints = append(s.checkpoints, models.Checkpoint{Size: size, Root: root, Note: msg})
}

// newTrail makes a trail of 20 events, with checkpoints over 8 and 20.
func newTrail(t testing.TB, key audit.Key) *trail {
	t.Helper()
	var s trail
	for n := range int64(20) {
		s.add(t, n)
	}
	s.sign(t, key, 8)
	s.sign(t, key, 20)
	return &s
}

// forge writes event n anew with another action, leaf and all.
func (s *trail) forge(t testing.TB, n int64) {
	t.Helper()
	e := &s.events[n]
	e.Action = "claim.forge"
	e.Leaf = strings.Replace(e.Leaf, "claim.edit", e.Action, 1)
	e.LeafHash = audit.LeafHash(e.Leaf)
}

// renumber gives events and texts from seq on another number, leaves and all.
func (s *trail) renumber(seq, by int64) {
	for i := range s.events {
		if e := &s.events[i]; e.Seq >= seq {
			e.Leaf = strings.Replace(e.Leaf, fmt.Sprintf(`"seq":%d,`, e.Seq), fmt.Sprintf(`"seq":%d,`, e.Seq+by), 1)
			e.Seq += by
		}
	}
	for i := range s.texts {
		if s.texts[i].EventSeq >= seq {
			s.texts[i].EventSeq += by
		}
	}
}

// cut deletes the events from first to last with their texts.
func (s *trail) cut(first, last int64) {
	s.events = slices.DeleteFunc(s.events, func(e models.Event) bool { return first <= e.Seq && e.Seq <= last })
	s.texts = slices.DeleteFunc(s.texts, func(t models.EventText) bool { return first <= t.EventSeq && t.EventSeq <= last })
}

func TestAWholeTrailChecks(t *testing.T) {
	key := newKey(t, "trail")
	for _, size := range []int{0, 1, 3, 1000} {
		s := newTrail(t, key)
		s.piece = size
		s.texts[0].Salt, s.texts[0].Text = nil, "" // erased
		got, err := audit.Verify(t.Context(), s, knows(t, key))
		if err != nil || !got.OK() {
			t.Fatalf("pieces of %d: %+v, %v", size, got.Problem, err)
		}
		if got.Events != 20 || got.Texts != 59 || got.Erased != 1 || got.Checkpoints != 2 || got.Covered != 20 ||
			!bytes.Equal(got.Root, s.checkpoints[1].Root) {
			t.Errorf("pieces of %d: %+v", size, got)
		}
	}
}

func TestAnEmptyTrailChecks(t *testing.T) {
	got, err := audit.Verify(t.Context(), &trail{}, knows(t))
	if err != nil || !got.OK() || got.Events != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestVerifyStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := audit.Verify(ctx, &trail{}, knows(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestTamperingIsFoundAndNamed(t *testing.T) {
	key, stranger := newKey(t, "trail"), newKey(t, "trail")
	rows := []struct {
		name   string
		tamper func(*trail)
		want   audit.Problem
	}{
		{
			"a column is edited", func(s *trail) { s.events[5].Action = "claim.forge" },
			audit.Problem{Code: audit.LeafDisagrees, Seq: 5, Field: "action"},
		},
		{
			"a leaf is edited", func(s *trail) { s.events[5].Leaf = strings.Replace(s.events[5].Leaf, "researching", "approved", 1) },
			audit.Problem{Code: audit.LeafHashWrong, Seq: 5},
		},
		{
			"a leaf is nonsense", func(s *trail) { s.events[5].Leaf = "{}" },
			audit.Problem{Code: audit.LeafUnreadable, Seq: 5},
		},
		{
			"a leaf and its hash are edited", func(s *trail) { s.forge(t, 5) },
			audit.Problem{Code: audit.TreeHashWrong, Seq: 5, ID: audit.FirstID(5)},
		},
		{
			"an event and the whole tree are written anew", func(s *trail) { s.forge(t, 5); s.chain(t) },
			audit.Problem{Code: audit.CheckpointRootWrong, Size: 8},
		},
		{
			"an event under the last checkpoint only is written anew", func(s *trail) { s.forge(t, 9); s.chain(t) },
			audit.Problem{Code: audit.CheckpointRootWrong, Size: 20},
		},
		{"all is written anew and signed with another key", func(s *trail) {
			s.forge(t, 5)
			s.chain(t)
			s.checkpoints = nil
			s.sign(t, stranger, 20)
		}, audit.Problem{Code: audit.CheckpointUnsigned, Size: 20}},
		{
			"an event is deleted", func(s *trail) { s.cut(5, 5) },
			audit.Problem{Code: audit.EventMissing, Seq: 5},
		},
		{
			"the first event is deleted", func(s *trail) { s.cut(0, 0) },
			audit.Problem{Code: audit.EventMissing, Seq: 0},
		},
		{
			"an event is deleted and the later ones renumbered", func(s *trail) { s.cut(5, 5); s.renumber(6, -1) },
			audit.Problem{Code: audit.LeafHashWrong, Seq: 5},
		},
		{
			"an event is deleted, all renumbered and hashed anew", func(s *trail) { s.cut(5, 5); s.renumber(6, -1); s.chain(t) },
			audit.Problem{Code: audit.CheckpointRootWrong, Size: 8},
		},
		{"an event is put in between", func(s *trail) {
			s.renumber(5, 1)
			s.add(t, 20)
			s.events[20].Seq = 5
		}, audit.Problem{Code: audit.LeafDisagrees, Seq: 5, Field: "seq"}},
		{
			"an event is there twice", func(s *trail) { s.events = slices.Insert(s.events, 5, s.events[4]) },
			audit.Problem{Code: audit.EventMisplaced, Seq: 4},
		},
		{
			"an event stands before the first", func(s *trail) { s.add(t, 20); s.events[20].Seq = -1 },
			audit.Problem{Code: audit.EventMisplaced, Seq: -1},
		},
		{"two events are swapped", func(s *trail) {
			s.events[4].Seq, s.events[5].Seq = 5, 4
		}, audit.Problem{Code: audit.LeafDisagrees, Seq: 4, Field: "seq"}},
		{"two events are swapped, leaves and all", func(s *trail) {
			a, b := &s.events[4], &s.events[5]
			a.Leaf, b.Leaf = strings.Replace(a.Leaf, `"seq":4`, `"seq":5`, 1), strings.Replace(b.Leaf, `"seq":5`, `"seq":4`, 1)
			a.Seq, b.Seq = 5, 4
			a.LeafHash, b.LeafHash = audit.LeafHash(a.Leaf), audit.LeafHash(b.Leaf)
		}, audit.Problem{Code: audit.TextAltered, Seq: 4, Field: "statement", Side: "from"}},
		{
			"a text is edited", func(s *trail) { s.texts[16].Text = "forged" },
			audit.Problem{Code: audit.TextAltered, Seq: 5, Field: "statement", Side: "to"},
		},
		{
			"a text loses its salt", func(s *trail) { s.texts[16].Salt = nil },
			audit.Problem{Code: audit.TextAltered, Seq: 5, Field: "statement", Side: "to"},
		},
		{
			"a text's words are emptied and its salt is not", func(s *trail) { s.texts[16].Text = "" },
			audit.Problem{Code: audit.TextAltered, Seq: 5, Field: "statement", Side: "to"},
		},
		{"a byte moves from the text to the salt", func(s *trail) {
			x := &s.texts[16]
			x.Salt, x.Text = append(bytes.Clone(x.Salt), x.Text[0]), x.Text[1:]
		}, audit.Problem{Code: audit.TextAltered, Seq: 5, Field: "statement", Side: "to"}},
		{
			"a reason is edited", func(s *trail) { s.texts[17].Text = "forged" },
			audit.Problem{Code: audit.TextAltered, Seq: 5, Field: "reason", Side: "reason"},
		},
		{
			"a text is deleted", func(s *trail) { s.texts = slices.Delete(s.texts, 16, 17) },
			audit.Problem{Code: audit.TextMissing, Seq: 5, Field: "statement", Side: "to"},
		},
		{"a text is added to an event", func(s *trail) {
			s.texts = slices.Insert(s.texts, 16, models.EventText{EventSeq: 5, Field: "verdict", Side: "to", Text: "wrong"})
		}, audit.Problem{Code: audit.TextStray, Seq: 5, Field: "verdict", Side: "to"}},
		{"a text is added to a value that stands in the leaf", func(s *trail) {
			s.texts = slices.Insert(s.texts, 16, models.EventText{EventSeq: 5, Field: "state", Side: "to", Text: "approved"})
		}, audit.Problem{Code: audit.TextStray, Seq: 5, Field: "state", Side: "to"}},
		{
			"a text is there twice", func(s *trail) { s.texts = slices.Insert(s.texts, 16, s.texts[16]) },
			audit.Problem{Code: audit.TextStray, Seq: 5, Field: "statement", Side: "to"},
		},
		{"a text stands beyond the last event", func(s *trail) {
			s.texts = append(s.texts, models.EventText{EventSeq: 20, Field: "x", Side: "to"})
		}, audit.Problem{Code: audit.TextStray, Seq: 20, Field: "x", Side: "to"}},
		{
			"a hash of the tree is changed", func(s *trail) { s.hashes[9][0] ^= 1 },
			audit.Problem{Code: audit.TreeHashWrong, Seq: 5, ID: 9},
		},
		{
			"a hash of the tree is deleted", func(s *trail) { s.ids, s.hashes = slices.Delete(s.ids, 9, 10), slices.Delete(s.hashes, 9, 10) },
			audit.Problem{Code: audit.TreeHashWrong, Seq: 5, ID: 9},
		},
		{
			"hashes of the tree are cut off", func(s *trail) { s.ids = s.ids[:len(s.ids)-1] },
			audit.Problem{Code: audit.TreeHashWrong, Seq: 19, ID: audit.FirstID(20) - 1},
		},
		{
			"the last events are cut off", func(s *trail) { s.cut(18, 19) },
			audit.Problem{Code: audit.TreeHashStray, ID: audit.FirstID(18)},
		},
		{
			"the last events are cut off with their hashes", func(s *trail) { s.cut(18, 19); s.chain(t) },
			audit.Problem{Code: audit.CheckpointBeyond, Size: 20, Seq: 18},
		},
		{
			"all events are cut off", func(s *trail) { s.cut(0, 19); s.chain(t) },
			audit.Problem{Code: audit.CheckpointBeyond, Size: 8, Seq: 0},
		},
		{
			"a checkpoint's size is changed in its row", func(s *trail) { s.checkpoints[0].Size = 9 },
			audit.Problem{Code: audit.CheckpointDisagrees, Size: 9},
		},
		{
			"a checkpoint's root is changed in its row", func(s *trail) { s.checkpoints[0].Root = audit.LeafHash("x") },
			audit.Problem{Code: audit.CheckpointDisagrees, Size: 8},
		},
		{
			"a checkpoint's note is changed", func(s *trail) { s.checkpoints[0].Note += "x" },
			audit.Problem{Code: audit.CheckpointUnsigned, Size: 8},
		},
		{
			"a checkpoint's note is another's", func(s *trail) { s.checkpoints[0].Note = s.checkpoints[1].Note },
			audit.Problem{Code: audit.CheckpointDisagrees, Size: 8},
		},
	}
	seen := map[audit.Code]bool{}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			for _, size := range []int{0, 1, 3} {
				s := newTrail(t, key)
				s.piece = size
				row.tamper(s)
				got, err := audit.Verify(t.Context(), s, knows(t, key))
				if err != nil || got.OK() || *got.Problem != row.want {
					t.Errorf("pieces of %d: %+v, %v; want %+v", size, got.Problem, err, row.want)
				}
			}
			seen[row.want.Code] = true
		})
	}
	for _, code := range audit.Codes {
		if !seen[code] {
			t.Errorf("no row leads to %s", code)
		}
		if words := apperr.TrailProblem(string(code), 5, 8, 9, "action", "to"); strings.Contains(words, string(code)) || strings.Contains(words, "{") {
			t.Errorf("%s has no words: %s", code, words)
		}
	}
}

func TestEveryBitOfATrailCounts(t *testing.T) {
	key := newKey(t, "trail")
	known := knows(t, key)
	flips := 0
	try := func(what string, tamper func(*trail)) {
		t.Helper()
		flips++
		s := newTrail(t, key)
		tamper(s)
		if got, err := audit.Verify(t.Context(), s, known); err != nil || got.OK() {
			t.Errorf("%s: not found (%v)", what, err)
		}
	}
	flip := func(s string, i int) string { return s[:i] + string(rune(s[i]^1)) + s[i+1:] }
	probe := newTrail(t, key)
	for i, e := range probe.events {
		for name, change := range map[string]func(*models.Event){
			"Seq": func(e *models.Event) { e.Seq ^= 1 }, "At": func(e *models.Event) { e.At++ },
			"ActorID": func(e *models.Event) { e.ActorID++ }, "Subject": func(e *models.Event) { e.Subject = "article" },
			"SubjectID": func(e *models.Event) { e.SubjectID++ }, "ArticleID": func(e *models.Event) { e.ArticleID++ },
			"ClaimID": func(e *models.Event) { e.ClaimID++ }, "RequestID": func(e *models.Event) { e.RequestID += "x" },
			"Action": func(e *models.Event) { e.Action += "x" }, "LeafHash": func(e *models.Event) { e.LeafHash = audit.LeafHash("x") },
		} {
			try(fmt.Sprintf("event %d, %s", i, name), func(s *trail) { change(&s.events[i]) })
		}
		for at := i % 7; at < len(e.Leaf); at += 7 {
			try(fmt.Sprintf("event %d, leaf, byte %d", i, at), func(s *trail) { s.events[i].Leaf = flip(s.events[i].Leaf, at) })
		}
	}
	for i, x := range probe.texts {
		try(fmt.Sprintf("text %d, event", i), func(s *trail) { s.texts[i].EventSeq ^= 1 })
		try(fmt.Sprintf("text %d, field", i), func(s *trail) { s.texts[i].Field += "x" })
		try(fmt.Sprintf("text %d, side", i), func(s *trail) { s.texts[i].Side += "x" })
		try(fmt.Sprintf("text %d, salt", i), func(s *trail) { s.texts[i].Salt[i%32] ^= 1 })
		try(fmt.Sprintf("text %d, text", i), func(s *trail) { s.texts[i].Text = flip(x.Text, 0) })
	}
	for i := range probe.hashes {
		try(fmt.Sprintf("hash %d", i), func(s *trail) { s.hashes[i][i%32] ^= 128 })
		try(fmt.Sprintf("hash %d, id", i), func(s *trail) { s.ids[i] += 100 })
	}
	for i, c := range probe.checkpoints {
		try(fmt.Sprintf("checkpoint %d, size", i), func(s *trail) { s.checkpoints[i].Size++ })
		for at := range c.Note {
			try(fmt.Sprintf("checkpoint %d, note, byte %d", i, at), func(s *trail) {
				n := []byte(s.checkpoints[i].Note)
				n[at] ^= 1
				s.checkpoints[i].Note = string(n)
			})
		}
	}
	t.Logf("%d changes, all found", flips)
}

func BenchmarkVerify100k(b *testing.B) {
	key := newKey(b, "trail")
	var s trail
	for n := range int64(100_000) {
		s.add(b, n)
		if n%100 == 99 {
			s.sign(b, key, n+1)
		}
	}
	fast := &indexed{&s}
	known := knows(b, key)
	b.ReportAllocs()
	for b.Loop() {
		if got, err := audit.Verify(b.Context(), fast, known); err != nil || !got.OK() {
			b.Fatal(got.Problem, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/event")
}

// indexed gives the pieces of an unharmed trail without searching for them.
type indexed struct{ *trail }

func (s *indexed) Events(_ context.Context, from int64, limit int) ([]models.Event, error) {
	return window(s.events, from, limit), nil
}

func (s *indexed) Texts(_ context.Context, first, last int64) ([]models.EventText, error) {
	first, last = max(first, 0), min(last, int64(len(s.events))-1)
	return s.texts[min(first*3, int64(len(s.texts))) : (last+1)*3], nil
}

func (s *indexed) Hashes(_ context.Context, from int64, limit int) ([]int64, [][]byte, error) {
	return window(s.ids, from, limit), window(s.hashes, from, limit), nil
}

func (s *indexed) Checkpoints(_ context.Context, from int64, limit int) ([]models.Checkpoint, error) {
	return window(s.checkpoints, max(from, 0)/100, limit), nil
}

func window[T any](rows []T, from int64, limit int) []T {
	first := min(max(int(max(from, 0)), 0), len(rows))
	return rows[first:min(len(rows), first+limit)]
}
