package capture

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"
)

// By default a fetch is over within 15 seconds of its start, as its site sees it
// too, which hears a little later that nobody listens.
func TestAFetchIsOverWithin15Seconds(t *testing.T) {
	site := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(site.Close)
	c := New(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	_, err := c.run(t.Context(), errand{address: site.URL, take: func(ctx context.Context, _ *http.Response, _ *Page) error {
		end, ends := ctx.Deadline()
		if left := time.Until(end); !ends || left > 14600*time.Millisecond { // it began before now
			t.Errorf("after its start it may go on for %v", left)
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
}
