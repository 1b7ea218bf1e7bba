package views

// Palette is what somebody may go to by its name.
type Palette struct {
	Groups []PaletteGroup
}

// PaletteGroup is what of one kind was found.
type PaletteGroup struct {
	Title string
	Of    []PaletteEntry
}

// PaletteEntry is a place to go to.
type PaletteEntry struct {
	Words, Lang, Note, Href string
}
