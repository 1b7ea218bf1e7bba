#!/usr/bin/env bash
# Installs what the tests need beside Go: a PostgreSQL server, Chromium, a
# font, strace and LibreOffice. On Debian, where we are root or sudo asks nothing, apt does it;
# elsewhere this says what is missing, and the tests that need it are skipped.
# In CI (CI=true) a missing piece is a failure.
set -euo pipefail

have_postgres() {
	command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}
have_chromium() {
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
		command -v google-chrome-stable >/dev/null || command -v google-chrome >/dev/null
}
# The demo article is checked in Arabic and Hebrew too, so pages need a font
# beyond Latin.
have_fonts() {
	[ "$(uname)" != Linux ] || compgen -G '/usr/share/fonts/truetype/noto/NotoSans*-Regular.ttf' >/dev/null ||
		{ command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ar family 2>/dev/null)" ]; }
}

# The tests that fail the disk under the server do so with strace.
have_strace() {
	[ "$(uname)" != Linux ] || command -v strace >/dev/null
}

# The tests that read Word files have LibreOffice write some.
have_libreoffice() {
	command -v soffice >/dev/null || command -v libreoffice >/dev/null
}

missing() {
	have_postgres || echo "postgresql"
	have_chromium || echo "chromium"
	have_fonts || echo "fonts-noto-core"
	have_strace || echo "strace"
	have_libreoffice || echo "libreoffice-writer-nogui"
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}
may_install() {
	command -v apt-get >/dev/null && [ -e /etc/debian_version ] &&
		{ [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
}

packages=$(missing)
[ -n "$packages" ] || exit 0

if may_install; then
	echo "installing" $packages
	as_root apt-get update -qq
	# The tests start a server of their own; a service nobody asked for is not
	# left running beside it.
	if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
		as_root mkdir -p /etc/postgresql-common
		printf '# make deps of Tickmark: its tests start their own server\ncreate_main_cluster = false\n' |
			as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
	fi
	# shellcheck disable=SC2086 # a list of packages
	as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get install -y -qq --no-install-recommends \
		-o Dpkg::Options::=--force-confold $packages >/dev/null
fi

left=$(missing)
[ -n "$left" ] || exit 0
if [ "${CI:-}" = true ]; then
	echo "missing, and not to be installed: ${left//$'\n'/, }" >&2
	exit 1
fi
for package in $left; do
	case $package in
	postgresql) echo "No PostgreSQL server here: the tests on PostgreSQL are skipped, those on SQLite run." ;;
	chromium) echo "No Chromium here: the tests in a browser are skipped." ;;
	strace) echo "No strace here: the tests that fail the server's disk are skipped." ;;
	libreoffice-writer-nogui) echo "No LibreOffice here: the tests on Word files that it writes are skipped." ;;
	fonts-noto-core) echo "No font for Arabic here: screenshots show boxes in its place; tests run." ;;
	esac
done
