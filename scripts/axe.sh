#!/usr/bin/env bash
# Brings axe-core from npm into testkit/vendor and pins it there.
set -euo pipefail
version=4.14.1
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm pack --silent "axe-core@$version" >/dev/null
tar xzf "axe-core-$version.tgz"
cp package/axe.min.js "$root/testkit/vendor/axe.min.js"
cp package/LICENSE "$root/testkit/vendor/axe.LICENSE"
cp package/LICENSE-3RD-PARTY.txt "$root/testkit/vendor/axe.LICENSE-3RD-PARTY.txt"
cd "$root/testkit/vendor"
sha256sum axe.* >SHA256SUMS
