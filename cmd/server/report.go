package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.org/tickmark/apperr"
	"example.org/tickmark/audit"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/report"
	"example.org/tickmark/store"
	"example.org/tickmark/workflow"
)

type reportCmd struct {
	Article int64  `arg:"" help:"The article's number."`
	Format  string `enum:"html,md,json" default:"html" help:"How to write it: html, md or json."`
	Output  string `short:"o" type:"path" placeholder:"FILE" help:"Write it to a file, not to the standard output."`
}

// Run writes the newest report of an article whose newest revision is signed
// off, and the draft of a report of any other.
func (c reportCmd) Run(r *run) (err error) {
	db, err := r.openAsIs()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	body, err := reportBody(r.ctx, r.newsroom(db, audit.Key{}), c.Article)
	if err != nil {
		return err
	}
	page, err := report.Draw(body, report.Format(c.Format))
	if err != nil {
		return err
	}
	if c.Output == "" {
		_, err = r.out.Write(page)
		return err
	}
	return replaceFile(c.Output, page)
}

// reportBody is the body of the article's report, or of its draft.
func reportBody(ctx context.Context, n *newsroom.Newsroom, article models.ID) ([]byte, error) {
	q := n.DB.Queries()
	viewer, err := someoneWhoSees(ctx, q, article)
	if err != nil {
		return nil, err
	}
	f, err := newsroom.ReadFile(ctx, q, viewer, article)
	if err != nil {
		return nil, err
	}
	if workflow.StageOf(workflow.TallyOf(f)) == models.StageSignedOff {
		issued, err := q.ReportByID(ctx, article, f.Report().ID)
		return issued.Body, err
	}
	draft, err := n.DraftReport(ctx, viewer, article)
	if err != nil {
		return nil, err
	}
	draft.MadeBy = nil // nobody of the newsroom asked for it
	return report.Encode(draft)
}

// someoneWhoSees returns a user to whom the article is open: whoever holds the
// database may read all of it, but the question of who sees what is asked as
// everywhere.
func someoneWhoSees(ctx context.Context, q store.Queries, article models.ID) (models.ID, error) {
	users, err := q.Users(ctx)
	if err != nil {
		return 0, err
	}
	for _, u := range users {
		if _, err := q.Article(ctx, u.ID, article); err == nil {
			return u.ID, nil
		} else if apperr.KindOf(err) != apperr.NotFound {
			return 0, err
		}
	}
	return 0, fmt.Errorf("there is no article number %d. Its page's address has the number: /articles/%d", article, article)
}

// replaceFile puts content at path, whole or not at all.
func replaceFile(path string, content []byte) (err error) {
	part, err := os.CreateTemp(filepath.Dir(path), ".report-*")
	if err != nil {
		return fmt.Errorf("the report cannot be written: %w. Name a file in a folder that is there and yours", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("the report could not be written: %w", err), os.Remove(part.Name()))
		}
	}()
	if err := writeOut(part, content); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}
