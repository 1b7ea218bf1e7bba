package sources

import (
	"encoding/binary"

	"example.org/tickmark/apperr"
)

// strippers hold the way to take metadata out of each format.
var strippers = map[string]func(b []byte, orientation byte) ([]byte, bool){
	typeJPEG: stripJPEG,
	typePNG:  stripPNG,
	typeWebP: stripWebP,
	typeGIF:  stripGIF,
}

// Stripped returns a picture without what it tells beside what it shows: EXIF
// with the place, XMP, IPTC, comments, thumbnails, pictures behind the picture
// and whatever else is not needed to draw it. The picture itself stays as it
// is, byte for byte, with its colour profile and, if it is to be turned, a note
// of how. The bytes that came in are not changed.
//
// It refuses with PictureOddType what is no JPEG, PNG, WebP or GIF, and with
// PictureDamaged what is not whole: nothing is published of which it is not
// known what it tells.
func Stripped(b []byte, mediaType string) ([]byte, error) {
	kind := namedType(mediaType)
	strip := strippers[kind]
	if strip == nil {
		return nil, apperr.PictureOddType.With(kind)
	}
	out, ok := strip(b, orientation(b, kind))
	if !ok {
		return nil, apperr.PictureDamaged.With()
	}
	return out, nil
}

// orientation is how a picture is to be turned, by EXIF: 2 to 8, or 0 when it is
// not.
func orientation(b []byte, kind string) byte {
	tags, _ := pictureTags(b, kind)
	text := tagWords(tags.EXIF()["Orientation"].Value)
	if len(text) == 1 && text[0] >= '2' && text[0] <= '8' {
		return text[0] - '0'
	}
	return 0
}

// orientationOnly is EXIF (a TIFF header, one directory, one entry) that says
// nothing but how a picture is to be turned.
func orientationOnly(o byte) []byte {
	b := []byte("MM\x00\x2a\x00\x00\x00\x08")    // big-endian; the directory stands at 8
	b = binary.BigEndian.AppendUint16(b, 1)      // entries
	b = binary.BigEndian.AppendUint16(b, 0x0112) // Orientation
	b = binary.BigEndian.AppendUint16(b, 3)      // SHORT
	b = binary.BigEndian.AppendUint32(b, 1)      // of them one
	b = append(b, 0, o, 0, 0)                    // its value
	return binary.BigEndian.AppendUint32(b, 0)   // no directory more
}
