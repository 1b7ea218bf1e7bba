package render

import (
	"os"
	"os/exec"
	"sync"
	"syscall"
)

// isolate starts a process in a network namespace of its own, in which there
// is no network, not even a loopback interface that is up. Whoever is not root
// needs a user namespace for that.
func isolate(attr *syscall.SysProcAttr) {
	attr.Cloneflags |= syscall.CLONE_NEWNET
	if id := os.Geteuid(); id != 0 {
		group := os.Getegid()
		attr.Cloneflags |= syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: id, HostID: id, Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: group, HostID: group, Size: 1}}
	}
}

// canBeAlone reports whether the kernel lets us isolate a process.
var canBeAlone = sync.OnceValue(func() bool {
	probe := exec.Command("/bin/sh", "-c", ":")
	probe.SysProcAttr = new(syscall.SysProcAttr)
	isolate(probe.SysProcAttr)
	return probe.Run() == nil
})
