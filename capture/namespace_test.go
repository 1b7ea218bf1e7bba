//go:build linux

package capture

import "testing"

// World is the network of canaries, for tests that look at this room from
// outside.
type World struct{ w *world }

// InAWorld is inAWorld.
func InAWorld(t *testing.T) bool {
	t.Helper()
	return inAWorld(t)
}

// NewWorld is newWorld.
func NewWorld(t *testing.T) World {
	t.Helper()
	return World{newWorld(t)}
}

// Settled is settled.
func (w World) Settled(t *testing.T) []string {
	t.Helper()
	return w.w.settled(t)
}

// What the world is made of.
var (
	Site4     = site4
	Site6     = site6
	Named     = named
	Prefixes  = prefixes
	Spellings = spellings
	Uniform   = uniform
	SentOn    = to
)
