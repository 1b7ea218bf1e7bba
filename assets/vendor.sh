#!/bin/sh
# Refreshes the third-party files under vendor/ from the npm registry and
# writes their hashes to vendor/MANIFEST. Needs npm; nothing else here does.
# Run it from any folder; look at the diff before committing it.
set -eu
cd "$(dirname "$0")"

htmx=htmx.org@4.0.1
inter=@fontsource-variable/inter@5.3.0
serif=@fontsource-variable/source-serif-4@5.3.1
lucide=lucide-static@1.62.0

subsets='latin latin-ext cyrillic cyrillic-ext greek vietnamese'
icons='archive bell check chevron-right circle-alert circle-check circle-dashed
circle-help circle-minus circle-plus circle-x clock copy download eye
filter hammer highlighter history info keyboard link log-out merge
octagon-alert pen-line quote search split triangle-alert undo-2 user
user-check'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # package@version folder
	mkdir "$work/$2"
	(cd "$work/$2" && tar xzf "$(npm pack --silent --ignore-scripts "$1")" --strip-components=1)
}
fetch "$htmx" htmx
fetch "$inter" inter
fetch "$serif" serif
fetch "$lucide" lucide

rm -rf vendor
mkdir -p vendor/fonts vendor/icons vendor/LICENSES

cp "$work/htmx/dist/htmx.min.js" vendor/htmx.js
for s in $subsets; do
	cp "$work/inter/files/inter-$s-wght-normal.woff2" vendor/fonts/
	for style in normal italic; do
		cp "$work/serif/files/source-serif-4-$s-wght-$style.woff2" vendor/fonts/
	done
done
for i in $icons; do
	cp "$work/lucide/icons/$i.svg" vendor/icons/
done

# The packages' own @font-face rules, for the files that were taken.
{
	echo '/* Written by vendor.sh from the fontsource packages. */'
	cat "$work/inter/wght.css" "$work/serif/wght.css" "$work/serif/wght-italic.css" |
		sed 's|url(./files/\([^)]*\))|url("\1")|' |
		awk 'BEGIN { RS = ""; ORS = "\n\n" }
			match($0, /"[a-z0-9-]+\.woff2"/) {
				f = substr($0, RSTART + 1, RLENGTH - 2)
				if (system("test -f vendor/fonts/" f) == 0) print
			}'
} >vendor/fonts.css

cp "$work/htmx/LICENSE" vendor/LICENSES/htmx.txt
cp "$work/inter/LICENSE" vendor/LICENSES/inter.txt
cp "$work/serif/LICENSE" vendor/LICENSES/source-serif-4.txt
cp "$work/lucide/LICENSE" vendor/LICENSES/lucide.txt

entry() { # package@version file
	hash=$(openssl dgst -sha384 -binary "$2" | openssl base64 -A)
	echo "sha384-$hash  $1  ${2#vendor/}"
}
{
	for f in $(find vendor -type f ! -name MANIFEST | LC_ALL=C sort); do
		case $f in
		*htmx*) entry "$htmx" "$f" ;;
		*inter*) entry "$inter" "$f" ;;
		*source-serif*) entry "$serif" "$f" ;;
		*fonts.css) entry "$inter,$serif" "$f" ;;
		*) entry "$lucide" "$f" ;;
		esac
	done
} >vendor/MANIFEST
