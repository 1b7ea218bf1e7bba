package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"example.org/tickmark/capture"
)

// Settings are what a newsroom's administrator sets from outside, by flag or
// by environment.
type Settings struct {
	Addr  string   `env:"TICKMARK_ADDR" default:"127.0.0.1:8080" help:"The address to listen on."`
	Data  string   `env:"TICKMARK_DATA" default:"tickmark-data" type:"path" help:"The folder of files, and of the database unless --db says otherwise."`
	DB    string   `name:"db" env:"TICKMARK_DB" help:"The database: a file, or a postgres:// address. By default tickmark.db in the data folder."`
	Key   string   `env:"TICKMARK_KEY" help:"The file of the key that signs the trail, never in the data folder. By default tickmark/key in the folder for your settings."`
	URL   string   `name:"url" env:"TICKMARK_URL" placeholder:"URL" help:"Where browsers find the site, like https://tickmark.example.org: links in invitations begin with it. By default http:// and the address to listen on."`
	HTTPS bool     `name:"https" env:"TICKMARK_HTTPS" help:"Browsers come over HTTPS, through a proxy that ends it."`
	Proxy []string `env:"TICKMARK_PROXY" placeholder:"ADDRESS" help:"The proxies, by address or range like 10.0.0.0/8, whose X-Forwarded-For says where a browser is. Without one the limits on signing in count all browsers behind a proxy as one."`
	Reach []string `env:"TICKMARK_REACH" placeholder:"ADDRESS" help:"Places of the house, by address, range like 10.0.0.0/8 or address with port like 127.0.0.1:11434, that may be asked and imported from too. By default only the public internet."`
	Log   string   `env:"TICKMARK_LOG" enum:"text,json" default:"text" help:"How to write the log: text or json."`

	LogLevel string `env:"TICKMARK_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"The least that is logged: debug, info, warn or error."`
	Backups  string `env:"TICKMARK_BACKUPS" type:"path" help:"The folder of nightly backups. By default backups in the data folder."`
	Metrics  string `env:"TICKMARK_METRICS" placeholder:"ADDRESS" help:"An address of its own, like 127.0.0.1:9180, for figures in the form of Prometheus, /health and /ready. Nobody signs in there: keep it to this machine. By default there is none."`

	Keeping

	SMTP         string         `name:"smtp" env:"TICKMARK_SMTP" placeholder:"URL" help:"The mail server that takes notices to people, like smtp://name@mail.example.org:587 (STARTTLS, or nothing is sent), smtps://name@mail.example.org (TLS at once) or, for one on this machine, smtp+plain://127.0.0.1:25. By default no mail is sent."`
	SMTPPassword capture.Secret `name:"smtp-password" env:"TICKMARK_SMTP_PASSWORD" placeholder:"PASSWORD" help:"The password for the mail server. Give it by the environment: flags can be seen by every user of the machine."`
	MailFrom     string         `env:"TICKMARK_MAIL_FROM" placeholder:"ADDRESS" help:"Who mails are from, like Tickmark <tickmark@example.org>."`

	Wayback string `env:"TICKMARK_WAYBACK" placeholder:"URL" help:"Where the address of a service begins that keeps pages for everybody, like https://web.archive.org/save/ : checkers and editors may then have it asked to keep a captured page, whose address leaves the house. By default there is none."`

	// AssistToken is for the language model that the newsroom's settings name.
	AssistToken capture.Secret `env:"TICKMARK_ASSIST_TOKEN" placeholder:"TOKEN" help:"The token for the server of the language model that the settings name, if it asks for one. Give it by the environment: flags can be seen by every user of the machine."`
}

// database is the address of the database.
func (s Settings) database() string {
	if s.DB != "" {
		return s.DB
	}
	return filepath.Join(s.Data, "tickmark.db")
}

// isFile reports whether the database is a file.
func (s Settings) isFile() bool {
	return !strings.HasPrefix(s.database(), "postgres://") && !strings.HasPrefix(s.database(), "postgresql://")
}

// dataFolder makes the data folder when it is missing, open to nobody else.
func (s Settings) dataFolder() error {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("the data folder cannot be made: %w. Choose another with TICKMARK_DATA", err)
	}
	found, err := os.ReadDir(s.Data)
	if err != nil {
		return fmt.Errorf("the data folder cannot be read: %w. Give yourself the right to, or choose another with TICKMARK_DATA", err)
	}
	if len(found) > 0 {
		return nil // somebody's: its rights are theirs to set
	}
	return os.Chmod(s.Data, 0o700) //nolint:gosec // a folder needs its x
}

// openToOthers reports whether other users of the machine may look into the
// data folder.
func (s Settings) openToOthers() bool {
	info, err := os.Stat(s.Data)
	return err == nil && info.Mode().Perm()&0o077 != 0
}

// exists fails, with what to do, when the database is a file that is missing.
func (s Settings) exists() error {
	if !s.isFile() {
		return nil
	}
	_, err := os.Stat(s.database())
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database at %s. Say where it is with TICKMARK_DATA or TICKMARK_DB; “tickmark seed” makes one with the demo newsroom", s.database())
	}
	return err
}

// logger writes the log to the run's error output.
func (r *run) logger() *slog.Logger {
	var least slog.Level
	_ = least.UnmarshalText([]byte(r.LogLevel)) // one of those that the flag takes
	options := &slog.HandlerOptions{Level: least}
	if r.Log == "json" {
		return slog.New(slog.NewJSONHandler(r.err, options))
	}
	return slog.New(slog.NewTextHandler(r.err, options))
}
