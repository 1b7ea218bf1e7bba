package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"

	"example.org/tickmark/capture"
	"example.org/tickmark/handlers"
	"example.org/tickmark/jobs"
	"example.org/tickmark/live"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/notify"
	"example.org/tickmark/seeds"
)

// Limits on what a browser may make the server wait for or keep.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 32 << 10
	shutdownTimeout   = 10 * time.Second
)

// tidyEvery is how often what has run out is dropped.
const tidyEvery = 10 * time.Minute

// errStorage ends the program, so that whoever keeps it running starts it anew.
var errStorage = errors.New("the disk did not take a commit. Look at the disk and its log before you start tickmark again; what it said was saved is there")

type serveCmd struct{}

// Run serves the newsroom until it is told to stop.
func (serveCmd) Run(r *run) (err error) {
	if err := r.dataFolder(); err != nil {
		return err
	}
	if err := r.localDisk(); err != nil {
		return err
	}
	release, err := r.lockServing()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	n, err := r.openSigning()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shut(n)) }()
	listener, err := r.listen()
	if err != nil {
		return err
	}
	beside, err := r.listenBeside()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return r.serve(n, listener, beside)
}

// where names the database without its password.
func (s Settings) where() string {
	if s.isFile() {
		return s.database()
	}
	return "the PostgreSQL database"
}

// listen takes the address.
func (r *run) listen() (net.Listener, error) {
	if host, port, err := net.SplitHostPort(r.Addr); err != nil || port == "" {
		return nil, fmt.Errorf("%q is no address to listen on. Set TICKMARK_ADDR to one like 127.0.0.1:8080", r.Addr)
	} else if host == "" {
		return nil, fmt.Errorf("%q would listen on every address of this machine. If that is wanted, set TICKMARK_ADDR to 0.0.0.0:%s", r.Addr, port)
	}
	l, err := new(net.ListenConfig).Listen(r.ctx, "tcp", r.Addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("something else listens on %s already. Stop it, or choose another address with TICKMARK_ADDR", r.Addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("you may not listen on %s. Choose a port over 1023 with TICKMARK_ADDR", r.Addr)
	case err != nil:
		return nil, fmt.Errorf("cannot listen: %w. Choose another address with TICKMARK_ADDR", err)
	}
	return l, nil
}

// serve answers requests on l until the run is told to stop, and on beside,
// where there is one, those who look after it.
func (r *run) serve(n *newsroom.Newsroom, l, beside net.Listener) error {
	log := r.logger()
	ops := r.operate(n, log)
	local, _ := l.Addr().(*net.TCPAddr)
	loopback := local != nil && local.IP.IsLoopback()
	var err error
	if n.Web, err = r.web(addressesOf(l, beside)...); err != nil {
		return errors.Join(err, l.Close())
	}
	n.AssistToken = r.AssistToken
	if n.Archive, err = r.archive(); err != nil {
		return errors.Join(err, l.Close())
	}
	way, code, err := r.firstRun(n)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	hub := hints(n, log)
	at, atErr := r.address(l.Addr())
	mailer, err := r.mailer(n, at)
	if err = errors.Join(atErr, err); err != nil {
		return errors.Join(err, l.Close())
	}
	site, err := (&handlers.Handlers{
		Read: n.DB.Queries(), Act: n, Now: r.now, Log: log, HTTPS: r.HTTPS, Proxies: r.Proxy, Loopback: loopback, DemoPassword: seeds.DemoPassword,
		URL: at, FirstRun: way, Live: hub, Mail: mailer.Server != nil,
		Ops: ops.hooks(),
	}).Handler()
	if err != nil {
		return errors.Join(err, l.Close())
	}
	srv := &http.Server{
		Handler: site, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), MaxHeaderBytes: maxHeaderBytes,
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
	}
	defer r.serveBeside(ops, beside, log)()
	if err := r.announce(n, l.Addr(), loopback, code, log); err != nil {
		return errors.Join(err, l.Close())
	}
	srv.RegisterOnShutdown(hub.Close) // pages that listen would keep the server from ending
	defer r.drawing(n)()
	r.keepPDFReader()
	workers := r.wired(n, hub, mailer, log)
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	keepers := r.keep(n, hub, workers, ops.nightly, log)
	select {
	case err = <-ended:
	case <-r.ctx.Done():
		err = stop(srv, log)
	case <-n.DB.Failed():
		err = errors.Join(errStorage, stop(srv, log))
	}
	keepers()
	return err
}

