package apperr

// Refusals of reading what sources consist of. The file itself is kept in any
// case. Sizes are in bytes.
var (
	SourceNoText   = refusal(Invalid, "source-no-text", "No text is read from files of the type %s. The file itself is kept.")
	SourceCut      = refusal(TooLarge, "source-cut", "Only the beginning was read: the text is longer than %d bytes or has more than %d paragraphs. The file itself is kept whole.")
	SourceDamaged  = refusal(Invalid, "source-damaged", "The file says that it is %s, but it is damaged and no text can be read from it. The file itself is kept.")
	SourceTooDeep  = refusal(TooLarge, "source-too-deep", "No text was read: the parts of the file lie more than %d deep in one another. The file itself is kept.")
	SourceTooBusy  = refusal(TooLarge, "source-too-busy", "No text was read: the file has more than %d parts. The file itself is kept.")
	PDFPictures    = refusal(Invalid, "pdf-pictures", "The PDF has %d pages and no text: they are pictures, as of a scan. Read them with your eyes and type what you quote.")
	PDFLocked      = refusal(Invalid, "pdf-locked", "The PDF is locked with a password, so no text was read from it. Save it without one and add that file.")
	PDFSlow        = refusal(TooLarge, "pdf-slow", "No text was read from the PDF: it took more than %d seconds. The file itself is kept.")
	PDFFailed      = refusal(Invalid, "pdf-failed", "No text was read from the PDF: reading it failed or took too much memory. The file itself is kept.")
	PDFBroken      = refusal(Invalid, "pdf-broken", "%d of the %d pages of the PDF are damaged or too large and were not read, or not to their end.")
	PDFManyPages   = refusal(TooLarge, "pdf-many-pages", "Only the first %d of the %d pages of the PDF were read. The file itself is kept whole.")
	PictureDamaged = refusal(Invalid, "picture-damaged", "The picture is damaged, so what else it tells cannot be taken out of it, and it is not published.")
	PictureOddType = refusal(Invalid, "picture-odd-type", "What else a picture tells can be taken out of JPEG, PNG, WebP and GIF, not out of %s. Save it as one of these to publish it.")
)
