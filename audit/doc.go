// Package audit makes the audit trail hold water: it writes an event's leaf,
// grows the Merkle tree over the leaves, signs checkpoints of it, and checks a
// whole trail again from end to end. docs/trail-format.md is the format on
// paper.
//
// It is pure: it knows nothing of the database, of who may act, or of words
// for people. The clock stays outside; the only chance in it is the salts and
// keys it is asked for.
package audit
