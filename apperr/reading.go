package apperr

// Refusals about coverage, suggestions and the bench of checks.
var (
	NoteMissing     = refusal(Invalid, "note-missing", "Say in a few words %s. Whoever reads the report will ask.")
	TooManyAtOnce   = refusal(Invalid, "too-many-at-once", "At most %d can be done at once. Choose fewer, and do the rest after them.")
	NothingChosen   = refusal(Invalid, "nothing-chosen", "Nothing is chosen. Tick at least one.")
	SuggestionsGone = refusal(Conflict, "suggestions-gone", "None of these suggestions is open any more: somebody marked or waived their words meanwhile. What is there now stands beside the copy.")
	AlreadyUndone   = refusal(Conflict, "already-undone", "This was taken back before.")
	NothingToUndo   = refusal(Conflict, "nothing-to-undo", "Nothing is taken back: people have worked on every one of these claims since. Withdraw them one by one where they are wrong.")
	CheckGone       = refusal(Conflict, "check-gone", "The check no longer finds this: the copy or the claims changed meanwhile. What it finds now stands beside the copy.")
	AlreadyWaived   = refusal(Conflict, "already-waived", "This sentence is waived already, and that says as much. Take it back first if it is not right.")
	AnsweredBefore  = refusal(Conflict, "answered-before", "Somebody answered this meanwhile; it stands among the settled ones beside the copy.")
	NoAbbreviation  = refusal(Invalid, "no-abbreviation", "%q is no abbreviation: write one to a line, letters and digits with full stops between them at most, such as approx or p.m.")
	NothingUnread   = refusal(Conflict, "nothing-uncovered", "Every checkable sentence is accounted for, so there is nothing to leave unchecked.")
)
