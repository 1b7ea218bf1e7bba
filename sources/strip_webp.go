package sources

import (
	"bytes"
	"encoding/binary"
)

// The flags of a VP8X chunk that say which metadata follow.
const (
	webpXMP  = 0x04
	webpEXIF = 0x08
)

// frameHead is how many bytes of an ANMF chunk stand before its own chunks.
const frameHead = 16

// stripWebP copies the chunks of a WebP (RFC 9649) that are needed to draw it,
// up to its end.
func stripWebP(b []byte, turned byte) ([]byte, bool) {
	if len(b) < 12 || !bytes.HasPrefix(b, []byte("RIFF")) || string(b[8:12]) != "WEBP" {
		return nil, false
	}
	size := uint64(binary.LittleEndian.Uint32(b[4:])) + 8
	if size > uint64(len(b)) || size < 12 {
		return nil, false
	}
	chunks, ok := drawnChunks(b[12:size], turned)
	if !ok || len(chunks) == 0 {
		return nil, false
	}
	if turned != 0 && bytes.HasPrefix(chunks, []byte("VP8X")) {
		chunks = appendRIFF(chunks, "EXIF", orientationOnly(turned))
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(chunks)+4)) //nolint:gosec // no longer than what came in, but for a few bytes
	return append(append(out, "WEBP"...), chunks...), true
}

// drawnChunks are those of a list of chunks that are needed to draw.
func drawnChunks(rest []byte, turned byte) ([]byte, bool) {
	var out []byte
	for len(rest) > 0 {
		if len(rest) < 8 {
			return nil, false
		}
		size := uint64(binary.LittleEndian.Uint32(rest[4:]))
		if size+8 > uint64(len(rest)) {
			return nil, false
		}
		name, data := string(rest[:4]), rest[8:8+size]
		rest = rest[min(8+size+size%2, uint64(len(rest))):]
		kept, ok := keptChunk(name, data, turned)
		if !ok {
			return nil, false
		}
		if kept != nil {
			out = appendRIFF(out, name, kept)
		}
	}
	return out, true
}

// keptChunk is what stays of a chunk, or nil.
func keptChunk(name string, data []byte, turned byte) (kept []byte, ok bool) {
	switch name {
	case "VP8 ", "VP8L", "ALPH", "ANIM", "ICCP":
		return data, true
	case "VP8X":
		if len(data) < 10 {
			return nil, false
		}
		data = bytes.Clone(data[:10])
		data[0] &^= webpXMP | webpEXIF
		if turned != 0 {
			data[0] |= webpEXIF
		}
		return data, true
	case "ANMF":
		if len(data) < frameHead {
			return nil, false
		}
		inner, ok := drawnFrame(data[frameHead:])
		return append(bytes.Clone(data[:frameHead]), inner...), ok
	}
	return nil, true
}

// drawnFrame are the chunks of one picture of a moving one.
func drawnFrame(data []byte) ([]byte, bool) {
	var out []byte
	for len(data) >= 8 {
		size := uint64(binary.LittleEndian.Uint32(data[4:]))
		if size+8 > uint64(len(data)) {
			return nil, false
		}
		if name := string(data[:4]); name == "VP8 " || name == "VP8L" || name == "ALPH" {
			out = appendRIFF(out, name, data[8:8+size])
		}
		data = data[min(8+size+size%2, uint64(len(data))):]
	}
	return out, true
}

func appendRIFF(out []byte, name string, data []byte) []byte {
	out = binary.LittleEndian.AppendUint32(append(out, name...), uint32(len(data))) //nolint:gosec // no longer than the chunk that it was
	out = append(out, data...)
	if len(data)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// toldByWebP is what a WebP says beside its picture, with the size of that, as a WebP
// of even chunks: imagemeta does not know of the byte that follows an odd one,
// and so finds nothing behind it.
func toldByWebP(b []byte) []byte {
	out := []byte("RIFF\x00\x00\x00\x00WEBP")
	for rest := b[min(len(b), 12):]; len(rest) >= 8; {
		size := uint64(binary.LittleEndian.Uint32(rest[4:]))
		if size+8 > uint64(len(rest)) {
			break
		}
		name, data := string(rest[:4]), bytes.Clone(rest[8:8+size])
		rest = rest[min(8+size+size%2, uint64(len(rest))):]
		switch name {
		case "VP8X":
			data = append(data, make([]byte, 10)...)[:10]
			data[0] |= webpXMP | webpEXIF
		case "VP8 ", "VP8L":
			data = append(data, make([]byte, 10)...)[:10]
		case "EXIF", "XMP ":
			data = append(bytes.TrimPrefix(data, []byte("Exif\x00\x00")), []byte(" ")[:len(data)%2]...)
		default:
			continue
		}
		out = appendRIFF(out, name, data)
	}
	return out
}
