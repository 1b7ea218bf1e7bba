package apperr

// Refusals of the form that brings copy in.
var (
	DraftEmpty   = refusal(Invalid, "draft-empty", "There is nothing to read yet. Paste the text, choose a file, or give the address of a page.")
	DraftTwoWays = refusal(Invalid, "draft-two-ways", "Bring copy in one way at a time: this form carries %s. Empty what you do not mean, and choose the file again if you mean that.")
	FileCutOff   = refusal(TooLarge, "file-cut-off", "The file is larger than %s, so nothing of it was kept. Take the pictures out, or bring its text in by parts. What you typed is still here.")
	DraftGone    = refusal(Invalid, "draft-gone", "Copy comes in by a draft, and this form names none. Begin with the text, a file or an address.")
)
