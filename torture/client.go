package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// demoPassword opens every account of the demo newsroom.
const demoPassword = "demo newsroom"

// browser is somebody's browser: it keeps their cookies across restarts of the
// server.
type browser struct {
	handle  string
	client  *http.Client
	cookies map[string]string
}

func newBrowser(handle string) *browser {
	return &browser{handle: handle, cookies: map[string]string{}, client: &http.Client{
		Timeout:       patience,
		Transport:     &http.Transport{MaxIdleConns: 2, IdleConnTimeout: patience},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// answer is what the server answered.
type answer struct {
	status   int
	location string
	body     string
	took     time.Duration
}

func (br *browser) do(ctx context.Context, method, site, path string, form url.Values) (answer, error) {
	var body io.Reader = http.NoBody
	if method == http.MethodPost {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(ctx, method, site+path, body)
	if err != nil {
		return answer{}, err
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", site)
	}
	for name, value := range br.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value}) //nolint:gosec // to ourselves
	}
	begun := time.Now()
	res, err := br.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	words, err := io.ReadAll(res.Body)
	for _, c := range res.Cookies() {
		br.cookies[c.Name] = c.Value
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(words), time.Since(begun)}, err
}

func (br *browser) get(ctx context.Context, site, path string) (answer, error) {
	return br.do(ctx, http.MethodGet, site, path, nil)
}

func (br *browser) post(ctx context.Context, site, path string, form url.Values) (answer, error) {
	return br.do(ctx, http.MethodPost, site, path, form)
}

// signIn opens a session, which lasts across restarts.
func (br *browser) signIn(ctx context.Context, site string) error {
	a, err := br.post(ctx, site, "/sign-in", url.Values{"handle": {br.handle}, "password": {demoPassword}})
	if err == nil && a.status != http.StatusSeeOther {
		err = fmt.Errorf("signing %s in was answered with %d", br.handle, a.status)
	}
	return err
}

// signedOut reports whether the answer asks to sign in.
func (a answer) signedOut() bool {
	return a.status == http.StatusSeeOther && strings.HasPrefix(a.location, "/sign-in")
}

// nothingSaved are the words by which the program says that it is certain.
const nothingSaved = "Nothing was saved"

// outcome is what the answer tells the client of what it sent. An error of the
// server says nothing, unless it says that nothing was saved.
func (a answer) outcome(err error) outcome {
	switch {
	case err != nil:
		return unknown
	case a.signedOut():
		return refused
	case a.status == http.StatusSeeOther:
		return acked
	case a.status >= http.StatusInternalServerError && !strings.Contains(a.body, nothingSaved):
		return unknown
	}
	return refused
}

var errSignedOut = errors.New("the session did not outlast the restart")
