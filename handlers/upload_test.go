package handlers_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.org/tickmark/handlers"
)

// ended is an answer that notes when it and its request are cut off.
type ended struct {
	*httptest.ResponseRecorder
	read, write []time.Time
}

func (e *ended) SetReadDeadline(t time.Time) error  { e.read = append(e.read, t); return nil }
func (e *ended) SetWriteDeadline(t time.Time) error { e.write = append(e.write, t); return nil }

func TestARequestEndsAfterItsFile(t *testing.T) {
	w := &ended{ResponseRecorder: httptest.NewRecorder()}
	if err := handlers.ReadPatiently(strings.NewReader("a file"), w, func() {
		if !w.read[len(w.read)-1].IsZero() || w.write[len(w.write)-1].IsZero() {
			t.Errorf("while the file is read, the request ends %v, the answer %v", w.read, w.write)
		}
	}); err != nil {
		t.Fatal(err)
	}
	for what, ends := range map[string][]time.Time{"request": w.read, "answer": w.write} {
		if len(ends) < 2 || !ends[0].IsZero() || ends[len(ends)-1].IsZero() {
			t.Errorf("the %s ends %v", what, ends)
		}
	}
}
