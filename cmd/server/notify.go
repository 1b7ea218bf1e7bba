package main

import (
	"log/slog"

	"example.org/tickmark/jobs"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/notify"
)

// notifier tells people of what others did.
func notifier(n *newsroom.Newsroom, workers *jobs.Workers, log *slog.Logger) *notify.Notifier {
	told := notify.New(n.DB, n.Now, func(err error) { log.Error("people could not be told of what was done", "error", err) })
	told.Mailed = workers.Wake
	return told
}
