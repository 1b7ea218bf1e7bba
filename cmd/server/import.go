package main

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/handlers"
	"example.org/tickmark/intake"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

type importCmd struct {
	From         []string `arg:"" name:"from" help:"Files, addresses of pages (http:// or https://), or “-” for standard input."`
	As           string   `placeholder:"HANDLE" help:"The editor in whose name the articles are opened. May be left out where there is only one."`
	Language     string   `placeholder:"TAG" help:"The language of the articles, like en or pt-BR. Told from each when missing."`
	Desk         string   `help:"The desk of the articles."`
	Writers      []string `placeholder:"HANDLE" help:"Who of the newsroom wrote them. Nobody when they come from outside."`
	Format       string   `enum:",markdown,plain,html,docx" default:"" help:"How to read them: markdown, plain, html or docx. Told from each when missing."`
	Charset      string   `placeholder:"NAME" help:"The encoding of text and HTML, like windows-1252. Told from each when missing."`
	OriginalView bool     `help:"Take tracked changes out: deletions in, insertions out."`
	Whole        bool     `help:"Take all that a page holds, not only its article."`
	DryRun       bool     `help:"Only read, and print what would be kept."`
	JSON         bool     `name:"json" help:"Only read, and print what was read as JSON, one line for each."`
}

// Help tells what becomes of a file.
func (importCmd) Help() string {
	return `Each file becomes an article of its own. Its footnotes and links become sources, and the file is kept with its first revision. What fails is told at the end, and the others are brought in all the same. With --dry-run or --json nothing is saved: no database, key or server is needed.`
}

// partlyError says that something was not brought in.
type partlyError struct{ failed, all int }

func (e partlyError) Error() string {
	return fmt.Sprintf("%d of %d could not be read or brought in; why stands above", e.failed, e.all)
}

// Run brings copy in, one article for each source.
func (c importCmd) Run(r *run) error {
	if c.JSON || c.DryRun {
		return c.each(r, c.show)
	}
	n, err := r.openCopy()
	if err != nil {
		return err
	}
	editor, writers, err := c.people(r, n)
	if err != nil {
		return errors.Join(err, shut(n))
	}
	err = c.each(r, func(r *run, from string) error { return c.open(r, n, editor, writers, from) })
	return errors.Join(err, shut(n))
}

