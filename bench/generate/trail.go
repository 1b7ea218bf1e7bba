package generate

import (
	"fmt"
	"strconv"

	"example.org/tickmark/audit"
	"example.org/tickmark/models"

	"golang.org/x/mod/sumdb/tlog"
)

// subjects says which table a subject is a row of.
var subjects = map[models.Subject]string{
	models.SubjectArticle: "articles", models.SubjectRevision: "revisions", models.SubjectClaim: "claims", models.SubjectSource: "sources",
	models.SubjectEvidence: "evidence", models.SubjectComment: "comments",
}

// fieldRefers says which table the number in a changed field is a row of; those
// of people stay as they are.
var fieldRefers = map[string]string{
	"revision": "revisions", "finding": "findings", "approval": "approvals", "first_approval": "approvals", "source": "sources", "evidence": "evidence", "parent": "comments",
}

// entry is an event in the copy, with its leaf and the texts beside it.
func (c copier) entry(was event, salt func() ([]byte, error)) (models.Event, []models.EventText, error) {
	e := was.event
	table, ok := subjects[e.Subject]
	if !ok {
		return e, nil, fmt.Errorf("no table for the subject %q", e.Subject)
	}
	e.Seq, e.SubjectID, e.At = c.id("events", e.Seq), c.id(table, e.SubjectID), e.At+models.Instant(c.later)
	e.ArticleID = models.Ref(c.id("articles", int64(e.ArticleID)))
	if e.ClaimID != 0 {
		e.ClaimID = models.Ref(c.id("claims", int64(e.ClaimID)))
	}
	changes := make([]models.Change, len(was.changes))
	for i, ch := range was.changes {
		changes[i] = models.Change{Field: ch.Field, From: c.value(ch.Field, ch.From), To: c.value(ch.Field, ch.To), Free: ch.Free}
	}
	leaf, texts, err := audit.Leaf(e, changes, filled(was.reason, c.number), salt)
	e.Leaf, e.LeafHash = leaf, audit.LeafHash(leaf)
	return e, texts, err
}

// value is a value of a changed field in the copy.
func (c copier) value(field, was string) string {
	n, err := strconv.ParseInt(was, 10, 64)
	switch {
	case err != nil:
		return filled(was, c.number)
	case fieldRefers[field] != "":
		return strconv.FormatInt(c.id(fieldRefers[field], n), 10)
	case field == "due_at":
		return strconv.FormatInt(n+c.later, 10)
	}
	return was
}

// tree grows the trail's tree in memory: of it only the roots of its complete
// parts are kept.
type tree struct {
	size  int64
	next  int64 // the ID of the next stored hash
	roots []tlog.Hash
}

// regrow is the tree of size events as it is stored.
func regrow(size int64, read func(id int64) (tlog.Hash, error)) (*tree, error) {
	t := &tree{size: size, next: audit.FirstID(size)}
	for level := 0; size>>level > 0; level++ {
		var h tlog.Hash
		var err error
		if size>>level&1 == 1 {
			h, err = read(tlog.StoredHashIndex(level, size>>level-1))
		}
		if err != nil {
			return nil, err
		}
		t.roots = append(t.roots, h)
	}
	return t, nil
}

// add appends a leaf and hands on each hash that is to be stored.
func (t *tree) add(leaf tlog.Hash, store func(id int64, h tlog.Hash)) {
	h := leaf
	level := 0
	for ; ; level++ {
		store(t.next, h)
		t.next++
		if t.size>>level&1 == 0 {
			break
		}
		h = tlog.NodeHash(t.roots[level], h)
	}
	if level == len(t.roots) {
		t.roots = append(t.roots, tlog.Hash{})
	}
	t.roots[level] = h
	t.size++
}
