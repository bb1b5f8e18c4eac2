#!/bin/sh
# A real nginx for the tests of what stands before the server: Debian's, installed if it is missing and we may.
set -e
if command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; then exit 0; fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo "Installing nginx for the tests of deploy/nginx.conf."
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends nginx-light >/dev/null
    exit 0
fi
echo "The tests of deploy/nginx.conf need nginx. Install it with your package manager, for example: apt-get install nginx" >&2
exit 1
