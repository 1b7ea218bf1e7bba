// Package labelled holds sentences of which people said whether they are worth
// checking, reads them as the server reads copy, and tells how well a score
// ranks them. It trains nothing.
package labelled

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"example.org/tickmark/copydesk/reading"
	"example.org/tickmark/models"
)

// Sentence is a sentence with its label.
type Sentence struct {
	Language string // BCP 47
	Text     string
	Worth    bool // worth checking, as people see it
}

// Read reads the sentence as the server reads copy: a paragraph that holds it
// alone. The article has no date.
func (s Sentence) Read() reading.Sentence {
	whole := models.Span{End: utf8.RuneCountInString(s.Text)}
	r := reading.Read(reading.Copy{
		Document:  models.Document{Text: s.Text, Blocks: []models.Block{{Span: whole, Kind: models.Paragraph}}},
		Language:  s.Language,
		Sentences: []models.Span{whole},
	})
	return r.Sentences[0]
}

// ClaimBuster reads the sentences of U.S. presidential debates that a folder
// holds as crowdsourced.csv, for training, and as groundtruth.csv, for
// development: Arslan, Hassan, Li, Tremayne, "A Benchmark Dataset of
// Check-worthy Factual Claims", ICWSM 2020, doi 10.5281/zenodo.3609356. A
// sentence is worth checking when its verdict is 1. What stands in both files,
// white space and capitals aside, is left out of training. A file that is not
// there is an fs.ErrNotExist.
func ClaimBuster(folder string) (training, development []Sentence, err error) {
	if training, err = debates(filepath.Join(folder, "crowdsourced.csv")); err != nil {
		return nil, nil, err
	}
	if development, err = debates(filepath.Join(folder, "groundtruth.csv")); err != nil {
		return nil, nil, err
	}
	kept := map[string]bool{}
	for _, s := range development {
		kept[alike(s.Text)] = true
	}
	var rest []Sentence
	for _, s := range training {
		if !kept[alike(s.Text)] {
			rest = append(rest, s)
		}
	}
	return rest, development, nil
}

// alike is a text as it is compared.
func alike(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

func debates(file string) ([]Sentence, error) {
	f, err := os.Open(file) //nolint:gosec // of the folder that the caller names
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	const text, verdict, columns = 3, 4, 5
	table := csv.NewReader(f)
	table.FieldsPerRecord = columns
	rows, err := table.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var all []Sentence
	for i, row := range rows {
		clean := strings.Join(strings.Fields(row[text]), " ")
		if i == 0 || clean == "" {
			continue // the head, and rows without words
		}
		all = append(all, Sentence{Language: "en", Text: clean, Worth: row[verdict] == "1"})
	}
	return all, nil
}

// News reads sentences of which every line has a language, a label (1: worth
// checking, 0: not) and the sentence, parted by tabs. Lines that begin with
// "#" are left out.
func News(r io.Reader) ([]Sentence, error) {
	var all []Sentence
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 || fields[1] != "0" && fields[1] != "1" || strings.TrimSpace(fields[2]) == "" {
			return nil, fmt.Errorf("line %d is none of language, label, sentence", n)
		}
		all = append(all, Sentence{Language: fields[0], Text: fields[2], Worth: fields[1] == "1"})
	}
	return all, lines.Err()
}
