#!/bin/sh
# Make sure of the system packages that a target (test, test-pg) needs; the list is requirements/system.txt.
# Root on a machine with apt gets them installed; anybody else is told the exact line to run, and the run stops.
set -eu

target=$1
list=requirements/system.txt

# Print each missing package of the target, with what to try when the package does not help.
missing() {
    grep -v '^#' "$list" | while IFS='|' read -r package used_by rest; do
        package=$(echo "$package" | tr -d ' ')
        used_by=$(echo "$used_by" | tr -d ' ')
        check=${rest%|*}
        fallback=${rest##*|}
        if [ "$used_by" = "$target" ] && ! sh -c "$check" > /dev/null 2>&1; then
            echo "$package|$fallback"
        fi
    done
}

names() {
    missing | cut -d'|' -f1 | tr '\n' ' '
}

packages=$(names)
[ -n "$packages" ] || exit 0
install="apt-get install --yes --no-install-recommends ${packages% }"

if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo "make $target needs system packages that are missing: $packages" >&2
    echo "Run this line, then make $target again:" >&2
    echo "    sudo sh -c 'apt-get update && $install'" >&2
    missing | while IFS='|' read -r package fallback; do
        if [ -n "$(echo "$fallback" | tr -d ' ')" ]; then
            echo "or, instead of the package $package:   $fallback" >&2
        fi
    done
    exit 1
fi

echo "Installing system packages: $packages"
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet
$install < /dev/null

missing | while IFS='|' read -r package fallback; do
    echo "The package $package did not bring what it should; trying:$fallback"
    sh -c "${fallback:-exit 1}" < /dev/null
done
packages=$(names)
if [ -n "$packages" ]; then
    echo "Still missing after the installation: $packages" >&2
    exit 1
fi
