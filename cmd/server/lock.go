package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// errLocked says that another process holds the lock.
var errLocked = errors.New("held by another process")

// lock holds a lock file until release, or until this process ends. It fails
// with errLocked.
func lock(path string) (release func() error, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // in the data folder
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = errLocked
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f.Close, nil
}

// lockServing keeps a second server away from the data folder.
func (s Settings) lockServing() (release func() error, err error) {
	path := filepath.Join(s.Data, "serve.lock")
	release, err = lock(path)
	if errors.Is(err, errLocked) {
		who := ""
		if pid, err := os.ReadFile(path); err == nil { //nolint:gosec // in the data folder
			who = ", process " + strings.TrimSpace(string(pid))
		}
		return nil, fmt.Errorf("another “tickmark serve” is running over %s%s. Stop it, or choose another folder with TICKMARK_DATA", s.Data, who)
	}
	if err != nil {
		return nil, err
	}
	_ = os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600) // a courtesy: on a full disk reading has to go on
	return release, nil
}

// lockSchema waits until nobody else on this machine changes the schema.
func (s Settings) lockSchema(ctx context.Context) (release func() error, err error) {
	for {
		release, err = lock(filepath.Join(s.Data, "migrate.lock"))
		if !errors.Is(err, errLocked) {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
