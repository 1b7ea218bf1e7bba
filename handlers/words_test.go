package handlers_test

import (
	"testing"

	"example.org/tickmark/views"
	"example.org/tickmark/workflow"
)

func TestEveryActOfTheRulesHasItsWords(t *testing.T) {
	for _, act := range workflow.Acts() {
		if label := (views.Move{Act: string(act)}).Label(); label == string(act) {
			t.Errorf("%s: a button would say the rule's own word", act)
		}
	}
}
