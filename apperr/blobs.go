package apperr

// FileTooLarge refuses a file over a limit in bytes.
var FileTooLarge = refusal(TooLarge, "file-too-large", "The file is too large: at most %d bytes are taken, so nothing of it was kept. Make it smaller, or send its parts one by one.")

// BlobsAway is told when a store outside of the server does not answer. To put
// a file again does no harm: it is kept under its hash.
var BlobsAway = refusal(Unavailable, "blobs-away", "The store in which files are kept does not answer, so this file can be neither kept nor shown at this moment. Try again in a minute; if it stays like this, tell your administrator.")
