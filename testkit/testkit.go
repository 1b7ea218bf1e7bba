// Package testkit holds what tests of several rooms start from: a PostgreSQL
// server of their own, a browser and an office program. Nothing but tests
// imports it; it must not know a rule, and it never reaches a server that the
// tests did not start.
package testkit

import (
	"os"
	"testing"
)

// unavailable says why a program that is started once for all tests of a
// process cannot be had. Both errors are nil when it can.
type unavailable struct {
	absent error // it is not on this machine
	failed error // it is, and did not start
}

// check ends the test when there is nothing to test with. A program that is
// not installed skips the test on a developer's machine and fails it in CI,
// where a skipped test would look like a passed one.
func (u unavailable) check(t testing.TB) {
	t.Helper()
	switch {
	case u.failed != nil:
		t.Fatal(u.failed)
	case u.absent != nil && os.Getenv("CI") == "true":
		t.Fatalf("%v (make deps installs it)", u.absent)
	case u.absent != nil:
		t.Skipf("%v (make deps installs it)", u.absent)
	}
}
