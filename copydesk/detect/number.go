package detect

// measured finds the detections of a kind among the measures of a block.
func measured(kind Kind) func(*block) []Detection {
	return func(b *block) (found []Detection) {
		for _, d := range b.measures() {
			if d.Kind == kind {
				found = append(found, d)
			}
		}
		return found
	}
}

// measures are all figures and dates of the block, which are found in one pass
// because no words belong to two of them.
func (b *block) measures() []Detection {
	if !b.measuredOnce {
		b.measuredOnce, b.figures = true, measure(b)
	}
	return b.figures
}

func measure(b *block) []Detection { return nil }

// measuredLanguages are the languages with lists of months, weekdays and number
// words.
var measuredLanguages = []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "el", "tr", "ar", "fa", "he", "hi", "zh", "ja"}
