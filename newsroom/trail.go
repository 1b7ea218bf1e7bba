package newsroom

import (
	"context"
	"slices"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

// commitTrail appends the records to the trail and writes the hands that they
// give and end.
func (n *Newsroom) commitTrail(ctx context.Context, tx store.Tx, records []*record) error {
	if len(records) == 0 {
		return nil
	}
	size, err := tx.LockTrail(ctx)
	if err != nil {
		return err
	}
	var (
		events []models.Event
		texts  []models.EventText
		tree   = newGrowth(ctx, tx.Queries, size)
	)
	for i, r := range records {
		r.event.Seq = size + int64(i)
		leaf, free, err := audit.Leaf(r.event, r.changes, r.reason, n.Salt)
		if err != nil {
			return err
		}
		r.event.Leaf, r.event.LeafHash = leaf, audit.LeafHash(leaf)
		if err := tree.add(r.event.LeafHash); err != nil {
			return err
		}
		events, texts = append(events, r.event), append(texts, free...)
	}
	if err := tx.AddEvents(ctx, size, events, texts, tree.grown); err != nil {
		return err
	}
	return commitHands(ctx, tx, records)
}

func commitHands(ctx context.Context, tx store.Tx, records []*record) error {
	for _, r := range records {
		for _, h := range r.ends {
			if err := tx.EndWriterHand(ctx, h.ClaimID, h.UserID, r.event.Seq); err != nil {
				return err
			}
		}
		for i := range r.gives {
			r.gives[i].EventSeq = r.event.Seq
		}
		if err := tx.AddHands(ctx, r.gives); err != nil {
			return err
		}
	}
	return nil
}

// growth is the trail's tree while an act adds to it: the stored hashes, and
// those that are not stored yet.
type growth struct {
	size  int64
	grown []models.TrailHash
	first int64 // the index of grown[0]
	read  audit.ReadHashes
	known map[int64][]byte // stored hashes that were read already
}

func newGrowth(ctx context.Context, q store.Queries, size int64) *growth {
	g := &growth{size: size, first: audit.FirstID(size), known: map[int64][]byte{}}
	g.read = func(ids []int64) ([][]byte, error) {
		var fresh []int64
		for _, id := range ids {
			if id < g.first && g.known[id] == nil {
				fresh = append(fresh, id)
			}
		}
		if len(fresh) > 0 {
			stored, err := q.TrailHashes(ctx, fresh)
			if err != nil {
				return nil, err
			}
			for i, id := range fresh {
				g.known[id] = stored[i]
			}
		}
		hashes := make([][]byte, len(ids))
		for i, id := range ids {
			if id < g.first {
				hashes[i] = g.known[id]
			} else {
				hashes[i] = g.grown[id-g.first].Hash
			}
		}
		return hashes, nil
	}
	return g
}

func (g *growth) add(leafHash []byte) error {
	hashes, err := audit.Append(g.size, leafHash, g.read)
	if err != nil {
		return err
	}
	for _, h := range hashes {
		g.grown = append(g.grown, models.TrailHash{ID: g.first + int64(len(g.grown)), Hash: h})
	}
	g.size++
	return nil
}

// root is the root hash of the tree as it has grown.
func (g *growth) root() ([]byte, error) { return audit.Root(g.size, g.read) }

// Checkpoint signs the trail as it stands and keeps the signed note; it does
// nothing when the trail has not grown since the last.
func (n *Newsroom) Checkpoint(ctx context.Context) error {
	return n.DB.Tx(ctx, func(tx store.Tx) error { return n.signTrail(ctx, tx) })
}

// signTrail is Checkpoint within a transaction.
func (n *Newsroom) signTrail(ctx context.Context, tx store.Tx) error {
	size, err := tx.LockTrail(ctx)
	if err != nil || size == 0 {
		return err
	}
	root, err := newGrowth(ctx, tx.Queries, size).root()
	if err != nil {
		return err
	}
	note, err := audit.SignCheckpoint(n.Key, size, root)
	if err != nil {
		return err
	}
	return tx.AddCheckpoint(ctx, &models.Checkpoint{Size: size, Root: root, Note: note, CreatedAt: models.At(n.Now())})
}

// Words reads what the events' leaves hold and fills in the texts that stand
// beside them, in the order of the events.
func Words(ctx context.Context, q store.Queries, events []models.Event) (entries []audit.Entry, err error) {
	for part := range slices.Chunk(events, 500) {
		texts, err := q.TextsOf(ctx, seqs(part))
		if err != nil {
			return nil, err
		}
		by := map[int64][]models.EventText{}
		for _, t := range texts {
			by[t.EventSeq] = append(by[t.EventSeq], t)
		}
		for _, e := range part {
			entry, err := audit.Read(e.Leaf)
			if err != nil {
				return nil, err
			}
			entry.Fill(by[e.Seq])
			entries = append(entries, entry)
		}
	}
	return entries, nil
}

func seqs(events []models.Event) []int64 {
	s := make([]int64, len(events))
	for i, e := range events {
		s[i] = e.Seq
	}
	return s
}
