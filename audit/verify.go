package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/tickmark/models"
)

// Source gives Verify a trail, piece by piece. All its answers must come from
// one snapshot, or events that arrive meanwhile look like damage. A piece may be
// shorter than asked for; an empty one says that there is no more.
type Source interface {
	// Events returns up to limit events with a sequence number of at least
	// from, in its order.
	Events(ctx context.Context, from int64, limit int) ([]models.Event, error)
	// Texts returns the texts of the events first to last, both included, in
	// the order of their events.
	Texts(ctx context.Context, first, last int64) ([]models.EventText, error)
	// Hashes returns up to limit stored hashes of the tree with an id of at
	// least from, in its order.
	Hashes(ctx context.Context, from int64, limit int) (ids []int64, hashes [][]byte, err error)
	// Checkpoints returns up to limit checkpoints of a size of at least from,
	// in its order and those of one size together: the stored ones, and any
	// that somebody kept outside.
	Checkpoints(ctx context.Context, from int64, limit int) ([]models.Checkpoint, error)
}

// Code says what is wrong with a trail; apperr.TrailProblem has the words for each.
type Code string

// What can be wrong.
const (
	EventMissing        Code = "event-missing"        // Seq is not there, a later one is
	EventMisplaced      Code = "event-misplaced"      // Seq stands where another must be
	LeafUnreadable      Code = "leaf-unreadable"      // the leaf of Seq is not in a known form
	LeafDisagrees       Code = "leaf-disagrees"       // column Field of Seq is not as its leaf has it
	LeafHashWrong       Code = "leaf-hash-wrong"      // the leaf hash of Seq is not that of its leaf
	TextMissing         Code = "text-missing"         // the row of a text of Seq is gone
	TextAltered         Code = "text-altered"         // a text of Seq is not the one that was digested
	TextStray           Code = "text-stray"           // a text stands beside Seq that its leaf does not know
	TreeHashWrong       Code = "tree-hash-wrong"      // a stored hash made with Seq is missing or wrong
	TreeHashStray       Code = "tree-hash-stray"      // the tree has a stored hash beyond its events
	CheckpointUnsigned  Code = "checkpoint-unsigned"  // no known key signed the checkpoint at Size
	CheckpointDisagrees Code = "checkpoint-disagrees" // the row at Size is not as its note has it
	CheckpointRootWrong Code = "checkpoint-root"      // the first Size events are not those that were signed
	CheckpointBeyond    Code = "checkpoint-beyond"    // Size events were signed, fewer are there: some were cut off
)

// Codes lists everything that can be wrong.
var Codes = []Code{
	EventMissing, EventMisplaced, LeafUnreadable, LeafDisagrees, LeafHashWrong, TextMissing, TextAltered, TextStray,
	TreeHashWrong, TreeHashStray, CheckpointUnsigned, CheckpointDisagrees, CheckpointRootWrong, CheckpointBeyond,
}

// Problem is the first thing found wrong with a trail.
type Problem struct {
	Code  Code
	Seq   int64  // the event, where the code names one
	Size  int64  // the checkpoint's size, where the code names one
	Field string // the column or the text's field
	Side  string // the text's side
	ID    int64  // of the stored hash
}

// Result is what Verify found.
type Result struct {
	Events      int64 // checked and in order
	Texts       int64 // agree with their digests
	Erased      int64 // emptied by the act of erasing
	Checkpoints int64 // signed by a known key and right
	Covered     int64 // events that the last such checkpoint covers
	Root        []byte
	Problem     *Problem // nil: nothing is wrong
}

// OK reports whether nothing was found wrong.
func (r Result) OK() bool { return r.Problem == nil }

// How much Verify asks of a Source at once.
const (
	eventsAtOnce      = 512
	hashesAtOnce      = 1024
	checkpointsAtOnce = 64
)

// Verify reads a whole trail and checks that its events follow each other
// without a gap, that every leaf says what its row says and hashes to what is
// stored, that every text is the one that was digested or was erased, that the
// tree is the tree of these leaves, and that every checkpoint is signed by one
// of the known keys and is true. It stops at the first thing wrong, and keeps no
// more than a piece of the trail in memory. It fails only when src or ctx does.
func Verify(ctx context.Context, src Source, known note.Verifiers) (Result, error) {
	v := verifier{ctx: ctx, src: src, known: known}
	v.hashes = pager[storedHash]{at: func(h storedHash) int64 { return h.id }, fetch: v.fetchHashes}
	v.checkpoints = pager[models.Checkpoint]{
		at:    func(c models.Checkpoint) int64 { return c.Size },
		fetch: func(from int64) ([]models.Checkpoint, error) { return src.Checkpoints(ctx, from, checkpointsAtOnce) },
	}
	v.hashes.from, v.checkpoints.from = math.MinInt64, math.MinInt64
	v.run()
	v.result.Events = v.tree.size
	v.result.Root = v.tree.root()
	return v.result, v.err
}

