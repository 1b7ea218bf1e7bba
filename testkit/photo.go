package testkit

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"testing"
)

// PhotoPlace is where the picture of Photo says that it was taken, as a checker
// reads it, and PhotoArtist by whom.
const (
	PhotoPlace  = "52.520000, 13.400000"
	PhotoArtist = "Ottilie Fernweh"
)

// Photo is a small JPEG as a telephone takes it: its EXIF names a place and a
// person.
func Photo(t testing.TB) []byte {
	t.Helper()
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, image.NewGray(image.Rect(0, 0, 16, 16)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00" + tiff()
	b := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	b = append(b, exif...)
	return append(b, plain.Bytes()[2:]...)
}

// tiff is a directory of two entries, the artist and the place, and the
// directory of the place: TIFF 6.0, section 2, and EXIF 2.3, section 4.6.6.
func tiff() string {
	const first, entry = 8, 12
	names := first + 2 + 2*entry + 4
	place := names + len(PhotoArtist) + 1
	values := place + 2 + 4*entry + 4
	b := []byte("MM\x00\x2a\x00\x00\x00\x08")
	b = binary.BigEndian.AppendUint16(b, 2)
	b = field(b, 0x013b, 2, len(PhotoArtist)+1, names)
	b = field(b, 0x8825, 4, 1, place)
	b = binary.BigEndian.AppendUint32(b, 0)
	b = append(b, PhotoArtist+"\x00"...)
	b = binary.BigEndian.AppendUint16(b, 4)
	b = field(b, 1, 2, 2, 'N'<<24)
	b = field(b, 2, 5, 3, values)
	b = field(b, 3, 2, 2, 'E'<<24)
	b = field(b, 4, 5, 3, values+24)
	b = binary.BigEndian.AppendUint32(b, 0)
	for _, v := range []uint32{52, 1, 31, 1, 12, 1, 13, 1, 24, 1, 0, 1} { // degrees, minutes, seconds, each over one
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return string(b)
}

// field appends an entry of a directory: its tag, what its values are, how many,
// and where they stand or, when they are short, what they are.
func field(b []byte, tag, kind uint16, count, value int) []byte {
	b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, tag), kind)
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, uint32(count)), uint32(value))
}
