#!/usr/bin/env bash
# Runs all tests: test.sh TIMEOUT ROOM…
# The named rooms run under the race detector where a C compiler is present,
# all others plainly.
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
	# shellcheck disable=SC2086 # a list of packages
	CGO_ENABLED=1 go test -race -timeout "$timeout" $raced || failed=1
fi
# shellcheck disable=SC2086
CGO_ENABLED=0 go test -timeout "$timeout" $plain || failed=1
exit "$failed"
