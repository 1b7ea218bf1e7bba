package render

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/chromedp/chromedp"
)

// browser is one running Chromium with a profile of its own.
type browser struct {
	ctx     context.Context    //nolint:containedctx // chromedp keeps the browser in it
	kill    context.CancelFunc // ends all its processes, and does not wait
	stop    context.CancelFunc // kills, and returns when the process has ended
	profile string
}

// script runs Chromium so that a server that is killed leaves nothing behind:
// the browser ends when its pipe does, and then its profile goes. Whatever the
// kernel kills for want of memory, it kills Chromium first; and none of its
// processes gets more than 2 GiB of memory of its own (ulimit -d counts KiB).
const script = `profile=$1; shift
echo 1000 2>/dev/null >/proc/self/oom_score_adj
ulimit -d 2097152 2>/dev/null
ulimit -c 0
"$@"
exec 3<&- 4>&-
for i in 1 2 3 4 5; do rm -rf "$profile" && break; sleep 1; done`

// start starts Chromium. It runs until it is ended, whatever becomes of ctx.
func start(ctx context.Context, program string, o Options) (*browser, error) {
	// The name is short because Chromium keeps a socket below it, and the path
	// of a socket has room for 107 bytes.
	profile, err := os.MkdirTemp("", "tm-draw-")
	if err != nil {
		return nil, err
	}
	b := &browser{profile: profile}
	life, kill := context.WithCancel(context.WithoutCancel(ctx))
	b.kill = kill
	allocator, stop := chromedp.NewExecAllocator(life, append(
		flags(o.flags),
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		chromedp.NoInheritEnv, // it holds secrets of the server's
		chromedp.Env("PATH="+os.Getenv("PATH"), "HOME="+profile, "TMPDIR="+profile, "LANG=C.UTF-8"),
		chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) { prepare(cmd, profile, !o.Shared) }),
	)...)
	b.stop = stop
	b.ctx, _ = chromedp.NewContext(allocator) // stop ends it with its parent
	defer context.AfterFunc(ctx, kill)()
	if err := chromedp.Do(b.ctx); err != nil { //nolint:contextcheck // ctx ends it by kill
		b.end()
		return nil, errors.Join(err, ctx.Err())
	}
	return b, nil
}

// prepare sets up how Chromium is run: from script, in a process group of its
// own that is killed as one, and alone where the machine allows it.
func prepare(cmd *exec.Cmd, profile string, alone bool) {
	cmd.Args = append([]string{"sh", "-c", script, "sh", profile, cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if alone && canBeAlone() {
		isolate(cmd.SysProcAttr)
	}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// end kills the browser and returns when its processes and its files are gone.
func (b *browser) end() {
	b.kill()
	b.stop()
	for range 50 {
		if err := os.RemoveAll(b.profile); err == nil {
			return
		}
		time.Sleep(20 * time.Millisecond) // a process that dies may still make a file
	}
}

// flags are those that Chromium runs with.
func flags(further map[string]any) []chromedp.ExecAllocatorOption {
	all := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	for name, value := range map[string]any{
		// No way out: no name and no address is resolved, and no proxy asked.
		"host-resolver-rules":             "MAP * ~NOTFOUND",
		"no-proxy-server":                 true,
		"dns-prefetch-disable":            true,
		"disable-quic":                    true,
		"no-pings":                        true,
		"webrtc-ip-handling-policy":       "disable_non_proxied_udp",
		"force-webrtc-ip-handling-policy": "disable_non_proxied_udp",
		// Nothing that calls home or goes on by itself.
		"disable-component-update":            true,
		"disable-domain-reliability":          true,
		"disable-crash-reporter":              true,
		"disable-notifications":               true,
		"disable-speech-api":                  true,
		"disable-file-system":                 true,
		"disable-databases":                   true,
		"disable-local-storage":               true,
		"disable-plugins":                     true,
		"no-service-autorun":                  true,
		"disable-search-engine-choice-screen": true,
		"disable-features":                    strings.Join(unwanted, ","),
		"blink-settings":                      "scriptEnabled=false,dnsPrefetchingEnabled=false",
		// Little memory and one renderer.
		"disable-gpu":                   true,
		"renderer-process-limit":        "1",
		"disk-cache-size":               "1",
		"media-cache-size":              "1",
		"disable-site-isolation-trials": true,
		"js-flags":                      "--jitless --max-old-space-size=128",
	} {
		all = append(all, chromedp.Flag(name, value))
	}
	for name, value := range further {
		all = append(all, chromedp.Flag(name, value))
	}
	return all
}

// unwanted are the features of Chromium that would ask somebody something.
var unwanted = []string{
	"Translate", "OptimizationHints", "MediaRouter", "DialMediaRouteProvider", "AutofillServerCommunication",
	"CertificateTransparencyComponentUpdater", "InterestFeedContentSuggestions", "Prerender2", "SpeculationRulesPrefetchProxy",
	"PreconnectToSearch", "LoadingPredictorUseOptimizationGuide", "NetworkPrediction", "AsyncDns", "DnsOverHttps",
}
