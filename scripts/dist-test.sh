#!/usr/bin/env bash
# Proves that a release depends on nothing but the tree and Go: builds it in two
# folders of different names, under different settings of the caller, on
# different days, and compares every byte.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
first=$work/a
second=$work/another/folder\ with/a-longer-name
mkdir -p "$first" "$second"
git ls-files -co --exclude-standard -z | while IFS= read -r -d '' file; do
	[ ! -e "$file" ] || printf '%s\0' "$file"
done | tar --null -T - -cf - | tar -C "$first" -xf -
cp -R "$first/." "$second"
find "$second" -exec touch -d 2001-02-03 {} +

export VERSION=0.0.0-test COMMIT=0123456789abcdef0123456789abcdef01234567 SOURCE_DATE_EPOCH=1700000000
(cd "$first" && umask 022 && GOFLAGS=-buildvcs=false TZ=UTC scripts/dist.sh >/dev/null)
(cd "$second" && umask 077 && GOFLAGS=-mod=mod TZ=Asia/Kolkata LC_ALL=C.UTF-8 GOAMD64=v3 scripts/dist.sh >/dev/null)

if ! diff "$first/dist/SHA256SUMS" "$second/dist/SHA256SUMS"; then
	echo "dist: two folders gave two releases" >&2
	exit 1
fi
for binary in "$first"/dist/tickmark-linux-*; do
	if ! go version -m "$binary" | grep -q 'CGO_ENABLED=0'; then
		echo "dist: $(basename "$binary") was not built without C" >&2
		exit 1
	fi
	if grep -q -a -F -e "$work" -e "$HOME/" "$binary"; then
		echo "dist: $(basename "$binary") names a folder of the machine that built it" >&2
		exit 1
	fi
done
host=$(go env GOARCH)
if [ "$(go env GOOS)" = linux ] && [ -e "$first/dist/tickmark-linux-$host" ]; then
	said=$("$first/dist/tickmark-linux-$host" --version)
	case $said in
	*"$VERSION"*"$(go env GOVERSION)"*"${COMMIT:0:12}"*) ;;
	*)
		echo "dist: the binary calls itself “$said”" >&2
		exit 1
		;;
	esac
fi

# The unit is one that systemd understands, and stays as closed as it is.
if command -v systemd-analyze >/dev/null; then
	unit=$work/tickmark.service
	sed "s|^ExecStart=[^ ]*|ExecStart=$(command -v true)|" deploy/tickmark.service >"$unit"
	complaints=$(systemd-analyze verify "$unit" 2>&1) || true
	if [ -n "$complaints" ]; then
		echo "dist: deploy/tickmark.service: $complaints" >&2
		exit 1
	fi
	if ! systemd-analyze security --offline=true --no-pager --threshold=15 "$unit" >"$work/security"; then
		tail -n 1 "$work/security" >&2
		echo "dist: deploy/tickmark.service leaves more open than it did" >&2
		exit 1
	fi
fi

echo "The release is the same from two folders:"
cat "$first/dist/SHA256SUMS"
