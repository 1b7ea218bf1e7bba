#!/usr/bin/env bash
# Copies the licence of every module that is linked into the binary to
# LICENSES/go, one folder a module, and lists them in LICENSES/README.md.
# Run it after a change of go.mod.
set -euo pipefail
out=LICENSES/go
list=LICENSES/README.md

rm -rf "$out"
mkdir -p "$out"
{
	echo "# Licences of what the binary contains"
	echo
	echo "Tickmark itself is under the Apache License 2.0 (../LICENSE). make licenses wrote this"
	echo "list from the modules that are linked into bin/tickmark. Fonts, icons and scripts that it"
	echo "serves carry their licences beside them under assets/; axe-core, which only the tests use,"
	echo "under testkit/vendor/."
	echo
	echo "PDFium is linked in as a module of WebAssembly, within github.com/klippa-app/go-pdfium: pdfium/ has"
	echo "its licence and names what it contains."
	echo
	echo "The weights in copydesk/worth/weights.txt were trained on ClaimBuster (Arslan, Hassan, Li,"
	echo "Tremayne, ICWSM 2020, doi 10.5281/zenodo.3609356), published as open access under Creative"
	echo "Commons Attribution, as far as known; EVALUATION.md says how. None of its sentences is here."
	echo
	echo "| module | version |"
	echo "|---|---|"
	echo "| Go and its standard library | $(go env GOVERSION | sed 's/^go//') |"
} >"$list"
mkdir -p "$out/go"
cp "$(go env GOROOT)/LICENSE" "$out/go/"

CGO_ENABLED=0 go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' ./cmd/server |
	LC_ALL=C sort -u | while read -r path version dir; do
	mkdir -p "$out/$path"
	found=$(find "$dir" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' -o -iname 'patents*' \))
	if [ -z "$found" ]; then
		echo "$path $version has no licence file" >&2
		exit 1
	fi
	while read -r file; do install -m 644 "$file" "$out/$path/"; done <<<"$found"
	echo "| $path | $version |" >>"$list"
done
