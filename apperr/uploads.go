package apperr

// Refusals of a file that is added to a source. Sizes are in words.
var (
	FileEmpty       = refusal(Invalid, "file-empty", "The file is empty: there is not one byte in it. Look whether it was saved, and choose it again.")
	FileMismatch    = refusal(WrongType, "file-mismatch", "This file is not what it says. By its bytes it is %s; its name, or your browser, says %s. Give it the name that fits, or save it anew in the program that made it.")
	SourceFileLarge = refusal(TooLarge, "source-file-large", "The file is larger than %s, so nothing of it was kept. Cut a recording into parts, or leave it where it is and say in the note where that is. What you typed is still here.")
	FileMissing     = refusal(Invalid, "file-missing", "No file came with the form. Choose one, and send it again.")
)

// Refusals of a new source and of a person's word.
var (
	WordIncomplete   = refusal(Invalid, "word-incomplete", "%s is missing. A person's word is kept with who said it, how and when, and whether they may be named.")
	WordWithoutHow   = refusal(Invalid, "word-without-how", "You filled in something of a person's word, but not how it came. Choose that, or leave the others as they were.")
	WordNotNamed     = refusal(Invalid, "word-not-named", "Whoever is not to be named is protected here: protect the source, and give a pseudonym and the real name. What stands under Author is printed in the report.")
	ProtectedFields  = refusal(Invalid, "protected-fields", "A protected source shows its pseudonym and nothing else. Leave %s empty: what you know of it belongs into the note for its keepers.")
	ProtectedMissing = refusal(Invalid, "protected-missing", "%s is missing. A protected source has a pseudonym, which everybody sees, and a name, which its keepers see.")
	ProtectedNeeded  = refusal(Invalid, "protected-needed", "You filled in who a protected source is, but the source is not protected. Protect it, or leave that empty.")
	PseudonymIsName  = refusal(Invalid, "pseudonym-is-name", "The pseudonym holds the name, and everybody sees it. Choose another one.")
)

// Refusals of those who keep a protected source.
var (
	KeepersOnly = refusal(Forbidden, "keepers-only", "The source is protected: only those who keep it add files to it.")
	LastKeeper  = refusal(Conflict, "last-keeper", "Nobody would be left who can sign in and knows who this is. Have somebody else keep it first.")
	KeptAlone   = refusal(Invalid, "kept-alone", "Protected sources that nobody else keeps who can sign in: %d. Nobody could read who they are any more. Have this person let somebody else keep them first, or say that you know it.")
	KeeperBlind = refusal(Invalid, "keeper-blind", "%s cannot sign in, or the article is not open to them, so they cannot keep this source.")
	KeeperTwice = refusal(Conflict, "keeper-already", "%s keeps this source already.")
	KeeperNone  = refusal(Conflict, "keeper-none", "This person does not keep the source any more.")
)

// SourceLarge says why no text was read from a large file. Sizes are in MiB.
var SourceLarge = refusal(TooLarge, "source-large", "No text was read: it is read from files of at most %d MiB, and this one has %d MiB. The file itself is kept.")

// FileKind says in words what a media type stands for, for FileMismatch; a rare
// one is named as it is.
func FileKind(mediaType string) string {
	if words, ok := fileKinds[mediaType]; ok {
		return words
	}
	return mediaType
}

var fileKinds = map[string]string{
	"application/vnd.microsoft.portable-executable": "a program", "application/x-elf": "a program", "application/x-executable": "a program",
	"application/x-mach-binary": "a program", "application/x-sharedlib": "a program", "application/java-archive": "a program", "application/jar": "a program",
	"application/pdf": "a PDF", "application/zip": "a zip archive", "application/octet-stream": "nothing that is known",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word document",
	"image/jpeg": "a JPEG picture", "image/png": "a PNG picture", "image/webp": "a WebP picture", "image/gif": "a GIF picture",
	"text/plain": "a text", "text/html": "a web page", "message/rfc822": "a mail", "audio/mpeg": "an MP3 recording", "video/mp4": "an MP4 film",
}
