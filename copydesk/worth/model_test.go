package worth

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestModelsAreReadAsTheyWereWritten(t *testing.T) {
	models := map[View]Model{
		Words:    {Bias: -1.25, Weights: map[string]float64{"word:a": 0.5, "words:^ a": -2.01, "word:nothing": 0.004, "word:less": -0.004}},
		Plain:    {Bias: 0.5, Weights: map[string]float64{"mark:?": -1}},
		Caseless: {Weights: map[string]float64{}},
	}
	var b strings.Builder
	if err := Write(&b, "# head\n", models); err != nil {
		t.Fatal(err)
	}
	const want = "# head\n[words]\nbias\t-1.2500\nword:a\t0.50\nwords:^ a\t-2.01\n[plain]\nbias\t0.5000\nmark:?\t-1.00\n[caseless]\nbias\t0.0000\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	got, err := Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	delete(models[Words].Weights, "word:nothing")
	delete(models[Words].Weights, "word:less")
	if diff := cmp.Diff(models, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoModelIsNotRead(t *testing.T) {
	for name, text := range map[string]string{
		"a weight before any view":   "word:a\t1\n",
		"a weight that is no number": "[words]\nword:a\tmuch\n",
		"a weight that is missing":   "[words]\nword:a\n",
		"a weight that stands twice": "[words]\nword:a\t1\nword:a\t1\n",
	} {
		if _, err := Read(strings.NewReader("# head\n" + text)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

// The weights are a small part of the program, and say where they come from.
func TestTheEmbeddedWeights(t *testing.T) {
	const most = 400_000 // bytes
	if len(weights) > most {
		t.Errorf("they take %d bytes, more than %d", len(weights), most)
	}
	for _, says := range []string{"ClaimBuster", "doi 10.5281/zenodo.3609356", "Creative Commons Attribution"} {
		if !strings.Contains(weights, says) {
			t.Errorf("they do not say %q", says)
		}
	}
	models, err := Read(strings.NewReader(weights))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range Views {
		if len(models[v].Weights) < 10 {
			t.Errorf("%s has %d weights", v, len(models[v].Weights))
		}
	}
}
