#!/usr/bin/env bash
# Runs all tests: test.sh TIMEOUT ROOM…
# The named rooms run under the race detector where a C compiler is present,
# all others plainly. What the detector looks at is our code and the libraries
# that share memory with it: SQLite's and PDFium's machine code in Go, the hash
# of passwords and tables of text take half of its time and hold no lock of
# ours, so they are compiled without it.
set -euo pipefail
timeout=$1
shift

all=$(go list ./...)
raced=
compiler=$(go env CC)
if command -v "${compiler%% *}" >/dev/null; then
	raced=$(grep -E "^$(go list -m)/($(IFS='|' && echo "$*"))(/|\$)" <<<"$all" || true)
else
	echo "No C compiler here: nothing runs under the race detector."
fi
plain=$(grep -vxF -- "${raced:-none}" <<<"$all" || true)

failed=0
if [ -n "$raced" ]; then
	unwatched=(-gcflags=all=-d=checkptr=0)
	for module in modernc.org github.com/tetratelabs/wazero github.com/klippa-app/go-pdfium golang.org/x/crypto golang.org/x/text; do
		unwatched+=("-gcflags=$module/...=-d=checkptr=0 -race=false")
	done
	# shellcheck disable=SC2086 # a list of packages
	CGO_ENABLED=1 go test -race "${unwatched[@]}" -timeout "$timeout" $raced || failed=1
fi
# shellcheck disable=SC2086
CGO_ENABLED=0 go test -timeout "$timeout" $plain || failed=1
exit "$failed"
