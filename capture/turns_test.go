package capture_test

import (
	"testing"
	"time"

	"example.org/tickmark/capture"
)

func TestASiteIsLookedAtOnceAtATimeAndThenLeftAlone(t *testing.T) {
	now := time.Date(2025, 9, 22, 9, 0, 0, 0, time.UTC)
	turns := capture.NewTurns(func() time.Time { return now })
	leave, wait := turns.Take("https://example.org/one")
	if leave == nil || wait != 0 {
		t.Fatalf("the first waits %v", wait)
	}
	other, _ := turns.Take("https://example.com/one")
	if other == nil {
		t.Error("another site waits")
	}
	now = now.Add(time.Minute)
	if again, wait := turns.Take("http://example.org:8080/two"); again != nil || wait <= 0 {
		t.Error("two looks at one site at once")
	}
	leave()
	first, _ := turns.Take("https://example.org/two")
	if first == nil {
		t.Fatal("the site is never looked at again")
	}
	first()
	now = now.Add(4 * time.Second)
	if again, wait := turns.Take("https://example.org/three"); again != nil || wait != 2500*time.Millisecond {
		t.Errorf("at once after another, waiting %v", wait)
	}
	now = now.Add(time.Second)
	if again, _ := turns.Take("https://example.org/three"); again == nil {
		t.Error("five seconds after another it still waits")
	}
}
