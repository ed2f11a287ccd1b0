#!/bin/sh
# Tell whether the browser journeys find a Chromium that runs: the system's, or the one that Playwright downloaded.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" > /dev/null && "$name" --version > /dev/null 2>&1; then
        exit 0
    fi
done
for folder in "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium*/; do
    if [ -d "$folder" ]; then
        exit 0
    fi
done
exit 1
