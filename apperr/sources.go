package apperr

// Refusals of reading what sources consist of.
var (
	SourceNoText = refusal(Invalid, "source-no-text", "No text is read from files of the type %s. The file itself is kept.")
)