// openCopy opens the newsroom as bringing copy in needs it.
func (r *run) openCopy() (*newsroom.Newsroom, error) {
	db, err := r.openAsIs()
	if err != nil {
		return nil, err
	}
	n := r.newsroom(db, audit.Key{})
	if n.Web, err = r.web(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if n.Blobs, err = r.openBlobs(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return n, nil
}

// people are the editor who acts, and the writers.
func (c importCmd) people(r *run, n *newsroom.Newsroom) (editor models.User, writers []models.ID, err error) {
	for _, handle := range c.Writers {
		u, err := userCalled(r, n.DB, handle)
		if err != nil {
			return editor, nil, err
		}
		writers = append(writers, u.ID)
	}
	if c.As != "" {
		editor, err = userCalled(r, n.DB, c.As)
		return editor, writers, err
	}
	users, err := n.DB.Queries().Users(r.ctx)
	if err != nil {
		return editor, nil, err
	}
	for _, u := range users {
		switch {
		case !u.Active() || !u.Is(models.RoleEditor):
		case editor.ID != 0:
			return editor, nil, errors.New("there are several editors. Say with --as in whose name to open the articles")
		default:
			editor = u
		}
	}
	if editor.ID == 0 {
		return editor, nil, errors.New("there is no editor in whose name an article could be opened. “tickmark user add” makes one")
	}
	return editor, writers, nil
}

// each does one thing after another, tells how far it is, and goes on after one
// that fails.
func (c importCmd) each(r *run, do func(*run, string) error) error {
	bar := r.bar(len(c.From))
	var told []string
	for _, from := range c.From {
		if r.ctx.Err() != nil {
			break
		}
		_ = bar.Clear() // what is said stands above it
		if err := do(r, from); err != nil {
			told = append(told, plainLine(fmt.Sprintf("%s: %v", from, err)))
		}
		_ = bar.Add(1)
	}
	_ = bar.Exit()
	for _, line := range told {
		say(r.err, "%s\n", line)
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	if len(told) > 0 {
		return partlyError{len(told), len(c.From)}
	}
	return nil
}

// bar shows how many of several are done, where somebody looks on.
func (r *run) bar(n int) *progressbar.ProgressBar {
	f, ok := r.err.(*os.File)
	seen := ok && n > 1 && term.IsTerminal(int(f.Fd()))
	return progressbar.NewOptions(n,
		progressbar.OptionSetWriter(r.err), progressbar.OptionSetVisibility(seen), progressbar.OptionShowCount(),
		progressbar.OptionSetDescription("Reading"), progressbar.OptionClearOnFinish())
}

// reading is how the flags say that copy be read.
func (c importCmd) reading() newsroom.Reading {
	as := newsroom.Reading{Format: intake.Format(c.Format), Charset: c.Charset, View: intake.ViewFinal, Whole: c.Whole}
	if c.Format == "plain" {
		as.Format = intake.FormatPlain
	}
	if c.OriginalView {
		as.View = intake.ViewOriginal
	}
	return as
}

// isAddress reports whether copy comes from the web.
func isAddress(from string) bool {
	return strings.HasPrefix(from, "http://") || strings.HasPrefix(from, "https://")
}

// copyFile reads a file, or standard input, as far as it may be taken.
func copyFile(from string) (f newsroom.File, err error) {
	in := os.Stdin
	if from != "-" {
		f.Name = handlers.FileName(filepath.Base(from))
		if in, err = os.Open(from); err != nil { //nolint:gosec // the caller's own
			return f, err
		}
		defer func() { _ = in.Close() }()
		if info, err := in.Stat(); err == nil && info.Size() > intake.MaxUpload {
			return f, apperr.UploadTooLarge.With(intake.MaxUpload, info.Size())
		}
	}
	f.Bytes, err = io.ReadAll(io.LimitReader(in, intake.MaxUpload+1))
	return f, err
}

// open opens an article of what is at from.
func (c importCmd) open(r *run, n *newsroom.Newsroom, editor models.User, writers []models.ID, from string) error {
	by := func() newsroom.By {
		return newsroom.By{UserID: editor.ID, RequestID: newsroom.Console, Key: rand.Text()}
	}
	in := newsroom.NewDraft{Reading: c.reading()}
	if isAddress(from) {
		in.Address = from
	} else {
		f, err := copyFile(from)
		if err != nil {
			return err
		}
		if len(f.Bytes) == 0 {
			return apperr.TextEmpty.With()
		}
		in.File = f
	}
	id, err := n.BeginDraft(r.ctx, by(), in)
	if err != nil {
		return err
	}
	d, err := n.DB.Queries().Draft(r.ctx, editor.ID, id)
	if err != nil {
		return err
	}
	article, err := c.bringIn(r, n, by, d, editor, writers)
	if err != nil {
		return errors.Join(err, n.DiscardDraft(r.ctx, by(), d.ID, d.Version))
	}
	opened, err := n.DB.Queries().Article(r.ctx, editor.ID, article)
	if err != nil {
		return err
	}
	r.say("%s: article %d, “%s”\n", plainLine(from), article, plainLine(opened.Headline))
	return nil
}

// bringIn opens an article of a draft, with what its copy says of itself and
// all of its backup.
func (c importCmd) bringIn(r *run, n *newsroom.Newsroom, by func() newsroom.By, d models.Draft, editor models.User, writers []models.ID) (models.ID, error) {
	read, err := n.ReadDraft(r.ctx, d)
	if err != nil {
		return 0, err
	}
	s, err := n.DB.Queries().Settings(r.ctx)
	if err != nil {
		return 0, err
	}
	meta := newsroom.Meta{
		Byline: read.Meta.Byline, Writers: writers, Desk: c.Desk, Language: cmp.Or(c.Language, read.Meta.Language),
		PublishOn: read.Meta.PublishedOn, EditorID: editor.ID,
	}
	if meta.Language == "" && len(s.Languages) > 0 {
		meta.Language = s.Languages[0]
	}
	in := newsroom.Copy{Draft: d.ID, DraftVersion: d.Version}
	for i := range min(len(read.Citations), newsroom.MaxCitations) {
		in.Cite = append(in.Cite, i)
	}
	return n.OpenArticle(r.ctx, by(), meta, in)
}
