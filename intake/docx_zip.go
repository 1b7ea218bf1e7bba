package intake

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"io/fs"
	"path"
	"slices"
	"strings"

	"example.org/tickmark/apperr"
)

// The sizes and first bytes of the records of a zip archive that are looked at
// before archive/zip sees it (APPNOTE.TXT, 4.3).
const (
	localSize     = 30
	directorySize = 46
	endSize       = 22
	maxComment    = 1<<16 - 1

	localMagic     = "PK\x03\x04"
	directoryMagic = "PK\x01\x02"
	endMagic       = "PK\x05\x06"
	locator64Magic = "PK\x06\x07"
	locator64Size  = 20

	extra64       = 1   // the id of the extra field of zip64
	flagEncrypted = 0x1 // the flags of an entry
	flagSizeLater = 0x8

	maxDeflate = 1_032 // how many times its size deflate can pack at most
)

// archive says what stands where in a zip file. Offsets are in bytes.
type archive struct {
	bytes   []byte
	start   int   // of the central directory
	headers []int // of the entries, in the order of the directory
}

// openPackage checks the archive in b as a whole and opens it. The directory
// is walked before archive/zip reads it, since that takes memory for as many
// entries as there are.
func openPackage(b []byte) (*docxPackage, error) {
	a := archive{bytes: b}
	if err := a.walk(); err != nil {
		return nil, err
	}
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || len(r.File) != len(a.headers) {
		return nil, damagedArchive()
	}
	pkg := &docxPackage{parts: map[string]*zip.File{}, bytes: maxParts, elements: maxElements}
	var declared uint64
	for i, f := range r.File {
		if err := a.check(f, a.headers[i]); err != nil {
			return nil, err
		}
		name := partName(f.Name)
		if pkg.parts[name] != nil {
			return nil, apperr.DocxTwice.With(f.Name)
		}
		pkg.parts[name] = f
		if declared += f.UncompressedSize64; declared > maxDeclared {
			return nil, apperr.DocxLarge.With(maxDeclared)
		}
	}
	return pkg, a.apart(r.File)
}

func damagedArchive() error { return apperr.DocxDamaged.With("its list of parts") }

// partName brings a part's name into the form in which names are compared.
func partName(name string) string { return strings.ToLower(name) }

// walk finds the directory and the header of each entry.
func (a *archive) walk() error {
	end := a.end()
	if end < 0 {
		return damagedArchive()
	}
	le, record := binary.LittleEndian, a.bytes[end:]
	count, size, start := int(le.Uint16(record[10:])), int(le.Uint32(record[12:])), int(le.Uint32(record[16:]))
	switch {
	case end >= locator64Size && string(a.bytes[end-locator64Size:][:4]) == locator64Magic:
		return apperr.DocxZip64.With()
	case count > maxEntries:
		return apperr.DocxEntries.With(maxEntries)
	case le.Uint32(record[4:]) != 0 || int(le.Uint16(record[8:])) != count || start+size != end:
		return damagedArchive()
	}
	a.start = start
	for at := start; at < end; {
		header := a.bytes[at:end]
		if len(header) < directorySize || string(header[:4]) != directoryMagic {
			return damagedArchive()
		}
		if a.headers = append(a.headers, int(le.Uint32(header[42:]))); len(a.headers) > maxEntries {
			return apperr.DocxEntries.With(maxEntries)
		}
		at += directorySize + int(le.Uint16(header[28:])) + int(le.Uint16(header[30:])) + int(le.Uint16(header[32:]))
	}
	if len(a.headers) != count {
		return damagedArchive()
	}
	return nil
}

// end returns where the record at the end of the directory begins, or -1.
func (a *archive) end() int {
	for i := len(a.bytes) - endSize; i >= max(0, len(a.bytes)-endSize-maxComment); i-- {
		if string(a.bytes[i:i+4]) == endMagic && i+endSize+int(binary.LittleEndian.Uint16(a.bytes[i+20:])) <= len(a.bytes) {
			return i
		}
	}
	return -1
}

// check refuses an entry that no word processor writes, or of which the header
// at the offset says something else than the directory.
func (a *archive) check(f *zip.File, header int) error {
	switch {
	case unsafeName(f):
		return apperr.DocxName.With(f.Name)
	case f.Flags&flagEncrypted != 0:
		return apperr.DocxLocked.With(f.Name)
	case hasExtra(f.Extra, extra64):
		return apperr.DocxZip64.With()
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return apperr.DocxDamaged.With(f.Name)
	case f.Method == zip.Store && f.CompressedSize64 != f.UncompressedSize64,
		f.UncompressedSize64 > maxDeflate*f.CompressedSize64:
		return apperr.DocxLies.With(f.Name)
	}
	if header > a.start-localSize {
		return damagedArchive()
	}
	le, local := binary.LittleEndian, a.bytes[header:a.start]
	name := int(le.Uint16(local[26:]))
	if string(local[:4]) != localMagic || len(local) < localSize+name || string(local[localSize:localSize+name]) != f.Name {
		return damagedArchive()
	}
	later := f.Flags&flagSizeLater != 0 && le.Uint32(local[18:]) == 0
	if !later && (uint64(le.Uint32(local[18:])) != f.CompressedSize64 || uint64(le.Uint32(local[22:])) != f.UncompressedSize64) {
		return apperr.DocxLies.With(f.Name)
	}
	return nil
}

// unsafeName reports whether an entry's name leads out of the archive, or its
// mode makes it anything but a file or a folder.
func unsafeName(f *zip.File) bool {
	name := strings.TrimSuffix(f.Name, "/")
	return name == "" || !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00:") || path.Clean(name) != name ||
		f.Mode().Type()&^fs.ModeDir != 0
}

// hasExtra reports whether the extra fields of an entry hold one with the id.
func hasExtra(extra []byte, id uint16) bool {
	for len(extra) >= 4 {
		if binary.LittleEndian.Uint16(extra) == id {
			return true
		}
		size := 4 + int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[min(size, len(extra)):]
	}
	return false
}

// apart refuses entries that lie over one another or over the directory.
func (a *archive) apart(files []*zip.File) error {
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(a.headers[i], a.headers[j]) })
	for n, i := range order {
		data, err := files[i].DataOffset()
		if err != nil {
			return damagedArchive()
		}
		next := a.start
		if n+1 < len(order) {
			next = a.headers[order[n+1]]
		}
		if int(data)+int(files[i].CompressedSize64) > next { //nolint:gosec // 32 bits each, for there is no zip64
			return apperr.DocxOverlap.With(files[i].Name)
		}
	}
	return nil
}
