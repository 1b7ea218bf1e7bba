//go:build linux

package capture_test

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
	"example.org/tickmark/jobs"
	"example.org/tickmark/models"
	"example.org/tickmark/store"
	"example.org/tickmark/testkit"
)

// house is a newsroom in a network of canaries, whose workers carry out real
// jobs over a real database.
type house struct {
	*testkit.House
	t       *testing.T
	world   capture.World
	article models.ID
	on      int // pieces of evidence on the article
}

// TestNoCaptureReachesWhatIsNotPublic adds, in a network where somebody listens
// at every address, sources at every place that is not public, by every way
// there is, and has the newsroom capture them.
func TestNoCaptureReachesWhatIsNotPublic(t *testing.T) {
	if !capture.InAWorld(t) {
		return
	}
	w := capture.NewWorld(t)
	h := &house{House: testkit.NewHouse(t, ""), world: w}
	for _, row := range []struct {
		name string
		run  func()
	}{
		{"public sites are captured", h.capturesThePublic},
		{"a guard that is off is noticed", h.noticesAGuardThatIsOff},
		{"no spelling and no redirect leads inside", h.noSpelling},
		{"no name leads inside", h.noName},
		{"no name that changes leads inside", h.noChangingName},
		{"no robots.txt leads inside", h.noRobots},
		{"no archive is inside", h.noArchive},
		{"no port and no scheme leads elsewhere", h.noPort},
	} {
		t.Run(row.name, func(t *testing.T) {
			h.t = t
			h.guarded()
			row.run()
		})
	}
}

// guarded gives the newsroom the client that it has when nobody named places of
// the house.
func (h *house) guarded() { h.goBy(capture.Options{Now: h.Clock.Now}) }

func (h *house) goBy(o capture.Options) {
	h.Web = capture.New(o)
	h.Robots = capture.NewRobots(h.Web, h.Clock.Now)
}

// add adds a source by its address, as a checker does, and returns its ID, or
// 0 where the address is refused.
func (h *house) add(address string) models.ID {
	h.t.Helper()
	const each = 40 // pieces of evidence, that acts stay quick
	if h.on%each == 0 {
		h.article = h.Open(h.t, "Leaders meet in Anchorage\n\nThe leaders met on 15 August in Anchorage.")
		h.Mark(h.t, h.Carl, h.article, 2)
	}
	in := testkit.SomeEvidence(models.Supports)
	in.Source.URL = address
	err := h.AddEvidence(h.t.Context(), testkit.By(h.Carl), h.At(h.t, h.article, 1), in)
	if apperr.KindOf(err) == apperr.Invalid {
		return 0
	}
	if err != nil {
		h.t.Fatalf("%s: %v", address, err)
	}
	h.on++
	all := h.File(h.t, h.article).Sources
	return all[len(all)-1].ID
}

