package apperr

// RobotsBar says that a site does not want to be looked at by programs.
var RobotsBar = refusal(Forbidden, "robots-bar", "The site asks programs not to look at this page by themselves. Look at it again by hand.")

// JobNeverEnded says that a job was begun again and again and that whoever began
// it was gone before its end.
var JobNeverEnded = refusal(Conflict, "job-never-ended", "It was begun %d times and never ended: the program ended first each time.")

// JobMoved says that a job is no longer where an admin saw it.
var JobMoved = refusal(Conflict, "job-moved", "The job went on meanwhile, so it cannot be moved like this any more. What it is at now stands on the page.")
