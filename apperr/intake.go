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

// Refusals of a file that is brought in.
var (
	UploadTooLarge = refusal(TooLarge, "upload-too-large", "The file is too large: at most %d bytes, this is %d. Take the pictures out, or send its parts one by one.")
	CharsetUnknown = refusal(Invalid, "charset-unknown", "There is no encoding of the name %q. Choose one of the list, or save the file as UTF-8.")
	CharsetWrong   = refusal(Invalid, "charset-wrong", "The file is not in %s: a byte in line %d belongs to no character. Choose another encoding.")
	FileNotDOCX    = refusal(Invalid, "file-not-docx", "This is called a Word file but is none. Open it in the program that made it, save it as .docx and send that.")
	FileIsDOCX     = refusal(Invalid, "file-is-docx", "This is a Word file under another name. Give it a name that ends in .docx and send it again.")
	FilePDF        = refusal(Invalid, "file-pdf", "This is a PDF, in which the order of the words is not certain. Send the file that it was made from, or copy its text and paste it.")
	FileImage      = refusal(Invalid, "file-image", "This is an image, and there is no text in it that can be read. Send the text itself.")
	FileSound      = refusal(Invalid, "file-sound", "This is a sound or a film. Send the text itself.")
	FileRTF        = refusal(Invalid, "file-rtf", "This is an RTF file. Open it in a word processor, save it as .docx and send that.")
	FileOldWord    = refusal(Invalid, "file-old-word", "This is a file of an old Office program. Open it there or in LibreOffice, save it as .docx and send that.")
	FileLocked     = refusal(Invalid, "file-locked", "This Office file is locked with a password. Save it without one and send it again.")
	FileODT        = refusal(Invalid, "file-odt", "This is an OpenDocument file. Open it in LibreOffice, save it as .docx and send that.")
	FileNoArticle  = refusal(Invalid, "file-no-article", "This is a table, a set of slides or a book, not a text document. Copy the text of the article and paste it.")
	FileArchive    = refusal(Invalid, "file-archive", "This is an archive. Unpack it and send the file with the text.")
	FileBinary     = refusal(Invalid, "file-binary", "This file is not a text. Send a Word file (.docx), a page of HTML, Markdown or plain text.")
)

// Refusals of a page of HTML.
var (
	PageTooManyTags = refusal(Invalid, "page-too-many-tags", "The page has too many tags: at most %d. Copy the text of the article and paste it.")
	PageTooManyAttr = refusal(Invalid, "page-too-many-attributes", "A tag of the page has too many attributes: at most %d. Copy the text of the article and paste it.")
	PageTooDeep     = refusal(Invalid, "page-too-deep", "The tags of the page lie too deep in one another: at most %d. Copy the text of the article and paste it.")
	ListsTooDeep    = refusal(Invalid, "lists-too-deep", "Lists may lie at most %d deep in one another; this page has deeper ones.")
)
