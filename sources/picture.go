package sources

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/bep/imagemeta"

	"example.org/tickmark/apperr"
	"example.org/tickmark/models"
)

// pictureFormats are the formats of pictures whose metadata are read.
var pictureFormats = map[string]imagemeta.ImageFormat{
	typeJPEG: imagemeta.JPEG, typePNG: imagemeta.PNG, typeWebP: imagemeta.WebP, "image/tiff": imagemeta.TIFF,
	"image/heic": imagemeta.HEIF, "image/avif": imagemeta.AVIF,
}

// Limits on the metadata of a picture.
const (
	maxPictureTags = 2_000
	maxTagBytes    = 16 << 10
	pictureTime    = 5 * time.Second
)

// pictureFacts says which tags of EXIF, IPTC and XMP are which facts, in the
// order in which they are shown; the first that a picture has holds.
var pictureFacts = []struct {
	name models.FactName
	tags []string
}{
	{models.FactTaken, []string{"DateTimeOriginal", "CreateDate", "DateCreated"}},
	{models.FactChanged, []string{"ModifyDate"}},
	{models.FactLens, []string{"LensModel", "Lens"}},
	{models.FactSerial, []string{"SerialNumber", "BodySerialNumber", "CameraSerialNumber"}},
	{models.FactSerial, []string{"LensSerialNumber"}},
	{models.FactDirection, []string{"GPSImgDirection"}},
	{models.FactAltitude, []string{"GPSAltitude"}},
	{models.FactOrientation, []string{"Orientation"}},
	{models.FactArtist, []string{"Artist", "By-line", "Creator"}},
	{models.FactCopyright, []string{"Copyright", "CopyrightNotice", "Rights"}},
	{models.FactDescription, []string{"ImageDescription", "Caption-Abstract", "Description", "UserComment"}},
	{models.FactSoftware, []string{"Software", "CreatorTool"}},
}

// readPicture reads what a picture tells beside what it shows. No text is read
// from it.
func readPicture(in Input, kind string) (Reading, error) {
	tags, size := pictureTags(in.Bytes, kind)
	all := tags.values()
	var f facts
	if size.Width > 0 {
		f.add(models.FactSize, fmt.Sprintf("%d × %d", size.Width, size.Height))
	}
	f.add(models.FactCamera, strings.TrimSpace(all.first("Make")+" "+strings.TrimPrefix(all.first("Model"), all.first("Make")+" ")))
	if lat, long, err := tags.GetLatLong(); err == nil && onEarth(lat, long) {
		f.add(models.FactLocation, fmt.Sprintf("%.6f, %.6f", lat, long))
	}
	for _, fact := range pictureFacts {
		f.add(fact.name, all.first(fact.tags...))
	}
	r := Reading{Facts: f, Author: value(all.first("Artist", "By-line", "Creator"))}
	return r, apperr.SourceNoText.With(kind)
}

// onEarth reports whether there is such a place. 0, 0 is what cameras write
// that know none.
func onEarth(lat, long float64) bool {
	return math.Abs(lat) <= 90 && math.Abs(long) <= 180 && (lat != 0 || long != 0)
}

// tags are what a picture tells, by source and name.
type tags struct{ imagemeta.Tags }

// pictureTags reads what a picture tells, as far as it can be read, and how
// large it is, in pixels.
func pictureTags(b []byte, kind string) (tags, imagemeta.ImageConfig) {
	var all imagemeta.Tags
	if kind == typeWebP {
		b = toldByWebP(b)
	}
	got, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(b), ImageFormat: pictureFormats[kind], Sources: imagemeta.EXIF | imagemeta.IPTC | imagemeta.XMP | imagemeta.CONFIG,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return !strings.Contains(tag.Namespace, "IFD1") }, // of the thumbnail
		HandleTag: func(tag imagemeta.TagInfo) error {
			if !all.Has(tag) {
				all.Add(tag)
			}
			return nil
		},
		LimitNumTags: maxPictureTags, LimitTagSize: maxTagBytes, Timeout: pictureTime,
	})
	if err != nil { // what was read before it broke is kept
		return tags{all}, imagemeta.ImageConfig{}
	}
	return tags{all}, got.ImageConfig
}

// tagValues are values of tags by their names.
type tagValues map[string]string

// values are the tags in words, those of EXIF before those of the others.
func (t tags) values() tagValues {
	all := tagValues{}
	for _, of := range []map[string]imagemeta.TagInfo{t.EXIF(), t.IPTC(), t.XMP()} {
		for name, tag := range of {
			if words := tagWords(tag.Value); words != "" && all[name] == "" {
				all[name] = words
			}
		}
	}
	return all
}

func (v tagValues) first(names ...string) string {
	for _, name := range names {
		if v[name] != "" {
			return v[name]
		}
	}
	return ""
}

// tagWords writes the value of a tag.
func tagWords(v any) string {
	switch v := v.(type) {
	case nil, []byte:
		return ""
	case []string:
		return value(strings.Join(v, ", "))
	case float64:
		return fmt.Sprintf("%.6g", v)
	}
	return value(fmt.Sprint(v))
}
