#!/bin/sh
# A real Chromium for the browser tests: Debian's, installed if it is missing and we may.
set -e
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then exit 0; fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo "Installing Chromium for the browser tests."
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-liberation >/dev/null
    exit 0
fi
echo "The browser tests need Chromium. Install it with your package manager, for example: apt-get install chromium" >&2
exit 1
