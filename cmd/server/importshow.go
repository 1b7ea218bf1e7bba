package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"example.org/tickmark/intake"
	"example.org/tickmark/models"
)

// readCopy is what was read, as --json writes it. All offsets are in code
// points of the canonical text.
type readCopy struct {
	From      string         `json:"from"`
	Format    intake.Format  `json:"format"`
	Charset   string         `json:"charset"`
	Byline    string         `json:"byline,omitempty"`
	Site      string         `json:"site,omitempty"`
	Address   string         `json:"address,omitempty"`
	Published string         `json:"published_on,omitempty"`
	Language  string         `json:"language,omitempty"`
	Guessed   bool           `json:"language_guessed"`
	Original  string         `json:"original_sha256"`
	SHA256    string         `json:"sha256"` // of the canonical text
	Text      string         `json:"text"`
	Blocks    []models.Block `json:"blocks"`
	Marks     []models.Mark  `json:"marks"`
	Warnings  []warned       `json:"warnings"`
	Citations []cited        `json:"citations"`
	Changes   []tracked      `json:"changes"`
	Remarks   []remarked     `json:"comments"`
}

type warned struct {
	Code  intake.WarningCode `json:"code"`
	At    int                `json:"at"`
	Count int                `json:"count"`
}

type cited struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label,omitempty"`
	Text  string `json:"text,omitempty"`
	URL   string `json:"url,omitempty"`
}

type tracked struct {
	Kind   intake.ChangeKind `json:"kind"`
	Author string            `json:"author"`
	On     string            `json:"on,omitempty"`
	Text   string            `json:"text"`
	At     int               `json:"at"`
}

type remarked struct {
	Author string `json:"author"`
	On     string `json:"on,omitempty"`
	Text   string `json:"text"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// show reads what is at from and prints it.
func (c importCmd) show(r *run, from string) error {
	as := c.reading()
	in := intake.Input{Format: as.Format, Charset: as.Charset, View: as.View, Whole: as.Whole}
	if isAddress(from) {
		web, err := r.web()
		if err != nil {
			return err
		}
		page, err := web.Fetch(r.ctx, from)
		if err != nil {
			return err
		}
		in.Bytes, in.Type, in.Address = page.Body, page.Type, page.Address
	} else {
		f, err := copyFile(from)
		if err != nil {
			return err
		}
		in.Bytes, in.Name = f.Bytes, f.Name
	}
	read, err := intake.Read(in)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(r.out).Encode(asJSON(from, in.Bytes, read))
	}
	r.describeCopy(from, read)
	return nil
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// asJSON is what was read, for --json. Lists are never null.
func asJSON(from string, original []byte, read intake.Result) readCopy {
	out := readCopy{
		From: from, Format: read.Format, Charset: read.Charset, Byline: read.Meta.Byline, Site: read.Meta.Site, Address: read.Meta.Address,
		Published: read.Meta.PublishedOn, Language: read.Meta.Language, Guessed: read.Meta.Guessed, Original: hexSum(original),
		SHA256: hexSum([]byte(read.Text)), Text: read.Text, Blocks: read.Blocks, Marks: append([]models.Mark{}, read.Marks...),
		Warnings: []warned{}, Citations: []cited{}, Changes: []tracked{}, Remarks: []remarked{},
	}
	for _, w := range read.Warnings {
		out.Warnings = append(out.Warnings, warned{w.Code, w.At, w.Count})
	}
	for _, c := range read.Citations {
		out.Citations = append(out.Citations, cited{c.At.Start, c.At.End, c.Label, c.Text, c.URL})
	}
	for _, c := range read.Changes {
		out.Changes = append(out.Changes, tracked{c.Kind, c.Author, c.On, c.Text, c.At})
	}
	for _, m := range read.Remarks {
		out.Remarks = append(out.Remarks, remarked{m.Author, m.On, m.Text, m.At.Start, m.At.End})
	}
	return out
}

// describeCopy prints what would be kept, for people.
func (r *run) describeCopy(from string, read intake.Result) {
	r.say("%s: %s", plainLine(from), read.Format)
	if read.Charset != "" {
		r.say(", %s", read.Charset)
	}
	for _, said := range []struct{ name, value string }{
		{"language", read.Meta.Language},
		{"byline", read.Meta.Byline},
		{"published", read.Meta.PublishedOn},
		{"by", read.Meta.Site},
		{"at", read.Meta.Address},
	} {
		if said.value != "" {
			r.say(", %s %s", said.name, plainLine(said.value))
		}
	}
	r.say("\n")
	for _, w := range read.Warnings {
		r.say("  changed or left out: %s, %d times\n", w.Code, w.Count)
	}
	for _, c := range read.Citations {
		r.say("  source: %s %s %s\n", plainLine(c.Label), plainLine(c.Text), plainLine(c.URL))
	}
	for _, c := range read.Changes {
		r.say("  tracked change: %s by %s: %s\n", c.Kind, plainLine(c.Author), plainLine(c.Text))
	}
	for _, m := range read.Remarks {
		r.say("  comment by %s: %s\n", plainLine(m.Author), plainLine(m.Text))
	}
	r.say("\n%s\n", plain(intake.ToMarkdown(read.Document)))
}
