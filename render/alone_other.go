//go:build !linux

package render

import "syscall"

// isolate is for Linux: elsewhere there are three walls.
func isolate(*syscall.SysProcAttr) {}

// canBeAlone reports whether the kernel lets us isolate a process.
func canBeAlone() bool { return false }
