package blobs

import (
	"fmt"
	"io"
)

// Secret proves to a store who asks. However it is printed, logged or
// marshalled, it does not show.
type Secret string

// hidden is what shows of a secret, whether there is one or not.
const hidden = "(secret)"

// Format writes that there is something which does not show.
func (Secret) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, hidden) }

// MarshalText is for encoders and logs what Format is for printing.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
