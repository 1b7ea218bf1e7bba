package main

import (
	"io"
	"net"
	"testing"
	"time"
)

func TestASiteTellsHowManyListenedAtOnce(t *testing.T) {
	start := time.Date(2025, 9, 22, 9, 0, 0, 0, time.UTC)
	at := func(s float64) time.Time { return start.Add(time.Duration(s * float64(time.Second))) }
	for _, row := range []struct {
		name    string
		visits  []visit
		most    int
		longest time.Duration
	}{
		{"nobody", nil, 0, 0},
		{"one after the other", []visit{{at(0), at(1)}, {at(1), at(3)}}, 1, 2 * time.Second},
		{"the next while the site does not know yet that the last went", []visit{{at(0), at(1)}, {at(0.95), at(2)}}, 1, 1050 * time.Millisecond},
		{"three of four", []visit{{at(0), at(4)}, {at(1), at(2)}, {at(1.5), at(3)}, {at(3.5), at(4)}}, 3, 4 * time.Second},
		{"one that went at once", []visit{{at(0), at(0.01)}}, 1, 10 * time.Millisecond},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := &hostile{visits: row.visits}
			if most, longest := h.figures(); most != row.most || longest != row.longest {
				t.Errorf("%d at once, the longest %v; want %d and %v", most, longest, row.most, row.longest)
			}
		})
	}
}

// What a trick does is noted when whoever asked has gone, and not before.
func TestASiteHearsThatSomebodyWent(t *testing.T) {
	h, err := besiege()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.listen.Close() }()
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", h.at)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, "GET /silent/1 HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if h.done() != 0 {
		t.Error("it went before it went")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for h.done() == 0 && t.Context().Err() == nil {
		time.Sleep(time.Millisecond)
	}
	if most, _ := h.figures(); most != 1 {
		t.Errorf("%d at once", most)
	}
}
