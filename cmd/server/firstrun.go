package main

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"example.org/tickmark/apperr"
	"example.org/tickmark/newsroom"
)

// firstRun is the way to found the newsroom, and its code, when there is none
// yet; nil when there is one.
func (r *run) firstRun(n *newsroom.Newsroom) (way *newsroom.FirstRun, code string, err error) {
	_, err = n.DB.Queries().Settings(r.ctx)
	if err == nil || apperr.KindOf(err) != apperr.NotFound {
		return nil, "", err
	}
	way, code = newsroom.NewFirstRun()
	return way, code, nil
}

// announceFirstRun says how to found the newsroom. The code is told here and
// nowhere else, and is another one at each start.
func (r *run) announceFirstRun(site, code string) {
	if code == "" {
		return
	}
	r.say("There is no newsroom in %s yet. Make it, and its first admin, at\n  %s/first-run\nwith this code, which works until tickmark is stopped:\n  %s\n", r.where(), site, code)
}

// address is where browsers find the site: as it was set, or else where it
// listens.
func (s Settings) address(addr net.Addr) (string, error) {
	if s.URL == "" {
		return s.site(addr), nil
	}
	u, err := url.Parse(s.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%q is not where a site can be. Set TICKMARK_URL to an address like https://tickmark.example.org, with nothing after the name", s.URL)
	}
	return u.Scheme + "://" + u.Host, nil
}
