package apperr

// Refusals of Word files. Sizes are in bytes.
var (
	DocxDamaged    = refusal(Invalid, "docx-damaged", "The Word file is damaged: %s cannot be read. Open it in your word processor, save it again and bring that file in.")
	DocxNotWord    = refusal(Invalid, "docx-not-word", "This is no Word document: it holds no %s. Save the text as .docx and bring that file in.")
	DocxNoWords    = refusal(Invalid, "docx-no-words", "The Word file holds no words. If its text is a picture or stands in the page header, copy the text and paste it.")
	DocxLocked     = refusal(Invalid, "docx-locked", "%q in the Word file is encrypted. Save it without a password and bring that file in.")
	DocxZip64      = refusal(Invalid, "docx-zip64", "The Word file is packed as zip64, which is for files over 4 GiB. Open it in your word processor, save it again and bring that file in.")
	DocxEntries    = refusal(TooLarge, "docx-many-entries", "The Word file holds too many parts: at most %d, this has more. Copy the text and paste it.")
	DocxName       = refusal(Invalid, "docx-unsafe-name", "The Word file holds a part with the name %q, which no word processor writes. Open it in yours, save it again and bring that file in.")
	DocxTwice      = refusal(Invalid, "docx-part-twice", "The Word file holds %q twice. Open it in your word processor, save it again and bring that file in.")
	DocxOverlap    = refusal(Invalid, "docx-overlap", "The Word file is not what it claims: %q lies over another part of it. Open it in your word processor, save it again and bring that file in.")
	DocxLies       = refusal(Invalid, "docx-wrong-size", "The Word file is not what it claims: %q has another size than the file says. Open it in your word processor, save it again and bring that file in.")
	DocxPartLarge  = refusal(TooLarge, "docx-part-too-large", "%q in the Word file is too large: at most %d bytes when unpacked, this is %d or more. Cut the article into parts and send them one by one.")
	DocxLarge      = refusal(TooLarge, "docx-too-large", "The Word file is too large: at most %d bytes when unpacked. Take the pictures out, or cut the article into parts.")
	DocxRatio      = refusal(TooLarge, "docx-ratio", "%q in the Word file unpacks to more than %d times its size, as no article does. Copy the text and paste it.")
	DocxDoctype    = refusal(Invalid, "docx-doctype", "%q in the Word file has a document type declaration (<!DOCTYPE), which no word processor writes. Open it in yours, save it again and bring that file in.")
	DocxDeep       = refusal(TooLarge, "docx-too-deep", "%q in the Word file has elements more than %d deep in one another. Copy the text and paste it.")
	DocxElements   = refusal(TooLarge, "docx-many-elements", "The Word file has too many elements: at most %d. Cut the article into parts and send them one by one.")
	DocxDefined    = refusal(TooLarge, "docx-many-definitions", "The Word file has too many styles, lists and links: at most %d. Copy the text and paste it.")
	DocxLongToken  = refusal(TooLarge, "docx-long-token", "%q in the Word file has a tag or a stretch of text over %d bytes. Copy the text and paste it.")
	DocxManyAsides = refusal(TooLarge, "docx-many-asides", "The footnotes, links, comments and tracked changes of the Word file are too many: at most %d bytes in all. Accept or refuse the changes, delete comments that are done with, and save it again.")
)
