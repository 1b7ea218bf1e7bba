package views

import (
	"strconv"
	"strings"

	"example.org/tickmark/views/ui"
)

// Where the links in mails lead, before their token.
const (
	MailConfirmPath = "/mail/confirm/"
	MailStopPath    = "/mail/stop/"
)

// Letter is a mail to somebody.
type Letter struct {
	Newsroom string
	Site     string // where browsers find it
	Name     string // whom it is to
	Confirm  string // the link that confirms the address; "" for a mail that tells of something
	Day      bool   // it tells of a day
	Lines    []LetterLine
	More     bool   // there is more than the lines
	Stop     string // the link that ends all mail
}

// LetterLine is one thing that a mail tells.
type LetterLine struct {
	Words    string
	Headline string // of the article; "" where drafts do not leave the house
	Quote    string // what somebody wrote; likewise
	Href     string
	When     ui.Moment
}

// Subject is the mail's subject.
func (l Letter) Subject() string {
	switch {
	case l.Confirm != "":
		return "Confirm your address for " + l.Newsroom
	case l.Day && l.More:
		return "Over " + strconv.Itoa(len(l.Lines)) + " notices from " + l.Newsroom
	case l.Day:
		return counted(len(l.Lines), "notice", "notices") + " from " + l.Newsroom
	case len(l.Lines) > 0 && l.Lines[0].Headline != "":
		return l.Lines[0].Words + ": " + l.Lines[0].Headline
	case len(l.Lines) > 0:
		return l.Lines[0].Words
	}
	return "From " + l.Newsroom
}

func (l Letter) lead() string {
	switch {
	case l.Confirm != "":
		return "Somebody, who signed in to Tickmark at " + l.Newsroom + " as " + l.Name + ", wants notices sent to this address. If that was you, open this page and press the button on it. If not, do nothing: nothing else is sent here."
	case l.Day:
		return "This is what others did that concerns you, and that you have not read."
	}
	return ""
}

const (
	letterConfirms = "The link works for two days."
	letterMore     = "There is more: the page of your notices has all."
	letterFoot     = "You get this because you asked for notices by mail."
	letterStop     = "End all mail to this address"
	letterAccount  = "Choose what is sent"
)

// Text is the mail as plain text.
func (l Letter) Text() string {
	var b strings.Builder
	say := func(lines ...string) {
		for _, line := range lines {
			if line != "" {
				b.WriteString(line + "\n")
			}
		}
	}
	part := func(lines ...string) {
		if strings.Join(lines, "") != "" && b.Len() > 0 {
			b.WriteString("\n")
		}
		say(lines...)
	}
	part(l.lead())
	if l.Confirm != "" {
		part(l.Confirm)
		part(letterConfirms)
		return b.String()
	}
	for _, line := range l.Lines {
		part(line.Words+".", line.Headline)
		for quoted := range strings.SplitSeq(line.Quote, "\n") {
			if line.Quote != "" {
				say("> " + quoted)
			}
		}
		say(line.Href, line.When.Exact)
	}
	if l.More {
		part(letterMore, l.Site+NoticesPath)
	}
	part("-- ", letterFoot, letterAccount+": "+l.Site+"/account#mail", letterStop+": "+l.Stop)
	return b.String()
}
