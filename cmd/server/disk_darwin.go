package main

import (
	"os"
	"strings"
	"syscall"
)

// diskOf looks what a folder lies on.
func diskOf(folder string) (disk, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return disk{}, &os.PathError{Op: "look at the disk of", Path: folder, Err: err}
	}
	var kind strings.Builder
	for _, c := range s.Fstypename {
		if c == 0 {
			break
		}
		kind.WriteByte(byte(c))
	}
	d := disk{kind: kind.String(), size: s.Blocks * uint64(s.Bsize), free: s.Bavail * uint64(s.Bsize)}
	d.network, d.unsure = remote[d.kind], strings.Contains(d.kind, "fuse")
	return d, nil
}
