package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"example.org/tickmark/handlers"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/store"
)

// operations is what goes on around the requests of a running server.
type operations struct {
	ready   *readiness
	nightly *nightly
	figures *figures
}

func (r *run) operate(n *newsroom.Newsroom, log *slog.Logger) *operations {
	ready := &readiness{running: r.ctx, db: n.DB, folder: r.databaseFolder(), log: log}
	nightly := r.nightly(n, log)
	return &operations{ready: ready, nightly: nightly, figures: newFigures(n.DB, ready, nightly)}
}

// hooks is what the site knows of it.
func (o *operations) hooks() handlers.Operations {
	return handlers.Operations{Ready: o.ready.check, Seen: o.figures.seen, Nights: o.nightly.state}
}

// readiness knows whether requests can be served. The schema needs no look: a
// server brings it up to date before it listens.
type readiness struct {
	running context.Context //nolint:containedctx // the server's, which ends when it is told to stop
	db      *store.DB
	folder  string // of the database's file, or of the data
	log     *slog.Logger

	mu  sync.Mutex
	was string // why not, when last asked; empty when ready
}

var errStopping = errors.New("it was told to stop")

// readyWithin is how long the database may take to say that it is there.
const readyWithin = 2 * time.Second

// check fails, with the reason for the log, when requests cannot be served. A
// change is logged once, however often it is asked.
func (r *readiness) check(ctx context.Context) error {
	err := r.look(ctx)
	now := ""
	if err != nil {
		now = err.Error()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case now == r.was, errors.Is(err, errStopping), ctx.Err() != nil:
		return err
	case err != nil:
		r.log.Warn("not ready", "error", err)
	default:
		r.log.Info("ready again")
	}
	r.was = now
	return err
}

func (r *readiness) look(ctx context.Context) error {
	if r.running.Err() != nil {
		return errStopping
	}
	select {
	case <-r.db.Failed():
		return errStorage
	default:
	}
	ctx, done := context.WithTimeout(ctx, readyWithin)
	defer done()
	if err := r.db.Answers(ctx); err != nil {
		return err
	}
	return writable(r.folder)
}

// listenBeside takes the address for figures, when there is one.
func (r *run) listenBeside() (net.Listener, error) {
	if r.Metrics == "" {
		return nil, nil //nolint:nilnil // nobody asked for one
	}
	host, port, err := net.SplitHostPort(r.Metrics)
	if err != nil || host == "" || port == "" {
		return nil, fmt.Errorf("%q is no address for figures. Set TICKMARK_METRICS to one like 127.0.0.1:9180, or to nothing", r.Metrics)
	}
	if r.Metrics == r.Addr && port != "0" {
		return nil, errors.New("the figures cannot be where the site is: they are for nobody who is not trusted. Set TICKMARK_METRICS to an address of its own, like 127.0.0.1:9180")
	}
	l, err := new(net.ListenConfig).Listen(r.ctx, "tcp", r.Metrics)
	if err != nil {
		return nil, fmt.Errorf("cannot listen for figures: %w. Choose another address with TICKMARK_METRICS", err)
	}
	return l, nil
}

// serveBeside answers those who look after the server, on l when there is one,
// until what it returns is called: also while the site lets its last requests
// end.
func (r *run) serveBeside(o *operations, l net.Listener, log *slog.Logger) (end func()) {
	if l == nil {
		return func() {}
	}
	if at, ok := l.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() {
		log.Warn("figures are open to whoever reaches their address; 127.0.0.1 keeps them to this machine", "address", l.Addr().String())
	}
	srv := &http.Server{
		Handler: o.beside(), ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), MaxHeaderBytes: maxHeaderBytes,
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the figures are gone", "error", err)
		}
	})
	r.say("Figures: http://%s/metrics\n", l.Addr())
	return func() {
		if err := srv.Close(); err != nil {
			log.Warn("the figures did not end well", "error", err)
		}
		serving.Wait()
	}
}

// beside are the routes of the address for figures.
func (o *operations) beside() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", o.figures.handler())
	answer := func(w http.ResponseWriter, status int, words string) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(words))
	}
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok\n") })
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, r *http.Request) {
		if err := o.ready.check(r.Context()); err != nil {
			answer(w, http.StatusServiceUnavailable, "not ready\n")
			return
		}
		answer(w, http.StatusOK, "ready\n")
	})
	return mux
}
