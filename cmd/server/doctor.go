package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/tickmark/models"
	"example.org/tickmark/store"
)

type doctorCmd struct {
	JSON bool `name:"json" help:"Write what was found as JSON."`
}

// The states of what the doctor looks at.
const (
	fine    = "ok"
	skipped = "skipped" // does not apply here, or cannot be looked at
	warning = "warning"
	problem = "problem"
)

// finding is what the doctor found at one place.
type finding struct {
	Check string `json:"check"`
	State string `json:"state"`
	Found string `json:"found"`
	Do    string `json:"do,omitempty"` // what to do about it
}

func ok(format string, args ...any) finding {
	return finding{State: fine, Found: fmt.Sprintf(format, args...)}
}

func skip(format string, args ...any) finding {
	return finding{State: skipped, Found: fmt.Sprintf(format, args...)}
}

func warn(do, format string, args ...any) finding {
	return finding{State: warning, Do: do, Found: fmt.Sprintf(format, args...)}
}

func bad(do, format string, args ...any) finding {
	return finding{State: problem, Do: do, Found: fmt.Sprintf(format, args...)}
}

// patient is what the doctor looks at.
type patient struct {
	*run
	db       *store.DB // nil when it cannot be opened
	dbErr    error
	settings models.Settings // of the newsroom; the zero value when there are none
	figures  store.Figures
	serving  string // the process that serves; empty when none does
}

var errSick = errors.New("there are problems. What to do stands beside each")

// Run looks at everything and writes what it found. It works beside a running
// server, and changes nothing.
func (c doctorCmd) Run(r *run) (err error) {
	p := &patient{run: r}
	p.open()
	if p.db != nil {
		defer func() { err = errors.Join(err, p.db.Close()) }()
	}
	found, sick := make([]finding, 0, len(checks)), false
	for _, look := range checks {
		f := look.at(r.ctx, p)
		f.Check = look.name
		found, sick = append(found, f), sick || f.State == problem
	}
	if err := r.tellFound(found, c.JSON); err != nil {
		return err
	}
	if sick {
		return errSick
	}
	return nil
}

func (r *run) tellFound(found []finding, asJSON bool) error {
	if asJSON {
		text, err := json.MarshalIndent(found, "", "  ")
		if err == nil {
			r.say("%s\n", text)
		}
		return err
	}
	for _, f := range found {
		r.say("%-8s %-15s %s\n", f.State, f.Check, f.Found)
		if f.Do != "" {
			r.say("%25s→ %s\n", "", f.Do)
		}
	}
	return nil
}

// open reads what the checks look at. What cannot be had is for them to tell.
func (p *patient) open() {
	p.serving = p.whoServes()
	if p.dbErr = p.exists(); p.dbErr == nil {
		p.db, p.dbErr = store.Open(p.ctx, p.database())
	}
	if p.dbErr == nil {
		p.figures, p.dbErr = p.db.Figures(p.ctx)
	}
	if p.dbErr == nil {
		p.settings, _ = p.db.Queries().Settings(p.ctx) // an older schema has other columns: told as such
	}
}

// checks are what the doctor looks at, in its order.
var checks = []struct {
	name string
	at   func(context.Context, *patient) finding
}{
	{"data folder", lookFolder},
	{"file system", lookDisk},
	{"free space", lookSpace},
	{"server", lookServer},
	{"database", lookDatabase},
	{"SQLite", lookSQLite},
	{"schema", lookSchema},
	{"schema's guards", lookAltered},
	{"integrity", lookDamage},
	{"signing key", lookKey},
	{"checkpoint", lookCheckpoint},
	{"kept files", lookKept},
	{"pictures", lookPictures},
	{"backups", lookBackups},
	{"clock", lookClock},
	{"time zone", lookZone},
	{"mail", func(_ context.Context, p *patient) finding { return lookMail(p) }},
}
