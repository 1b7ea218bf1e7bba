package views

import "example.org/tickmark/models"

// ViewsPath is where lists are saved.
const ViewsPath = "/views"

// SavedViews are the lists that the reader saved and those that are shared.
type SavedViews struct {
	Rows    []SavedViewRow
	Here    string // the list that the page shows
	Key     string
	Open    bool // the form is shown, as it was filled
	Name    string
	Shared  bool
	Problem string
}

// SavedViewRow is a saved list.
type SavedViewRow struct {
	models.SavedView
	May bool // the reader may drop it
}
