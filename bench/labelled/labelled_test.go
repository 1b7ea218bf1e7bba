package labelled

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestClaimBuster(t *testing.T) {
	folder := t.TempDir()
	if _, _, err := ClaimBuster(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder: %v", err)
	}
	write := func(file string, rows ...string) {
		text := "id,file,line,text,verdict\n" + strings.Join(rows, "\n") + "\n"
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("crowdsourced.csv",
		`1,a,1,We built nine schools.,1`,
		`2,a,2,"I like schools,  and roads.",-1`,
		`3,a,3,THANK  you.,-1`,
		`4,a,4,"He wore a hat.",0`)
	write("groundtruth.csv", `5,b,1,Thank you.,-1`)
	training, development, err := ClaimBuster(folder)
	if err != nil {
		t.Fatal(err)
	}
	want := []Sentence{
		{"en", "We built nine schools.", true},
		{"en", "I like schools, and roads.", false},
		{"en", "He wore a hat.", false},
	}
	if diff := cmp.Diff(want, training); diff != "" {
		t.Error("training, without what stands in the other file:", diff)
	}
	if diff := cmp.Diff([]Sentence{{"en", "Thank you.", false}}, development); diff != "" {
		t.Error("development:", diff)
	}
	write("groundtruth.csv", `5,b,1,Thank you.`)
	if _, _, err := ClaimBuster(folder); err == nil {
		t.Error("a row without a verdict was read")
	}
}

func TestNews(t *testing.T) {
	got, err := News(strings.NewReader("# a comment\nde\t1\tEs regnet.\nfr\t0\tQui sait ?\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Sentence{{"de", "Es regnet.", true}, {"fr", "Qui sait ?", false}}, got); diff != "" {
		t.Error(diff)
	}
	for _, wrong := range []string{"de\tEs regnet.", "de\t2\tEs regnet.", "de\t1\t ", "de\t1\tEs\tregnet."} {
		if _, err := News(strings.NewReader("# a comment\n" + wrong)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestASentenceIsReadAsOne(t *testing.T) {
	got := Sentence{Language: "en", Text: "He left. She stayed. Nobody knows why."}.Read()
	if got.Start != 0 || got.End != 38 {
		t.Errorf("read from %d to %d", got.Start, got.End)
	}
	if again := (Sentence{Language: "en", Text: "He left. She stayed. Nobody knows why."}).Read(); !cmp.Equal(got, again) {
		t.Error(cmp.Diff(got, again))
	}
}

// ranked are scores with labels, the labels as figures: "1011" at 4, 3, 2, 1.
func ranked(labels string, scores ...float64) (all []Scored) {
	for i, l := range labels {
		score := float64(len(labels) - i)
		if scores != nil {
			score = scores[i]
		}
		all = append(all, Scored{score, l == '1'})
	}
	return all
}

func TestFigures(t *testing.T) {
	for _, row := range []struct {
		name      string
		all       []Scored
		precision float64
		threshold float64 // the best
		f1        float64 // from there on
	}{
		{"the right ones first", ranked("1100"), 1, 2.5, 1},
		{"the right ones last", ranked("0011"), (1.0/3 + 2.0/4) / 2, 1, 2.0 * 2 / (4 + 2)},
		{"one wrong between two", ranked("101"), (1 + 2.0/3) / 2, 1, 2.0 * 2 / (3 + 2)},
		{"all alike say no more than the share", ranked("1000", 5, 5, 5, 5), 0.25, 5, 2.0 / 5},
		{"order within a tie is of no use", ranked("0110", 3, 3, 2, 1), (1.0/2 + 2.0/3) / 2, 1.5, 2.0 * 2 / (3 + 2)},
		{"none is right", ranked("00"), 0, 0, 0},
		{"nothing", nil, 0, 0, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := AveragePrecision(row.all); math.Abs(got-row.precision) > 1e-12 {
				t.Errorf("average precision %v, not %v", got, row.precision)
			}
			if got := BestThreshold(row.all); got != row.threshold {
				t.Errorf("threshold %v, not %v", got, row.threshold)
			}
			if got := F1(row.all, row.threshold); math.Abs(got-row.f1) > 1e-12 {
				t.Errorf("F1 %v, not %v", got, row.f1)
			}
		})
	}
}

func TestNoThresholdIsBetterThanTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Scored {
			return Scored{float64(rapid.IntRange(0, 9).Draw(t, "score")), rapid.Bool().Draw(t, "worth")}
		})).Draw(t, "all")
		best := F1(all, BestThreshold(all))
		for threshold := -0.5; threshold < 10; threshold++ {
			if got := F1(all, threshold); got > best+1e-12 {
				t.Fatalf("from %v on %v, from the best on %v", threshold, got, best)
			}
		}
		if p := AveragePrecision(all); p < 0 || p > 1 {
			t.Fatalf("average precision %v", p)
		}
	})
}
