#!/usr/bin/env bash
# Runs all tests: test.sh TIMEOUT PACKAGES-TO-RACE…
# The named packages run under the race detector where a C compiler is
# present, all others plainly.
set -euo pipefail
timeout=$1
shift

compiler=$(go env CC)
if command -v "${compiler%% *}" >/dev/null; then
	raced=$(go list "$@" 2>/dev/null || true)
else
	raced=
	echo "No C compiler here: nothing is run under the race detector."
fi
plain=$(go list ./... | grep -vxF -- "${raced:-none}" || true)

failed=0
if [ -n "$raced" ]; then
	# shellcheck disable=SC2086 # a list of packages
	CGO_ENABLED=1 go test -race -timeout "$timeout" $raced || failed=1
fi
# shellcheck disable=SC2086
go test -timeout "$timeout" $plain || failed=1
exit "$failed"
