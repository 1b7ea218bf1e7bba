#!/usr/bin/env bash
# Runs all tests: test.sh TIMEOUT ROOM…
# The named rooms run under the race detector where a C compiler is present,
# all others plainly. SQLite's machine code in Go and the hash of passwords take
# half of the detector's time and hold no lock of ours, so they are compiled
# without it. It is named by package: a package with generic code of sync or
# sync/atomic in it may not be among them, for the linker keeps one copy of that
# for all, and the detector would see no order where there is one.
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
	for package in modernc.org/sqlite/lib golang.org/x/crypto/argon2 golang.org/x/crypto/blake2b; do
		unwatched+=("-gcflags=$package=-d=checkptr=0 -race=false")
	done
	# shellcheck disable=SC2086 # a list of packages
	CGO_ENABLED=1 go test -race "${unwatched[@]}" -timeout "$timeout" $raced || failed=1
fi
# shellcheck disable=SC2086
CGO_ENABLED=0 go test -timeout "$timeout" $plain || failed=1
exit "$failed"
