#!/bin/sh
# nginx, for deploy/nginx.conf, and strace, for the power cut: Debian's, installed if they are missing and we may.
set -e
if { command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; } && command -v strace >/dev/null; then exit 0; fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo "Installing nginx and strace for the tests of faults."
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends nginx-light strace >/dev/null
    exit 0
fi
echo "The tests of faults need nginx and strace. Install them with your package manager, for example: apt-get install nginx strace" >&2
exit 1
