package sources

import "time"

// ReadPDFWithin reads a PDF for so long at most, and says why it was not read.
func ReadPDFWithin(pdf []byte, most time.Duration) error {
	_, err := askPDFReader(pdf, most)
	return err
}
