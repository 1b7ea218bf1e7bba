package apperr

// JobMoved says that a job is no longer where an admin saw it.
var JobMoved = refusal(Conflict, "job-moved", "The job went on meanwhile, so it cannot be moved like this any more. What it is at now stands on the page.")
