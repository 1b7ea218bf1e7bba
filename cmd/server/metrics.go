package main

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"example.org/tickmark/handlers"
	"example.org/tickmark/store"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// figures are what a monitoring reads. Every label has few values, none of
// which a stranger chooses.
type figures struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	refusals *prometheus.CounterVec
}

func newFigures(db *store.DB, ready *readiness, nightly *nightly) *figures {
	f := &figures{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "tickmark_request_seconds", Help: "How long requests took, by route, method and class of status.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route", "method", "status"}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tickmark_refusals_total", Help: "What was refused, by its code."}, []string{"code"}),
	}
	built := prometheus.NewGauge(prometheus.GaugeOpts{Name: "tickmark_build_info", Help: "Always 1; the program that runs.", ConstLabels: prometheus.Labels{"program": version()}})
	built.Set(1)
	f.registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		f.requests, f.refusals, built,
		&counted{db: db}, &acts{db: db, total: map[string]float64{}}, pools{db}, &nights{nightly}, &readyNow{ready},
	)
	return f
}

func (f *figures) handler() http.Handler {
	return promhttp.HandlerFor(f.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, MaxRequestsInFlight: 2})
}

// seen counts a request. Addresses that are none are one route.
func (f *figures) seen(s handlers.Seen) {
	f.requests.WithLabelValues(cmp.Or(s.Route, "none"), s.Method, strconv.Itoa(s.Status/100)+"xx").Observe(s.Took.Seconds())
	if s.Refusal != "" {
		f.refusals.WithLabelValues(s.Refusal).Inc()
	}
}

// scrapeWithin is how long the database may take for its part of the figures.
const scrapeWithin = 3 * time.Second

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("tickmark_"+name, help, labels, nil)
}

var (
	descUp         = desc("database_up", "Whether the database answered.")
	descEvents     = desc("trail_events", "Events of the audit trail.")
	descSigned     = desc("trail_signed_events", "Events that the newest checkpoint covers.")
	descCheckpoint = desc("trail_checkpoint_timestamp_seconds", "When the newest checkpoint was signed; 0 before the first.")
	descSessions   = desc("sessions", "Sessions that were not ended.")
	descActs       = desc("acts_total", "Events that came into the trail since the start, by action.", "action")
	descOpen       = desc("database_connections", "Connections to the database, by pool and whether they are at work.", "pool", "state")
	descWaits      = desc("database_waits_total", "How often somebody waited for a connection.", "pool")
	descWaited     = desc("database_wait_seconds_total", "How long they waited.", "pool")
	descLast       = desc("backup_last_success_timestamp_seconds", "When the newest nightly backup was made; 0 when there is none.")
	descKept       = desc("backups", "Nightly backups that are kept.")
	descFailures   = desc("backup_failures_total", "Nightly backups that failed since the start.")
	descReady      = desc("ready", "Whether requests can be served.")
)

func gauge(to chan<- prometheus.Metric, d *prometheus.Desc, v float64, labels ...string) {
	to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
}

func counter(to chan<- prometheus.Metric, d *prometheus.Desc, v float64, labels ...string) {
	to <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
}

// counted are the figures that the database counts.
type counted struct{ db *store.DB }

// Describe implements prometheus.Collector.
func (*counted) Describe(to chan<- *prometheus.Desc) { to <- descUp }

// Collect implements prometheus.Collector.
func (c *counted) Collect(to chan<- prometheus.Metric) {
	ctx, done := context.WithTimeout(context.Background(), scrapeWithin)
	defer done()
	f, err := c.db.Figures(ctx)
	if err != nil {
		gauge(to, descUp, 0)
		return
	}
	gauge(to, descUp, 1)
	gauge(to, descEvents, float64(f.Events))
	gauge(to, descSigned, float64(f.Signed))
	gauge(to, descCheckpoint, float64(f.CheckpointAt)/1000)
	gauge(to, descSessions, float64(f.Sessions))
}

// acts counts what comes into the trail, whenever somebody asks.
type acts struct {
	db    *store.DB
	mu    sync.Mutex
	begun bool
	next  int64 // the event to go on with
	total map[string]float64
}

// Describe implements prometheus.Collector.
func (*acts) Describe(to chan<- *prometheus.Desc) { to <- descActs }

// Collect implements prometheus.Collector.
func (a *acts) Collect(to chan<- prometheus.Metric) {
	ctx, done := context.WithTimeout(context.Background(), scrapeWithin)
	defer done()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.read(ctx)
	for action, n := range a.total {
		counter(to, descActs, n, action)
	}
}

// read goes on with the trail, as far as it gets; the next time goes on from
// there.
func (a *acts) read(ctx context.Context) {
	const atOnce = 500
	q := a.db.Queries()
	if !a.begun {
		size, err := q.TrailSize(ctx)
		if err != nil {
			return
		}
		a.begun, a.next = true, size
	}
	for {
		events, err := q.EventsAfter(ctx, a.next, atOnce)
		if err != nil || len(events) == 0 {
			return
		}
		for _, e := range events {
			a.total[e.Action]++
		}
		a.next = events[len(events)-1].Seq + 1
	}
}

// pools are the connections to the database.
type pools struct{ db *store.DB }

// Describe implements prometheus.Collector.
func (pools) Describe(to chan<- *prometheus.Desc) { to <- descOpen }

// Collect implements prometheus.Collector.
func (p pools) Collect(to chan<- prometheus.Metric) {
	for name, s := range p.db.Pools() {
		gauge(to, descOpen, float64(s.InUse), name, "in use")
		gauge(to, descOpen, float64(s.Idle), name, "idle")
		counter(to, descWaits, float64(s.WaitCount), name)
		counter(to, descWaited, s.WaitDuration.Seconds(), name)
	}
}

// nights are the figures of the nightly backups.
type nights struct{ *nightly }

// Describe implements prometheus.Collector.
func (*nights) Describe(to chan<- *prometheus.Desc) { to <- descLast }

// Collect implements prometheus.Collector.
func (n *nights) Collect(to chan<- prometheus.Metric) {
	last, err := n.folder.Last(n.now())
	if err != nil || last.IsZero() {
		gauge(to, descLast, 0)
	} else {
		gauge(to, descLast, float64(last.Unix()))
	}
	gauge(to, descKept, float64(len(n.state().Kept)))
	counter(to, descFailures, float64(n.count()))
}

// readyNow is whether requests can be served.
type readyNow struct{ *readiness }

// Describe implements prometheus.Collector.
func (*readyNow) Describe(to chan<- *prometheus.Desc) { to <- descReady }

// Collect implements prometheus.Collector.
func (r *readyNow) Collect(to chan<- prometheus.Metric) {
	ready := 1.0
	if r.check(context.Background()) != nil {
		ready = 0
	}
	gauge(to, descReady, ready)
}