type verifier struct {
	ctx         context.Context
	src         Source
	known       note.Verifiers
	tree        frontier
	hashes      pager[storedHash]
	checkpoints pager[models.Checkpoint]
	nextID      int64
	entry       Entry
	buf         []byte
	result      Result
	err         error
}

// found records the first problem; it returns false so that a check can end
// with it.
func (v *verifier) found(p Problem) bool {
	if v.result.Problem == nil && v.err == nil {
		v.result.Problem = &p
	}
	return false
}

func (v *verifier) failed(err error) bool {
	if v.err == nil {
		v.err = err
	}
	return err != nil
}

func (v *verifier) run() {
	if !v.checkpointsHere() {
		return
	}
	textsFrom := int64(math.MinInt64)
	for from := int64(math.MinInt64); ; {
		events, err := v.src.Events(v.ctx, from, eventsAtOnce)
		if v.failed(err) {
			return
		}
		textsTo := int64(math.MaxInt64)
		if len(events) > 0 {
			textsTo = events[len(events)-1].Seq
		}
		texts, err := v.src.Texts(v.ctx, textsFrom, textsTo)
		if v.failed(err) || !v.batch(events, texts) || len(events) == 0 {
			return
		}
		from, textsFrom = textsTo+1, textsTo+1
	}
}

// batch checks the events, and that texts holds theirs and no others. With no
// events it ends the trail.
func (v *verifier) batch(events []models.Event, texts []models.EventText) bool {
	for i := range events {
		e := &events[i]
		n := 0
		for n < len(texts) && texts[n].EventSeq == e.Seq {
			n++
		}
		if !v.place(e) || !v.leaf(e) || !v.texts(e.Seq, texts[:n]) || !v.grow(e) || !v.checkpointsHere() {
			return false
		}
		texts = texts[n:]
	}
	if len(texts) > 0 {
		t := texts[0]
		return v.found(Problem{Code: TextStray, Seq: t.EventSeq, Field: t.Field, Side: t.Side})
	}
	return len(events) > 0 || v.end()
}

func (v *verifier) place(e *models.Event) bool {
	switch {
	case e.Seq > v.tree.size:
		return v.found(Problem{Code: EventMissing, Seq: v.tree.size})
	case e.Seq < v.tree.size:
		return v.found(Problem{Code: EventMisplaced, Seq: e.Seq})
	}
	return true
}

func (v *verifier) leaf(e *models.Event) bool {
	if !v.entry.read(e.Leaf) {
		return v.found(Problem{Code: LeafUnreadable, Seq: e.Seq})
	}
	if field := disagreement(*e, v.entry.Event); field != "" {
		return v.found(Problem{Code: LeafDisagrees, Seq: e.Seq, Field: field})
	}
	v.buf = append(append(v.buf[:0], 0), e.Leaf...) // RFC 6962: a leaf's hash begins with 0x00
	if h := sha256.Sum256(v.buf); !bytes.Equal(h[:], e.LeafHash) {
		return v.found(Problem{Code: LeafHashWrong, Seq: e.Seq})
	}
	return true
}

// disagreement names the first column in which a row differs from its leaf.
func disagreement(row, leaf models.Event) string {
	switch {
	case row.Seq != leaf.Seq:
		return "seq"
	case row.At != leaf.At:
		return "at"
	case row.ActorID != leaf.ActorID:
		return "actor"
	case row.Action != leaf.Action:
		return "action"
	case row.Subject != leaf.Subject:
		return "subject type"
	case row.SubjectID != leaf.SubjectID:
		return "subject id"
	case row.ArticleID != leaf.ArticleID:
		return "article"
	case row.ClaimID != leaf.ClaimID:
		return "claim"
	case row.RequestID != leaf.RequestID:
		return "request"
	}
	return ""
}

// texts checks the rows beside the event's leaf against its digests.
func (v *verifier) texts(seq int64, rows []models.EventText) bool {
	used := 0
	for i := range v.entry.Changes {
		c := &v.entry.Changes[i]
		if !v.text(seq, c.Field, SideFrom, c.From, rows, &used) || !v.text(seq, c.Field, SideTo, c.To, rows, &used) {
			return false
		}
	}
	if !v.text(seq, ReasonField, SideReason, v.entry.Reason, rows, &used) {
		return false
	}
	if used != len(rows) {
		t := v.stray(rows)
		return v.found(Problem{Code: TextStray, Seq: seq, Field: t.Field, Side: t.Side})
	}
	return true
}