// work has the workers carry out all jobs.
func (h *house) work() {
	h.t.Helper()
	ctx, stop := context.WithCancel(h.t.Context())
	do := map[models.JobKind]jobs.Work{models.CaptureJob: h.CaptureSource, models.LookJob: h.LookAtSource, models.ArchiveJob: h.ArchivePage}
	workers := &jobs.Workers{
		DB: h.DB, Now: h.Clock.Now, AtOnce: 4, Do: do,
		Failed: func(j models.Job, err error) {
			if j.ID == 0 || do[j.Kind] != nil && j.Kind != models.ArchiveJob { // what else is made of a capture goes nowhere
				h.t.Errorf("job %d of source %d: %v", j.ID, j.SubjectID, err)
			}
		},
	}
	ended := make(chan struct{})
	go func() { workers.Run(ctx); close(ended) }()
	for h.busy() {
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	<-ended
}

// busy reports whether a job is done or due. One that is put off is neither:
// nobody moves the clock.
func (h *house) busy() bool {
	h.t.Helper()
	due, err := h.DB.Queries().JobsDue(h.t.Context(), models.At(h.Clock.Now()))
	running, err2 := h.DB.Queries().JobsIn(h.t.Context(), models.Running, 0, 1)
	if err != nil || err2 != nil {
		h.t.Fatal(err, err2)
	}
	return due || len(running) > 0
}

// came is what came of the last look at a source; nothing when there was none.
func (h *house) came(source models.ID) models.Look {
	h.t.Helper()
	looks, err := h.DB.Queries().Looks(h.t.Context(), source, 1)
	if err != nil || len(looks) != 1 {
		h.t.Errorf("looks at source %d: %v, %v", source, looks, err)
		return models.Look{}
	}
	return looks[0]
}

// text is what a look had kept.
func (h *house) text(l models.Look) string {
	h.t.Helper()
	c, err := h.DB.Queries().Capture(h.t.Context(), h.Vera.ID, models.ID(l.CaptureID))
	if err != nil {
		h.t.Fatal(err)
	}
	return c.Text
}

// kept counts the captures there are.
func (h *house) kept() (n int) {
	h.t.Helper()
	if err := h.SQL(h.t).QueryRowContext(h.t.Context(), "SELECT count(*) FROM captures").Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// inside captures the addresses, and fails where one came to anything but a
// refusal, where anything was kept, and where a canary was touched.
func (h *house) inside(want string, addresses ...string) {
	h.t.Helper()
	before := h.kept()
	sources, refused := map[models.ID]string{}, 0
	for _, address := range addresses {
		if id := h.add(address); id == 0 {
			refused++
		} else {
			sources[id] = address
		}
	}
	h.work()
	for id, address := range sources {
		if l := h.came(id); l.Outcome != models.LookFailed || want != "" && l.Reason != want || l.Reason == "" || l.CaptureID != 0 || l.Status != 0 {
			h.t.Errorf("%s: %+v", address, l)
		}
	}
	if hits := h.world.Settled(h.t); len(hits) > 0 {
		h.t.Errorf("canaries: %v", hits)
	}
	if n := h.kept() - before; n != 0 {
		h.t.Errorf("%d captures were kept", n)
	}
	if len(sources) == 0 {
		h.t.Error("nothing was tried")
	}
	h.t.Logf("%d captures, none of which came to anything, %d addresses refused at the form, 0 canaries", len(sources), refused)
}

func (h *house) capturesThePublic() {
	for _, address := range []string{
		"http://" + capture.Site4.String() + "/", "https://[" + capture.Site6.String() + "]/", "http://" + capture.Named("a", capture.Site4, capture.Site6) + "/",
		capture.SentOn("https://"+capture.Named("c", capture.Site6)+"/", 308, 4),
	} {
		id := h.add(address)
		h.work()
		if l := h.came(id); l.Outcome != models.LookFirst || !strings.Contains(h.text(l), "public words") {
			h.t.Errorf("%s: %+v", address, l)
		}
	}
	if hits := h.world.Settled(h.t); len(hits) > 0 {
		h.t.Errorf("canaries: %v", hits)
	}
}

// What this world shows counts only if it shows captures that a guard lets go,
// by each of the ways.
func (h *house) noticesAGuardThatIsOff() {
	h.goBy(capture.Options{Now: h.Clock.Now, Allow: capture.Prefixes("0.0.0.0/0", "::/0")})
	inner := netip.MustParseAddr("169.254.169.254")
	for _, address := range []string{
		"http://169.254.169.254/latest/meta-data", "http://[fd00:ec2::254]/", "http://" + capture.Named("a", inner) + "/", capture.SentOn("http://10.0.0.1/", 302, 0),
		rebinding(inner, "http"),
	} {
		id := h.add(address)
		h.work()
		l := h.came(id)
		if hits := h.world.Settled(h.t); l.Outcome != models.LookFirst || !strings.Contains(h.text(l), "secret") || len(hits) != 1 {
			h.t.Errorf("%s: %+v, canaries %v", address, l, hits)
		}
	}
	if _, hits := h.archive("http://169.254.169.254/save/"); len(hits) != 1 {
		h.t.Errorf("an archive within: canaries %v", hits)
	}
	id := h.add("http://" + capture.Named("robots", capture.Site4, inner) + "/")
	h.look(id)
	if hits := h.world.Settled(h.t); len(hits) != 1 || hits[0] != "169.254.169.254:80" {
		h.t.Errorf("a robots.txt of another place: canaries %v", hits)
	}
}

// look has the workers look at a source again by themselves.
func (h *house) look(source models.ID) {
	h.t.Helper()
	h.work()
	err := h.DB.Tx(h.t.Context(), func(tx store.Tx) error {
		return tx.AddJob(h.t.Context(), &models.Job{Kind: models.LookJob, SubjectID: source, RunAt: models.At(h.Clock.Now()), CreatedAt: models.At(h.Clock.Now())})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.work()
}

// noSpelling goes to every spelling of a place that is not public, directly and
// by every kind of redirect.
func (h *house) noSpelling() {
	hosts := slices.Concat([]string{"localhost", "LOCALHOST.", "ip6-localhost", "nobody-knows-this.example", "intranet"}, capture.Spellings["not-public"])
	statuses := []int{301, 302, 303, 307, 308}
	var all []string
	for i, host := range hosts {
		address := []string{"http", "https"}[i%2] + "://" + host + "/"
		all = append(all, address, capture.SentOn(address, statuses[i%len(statuses)], []int{0, 4}[i/2%2]))
	}
	h.inside(capture.Uniform, all...)
}

// addresses are the spellings that are addresses of IPv4 or IPv6.
func addresses() (all []netip.Addr) {
	for _, host := range capture.Spellings["not-public"] {
		ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
		if err == nil && ip.Zone() == "" && !slices.Contains(all, ip) && ip.Unmap() != netip.MustParseAddr("8.8.8.8") {
			all = append(all, ip)
		}
	}
	return all
}

// noName goes to names of such places, and is sent on to them.
func (h *house) noName() {
	var all []string
	for i, ip := range addresses() {
		name := capture.Named([]string{"a", "c"}[i%2], ip, netip.MustParseAddr("10.0.0.1"))
		all = append(all, []string{"https", "http"}[i/2%2]+"://"+name+"/", capture.SentOn("http://"+name+"/", 302, 0))
	}
	h.inside(capture.Uniform, all...)
}

// rebinding is the address of a site whose name is public when it is asked for
// first; then it sends on to itself, and the name is that of an inner place.
func rebinding(inner netip.Addr, scheme string) string {
	site := capture.Site4
	if inner.Is6() {
		site = capture.Site6
	}
	name := capture.Named("flip", site, inner)
	return "http://" + name + "/?n=302&to=" + url.QueryEscape(scheme+"://"+name+"/")
}

func (h *house) noChangingName() {
	var all []string
	for i, ip := range addresses() {
		if !ip.Is4In6() { // no name has such an address
			all = append(all, rebinding(ip, []string{"http", "https"}[i%2]))
		}
	}
	h.inside(capture.Uniform, all...)
}

// archive has a public page captured, and an archive asked to keep it, and
// returns what came of that job and which canaries were touched.
func (h *house) archive(service string) (models.Job, []string) {
	h.t.Helper()
	id := h.add("http://" + capture.Site4.String() + "/")
	h.work()
	page := models.ID(h.came(id).CaptureID)
	_ = h.world.Settled(h.t)
	h.Archive = service
	if err := h.AskArchive(h.t.Context(), testkit.By(h.Carl), page); err != nil {
		h.t.Fatal(err)
	}
	h.work()
	jobs, err := h.DB.Queries().JobsOf(h.t.Context(), models.ArchiveJob, []models.ID{page})
	if err != nil || len(jobs) != 1 {
		h.t.Fatalf("%v, %v", jobs, err)
	}
	return jobs[0], h.world.Settled(h.t)
}

func (h *house) noArchive() {
	for i, host := range []string{
		"127.0.0.1", "169.254.169.254", "10.0.0.5", "172.16.0.1", "192.168.0.1", "100.64.0.1", "[::1]", "[fc00::1]", "[fe80::1]", "[64:ff9b::7f00:1]", "[::ffff:10.0.0.1]",
		"2130706433", "0177.0.0.1", "0x7f.1", "localhost", capture.Named("a", netip.MustParseAddr("10.0.0.1")),
	} {
		service := []string{"http", "https"}[i%2] + "://" + host + "/save/"
		if j, hits := h.archive(service); j.State == models.Done || j.LastError == "" || len(hits) > 0 {
			h.t.Errorf("%s: %+v, canaries %v", service, j, hits)
		}
	}
}

// noRobots looks again at public pages whose sites send whoever asks for their
// robots.txt on to an inner place.
func (h *house) noRobots() {
	var sources []models.ID
	for _, inner := range []string{"127.0.0.1", "169.254.169.254", "10.0.0.5", "172.16.0.1", "192.168.0.1", "100.64.0.1", "::1", "fc00::1", "fe80::1", "64:ff9b::7f00:1"} {
		sources = append(sources, h.add("http://"+capture.Named("robots", capture.Site4, netip.MustParseAddr(inner))+"/"))
	}
	for _, id := range sources {
		h.look(id)
		if l := h.came(id); l.Outcome != models.LookFirst && l.Outcome != models.LookSame && l.Outcome != models.LookFailed {
			h.t.Errorf("%+v", l)
		}
	}
	if hits := h.world.Settled(h.t); len(hits) > 0 {
		h.t.Errorf("canaries: %v", hits)
	}
}

func (h *house) noPort() {
	var all []string
	for _, host := range []string{capture.Site4.String(), capture.Named("a", capture.Site6), "10.0.0.1"} {
		for _, port := range []int{22, 25, 3128, 6379, 8080} {
			address := fmt.Sprintf("http://%s:%d/", host, port)
			all = append(all, address, capture.SentOn(address, 307, 0))
		}
	}
	for _, address := range []string{
		"file:///etc/passwd", "gopher://10.0.0.1:6379/_x", "ftp://" + capture.Site4.String() + "/", "data:text/plain,x", "unix:///var/run/docker.sock",
		"http://user:secret@10.0.0.1/", "http://93.184.215.14@10.0.0.1/",
	} {
		all = append(all, address, capture.SentOn(address, 302, 0))
	}
	h.inside("", all...)
}