// addressesOf are those at which the program itself answers; beside may be nil.
func addressesOf(l, beside net.Listener) []net.Addr {
	if beside == nil {
		return []net.Addr{l.Addr()}
	}
	return []net.Addr{l.Addr(), beside.Addr()}
}

// wired are the workers of the newsroom, which wakes them and is told by them.
func (r *run) wired(n *newsroom.Newsroom, hub *live.Hub, mailer *notify.Mailer, log *slog.Logger) *jobs.Workers {
	workers := r.workers(n, log)
	workers.Ended = jobHints(r.ctx, n, hub)
	workers.Do[models.MailJob] = mailer.Work
	n.Wake, n.Robots, n.Turns = workers.Wake, capture.NewRobots(n.Web, r.now), capture.NewTurns(r.now)
	return workers
}

// stop lets the requests that are under way end, for as long as it waits.
func stop(srv *http.Server, log *slog.Logger) error {
	log.Info("stopping")
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	err := srv.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Warn("requests were cut off: they took too long to end")
		return srv.Close()
	}
	return err
}

// keep runs what goes on beside the requests. What it returns ends that and
// signs what was not signed yet.
func (r *run) keep(n *newsroom.Newsroom, hub *live.Hub, workers *jobs.Workers, nights *nightly, log *slog.Logger) (end func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.ctx))
	var keepers sync.WaitGroup
	keepers.Go(func() {
		n.KeepCheckpoints(ctx, func(err error) {
			if ctx.Err() == nil {
				log.Error("the trail could not be signed", "error", err)
			}
		})
	})
	keepers.Go(func() { hub.Run(ctx) })
	keepers.Go(func() { tidy(ctx, n, log) })
	keepers.Go(func() { workers.Run(ctx) })
	keepers.Go(func() { notifier(n, workers, log).Run(ctx) })
	keepers.Go(func() { keepLooking(ctx, n, log) })
	keepers.Go(func() { nights.keep(ctx) })
	return func() {
		cancel()
		keepers.Wait()
		last, done := context.WithTimeout(context.Background(), shutdownTimeout)
		defer done()
		if err := n.Checkpoint(last); err != nil {
			log.Error("the trail could not be signed", "error", err)
		}
	}
}

// tidy drops what has run out, now and every tidyEvery.
func tidy(ctx context.Context, n *newsroom.Newsroom, log *slog.Logger) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		if err := n.Tidy(ctx); err != nil && ctx.Err() == nil {
			log.Error("what has run out could not be dropped", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// announce says where the site is and who may sign in to look around.
func (r *run) announce(n *newsroom.Newsroom, addr net.Addr, loopback bool, code string, log *slog.Logger) error {
	users, err := n.DB.Queries().Users(r.ctx)
	if err != nil {
		return err
	}
	r.say("Tickmark is at %s\n", r.site(addr))
	if r.openToOthers() {
		log.Warn("other users of this machine can look into the data folder; chmod 700 keeps them out", "folder", r.Data)
	}
	if !loopback && !r.HTTPS {
		log.Warn("passwords go over the network unencrypted; put a proxy with HTTPS before this and set TICKMARK_HTTPS=true")
	}
	if r.HTTPS && r.URL == "" {
		log.Warn("links in invitations will begin with " + r.site(addr) + "; set TICKMARK_URL to where browsers find the site")
	}
	r.announceFirstRun(r.site(addr), code)
	r.announceDemo(users, loopback)
	r.say("Stop with Ctrl-C (process %d).\n", os.Getpid())
	return nil
}

// site is where browsers on this machine find what listens on addr: the host
// as it was set, and the port as it was given.
func (s Settings) site(addr net.Addr) string {
	host, _, _ := net.SplitHostPort(s.Addr)
	_, port, _ := net.SplitHostPort(addr.String())
	return "http://" + net.JoinHostPort(host, port)
}

func (r *run) announceDemo(users []models.User, loopback bool) {
	var demo []models.User
	for _, u := range users {
		if u.Demo && u.Active() {
			demo = append(demo, u)
		}
	}
	switch {
	case len(demo) == 0:
		return
	case !loopback:
		r.say("The demo accounts are refused here: they work on a loopback address only, such as 127.0.0.1.\n")
		return
	}
	r.say("Sign in to the demo newsroom with the password “%s” as\n", seeds.DemoPassword)
	for _, u := range demo {
		r.say("  %-8s%-16s%s\n", u.Handle, u.Name, rolesOf(u.Roles))
	}
}
