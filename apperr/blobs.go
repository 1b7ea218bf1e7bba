package apperr

// FileTooLarge refuses a file over a limit in bytes.
var FileTooLarge = refusal(TooLarge, "file-too-large", "The file is too large: at most %d bytes are taken, so nothing of it was kept. Make it smaller, or send its parts one by one.")
