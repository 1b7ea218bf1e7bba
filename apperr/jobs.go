package apperr

// RobotsBar says that a site does not want to be looked at by programs.
var RobotsBar = refusal(Forbidden, "robots-bar", "The site asks programs not to look at this page by themselves. Look at it again by hand.")

// JobMoved says that a job is no longer where an admin saw it.
var JobMoved = refusal(Conflict, "job-moved", "The job went on meanwhile, so it cannot be moved like this any more. What it is at now stands on the page.")
