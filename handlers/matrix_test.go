package handlers_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/handlers"
)

type tableRow = handlers.Row

// may is who may call a route: roles, "anybody" who is signed in, or "everybody".
type may string

// rights has a row for every route: who may call it, and what an empty form,
// or the page, answers to them on an article that is open to them. Whoever may
// not gets 403, whoever is not signed in is asked to.
var rights = []struct {
	route  string
	may    may
	status int
}{
	{"GET /", "anybody", 200},
	{"GET /sign-in", "everybody", 303},
	{"POST /sign-in", "everybody", 401},
	{"POST /sign-out", "everybody", 303},
	{"GET /health", "everybody", 200},
	{"GET /ready", "everybody", 200},
	{"GET /account", "anybody", 200},
	{"POST /account/name", "viewer checker reviewer editor admin", 409},
	{"POST /account/preferences", "viewer checker reviewer editor admin", 422},
	{"POST /account/mail", "viewer checker reviewer editor admin", 422},
	{"POST /account/mail/clear", "viewer checker reviewer editor admin", 422},
	{"POST /account/mail/resume", "viewer checker reviewer editor admin", 422},
	{"POST /account/notices", "viewer checker reviewer editor admin", 422},
	{"GET /mail/confirm/:confirm", "everybody", 200},
	{"POST /mail/confirm/:confirm", "everybody", 422},
	{"GET /mail/stop/:stop", "everybody", 200},
	{"POST /mail/stop/:stop", "everybody", 422},
	{"POST /users/:user/mail/clear", "admin", 422},
	{"POST /account/hint", "viewer checker reviewer editor admin", 422},
	{"POST /account/password", "anybody", 422},
	{"POST /account/sessions/:session/end", "anybody", 404},
	{"POST /account/sign-out-everywhere", "anybody", 303},
	{"GET /settings", "admin", 200},
	{"POST /settings", "admin", 409},
	{"GET /checklists", "admin", 200},
	{"POST /checklists", "admin", 422},
	{"GET /help", "anybody", 200},
	{"GET /help/score", "anybody", 200},
	{"GET /first-run", "everybody", 404},
	{"POST /first-run", "everybody", 404},
	{"GET /links/:link", "everybody", 200},
	{"POST /links/:link", "everybody", 422},
	{"GET /answer/:token", "everybody", 200},
	{"POST /answer/:token", "everybody", 422},
	{"GET /users", "admin", 200},
	{"GET /users/new", "admin", 200},
	{"POST /users", "admin", 422},
	{"GET /users/:user", "admin", 200},
	{"POST /users/:user/edit", "admin", 422},
	{"POST /users/:user/disable", "admin", 422},
	{"POST /users/:user/enable", "admin", 409},
	{"POST /users/:user/sign-out", "admin", 409},
	{"POST /users/:user/link", "admin", 409},
	{"GET /search", "viewer checker reviewer editor admin", 200},
	{"GET /palette", "viewer checker reviewer editor admin", 200},
	{"GET /live", "viewer checker reviewer editor admin", 204},
	{"GET /articles/:article/here", "viewer checker reviewer editor admin", 200},
	{"GET /claims", "viewer checker reviewer editor admin", 200},
	{"GET /claims/bulk", "checker editor", 422},
	{"POST /claims/bulk", "checker editor", 422},
	{"GET /claims/bulk/:bulk", "checker editor", 404},
	{"GET /queries", "viewer checker reviewer editor admin", 200},
	{"GET /debts", "viewer checker reviewer editor admin", 200},
	{"POST /views", "viewer checker reviewer editor admin", 422},
	{"POST /views/:view/drop", "viewer checker reviewer editor admin", 404},
	{"POST /claims/next", "checker", 422},
	{"GET /articles", "viewer checker reviewer editor admin", 200},
	{"GET /articles/new", "editor", 200},
	{"GET /articles/:article/drafts/new", "editor", 200},
	{"POST /drafts", "editor", 422},
	{"GET /drafts/:draft", "editor", 200},
	{"POST /drafts/:draft", "editor", 409},
	{"POST /drafts/:draft/discard", "editor", 409},
	{"GET /drafts/:draft/original", "editor", 404},
	{"GET /articles/:article/revisions/:revision/original", "viewer checker reviewer editor admin", 404},
	{"GET /articles/:article/backup", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/sources/new", "checker editor", 200},
	{"POST /articles/:article/sources/new", "checker editor", 422},
	{"POST /articles/:article/sources/:source/files", "checker editor", 422},
	{"GET /articles/:article/sources/:source/name", "viewer checker reviewer editor admin", 200},
	{"POST /articles/:article/sources/:source/name", "viewer checker reviewer editor admin", 422},
	{"POST /articles/:article/sources/:source/name/read", "viewer checker reviewer editor admin", 422},
	{"POST /articles/:article/sources/:source/name/keepers", "viewer checker reviewer editor admin", 422},
	{"POST /articles/:article/sources/:source/name/keepers/drop", "viewer checker reviewer editor admin", 409},
	{"GET /articles/:article/captures/:capture/stripped", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/captures/:capture/picture", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/captures/:capture", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/captures/:capture/body", "viewer checker reviewer editor admin", 200},
	{"POST /articles/:article/sources/:source/look", "checker editor", 422},
	{"GET /jobs", "admin", 200},
	{"POST /jobs/:job/retry", "admin", 409},
	{"POST /jobs/:job/discard", "admin", 409},
	{"GET /articles/:article/captures.warc.gz", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/captures/:capture/capture.warc.gz", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/captures/:capture/files/:kind", "viewer checker reviewer editor admin", 404},
	{"POST /articles/:article/captures/:capture/archive", "checker editor", 422},
	{"GET /articles/:article/sources/:source/look", "viewer checker reviewer editor admin", 303},
	{"POST /articles", "editor", 422},
	{"GET /articles/:article", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/edit", "editor", 200},
	{"POST /articles/:article/edit", "editor", 409},
	{"GET /articles/:article/revisions/new", "editor", 200},
	{"POST /articles/:article/revisions", "editor", 409},
	{"POST /articles/:article/typing", "editor", 409},
	{"POST /articles/:article/typing/discard", "editor", 303},
	{"GET /articles/:article/revisions/:revision", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/revisions/:revision/changes", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/revisions/:revision/recheck", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/checked-copy", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/checked-copy/preview", "editor", 422},
	{"POST /articles/:article/checked-copy/apply", "editor", 422},
	{"POST /articles/:article/waivers", "checker editor", 409},
	{"POST /articles/:article/waivers/:waiver/end", "checker editor", 404},
	{"GET /articles/:article/line-by-line", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/coverage", "viewer checker reviewer editor admin", 200},
	{"POST /articles/:article/coverage/unchecked", "editor", 409},
	{"POST /articles/:article/suggestions/accept", "checker", 409},
	{"POST /articles/:article/acceptances/:acceptance/undo", "checker editor", 404},
	{"POST /articles/:article/suggestions/ask", "checker", 409},
	{"POST /articles/:article/checks", "checker editor", 409},
	{"POST /articles/:article/checks/:answer/reopen", "checker editor", 404},
	{"GET /articles/:article/trail", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/sign-off", "viewer checker reviewer editor admin", 200},
	{"POST /articles/:article/sign-off", "editor", 409},
	{"POST /articles/:article/break-glass", "editor", 422},
	{"GET /articles/:article/missing.txt", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/report.html", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/report.md", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/report.json", "viewer checker reviewer editor admin", 200},
	{"GET /sources", "viewer checker reviewer editor admin", 200},
	{"GET /sources/duplicates", "viewer checker reviewer editor admin", 200},
	{"GET /sources/:source", "viewer checker reviewer editor admin", 200},
	{"POST /sources/:source/look", "checker editor", 422},
	{"POST /sources/:source/edit", "checker editor", 422},
	{"POST /sources/:source/publisher", "checker editor", 422},
	{"POST /sources/:source/merge", "checker editor", 422},
	{"POST /sources/:source/part", "checker editor", 409},
	{"GET /review", "reviewer editor", 200},
	{"GET /articles/:article/drifts", "viewer checker reviewer editor admin", 200},
	{"POST /articles/:article/drifts/:drift/close", "checker reviewer editor", 404},
	{"GET /reports", "viewer checker reviewer editor admin", 200},
	{"GET /reports/:number", "viewer checker reviewer editor admin", 404},
	{"GET /trail", "viewer checker reviewer editor admin", 200},
	{"GET /notices", "viewer checker reviewer editor admin", 200},
	{"POST /notices/seen", "viewer checker reviewer editor admin", 422},
	{"POST /notices/:notice/open", "viewer checker reviewer editor admin", 422},
	{"POST /notices/:notice/seen", "viewer checker reviewer editor admin", 422},
	{"GET /articles/:article/claims/new", "checker", 200},
	{"POST /articles/:article/claims", "checker", 409},
	{"GET /articles/:article/claims/:claim", "viewer checker reviewer editor admin", 200},
	{"GET /articles/:article/claims/:claim/trail", "viewer checker reviewer editor admin", 200},
	{"POST /articles/:article/claims/:claim/take", "checker", 409},
	{"POST /articles/:article/claims/:claim/release", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/submit", "checker", 409},
	{"POST /articles/:article/claims/:claim/still-holds", "checker", 409},
	{"POST /articles/:article/claims/:claim/recall", "checker", 409},
	{"POST /articles/:article/claims/:claim/approve", "reviewer editor", 409},
	{"POST /articles/:article/claims/:claim/request-changes", "reviewer editor", 409},
	{"POST /articles/:article/claims/:claim/reopen", "reviewer editor", 409},
	{"POST /articles/:article/claims/:claim/withdraw", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/restore", "editor", 409},
	{"POST /articles/:article/claims/:claim/break-glass", "editor", 409},
	{"POST /articles/:article/claims/:claim/ticks", "reviewer editor", 409},
	{"POST /articles/:article/claims/:claim/statement", "checker", 409},
	{"POST /articles/:article/claims/:claim/verdict", "checker", 409},
	{"POST /articles/:article/claims/:claim/kinds", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/severity", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/assign", "editor", 409},
	{"POST /articles/:article/claims/:claim/split", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/merge", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/place", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/evidence", "checker", 422},
	{"POST /articles/:article/claims/:claim/evidence/:evidence", "checker", 409},
	{"POST /articles/:article/claims/:claim/evidence/:evidence/remove", "checker", 409},
	{"POST /articles/:article/claims/:claim/evidence/:evidence/wording", "checker", 409},
	{"POST /articles/:article/claims/:claim/evidence/:evidence/translations", "checker", 409},
	{"POST /articles/:article/claims/:claim/evidence/:evidence/translations/:translation/remove", "checker editor", 409},
	{"POST /articles/:article/captures/:capture/quote", "checker", 422},
	{"POST /articles/:article/claims/:claim/criticises", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/asked", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/asked/:reply/answer", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/asked/:reply/settle", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/asked/:reply/remove", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/rulings", "checker editor", 422},
	{"POST /articles/:article/claims/:claim/rulings/:ruling/end", "checker editor", 409},
	{"POST /articles/:article/claims/:claim/comments", "viewer checker reviewer editor admin", 422},
	{"GET /articles/:article/queries/:query", "viewer checker reviewer editor admin", 200},
	{"POST /articles/:article/queries/:query/ask", "checker reviewer editor", 422},
	{"POST /articles/:article/queries/:query/links", "checker reviewer editor", 422},
	{"POST /articles/:article/queries/:query/links/:given/revoke", "checker reviewer editor", 409},
	{"GET /articles/:article/queries/:query/offers/:offer/file", "checker editor", 200},
	{"POST /articles/:article/queries/:query/offers/:offer/take", "checker editor", 422},
	{"POST /articles/:article/queries/:query/offers/:offer/refuse", "checker editor", 422},
	{"POST /articles/:article/comments", "viewer checker reviewer editor admin", 422},
	{"POST /articles/:article/comments/:comment/replies", "viewer checker reviewer editor admin", 422},
	{"POST /articles/:article/comments/:comment/resolve", "viewer checker reviewer editor admin", 409},
	{"POST /articles/:article/comments/:comment/stet", "editor", 404},
	{"POST /articles/:article/comments/:comment/apply", "editor", 404},
	{"POST /articles/:article/comments/:comment/send-back", "editor", 404},
	{"POST /articles/:article/comments/:comment/reword", "checker reviewer editor", 404},
}

// ofTheirOwn are the forms that need no role: with them people keep others out
// of their account.
var ofTheirOwn = []string{"/account/password", "/account/sessions/:session/end", "/account/sign-out-everywhere"}

// roles are those of the actors who are signed in.
var rolesOf = map[string]string{
	"viewer": "viewer", "checker": "checker", "reviewer": "reviewer", "editor": "editor", "other editor": "editor", "admin": "admin",
	"duo": "checker reviewer editor", "no role left": "",
}

// onTeam are the actors to whom the hidden article is open.
var onTeam = []string{"editor", "duo"}

// expected is what the table says.
func expected(route, actor, where string) int {
	i := slices.IndexFunc(rights, func(r struct {
		route  string
		may    may
		status int
	},
	) bool {
		return r.route == route
	})
	if i < 0 {
		return 0
	}
	roles, in := rolesOf[actor]
	row := rights[i]
	switch {
	case row.may == "everybody" && !in && route == "GET /sign-in":
		return http.StatusOK
	case row.may == "everybody":
	case !in && strings.HasPrefix(route, "POST"):
		return http.StatusUnauthorized
	case !in && route == "GET /live": // what a page asks by itself leads nobody to the sign-in
		return http.StatusNoContent
	case !in:
		return http.StatusSeeOther
	case row.may == "anybody":
	case !slices.ContainsFunc(strings.Fields(roles), func(r string) bool { return slices.Contains(strings.Fields(string(row.may)), r) }):
		return http.StatusForbidden
	case strings.Contains(route, ":draft") && !strings.HasSuffix(route, "/discard") && actor != "editor": // it is somebody else's
		return http.StatusNotFound
	case strings.Contains(route, ":source/name") && actor != "checker": // who keeps it, whatever roles others hold
		return http.StatusNotFound
	case strings.Contains(route, " /sources/:source") && !strings.HasSuffix(route, "/merge") && where == "hidden" && !slices.Contains(onTeam, actor):
		return http.StatusNotFound
	case !strings.Contains(route, ":article"):
	case where == "missing", where == "hidden" && !slices.Contains(onTeam, actor):
		return http.StatusNotFound
	}
	return row.status
}

func TestEveryRouteIsInTheTable(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	engine, err := s.Engine()
	if err != nil {
		t.Fatal(err)
	}
	var routed []string
	for _, r := range engine.Routes() {
		route := r.Method + " " + r.Path
		switch {
		case strings.HasSuffix(r.Path, "/assets/*file"):
		case r.Method == http.MethodHead:
			if expected("GET "+r.Path, "viewer", "open") == 0 {
				t.Errorf("%s has no page", route)
			}
		default:
			routed = append(routed, route)
			if expected(route, "viewer", "open") == 0 {
				t.Errorf("%s is not in the table", route)
			}
		}
	}
	if len(routed) != len(rights) {
		t.Errorf("%d routes, %d in the table", len(routed), len(rights))
	}
	for _, row := range s.Table() {
		if row.Method != http.MethodGet && !row.Public && len(row.Roles) == 0 && !slices.Contains(ofTheirOwn, row.Path) {
			t.Errorf("%s %s names no right", row.Method, row.Path)
		}
		if row.Public && !slices.Contains([]string{"/sign-in", "/sign-out", "/health", "/ready", "/first-run", "/links/:link", "/answer/:token", "/mail/confirm/:confirm", "/mail/stop/:stop"}, row.Path) {
			t.Errorf("%s %s is open to everybody", row.Method, row.Path)
		}
	}
}

// TestEveryRouteAsEverybody calls every route as everybody on an article that
// is open, one that is its team's only, and one that is not there. The forms
// are empty, so whoever may send them gets no further than to what is missing,
// and no call may change a row.
func TestEveryRouteAsEverybody(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	missing := &piece{article: 9999, ids: s.open.ids}
	was, seen := s.Rows(t, s.db), s.changes(t)
	for _, actor := range actors {
		for _, rt := range s.Table() {
			if rt.Method == http.MethodPost && strings.Contains(rt.Path, "sign-") && !strings.Contains(rt.Path, ":") {
				continue // do as they say when they are empty; they have tests of their own
			}
			for where, p := range map[string]*piece{"open": s.open, "hidden": s.hidden, "missing": missing} {
				path := p.address(rt.Path, claimOpen, "closed")
				a := s.browserOf(actor).send(t, request(rt.Method, path, "key", "empty", "kind", "comment"))
				if want := expected(rt.Method+" "+rt.Path, actor, where); a.status != want {
					t.Errorf("%s: %s %s (%s): %d, want %d", actor, rt.Method, path, where, a.status, want)
				}
				if rt.Method == http.MethodGet {
					head := s.browserOf(actor).send(t, httptest.NewRequest(http.MethodHead, path, nil))
					if head.status != a.status {
						t.Errorf("%s: HEAD %s: %d, GET %d", actor, path, head.status, a.status)
					}
				}
				if now := s.changes(t); now != seen {
					seen = now
					s.same(t, actor+": "+rt.Method+" "+path, was)
				}
			}
		}
	}
	s.same(t, "the whole of it", was)
}

// TestAHiddenArticleAnswersAsNone compares byte by byte, for everybody who is
// not on the team, and with good forms.
func TestAHiddenArticleAnswersAsNone(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	missing := &piece{article: 9999, ids: s.hidden.ids}
	was := s.Rows(t, s.db)
	same := func(actor, method, path string, fields []string) {
		t.Helper()
		hidden := s.browserOf(actor).send(t, request(method, s.hidden.address(path, claimOpen), fields...))
		absent := s.browserOf(actor).send(t, request(method, missing.address(path, claimOpen), fields...))
		if alike(hidden) != alike(absent) {
			t.Errorf("%s: %s %s: hidden %d %s\nabsent %d %s", actor, method, path, hidden.status, hidden.text(), absent.status, absent.text())
		}
		if method == http.MethodPost && hidden.status == http.StatusSeeOther {
			t.Errorf("%s: %s %s was done", actor, method, path)
		}
	}
	for _, actor := range actors {
		if slices.Contains(onTeam, actor) {
			continue
		}
		for _, rt := range s.Table() {
			if rt.Method == http.MethodGet && strings.Contains(rt.Path, ":article") {
				same(actor, rt.Method, rt.Path, nil)
			}
		}
		for _, d := range deeds {
			if strings.Contains(d.route, ":article") {
				same(actor, http.MethodPost, d.route, s.form(t, d, s.hidden))
			}
		}
	}
	s.same(t, "a form on a hidden article", was)
}

// TestARefusedDeedChangesNothing sends good forms as everybody who may not.
func TestARefusedDeedChangesNothing(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	was, seen := s.Rows(t, s.db), s.changes(t)
	for _, d := range deeds {
		if d.route == "/sign-out" {
			continue
		}
		fields := s.form(t, d, s.open)
		for _, actor := range actors {
			want := expected("POST "+d.route, actor, "open")
			if want != http.StatusForbidden && want != http.StatusUnauthorized {
				continue
			}
			path := s.open.address(d.route, d.claim, d.ids...)
			if a := s.browserOf(actor).send(t, request(http.MethodPost, path, fields...)); a.status != want {
				t.Errorf("%s: POST %s: %d, want %d", actor, path, a.status, want)
			}
			if now := s.changes(t); now != seen {
				seen = now
				s.same(t, actor+": POST "+path, was)
			}
		}
	}
}

func TestAnotherMethodIsRefused(t *testing.T) {
	s := newScene(t)
	s.stopClock()
	was := s.Rows(t, s.db)
	var paths []string
	methods := map[string][]string{}
	for _, rt := range s.Table() {
		methods[rt.Path] = append(methods[rt.Path], rt.Method)
		paths = append(paths, rt.Path)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		for _, m := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"} {
			if slices.Contains(methods[path], m) || m == "HEAD" && slices.Contains(methods[path], "GET") {
				continue
			}
			a := s.browserOf("duo").send(t, request(m, s.open.address(path, claimOpen)))
			if taken := s.taken(m, path); a.status != http.StatusMethodNotAllowed && !taken {
				t.Errorf("%s %s: %d, want 405", m, path, a.status)
			}
		}
	}
	s.same(t, "another method", was)
}

// taken reports whether an address of the path's form is another route's: GET
// …/claims/take is that of a claim with an odd number.
func (s *scene) taken(method, path string) bool {
	want := strings.Split(path, "/")
	return slices.ContainsFunc(s.Table(), func(rt tableRow) bool {
		if rt.Method != method && (method != http.MethodHead || rt.Method != http.MethodGet) {
			return false
		}
		return slices.EqualFunc(strings.Split(rt.Path, "/"), want, func(a, b string) bool { return a == b || strings.HasPrefix(a, ":") })
	})
}
