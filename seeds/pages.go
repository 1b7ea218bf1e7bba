package seeds

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"path"

	"example.org/tickmark/models"
	"example.org/tickmark/newsroom"
)

// pages are what the demo's sources consist of. The project wrote them.
//
//go:embed pages
var pages embed.FS

// pageOf names the page of a source by its title.
var pageOf = map[string]string{
	kremlinDemo.Title: "kremlin.html", trumpDemo.Title: "trump.html", alaskaDemo.Title: "alaska.html", germanDemo.Title: "anchorage-de.html",
	agencyDemo.Title: "tideline.html", paperDemo.Title: "kelp-harbour.html",
}

// page is the page of a source as its file, or none.
func (p *play) page(ctx context.Context, of models.Source) (file newsroom.Upload, err error) {
	name := pageOf[of.Title]
	if name == "" {
		return newsroom.Upload{}, nil
	}
	var f fs.File
	if f, err = pages.Open(path.Join("pages", name)); err != nil {
		return newsroom.Upload{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return p.TakeFile(ctx, f, name, "text/html; charset=utf-8")
}
