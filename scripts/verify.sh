#!/usr/bin/env bash
# Checks that everything made by a tool is as that tool would make it now.
# Each complaint names what mends it.
set -euo pipefail
tool() { go tool -modfile=tools/go.mod "$@"; }
failed=0
complain() {
	echo "verify: $1" >&2
	failed=1
}

# templ writes a file only when it changes, so compare before and after.
sums() { find . \( -name '*.templ' -o -name '*_templ.go' \) -not -path './.*' -exec sha256sum {} + | sort -k2; }
before=$(sums)
tool templ fmt -log-level error -prettier-command none .
tool templ generate -log-level error
[ "$before" = "$(sums)" ] || complain "templ files were not formatted, or their code not current; now they are: look at git diff"

unformatted=$(find . -name '*.go' -not -name '*_templ.go' -not -path './.*' -not -path './bin/*' -print0 |
	xargs -0 go tool -modfile=tools/go.mod gofumpt -modpath example.org/tickmark -l)
[ -z "$unformatted" ] || complain "not formatted (make fmt):"$'\n'"$unformatted"

go mod tidy -diff >/dev/null || complain "go.mod is not tidy (go mod tidy)"
(cd tools && go mod tidy -diff >/dev/null) || complain "tools/go.mod is not tidy (cd tools && go mod tidy)"
go mod verify >/dev/null || complain "a module in the cache is not what go.sum says"

(cd testkit/vendor && sha256sum --quiet -c SHA256SUMS) || complain "testkit/vendor is not what SHA256SUMS says (make axe)"

exit "$failed"
