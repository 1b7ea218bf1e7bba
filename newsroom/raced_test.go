//go:build race

package newsroom_test

// underRace: the race detector makes every step some ten times slower.
const underRace = true
