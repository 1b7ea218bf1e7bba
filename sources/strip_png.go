package sources

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

const pngHead = "\x89PNG\r\n\x1a\n"

// drawingChunks are the chunks of PNG (third edition) that are needed to draw a
// picture, moving or not.
var drawingChunks = []string{
	"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs", "hIST", "acTL", "fcTL", "fdAT",
}

// stripPNG copies the chunks of a PNG that are needed to draw it, up to its end.
func stripPNG(b []byte, turned byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(b, []byte(pngHead))
	if !ok {
		return nil, false
	}
	out := []byte(pngHead)
	for first := true; ; first = false {
		const frame = 12 // length, name, sum
		if len(rest) < frame {
			return nil, false
		}
		size := uint64(binary.BigEndian.Uint32(rest)) + frame
		if size > uint64(len(rest)) {
			return nil, false
		}
		name := string(rest[4:8])
		if first && name != "IHDR" {
			return nil, false
		}
		if slices.Contains(drawingChunks, name) {
			out = append(out, rest[:size]...)
		}
		if first && turned != 0 {
			out = appendChunk(out, "eXIf", orientationOnly(turned))
		}
		if name == "IEND" {
			return out, true
		}
		rest = rest[size:]
	}
}

func appendChunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data))) //nolint:gosec // of a few bytes
	start := len(out)
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
