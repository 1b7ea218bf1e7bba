#!/usr/bin/env bash
# Builds the release into dist/: for each platform one static binary, an archive
# with its papers, and the list of what is linked into it (CycloneDX); beside
# them SHA256SUMS. The same tree, built by the same Go, gives the same bytes in
# any folder and on any day.
#
# VERSION, COMMIT and SOURCE_DATE_EPOCH say what is built and from when; git
# says so where they are not set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
umask 022

from_git() { git rev-parse --git-dir >/dev/null 2>&1; }
changed() { [ -z "$(git status --porcelain)" ] || echo "$1"; }

if from_git; then
	COMMIT=${COMMIT:-$(git rev-parse HEAD)}
	SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
	if [ -z "${VERSION:-}" ]; then
		if tag=$(git describe --tags --match 'v[0-9]*' 2>/dev/null); then
			VERSION=${tag#v}$(changed .changed)
		else
			VERSION=0.0.0-$(git rev-list --count HEAD).g$(git rev-parse --short=12 HEAD)$(changed .changed)
		fi
	fi
fi
: "${VERSION:?there is no git here: say with VERSION what this is}"
: "${COMMIT:?there is no git here: say with COMMIT what this was made from}"
: "${SOURCE_DATE_EPOCH:?there is no git here: say with SOURCE_DATE_EPOCH from when this is, in seconds}"
export SOURCE_DATE_EPOCH

# Whatever the caller's Go was set to, it builds the same.
export CGO_ENABLED=0 GOFLAGS='' GOEXPERIMENT='' GOAMD64=v1 GOARM64=v8.0 GOWORK=off
export TZ=UTC LC_ALL=C

rm -rf dist
mkdir dist
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/sbom" ./scripts/sbom
for arch in ${ARCHS:-amd64 arm64}; do
	name=tickmark-$VERSION-linux-$arch
	binary=dist/tickmark-linux-$arch
	GOOS=linux GOARCH=$arch go build -trimpath -buildvcs=false \
		-ldflags "-s -w -buildid= -X main.releaseVersion=$VERSION -X main.releaseCommit=$COMMIT" \
		-o "$binary" ./cmd/server
	"$work/sbom" -version "$VERSION" -time "$SOURCE_DATE_EPOCH" "$binary" >"dist/$name.cdx.json"

	folder=$work/pack/$name
	mkdir -p "$folder/docs" "$folder/deploy"
	cp "$binary" "$folder/tickmark"
	cp "dist/$name.cdx.json" "$folder/sbom.cdx.json"
	cp -R LICENSE LICENSES *.md "$folder/"
	mkdir "$folder/LICENSES/assets"
	cp assets/vendor/LICENSES/* "$folder/LICENSES/assets/"
	cp -R docs/*.md docs/adr docs/handbook docs/walkthrough "$folder/docs/"
	mkdir "$folder/docs/screenshots"
	cp docs/screenshots/workspace.png "$folder/docs/screenshots/" # the README's
	cp deploy/* "$folder/deploy/"
	find "$folder" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
	chmod 755 "$folder/tickmark"
	tar --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
		-C "$work/pack" -cf - "$name" | gzip -n >"dist/$name.tar.gz"
done
(cd dist && sha256sum -- * >SHA256SUMS && cat SHA256SUMS)