// text checks one value; used counts the rows that had their place.
func (v *verifier) text(seq int64, field, side string, value Value, rows []models.EventText, used *int) bool {
	if value.Salted == "" {
		return true
	}
	row := findText(rows, *used, field, side)
	if row == nil {
		return v.found(Problem{Code: TextMissing, Seq: seq, Field: field, Side: side})
	}
	*used++
	if erased(*row) {
		v.result.Erased++
		return true
	}
	v.buf = append(append(v.buf[:0], row.Salt...), row.Text...)
	sum := sha256.Sum256(v.buf)
	var digest [digestLen]byte
	hex.Encode(digest[:], sum[:])
	if len(row.Salt) != SaltSize || string(digest[:]) != value.Salted {
		return v.found(Problem{Code: TextAltered, Seq: seq, Field: field, Side: side})
	}
	v.result.Texts++
	return true
}

// findText finds a row, looking first where it stands when rows and leaf have
// the same order.
func findText(rows []models.EventText, likely int, field, side string) *models.EventText {
	for i := range rows {
		r := &rows[(likely+i)%len(rows)]
		if r.Field == field && r.Side == side {
			return r
		}
	}
	return nil
}

// stray returns a row that no digest of the entry asks for.
func (v *verifier) stray(rows []models.EventText) models.EventText {
	for i, r := range rows {
		known := v.entry.value(r.Field, r.Side)
		if known == nil || known.Salted == "" || findText(rows[:i], 0, r.Field, r.Side) != nil {
			return r
		}
	}
	return models.EventText{}
}

// grow appends the event to the tree and checks the stored hashes of it.
func (v *verifier) grow(e *models.Event) bool {
	return v.tree.add(tlog.Hash(e.LeafHash), func(h tlog.Hash) bool {
		id := v.nextID
		v.nextID++
		stored, _, err := v.hashes.next()
		if v.failed(err) {
			return false
		}
		if stored.id != id || !bytes.Equal(stored.hash, h[:]) {
			return v.found(Problem{Code: TreeHashWrong, Seq: e.Seq, ID: id})
		}
		return true
	})
}

// checkpointsHere checks the checkpoints over as many events as were read.
func (v *verifier) checkpointsHere() bool {
	for {
		c, ok, err := v.checkpoints.peek()
		if v.failed(err) {
			return false
		}
		if !ok || c.Size > v.tree.size {
			return true
		}
		v.checkpoints.i++
		if !v.checkpoint(c) {
			return false
		}
	}
}

func (v *verifier) checkpoint(c models.Checkpoint) bool {
	signed, err := OpenCheckpoint(c.Note, v.known)
	switch {
	case err != nil:
		return v.found(Problem{Code: CheckpointUnsigned, Size: c.Size})
	case signed.Size != c.Size || !bytes.Equal(signed.Root, c.Root):
		return v.found(Problem{Code: CheckpointDisagrees, Size: c.Size})
	case !bytes.Equal(signed.Root, v.tree.root()):
		return v.found(Problem{Code: CheckpointRootWrong, Size: c.Size})
	}
	v.result.Checkpoints++
	v.result.Covered = c.Size
	return true
}

// end checks that nothing is left when the events are through.
func (v *verifier) end() bool {
	h, more, err := v.hashes.next()
	if v.failed(err) {
		return false
	}
	if more {
		return v.found(Problem{Code: TreeHashStray, ID: h.id})
	}
	c, more, err := v.checkpoints.peek()
	if v.failed(err) {
		return false
	}
	if more {
		return v.found(Problem{Code: CheckpointBeyond, Size: c.Size, Seq: v.tree.size})
	}
	return true
}

type storedHash struct {
	id   int64
	hash []byte
}

func (v *verifier) fetchHashes(from int64) ([]storedHash, error) {
	ids, hashes, err := v.src.Hashes(v.ctx, from, hashesAtOnce)
	if err != nil {
		return nil, err
	}
	rows := make([]storedHash, len(ids))
	for i := range ids {
		rows[i] = storedHash{ids[i], hashes[i]}
	}
	return rows, nil
}

// pager reads rows one by one from a source that gives them in pieces, from a
// number on.
type pager[T any] struct {
	fetch func(from int64) ([]T, error)
	at    func(T) int64
	from  int64
	rows  []T
	i     int
	done  bool
}

func (p *pager[T]) peek() (row T, ok bool, err error) {
	if p.i == len(p.rows) && !p.done {
		p.i = 0
		if p.rows, err = p.fetch(p.from); err != nil {
			return row, false, err
		}
		if n := len(p.rows); n > 0 {
			p.from = p.at(p.rows[n-1]) + 1
		}
		p.done = len(p.rows) == 0
	}
	if p.i == len(p.rows) {
		return row, false, nil
	}
	return p.rows[p.i], true, nil
}

func (p *pager[T]) next() (row T, ok bool, err error) {
	row, ok, err = p.peek()
	if ok {
		p.i++
	}
	return row, ok, err
}
