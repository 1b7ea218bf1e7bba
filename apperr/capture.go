package apperr

// Refusals of fetching a page from the web. NotPublic is told alike for a name
// that does not exist and for one that leads into a network of our own:
// nothing is learned about what stands there.
var (
	NotPublic        = refusal(Invalid, "not-public", "No public site was found at this address, so nothing was fetched. Look whether it is written right.")
	CapturePort      = refusal(Invalid, "capture-port", "Only the usual ports of the web, 80 and 443, are fetched from. Leave the number after the site’s name out.")
	CaptureSecret    = refusal(Invalid, "capture-secret", "The address holds a name or a password before the site’s name. Leave them out, up to and including the @.")
	CaptureAway      = refusal(Invalid, "capture-unreachable", "The site could not be reached, or did not answer as sites do. Try again later, or paste the text instead.")
	CaptureUntrusted = refusal(Invalid, "capture-untrusted", "The site could not prove that it is what it says: its certificate is not valid. Nothing was fetched; paste the text instead.")
	CaptureAnswer    = refusal(Invalid, "capture-answer", "The site answered with %d instead of the page. Look whether the address is right, or paste the text instead.")
	CaptureBarred    = refusal(Invalid, "capture-barred", "The site does not give this page to everybody: it answered with %d. Open it in your browser and paste the text instead.")
	CaptureHops      = refusal(Invalid, "capture-hops", "The address leads on from one to the next more than %d times. Open it in your browser and use the address at which you end up.")
	CaptureLarge     = refusal(Invalid, "capture-large", "The page is too large: at most %d bytes are taken. Paste the text instead.")
	CaptureSlow      = refusal(Invalid, "capture-slow", "The site took longer than %d seconds, so it was not waited for. Try again later, or paste the text instead.")
	CaptureType      = refusal(Invalid, "capture-type", "There is no page of text at this address: the site says that it is %q. Save it and upload the file, or paste the text.")
	CaptureCoded     = refusal(Invalid, "capture-coded", "The site sent the page packed in a way that was not asked for (%q). Paste the text instead.")
	TryLater         = refusal(TooMany, "try-later", "Too many pages are open at this moment. Reload this one to see what is new.")
	CaptureBusy      = refusal(TooMany, "capture-busy", "Too many pages are being fetched at this moment. Try again in a minute.")
)
