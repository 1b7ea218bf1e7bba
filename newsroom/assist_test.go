package newsroom_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/apperr"
	"example.org/tickmark/capture"
	"example.org/tickmark/copydesk/suggest"
	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
	"example.org/tickmark/testkit"
)

// chatServer is a server that answers every question with the same claims and keeps
// what it was asked.
type chatServer struct {
	*httptest.Server
	asked  []string
	claims string
}

func newChatServer(t *testing.T, claims string) *chatServer {
	t.Helper()
	m := &chatServer{claims: claims}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		m.asked = append(m.asked, r.Header.Get("Authorization")+" "+string(body))
		w.Header().Set("Content-Type", "application/json")
		answer := map[string]any{"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": m.claims}}}}
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(m.Close)
	return m
}

// A language model adds suggestions whose words stand in the copy; whoever asks
// leaves an event, and until it is set up nothing leaves the house.
func TestALanguageModelIsAsked(t *testing.T) {
	onBoth(t, func(t *testing.T, d *desk) {
		m := newChatServer(t, `{"claims":[{"sentence":4,"quote":"It rained.","statement":"It rained on 3 May 2025.","kinds":["event"]},`+
			`{"sentence":2,"quote":"Words that stand nowhere","statement":"Made up.","kinds":["other"]}]}`)
		d.Web = capture.New(capture.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
		d.AssistToken = "a-secret-token"
		d.fresh(uncoveredCopy)
		d.comment(d.Carl, newsroom.NewComment{Kind: models.Remark, Body: "a note that stays in the house"})
		ask := func(u models.User, revision int) func() error {
			return func() error { return d.AskModel(t.Context(), testkit.By(u), d.article, revision) }
		}
		d.refuse(apperr.AssistOff, ask(d.Carl, 1))
		d.ok(d.set(func(s *models.Settings) { s.AssistAddress, s.AssistModel = m.URL+"/v1", "small" }))
		d.refuse(apperr.RoleMissing, ask(d.Ed, 1))
		d.refuse(apperr.Stale, ask(d.Carl, 2))
		if len(m.asked) != 0 {
			t.Fatalf("asked before anybody might: %q", m.asked)
		}
		from := d.size()
		d.ok(ask(d.Carl, 1)())
		if got := d.actions(from); !slices.Equal(got, []string{"suggestion.ask", "suggestion.propose"}) {
			t.Errorf("the trail has %v", got)
		}
		if len(m.asked) != 1 || !strings.HasPrefix(m.asked[0], "Bearer a-secret-token ") || !strings.Contains(m.asked[0], "It rained.") ||
			strings.Contains(m.asked[0], "stays in the house") || strings.Contains(m.asked[0], d.Carl.Name) {
			t.Errorf("asked %q", m.asked)
		}
		proposed, err := d.DB.Queries().Proposals(t.Context(), d.file().Revision.ID)
		d.ok(err)
		offers := newsroom.Offers(d.file(), []suggest.Suggestion{}, proposed)
		if len(offers) != 1 || offers[0].Words != "It rained." || offers[0].Model != "small" || offers[0].Sentence != 4 {
			t.Fatalf("offers %+v", offers)
		}
		_, err = d.accept(d.Cleo, offers[0].Key)
		d.ok(err)
		if c := d.claim(1); c.Statement != "It rained on 3 May 2025." || c.Exact != "It rained." {
			t.Errorf("claim %+v", c)
		}
		m.claims = `{"claims":[{"sentence":2,"quote":"Words that stand nowhere","statement":"Made up.","kinds":["other"]}]}`
		from = d.size()
		if err := ask(d.Carl, 1)(); !errors.Is(err, apperr.AssistNothing) {
			t.Errorf("got %v", err)
		}
		m.claims = "I would rather not."
		if err := ask(d.Carl, 1)(); !errors.Is(err, apperr.AssistGarbage) {
			t.Errorf("got %v", err)
		}
		if got := d.actions(from); !slices.Equal(got, []string{"suggestion.ask", "suggestion.ask"}) {
			t.Errorf("that the copy left the house is kept as %v", got)
		}
		m.claims, m.asked = `{"claims":[]}`, nil
		by := testkit.By(d.Carl)
		for range 2 {
			d.ok(d.AskModel(t.Context(), by, d.article, 1))
		}
		if len(m.asked) != 1 {
			t.Errorf("a form sent twice asked %d times", len(m.asked))
		}
		d.Verify(t)
	})
}
