package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// fuse is the number of every file system that a program stands in for.
const fuse = 0x65735546

// magics are the numbers by which Linux knows file systems; those that are
// not here have nothing to say.
var magics = map[uint32]string{
	0x6969: "nfs", 0xff534d42: "cifs", 0x517b: "smb", 0xfe534d42: "smb2", 0x01021997: "9p", 0x5346414f: "afs", 0x00c36400: "ceph", 0x73757245: "coda",
	0x0bd00bd0: "lustre", 0x01161970: "gfs2", 0x7461636f: "ocfs2", 0x786f4256: "vboxsf", 0xbacbacbc: "vmhgfs", 0x19830326: "beegfs", 0x20030528: "orangefs",
	0xef53: "ext4", 0x58465342: "xfs", 0x9123683e: "btrfs", 0x2fc12fc1: "zfs", 0x01021994: "tmpfs", 0x794c7630: "overlay", 0xf2f52010: "f2fs", 0x4d44: "vfat",
	0x2011bab0: "exfat", 0x5346544e: "ntfs", 0x7366746e: "ntfs3", 0xca451a4e: "bcachefs", 0x858458f6: "ramfs",
}

// diskOf looks what a folder lies on.
func diskOf(folder string) (disk, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return disk{}, &os.PathError{Op: "look at the disk of", Path: folder, Err: err}
	}
	d := disk{size: s.Blocks * uint64(s.Bsize), free: s.Bavail * uint64(s.Bsize)} //nolint:gosec // a block has a size
	if number := uint32(s.Type); number != fuse {                                 //nolint:gosec // 32 bits, however wide the machine has it
		d.kind = magics[number]
		if d.kind == "" {
			d.kind = fmt.Sprintf("number %#x", number)
		}
	} else if d.kind = mounted(folder); !remote[d.kind] {
		d.unsure = true
	}
	d.network = remote[d.kind]
	return d, nil
}

// mounted is the kind of the file system that a folder is mounted from, such
// as fuse.sshfs, as the kernel lists it.
func mounted(folder string) string {
	path, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return "fuse"
	}
	if path, err = filepath.Abs(path); err != nil {
		return "fuse"
	}
	list, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return "fuse"
	}
	return mountKind(string(list), path)
}

// mountKind finds, in the kernel's list of mounts, the kind of the one that
// path lies on: the last of the longest.
func mountKind(list, path string) (kind string) {
	kind = "fuse"
	longest := 0
	for line := range strings.Lines(list) {
		before, after, ok := strings.Cut(line, " - ")
		fields, what := strings.Fields(before), strings.Fields(after)
		if !ok || len(fields) < 5 || len(what) < 1 {
			continue
		}
		at := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(fields[4])
		if len(at) >= longest && (path == at || strings.HasPrefix(path, strings.TrimSuffix(at, "/")+"/")) {
			longest, kind = len(at), what[0]
		}
	}
	return kind
}
