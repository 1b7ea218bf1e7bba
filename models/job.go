package models

// JobKind is what a job does.
type JobKind string

// The kinds of jobs.
const (
	// CaptureJob fetches and keeps a source's page. Its subject is the source.
	CaptureJob JobKind = "capture"
	// LookJob looks at a source's page again, by itself. Its subject is the
	// source.
	LookJob JobKind = "look"
	// RenderJob draws a page as a picture and as a PDF. Its subject is the
	// capture.
	RenderJob JobKind = "render"
	// TraceJob finds from whom a source has its words, and who has them from it.
	// Its subject is the source.
	TraceJob JobKind = "trace"
	// ArchiveJob asks a public archive to keep a page. Its subject is the capture.
	ArchiveJob JobKind = "archive"
	// MailJob sends a mail. Its subject is the mail.
	MailJob JobKind = "mail"
)

// JobState is where a job stands.
type JobState string

// The states of jobs.
const (
	Queued    JobState = "queued"    // a worker takes it once its time has come
	Running   JobState = "running"   // a worker has it until its lease ends; then it is queued again
	Done      JobState = "done"      // it did what it was for
	Failed    JobState = "failed"    // it gave up; an admin may queue it again or discard it
	Discarded JobState = "discarded" // an admin let it be
)

// Job is work that goes on after the act that asked for it, and is carried out
// at least once. Of one kind about one subject one job at most is queued or
// running.
type Job struct {
	ID        ID
	Kind      JobKind
	SubjectID ID
	State     JobState
	Attempts  int     // begun
	RunAt     Instant // not before
	Lease     string  // names the worker's hold of it while it runs
	LeaseEnds Instant
	LastError string // of the last attempt that failed, in words for people
	CreatedBy Ref    // who asked for it; none: the program did
	CreatedAt Instant
	EndedAt   Instant // when it was done, failed or discarded
}
