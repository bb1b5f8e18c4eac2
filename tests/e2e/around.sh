#!/bin/sh
# What stands around a server, for tests of it: nginx in front, PgBouncer before the database, strace for the power cut. Debian's,
# installed if missing and we may.
set -e
PATH="$PATH:/usr/sbin"
if command -v nginx >/dev/null && command -v pgbouncer >/dev/null && command -v strace >/dev/null; then exit 0; fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo "Installing nginx, PgBouncer and strace for the tests of faults."
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends nginx pgbouncer strace >/dev/null
    exit 0
fi
echo "The tests of faults need nginx, PgBouncer and strace. Install them with your package manager, for example: apt-get install nginx pgbouncer strace" >&2
exit 1
