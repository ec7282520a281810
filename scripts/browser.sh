#!/bin/sh
# Finds a Chromium for the journey tests and prints where it is; installs one where a package manager can do so unasked.
set -u

find_browser() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1; then command -v "$name"; return 0; fi
    done
    for place in "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if [ -x "$place" ]; then echo "$place"; return 0; fi
    done
    return 1
}

if found=$(find_browser); then echo "browser: $found"; exit 0; fi

as_root=""
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
fi

if command -v apt-get >/dev/null 2>&1 && [ "$as_root" != no ]; then
    echo "Installing Chromium with apt-get …"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    $as_root apt-get -qq update && $as_root apt-get -qq install -y --no-install-recommends chromium >/dev/null
fi

if found=$(find_browser); then echo "browser: $found"; exit 0; fi
echo "The journey tests need Chromium or Chrome, and none was found." >&2
echo "Debian and Ubuntu: sudo apt install chromium. macOS: brew install --cask chromium." >&2
exit 1
