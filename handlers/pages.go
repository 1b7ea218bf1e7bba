package handlers

import "net/http"

// Pages lists the paths of everything that can be looked at, as the route table
// has them, so that tests of all pages cannot forget a new one.
func (h *Handlers) Pages() (paths []string) {
	for _, rt := range h.routes() {
		if rt.method == http.MethodGet {
			paths = append(paths, rt.path)
		}
	}
	return paths
}
