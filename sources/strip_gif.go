package sources

import (
	"bytes"
	"slices"
)

// What the blocks of a GIF (version 89a, appendix A) begin with, and the kinds of
// its extensions.
const (
	gifImage     = 0x2c
	gifExtension = 0x21
	gifTrailer   = 0x3b

	gifControl     = 0xf9 // how the next image is drawn: for how long, over what
	gifText        = 0x01
	gifApplication = 0xff
)

// gifName is how many bytes stand before the data of an application's extension:
// what it is, the length of its name, and that.
const gifName = 3 + 11

// loopers are the applications by whose extension a picture says how often it is
// shown from its beginning.
var loopers = []string{"NETSCAPE2.0", "ANIMEXTS1.0"}

// stripGIF copies the blocks of a GIF that are needed to draw it, moving or not,
// up to its end. Its plain text, which programs do not draw, is left out like its
// comments, and so is a profile of its colours, which they do not read.
func stripGIF(b []byte, _ byte) ([]byte, bool) {
	head := gifTableEnd(b, 10, 13)
	if !bytes.HasPrefix(b, []byte("GIF87a")) && !bytes.HasPrefix(b, []byte("GIF89a")) || head > len(b) {
		return nil, false
	}
	out, rest := bytes.Clone(b[:head]), b[head:]
	var control []byte
	for drawn := false; len(rest) > 0; {
		size := gifBlock(rest)
		if size == 0 {
			return nil, false
		}
		block := rest[:size]
		rest = rest[size:]
		switch {
		case block[0] == gifTrailer:
			return append(out, gifTrailer), drawn
		case block[0] == gifImage:
			out = append(append(out, control...), block...)
			control, drawn = nil, true
		case block[1] == gifControl:
			if size != 8 || block[2] != 4 {
				return nil, false
			}
			control = block
		case block[1] == gifText: // what is before it is for it
			control = nil
		case block[1] == gifApplication:
			out = append(out, gifLoop(block)...)
		}
	}
	return nil, false
}

// gifBlock is how many bytes long the block is with which b begins; 0 where that
// is none, or not whole.
func gifBlock(b []byte) int {
	switch b[0] {
	case gifTrailer:
		return 1
	case gifExtension:
		return gifDataEnd(b, 2)
	case gifImage:
		return gifDataEnd(b, gifTableEnd(b, 9, 10)+1) // a byte says how the data are packed
	}
	return 0
}

// gifTableEnd is where the table of colours ends that may begin at an offset in
// b, as its flags say at another. It may be beyond the end of b.
func gifTableEnd(b []byte, flags, start int) int {
	if flags < len(b) && b[flags]&0x80 != 0 {
		return start + 6<<(b[flags]&7)
	}
	return start
}

// gifDataEnd is where data end that begin at an offset in b: each part of them
// has its length before it, and the last has none. It is 0 where they do not end.
func gifDataEnd(b []byte, at int) int {
	for at < len(b) {
		n := int(b[at])
		if at += 1 + n; n == 0 {
			return at
		}
	}
	return 0
}

// gifLoop is what of an application's extension says how often a picture is shown
// from its beginning, or nil.
func gifLoop(block []byte) []byte {
	if block[2] != gifName-3 || !slices.Contains(loopers, string(block[3:gifName])) {
		return nil
	}
	for at := gifName; block[at] != 0; at += 1 + int(block[at]) {
		if block[at] == 3 && block[at+1] == 1 {
			return slices.Concat(block[:gifName], block[at:at+4], []byte{0})
		}
	}
	return nil
}
