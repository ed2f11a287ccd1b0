#!/bin/sh
# Create .venv with Python 3.11 or newer. Where the venv module is missing, print the line to run and stop.
set -eu

good() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}

python=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if good "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Wenxuan needs Python 3.11 or newer. Run this line, then make again:" >&2
    echo "    sudo apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2> /dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "Python's venv module is missing. Run this line, then make again:" >&2
    echo "    sudo apt-get install python$version-venv" >&2
    exit 1
fi
"$python" -m venv .venv
