package views

import (
	"example.org/tickmark/models"
	"example.org/tickmark/views/ui"
)

// JobsTitle is what the page of the jobs is called.
const JobsTitle = "Jobs"

// JobsPath is where jobs of a state are listed.
func JobsPath(state models.JobState) string { return "/jobs?state=" + string(state) }

// JobList are the jobs of one state.
type JobList struct {
	Page         ui.Page
	State        models.JobState
	Rows         []JobRow
	Newer, Older string
	Attempt      Attempt
}

// JobRow is a job of the list. It names the source it is about by its number
// only: admins do not read what is a team's.
type JobRow struct {
	models.Job
	By          string // who asked for it
	Asked       ui.Moment
	When        ui.Moment // when it runs next, or ended
	Key         string
	Retryable   bool
	Discardable bool
}

// jobStates are the states that are listed, with their words.
var jobStates = []struct {
	state models.JobState
	words string
}{
	{models.Failed, "Given up"}, {models.Queued, "Waiting"}, {models.Running, "Running"}, {models.Done, "Done"}, {models.Discarded, "Discarded"},
}

// JobStates are the states that are listed, the first being shown unless
// another is asked for.
func JobStates() (states []models.JobState) {
	for _, s := range jobStates {
		states = append(states, s.state)
	}
	return states
}

var jobKinds = map[models.JobKind]string{
	models.CaptureJob: "Capture", models.LookJob: "Look", models.RenderJob: "Picture", models.TraceJob: "Origins", models.ArchiveJob: "Public archive", models.MailJob: "Mail",
}

func (p JobList) tabs() (tabs []ui.Tab) {
	for _, s := range jobStates {
		tabs = append(tabs, ui.Tab{Link: ui.Link{Label: s.words, Href: JobsPath(s.state), Current: s.state == p.State}})
	}
	return tabs
}

// about says what the job is about.
func (r JobRow) about() string {
	if r.Kind == models.MailJob {
		return "Mail " + idText(r.SubjectID)
	}
	return "Source " + idText(r.SubjectID)
}

func (r JobRow) hidden() []ui.Hidden { return []ui.Hidden{{Name: "key", Value: r.Key}} }
