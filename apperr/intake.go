package apperr

// Refusals of text that a person brings in.
var (
	TextEmpty      = refusal(Invalid, "text-empty", "There is no text yet. Paste the article, its headline first.")
	TextTooLarge   = refusal(Invalid, "text-too-large", "The text is too large: at most %d bytes, this is %d. Cut it into parts and send them one by one.")
	TextNotUTF8    = refusal(Invalid, "text-not-utf8", "The text is not UTF-8: the byte at position %d (line %d) belongs to no character. Save the file as UTF-8 and paste it again.")
	TextNoHeadline = refusal(Invalid, "text-no-headline", "The text has no headline. Its first line must hold words.")
	TextManyBlocks = refusal(Invalid, "text-many-blocks", "The text has too many paragraphs: at most %d, this is %d.")
	TextTooDeep    = refusal(Invalid, "text-too-deep", "Lists and quotations may lie at most %d deep in one another; line %d goes deeper.")
)
