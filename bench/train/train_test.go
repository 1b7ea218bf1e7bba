package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"example.org/tickmark/bench/labelled"
	"example.org/tickmark/copydesk/worth"
)

// The file that the project carries is what the program writes today. When it
// is not, a detector or a feature changed since: make train, and look at make
// eval.
func TestTheEmbeddedWeightsAreWhatTheProgramWrites(t *testing.T) {
	training, development, err := labelled.ClaimBuster("../../../shared/data/claimbuster")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the labelled debates are not here: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("the exponential function has other last digits on ", runtime.GOARCH)
	}
	want, err := os.ReadFile("../../copydesk/worth/weights.txt")
	if err != nil {
		t.Fatal(err)
	}
	got, told := written(t, training, development)
	t.Log(told)
	if !bytes.Equal(got, want) {
		t.Error("make train writes other weights than those in copydesk/worth/weights.txt")
	}
}

func written(t *testing.T, training, development []labelled.Sentence) (file []byte, told string) {
	t.Helper()
	models, told := train(training, development)
	var b bytes.Buffer
	if err := worth.Write(&b, head, models); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), told
}

// small is a set of our own: figures are worth checking, wishes are not.
func small() (all []labelled.Sentence) {
	say := func(worth bool, form string, with ...any) {
		all = append(all, labelled.Sentence{Language: "en", Text: fmt.Sprintf(form, with...), Worth: worth})
	}
	for i := range 12 {
		say(true, "The harbour handled %d tonnes of freight in %d.", 300+17*i, 1990+i)
		say(true, "Taxes rose by %d percent and cost us %d million.", i+2, 10*i+4)
		say(false, "I hope that we all remember the quiet evenings by the river.")
		say(false, "Thank you, and who would not wish for that?")
		say(i%3 == 0, "The council met in the old hall on a cold morning.")
	}
	for range 4 {
		say(true, "Seldom said: nightingale.")
	}
	return all
}

func TestTheSameSentencesGiveTheSameBytes(t *testing.T) {
	one, _ := written(t, small(), small())
	for range 3 {
		if other, _ := written(t, small(), small()); !bytes.Equal(one, other) {
			t.Fatal("once more gave other bytes")
		}
	}
	models, err := worth.Read(bytes.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range worth.Views {
		scores := scored(models[v], examples(read(small()), v))
		if f1 := labelled.F1(scores, 0); f1 < 0.8 {
			t.Errorf("%s: F1 is %.3f from the threshold on", v, f1)
		}
	}
}

func TestWhatIsTrainedIsWritten(t *testing.T) {
	file, told := written(t, small(), small())
	text := string(file)
	for _, has := range []string{"doi 10.5281/zenodo.3609356", "\n[words]\nbias\t", "\n[plain]\nbias\t", "\n[caseless]\nbias\t"} {
		if !strings.Contains(text, has) {
			t.Errorf("the file has no %q", has)
		}
	}
	if !strings.Contains(told, fmt.Sprintf("%d sentences", len(small()))) {
		t.Errorf("it told %q", told)
	}
	_, others, _ := strings.Cut(text, "[plain]")
	if strings.Contains(others, "word") {
		t.Error("words have weights outside the view of words")
	}
}

// Words of fewer than five sentences are not written: nobody can put a
// sentence together again.
func TestRareWordsAreLeftOut(t *testing.T) {
	counts := map[string]int{}
	for _, e := range examples(read(small()), worth.Words) {
		for _, f := range e.features {
			counts[f.Key]++
		}
	}
	models, _ := train(small(), small())
	for key := range models[worth.Words].Weights {
		if counts[key] < leastSeen {
			t.Errorf("%s stands in %d sentences", key, counts[key])
		}
	}
	if counts["word:nightingale"] != 4 {
		t.Fatal("no word is rare")
	}
}

// A word that begins a sentence and is a name elsewhere is not weighed.
func TestNamesAreLeftOut(t *testing.T) {
	all := small()
	for range 6 {
		all = append(all,
			labelled.Sentence{Language: "en", Text: "Ortizians voted for nine schools.", Worth: true},
			labelled.Sentence{Language: "en", Text: "Then the Ortizians went home, I'm told, and I slept.", Worth: false})
	}
	file, _ := written(t, all, all)
	if strings.Contains(string(file), "ortizians") {
		t.Error("Ortizians are weighed")
	}
	if names := names(read(all)); !names["ortizians"] || names["i"] || names["i'm"] || names["voted"] || names["the"] {
		t.Error("names are not told from words")
	}
}

// Where the fit ends nothing is gained by going on: the slope of what fits
// less well is that of the penalties.
func TestTheFitIsTheBest(t *testing.T) {
	all := examples(read(small()), worth.Words)
	m := fit(all)
	var bias float64
	slopes := map[string]float64{}
	for _, e := range all {
		logit := m.Bias
		for _, f := range e.features {
			logit += m.Weights[f.Key] * f.Value
		}
		miss := worth.Logistic(logit)
		if e.worth {
			miss--
		}
		bias += miss
		for _, f := range e.features {
			slopes[f.Key] += miss * f.Value
		}
	}
	const slack = 0.05
	if math.Abs(bias) > slack {
		t.Errorf("the bias has slope %v", bias)
	}
	for key, w := range m.Weights {
		slope := slopes[key] + ridge*w
		switch {
		case w == 0 && math.Abs(slope) > lasso+slack,
			w > 0 && math.Abs(slope+lasso) > slack,
			w < 0 && math.Abs(slope-lasso) > slack:
			t.Errorf("%s of %v has slope %v", key, w, slope)
		}
	}
}

func TestTheProgram(t *testing.T) {
	folder := t.TempDir()
	o := options{Data: folder, Out: folder + "/weights.txt"}
	if err := o.run(&bytes.Buffer{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without data: %v", err)
	}
	var rows strings.Builder
	rows.WriteString("id,file,line,text,verdict\n")
	for i, s := range small() {
		fmt.Fprintf(&rows, "%d,a,%d,%q,%d\n", i, i, s.Text, map[bool]int{true: 1, false: -1}[s.Worth])
	}
	for _, file := range []string{"crowdsourced.csv", "groundtruth.csv"} {
		content := rows.String()
		if file == "groundtruth.csv" {
			content = "id,file,line,text,verdict\n1,b,1,Prices rose by 7 percent.,1\n2,b,2,I hope so.,-1\n"
		}
		if err := os.WriteFile(folder+"/"+file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var told bytes.Buffer
	if err := o.run(&told); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	models, err := worth.Read(f)
	if err != nil || len(models) != len(worth.Views) || !slices.Contains(strings.Fields(told.String()), "words") {
		t.Errorf("%d models, %v, told %q", len(models), err, told.String())
	}
}
