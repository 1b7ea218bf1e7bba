package handlers

import (
	"io"
	"net/http"
	"slices"

	"example.org/tickmark/models"

	"github.com/gin-gonic/gin"
)

// Row is a row of the route table as the tests walk it.
type Row struct {
	Method, Path string
	Public       bool
	Roles        []models.Role // who may call it
	Long         bool
}

// Table is the route table.
func (h *Handlers) Table() (rows []Row) {
	for _, rt := range h.routes() {
		rows = append(rows, Row{rt.method, rt.path, rt.right.public, slices.Clone(rt.right.roles), rt.room.typed == textLimit})
	}
	return rows
}

// Engine is the site as it is routed, without compression.
func (h *Handlers) Engine() (*gin.Engine, error) { return h.engine() }

// Policy is what an HTML answer lets the browser do.
const Policy = policy

// The largest forms, in bytes.
const (
	FormLimit = formLimit
	TextLimit = textLimit
)

// ReadPatiently reads all of a file as one that comes slowly, and then does what
// is done with it.
func ReadPatiently(file io.Reader, w http.ResponseWriter, then func()) error {
	slow := newPatient(file, w)
	defer slow.end()
	_, err := io.Copy(io.Discard, slow)
	then()
	return err
}
