package apperr

// Refusals by the server's storage. Whoever finds the disk full knows that
// nothing was saved. Whoever meets a failure of the disk does not know, and
// sends the very same form again: by its key it has one effect.
var (
	DiskFull      = refusal(Unavailable, "disk-full", "Nothing was saved: the server's disk is full. Tell your administrator. Reading goes on; send this again once there is space.")
	StorageFailed = refusal(Unavailable, "storage-failed", "The server's storage failed, so it is not known whether this was saved. Tell your administrator. Then use your browser's Back button and send the same form again: it will not be done twice.")
)
