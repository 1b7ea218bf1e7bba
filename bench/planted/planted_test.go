package planted

import "testing"

func TestTheChecksFindWhatIsPlantedAndNothingElse(t *testing.T) {
	r := Measure()
	for _, m := range r.Missed {
		t.Errorf("missed: %s", m)
	}
	for _, f := range r.False {
		t.Errorf("false alarm: %s", f)
	}
	for _, s := range r.Checks {
		t.Logf("%-28s planted %3d found %3d false %2d", s.Check, s.Planted, s.Found, s.False)
	}
	t.Logf("planted %d, found %d; clean %d, false alarms %d; recall %.3f, precision %.3f", r.Planted, r.Found, r.Clean, len(r.False), r.Recall(), r.Precision())
}
