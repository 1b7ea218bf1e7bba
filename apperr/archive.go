package apperr

// Refusals of asking a public archive to keep a page, beside those of asking any
// service, and of taking captures along.
var (
	ArchiveOff       = refusal(Invalid, "archive-off", "No public archive is set up. Whoever keeps the machine names one in TICKMARK_WAYBACK.")
	ArchiveProtected = refusal(Forbidden, "archive-protected", "The source is protected, so nobody outside is asked about it.")
	ArchiveUploaded  = refusal(Invalid, "archive-uploaded", "It was uploaded, so there is no page that an archive could look at.")
	ArchiveRefused   = refusal(Invalid, "archive-refused", "The archive does not keep this page: it answered with %d. The capture that is kept here stays.")
	ArchiveNowhere   = refusal(Invalid, "archive-nowhere", "The archive answered without saying where it keeps the page. Look there yourself; the capture that is kept here stays.")
	ArchiveLarge     = refusal(TooLarge, "archive-large", "The captures have %d bytes together, and at most %d are sent in one archive. Take them one by one, from their pages.")
)
