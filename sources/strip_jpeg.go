package sources

import (
	"bytes"
	"encoding/binary"
)

// The markers of JPEG (ITU-T T.81, table B.1) that matter here.
const (
	jpegSOI  = 0xd8
	jpegEOI  = 0xd9
	jpegSOS  = 0xda
	jpegCOM  = 0xfe
	jpegAPP0 = 0xe0
	jpegAPPF = 0xef
)

// stripJPEG copies a JPEG but for its comments and its application segments;
// of those it keeps what is needed to draw it: JFIF without its thumbnail, the
// colour profile, and Adobe's note of how colours are coded. It ends with the
// picture: what stands behind it is left out.
func stripJPEG(b []byte, turned byte) ([]byte, bool) {
	if !bytes.HasPrefix(b, []byte{0xff, jpegSOI}) {
		return nil, false
	}
	out := []byte{0xff, jpegSOI}
	if turned != 0 {
		out = appendSegment(out, jpegAPP0+1, append([]byte("Exif\x00\x00"), orientationOnly(turned)...))
	}
	scanned := false
	for at := 2; ; {
		marker, start, ok := nextMarker(b, at)
		switch {
		case !ok:
			return nil, false
		case marker == jpegEOI:
			return append(out, 0xff, jpegEOI), scanned
		case marker == 0x01 || marker >= 0xd0 && marker <= jpegSOI:
			return nil, false // stand alone, and only within a scan
		case start+2 > len(b):
			return nil, false
		}
		end := start + int(binary.BigEndian.Uint16(b[start:]))
		if end < start+2 || end > len(b) {
			return nil, false
		}
		if kept := keptSegment(marker, b[start+2:end]); kept != nil {
			out = appendSegment(out, marker, kept)
		}
		at = end
		if marker == jpegSOS {
			scanned = true
			at = scanEnd(b, end)
			out = append(out, b[end:at]...)
		}
	}
}

// nextMarker returns the marker at an offset, behind bytes that fill, and where
// what follows it starts.
func nextMarker(b []byte, at int) (marker byte, start int, ok bool) {
	if at >= len(b) || b[at] != 0xff {
		return 0, 0, false
	}
	for at < len(b) && b[at] == 0xff {
		at++
	}
	if at == len(b) || b[at] == 0 {
		return 0, 0, false
	}
	return b[at], at + 1, true
}

// scanEnd is where the coded picture that starts at an offset ends: at the next
// marker that does not stand within it.
func scanEnd(b []byte, at int) int {
	for at+1 < len(b) {
		i := bytes.IndexByte(b[at:len(b)-1], 0xff)
		if i < 0 {
			break
		}
		at += i
		if next := b[at+1]; next != 0 && (next < 0xd0 || next > 0xd7) {
			return at
		}
		at += 2
	}
	return len(b)
}

// keptSegment is what stays of a segment, or nil.
func keptSegment(marker byte, data []byte) []byte {
	const jfif = 14 // bytes, up to its thumbnail
	switch {
	case marker == jpegCOM:
		return nil
	case marker < jpegAPP0 || marker > jpegAPPF:
		return data
	case marker == jpegAPP0 && bytes.HasPrefix(data, []byte("JFIF\x00")) && len(data) >= jfif:
		return append(bytes.Clone(data[:jfif-2]), 0, 0)
	case marker == jpegAPP0+2 && bytes.HasPrefix(data, []byte("ICC_PROFILE\x00")):
		return data
	case marker == jpegAPP0+14 && bytes.HasPrefix(data, []byte("Adobe")) && len(data) >= 12:
		return data[:12]
	}
	return nil
}

func appendSegment(out []byte, marker byte, data []byte) []byte {
	out = append(out, 0xff, marker)
	out = binary.BigEndian.AppendUint16(out, uint16(len(data)+2)) //nolint:gosec // no longer than the segment that it was
	return append(out, data...)
}
