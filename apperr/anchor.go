package apperr

// Refusals of places in the text.
var (
	PlaceOutside  = refusal(Invalid, "place-outside", "The selection lies outside the text. Reload the page and select the words again.")
	PlaceCutsChar = refusal(Invalid, "place-cuts-character", "The selection begins or ends inside a character. Reload the page and select the words again.")
	PlaceEmpty    = refusal(Invalid, "place-empty", "Nothing is selected. Select the words of the claim.")
	PlaceBlank    = refusal(Invalid, "place-blank", "Only white space is selected. Select the words of the claim.")
	PlaceChanged  = refusal(Conflict, "place-changed", "The text at this place is not what you selected: it has changed, or the selection was read wrongly. Reload the page and select the words again.")
	WordsNotFound = refusal(Invalid, "words-not-found", "These words do not stand in that sentence. Type them as they stand there.")
	WordsSeveral  = refusal(Invalid, "words-several", "These words stand in that sentence %d times. Type a few more of the words around them.")
)
