package report

import (
	"strings"

	"example.org/tickmark/models"
)

func (w *mdWriter) claims() {
	w.section("Claims")
	for _, c := range w.r.Claims {
		w.line("### %d\\. %s\n", c.Number, oneLine(c.Statement))
		w.item("Words: %s", inline(c.Words))
		w.item("Verdict: **%s**%s", verdictOr(c.Verdict()), findingNote(c.Finding))
		w.item("State: %s; kinds: %s", c.State, kindWords(c.Kinds))
		w.signatures(c)
		for _, e := range c.Evidence {
			w.evidence(c, e)
		}
		w.origins(c.Origins)
		w.checklist(c.Checklist)
		w.before(c)
		for _, d := range w.r.Passed {
			if d.Claim == c.Number {
				w.item("**⚠ Break glass: %s.** Reason: %s · %s", inline(string(d.Point)), inline(d.Reason), w.debt(d))
			}
		}
		w.line("")
	}
}

func findingNote(f *Finding) string {
	if f == nil {
		return ""
	}
	return detail(f.Note)
}

func kindWords(kinds []models.Kind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	return strings.Join(words, ", ")
}

func (w *mdWriter) signatures(c Claim) {
	if f := c.Finding; f != nil {
		flag := ""
		if c.ByWriter {
			flag = " (**also a writer of the sentence**)"
		}
		w.item("Checked: %s, %s%s", inline(f.By.Name), w.when(f.At), flag)
	}
	if a := c.First; a != nil {
		w.item("First approval: %s, %s", inline(a.By.Name), w.when(a.At))
	}
	if a := c.Approval; a != nil {
		glass := ""
		if a.BreakGlass {
			glass = "**⚠ By break glass** "
		}
		w.item("Approved: %s%s, %s%s", glass, inline(a.By.Name), w.when(a.At), detail(a.Reason))
	}
	if c.Criticises != "" {
		w.item("Criticises: %s", inline(c.Criticises))
	}
	for _, r := range c.Replies {
		came := "nothing came of it yet"
		if r.NoAnswer {
			came = "no answer by " + w.when(r.Answered)
		} else if r.Answer != "" {
			came = "answer:" + detail(r.Answer)
		}
		w.item("Right of reply: %s, asked %s (%s); %s%s", inline(r.Whom), w.when(r.At), inline(r.Channel), came, detail(r.Reflected))
	}
	for _, h := range c.Hands {
		causes := make([]string, len(h.Causes))
		for i, cause := range h.Causes {
			causes[i] = string(cause)
		}
		w.item("Hand: %s (%s)", inline(h.Person.Name), strings.Join(causes, ", "))
	}
}

func (w *mdWriter) evidence(c Claim, e Evidence) {
	s := e.Source
	title := oneLine(s.Title)
	if s.Title == "" {
		title = oneLine(s.URL)
	}
	if link := safeURL(s.URL); link != "" {
		title = "[" + title + "](<" + destination(link) + ">)"
	} else if s.URL != "" && s.Title != "" {
		title += " " + inline(s.URL)
	}
	about := []string{string(s.Type)}
	for _, word := range []string{s.Publisher, s.Author, s.PublishedOn} {
		if word != "" {
			about = append(about, inline(word))
		}
	}
	if !s.Located {
		about = append(about, "named in the copy, not yet found")
	}
	w.item("%s %s (%s). **%s**, %s for this fact; %s", inline("["+e.Label+"]"), title, strings.Join(about, ", "),
		e.Stance, e.Authority, inline(e.By.Name))
	for _, row := range []struct{ name, text string }{
		{"Passage", e.Passage}, {"Where", e.Locator}, {"Calculation", e.Calculation}, {"Note", e.Note},
	} {
		if row.text != "" {
			w.line("    - %s: %s", row.name, inline(row.text))
		}
	}
	if e.Capture != nil {
		w.capture(c, e)
	}
	for _, t := range e.Translations {
		w.line("    - Translation (%s) by %s, %s: %s", inline(t.Language), inline(t.By.Name), w.when(t.At), inline(t.Text))
	}
}

// capture writes the sentence of the copy and what the capture says one below the
// other, in bold what each is about.
func (w *mdWriter) capture(c Claim, e Evidence) {
	in := *e.Capture
	if in.Said != "" {
		said := inSentence(w.r.Revision, c)
		w.line("    - In the copy: %s", bolded(said[0], said[1], said[2]))
		w.line("    - In the source: %s", bolded(in.Before, in.Said, in.After))
	}
	if in.Said != "" && !in.Verbatim {
		w.line("    - Quoted, and as it stands there: %s", wordDiff(e.Passage, in.Said))
	}
	if in.At == "" {
		w.line("    - %s", captureWords(in))
		return
	}
	about := []string{in.MediaType}
	if in.Language != "" {
		about = append(about, in.Language)
	}
	if in.Address != "" {
		about = append(about, in.Address)
	}
	w.line("    - %s %s (%s), SHA-256 `%s`", captureWords(in), w.when(in.At), inline(strings.Join(about, ", ")), in.SHA256)
}

// bolded is a text in one line with its middle in bold.
func bolded(before, words, after string) string {
	lead, tail := strings.TrimRight(before, " \n"), strings.TrimLeft(after, " \n")
	out := inline(lead)
	if lead != before {
		out += " "
	}
	out += "**" + inline(words) + "**"
	if tail != after {
		out += " "
	}
	return out + inline(tail)
}

func (w *mdWriter) before(c Claim) {
	for _, f := range c.Before {
		w.item("Before: %s, %s, %s%s · words: %s", f.Verdict, inline(f.By.Name), w.when(f.At), detail(f.Note), wordDiff(f.Words, c.Words))
	}
	for _, a := range c.Lapsed {
		glass := ""
		if a.BreakGlass {
			glass = " by break glass"
		}
		w.item("Before: approved%s by %s, %s, until %s: %s%s", glass, inline(a.By.Name), w.when(a.At), w.when(a.EndedAt), a.EndedBy, detail(a.Reason))
	}
}

// wordDiff writes a word diff as [-dropped-] and {+put+}.
func wordDiff(from, to string) string {
	if from == to {
		return inline(from)
	}
	var b strings.Builder
	for _, p := range diffWords(from, to) {
		switch p.Change {
		case dropped:
			b.WriteString("[-" + p.Text + "-]")
		case put:
			b.WriteString("{+" + p.Text + "+}")
		case kept:
			b.WriteString(p.Text)
		}
	}
	return inline(b.String())
}

func (w *mdWriter) footnotes() {
	for _, c := range w.r.Claims {
		if c.Span == nil {
			continue
		}
		by := ""
		if c.Finding != nil {
			by = "; checked by " + inline(c.Finding.By.Name)
		}
		if c.Approval != nil {
			by += "; approved by "
			if c.First != nil {
				by += inline(c.First.By.Name) + " and "
			}
			by += inline(c.Approval.By.Name)
			if c.Approval.BreakGlass {
				by += " (**⚠ by break glass**)"
			}
		}
		w.line("[^%d]: %s · **%s**%s\n", c.Number, inline(c.Statement), capital(verdictOr(c.Verdict())), by)
	}
}
