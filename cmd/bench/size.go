package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"example.org/tickmark/audit"
	"example.org/tickmark/bench/generate"
)

// lists holds each list page of the largest newsroom against the same page of
// one with a hundredth of the claims.
func lists(ctx context.Context, t *table, small, large made) (err error) {
	a, err := small.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.DB.Close()) }()
	b, err := large.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.DB.Close()) }()
	for _, p := range []struct{ name, small, large string }{
		{"articles", "/articles", "/articles"},
		{"articles, half way down", path("/articles?before=%d", small.claims/claimsEach/2), path("/articles?before=%d", large.claims/claimsEach/2)},
		{"an article", "/articles/100", path("/articles/%d", large.claims/claimsEach-100)},
		{"a claim", "/articles/100/claims/20", path("/articles/%d/claims/20", large.claims/claimsEach-100)},
		{"reports", "/reports", "/reports"},
		{"trail", "/trail", "/trail"},
		{"trail, far down", "/trail?before=2000", "/trail?before=200000"},
		{"trail of a person", "/trail?person=2", "/trail?person=2"},
		{"trail of an action", "/trail?action=approval.add", "/trail?action=approval.add"},
		{"trail of a person's action", "/trail?person=1&action=approval.add", "/trail?person=1&action=approval.add"},
		{"trail of some days", "/trail?from=2025-01-06&until=2025-01-07", "/trail?from=2025-03-01&until=2025-03-02"},
		{"trail of an article", "/articles/100/trail", "/articles/20000/trail"},
		{"trail of a claim", "/articles/100/claims/20/trail", "/articles/20000/claims/20/trail"},
	} {
		r, err := ratio(b.asks(ctx, p.large), 15, a.asks(ctx, p.small), 15)
		if err != nil {
			return err
		}
		t.most(fmt.Sprintf("%s, %s claims / %s", p.name, thousands(large.claims), thousands(small.claims)), r, 2, "×")
	}
	return nil
}

func path(format string, n int) string { return fmt.Sprintf(format, n) }

// thousands is a number of claims in words.
func thousands(n int) string {
	if n >= 1_000_000 {
		return strconv.Itoa(n/1_000_000) + "M"
	}
	return strconv.Itoa(n/1000) + "k"
}

// terms are what is searched for: words of every copy, words of some, the
// beginning of many, and nothing.
var terms = []struct{ name, term string }{
	{"a word of every claim", "spoke"}, {"two words", "three hours"}, {"the beginning of a word", "rea"}, {"a rare word", "bubabu"}, {"a word that is nowhere", "xylophone"},
}

// searches holds each search of the largest newsroom against one with a tenth
// of the claims, and against its article page.
func searches(ctx context.Context, t *table, middle, large made) (err error) {
	a, err := middle.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.DB.Close()) }()
	b, err := large.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.DB.Close()) }()
	worst := 0.0
	for _, s := range terms {
		ask := "/search?q=" + strings.ReplaceAll(s.term, " ", "+")
		r, err := ratio(b.asks(ctx, ask), 1, a.asks(ctx, ask), 1)
		if err != nil {
			return err
		}
		t.most(fmt.Sprintf("search for %s, %s claims / %s", s.name, thousands(large.claims), thousands(middle.claims)), r, 3, "×")
		page, err := ratio(b.asks(ctx, ask), 1, b.asks(ctx, "/articles/100"), 20)
		if err != nil {
			return err
		}
		worst = max(worst, page)
	}
	t.most("the slowest of these searches / the article page", worst, 50, "×")
	return nil
}

// trail verifies the trail of the largest newsroom.
func trail(ctx context.Context, t *table, large made) (err error) {
	s, err := large.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.DB.Close()) }()
	known, err := audit.Verifiers(s.Key.Public())
	if err != nil {
		return err
	}
	from, used := time.Now(), cpu()
	result, err := s.VerifyTrail(ctx, known)
	if err != nil || !result.OK() {
		return fmt.Errorf("the trail does not hold: %+v, %w", result.Problem, err)
	}
	million := float64(result.Events) / 1e6
	t.most("verifying the trail, CPU time for each million events", (cpu()-used).Seconds()/million, 15, " s")
	t.told(fmt.Sprintf("verifying all %.1fM events, on the clock", million), time.Since(from).Round(time.Second).String())
	return nil
}

// program runs the real binary over the largest newsroom.
func program(ctx context.Context, t *table, large made) (err error) {
	folder, err := os.MkdirTemp("", "tickmark-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	binary, err := built(ctx, folder)
	if err != nil {
		return err
	}
	from := time.Now()
	v, run, err := served(ctx, binary, large)
	if err != nil {
		return err
	}
	defer func() { _ = run.Process.Kill(); _ = run.Wait() }()
	t.told("the program over all claims: from its start to its first answer", time.Since(from).Round(time.Millisecond).String())
	t.told("its memory then", resident(run.Process.Pid))
	if err := v.signIn(ctx); err != nil {
		return err
	}
	for n := range 500 {
		if err := v.get(ctx, path("/articles/%d", n+1)); err != nil {
			return err
		}
	}
	t.told("its memory after 500 article pages", resident(run.Process.Pid))
	return nil
}

// visitor is a browser over the network.
type visitor struct {
	site   string
	client *http.Client
	cookie string
}

// waits returns once the site answers.
func (v *visitor) waits(ctx context.Context) (err error) {
	for range 6000 {
		if err = v.get(ctx, "/sign-in"); err == nil {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

func (v *visitor) get(ctx context.Context, path string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.site+path, http.NoBody)
	if err != nil {
		return err
	}
	_, err = v.send(r, http.StatusOK)
	return err
}

func (v *visitor) signIn(ctx context.Context) error {
	form := url.Values{"handle": {"editor"}, "password": {generate.Password}, "key": {rand.Text()}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, v.site+"/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	cookies, err := v.send(r, http.StatusSeeOther)
	for _, c := range cookies {
		if c.Name == "tickmark" {
			v.cookie = c.Name + "=" + c.Value
		}
	}
	return err
}

func (v *visitor) send(r *http.Request, want int) ([]*http.Cookie, error) {
	r.Header.Set("Cookie", v.cookie)
	res, err := v.client.Do(r)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != want {
		err = fmt.Errorf("%s %s: %s", r.Method, r.URL.Path, res.Status)
	}
	_, err2 := io.Copy(io.Discard, res.Body)
	return res.Cookies(), errors.Join(err, err2, res.Body.Close())
}

// resident is the memory that a process holds.
func resident(pid int) string {
	if mib := memory(pid, "VmRSS:"); mib > 0 {
		return fmt.Sprintf("%d MiB", mib)
	}
	return "not told here"
}
