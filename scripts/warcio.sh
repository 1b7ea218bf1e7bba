#!/usr/bin/env bash
# Brings warcio.js from npm into warc/testdata/warcio and pins it there, with
# the licences of what is bundled in it.
set -euo pipefail
version=2.4.11
bundled=(pako@1.0.11 hash-wasm@4.9.0 base32-encode@2.0.0 uuid-random@1.3.2)
folder=$PWD/warc/testdata/warcio
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
mkdir -p "$folder"
npm pack --silent "warcio@$version" >/dev/null
tar xzf "warcio-$version.tgz"
grep -v '^//# sourceMappingURL=' package/dist/index.all.js >"$folder/warcio.js"
cp package/LICENSE "$folder/warcio.LICENSE"
for part in "${bundled[@]}"; do
	rm -rf package
	npm pack --silent "$part" >/dev/null
	tar xzf "${part/@/-}.tgz"
	cp package/LICENSE* "$folder/${part%@*}.LICENSE"
done
cd "$folder"
sha256sum warcio.js ./*.LICENSE | sed 's, \./, ,' >SHA256SUMS
