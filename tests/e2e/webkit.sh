#!/bin/sh
# A real WebKit for its tests: Debian's, installed if it is missing and we may.
set -e
if command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null; then exit 0; fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null && $sudo true 2>/dev/null; then
    echo "Installing WebKit for its tests."
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends webkit2gtk-driver xvfb >/dev/null
    exit 0
fi
echo "The WebKit tests need WebKitGTK's driver and Xvfb. Install them with your package manager, for example: apt-get install webkit2gtk-driver xvfb" >&2
exit 1
