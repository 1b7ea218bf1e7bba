package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// disk is the file system that a folder lies on.
type disk struct {
	kind    string // what it calls itself
	network bool   // its files lie on another machine
	unsure  bool   // another program stands in for it, which may do anything
	size    uint64 // bytes
	free    uint64 // bytes that are ours to take
}

// remote are the kinds of file systems whose files lie on another machine.
// SQLite's locks and its shared memory do not work there.
var remote = map[string]bool{
	"nfs": true, "nfs4": true, "cifs": true, "smb": true, "smb2": true, "smb3": true, "smbfs": true, "9p": true, "afs": true, "afpfs": true,
	"ceph": true, "coda": true, "lustre": true, "gfs2": true, "ocfs2": true, "vboxsf": true, "vmhgfs": true, "webdav": true, "beegfs": true, "orangefs": true,
	"fuse.sshfs": true, "fuse.rclone": true, "fuse.s3fs": true, "fuse.goofys": true, "fuse.gcsfuse": true, "fuse.glusterfs": true, "fuse.ceph-fuse": true,
	"fuse.davfs": true, "fuse.davfs2": true, "fuse.curlftpfs": true, "fuse.juicefs": true, "fuse.vmhgfs-fuse": true, "fuse.smbnetfs": true,
	"fuse.mfs": true, "fuse.moosefs": true, "fuse.seaweedfs": true, "fuse.google-drive-ocamlfuse": true, "fuse.onedriver": true, "fuse.s3ql": true,
}

// databaseFolder is the folder of the database's file; for PostgreSQL it is
// the data folder.
func (s Settings) databaseFolder() string {
	if s.isFile() {
		return filepath.Dir(s.database())
	}
	return s.Data
}

// localDisk fails when the database's file would lie on another machine.
func (s Settings) localDisk() error {
	if !s.isFile() {
		return nil
	}
	d, err := diskOf(s.databaseFolder())
	if err == nil && d.network {
		err = fmt.Errorf("%s lies on a network file system (%s), where SQLite loses data. Put it on a disk of this machine with TICKMARK_DATA, or use PostgreSQL with TICKMARK_DB", s.databaseFolder(), d.kind)
	}
	return err
}

// leastFree is how many bytes must be free for anything to be saved.
const leastFree = 16 << 20

var errFull = errors.New("the disk is full")

// writable fails when a folder takes no new bytes, as far as can be told
// without writing any.
func writable(folder string) error {
	const write = 2 // W_OK
	if err := syscall.Access(folder, write); err != nil {
		return &os.PathError{Op: "write into", Path: folder, Err: err}
	}
	d, err := diskOf(folder)
	if err == nil && d.free < leastFree {
		err = errFull
	}
	return err
}
