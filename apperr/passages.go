package apperr

// Refusals of quoting what a source says, and of translating it.
var (
	PassageNotThere  = refusal(Invalid, "passage-not-there", "These words do not stand in this capture, not even nearly. Select them in its text, or correct them.")
	PassageVerbatim  = refusal(Conflict, "passage-verbatim", "Nothing was changed: the passage stands in the capture word for word, or not at all.")
	NothingTranslate = refusal(Invalid, "nothing-to-translate", "This evidence quotes no passage, so there is nothing to translate.")
	TranslationGone  = refusal(Conflict, "translation-gone", "This translation was removed meanwhile.")
)
