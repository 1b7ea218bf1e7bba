//go:build !race

package newsroom_test

const underRace = false
