#!/usr/bin/env bash
# Installs what the checks need and what is not there yet.
set -euo pipefail
. "$(dirname "$0")/shell.sh"

packages=()
need() { command -v "$1" >/dev/null || packages+=("$2"); }
need pdftotext poppler-utils
need qpdf qpdf
need mutool mupdf-tools
need ippeveprinter cups-ipp-utils
need dbus-daemon dbus
need avahi-daemon avahi-daemon
need tesseract tesseract-ocr
need javac default-jdk-headless
need python3 python3
need git git
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
"${HANDBILL_PYTHON:-/usr/bin/python3}" -c 'import pikepdf' 2>/dev/null ||
    packages+=(python3-pikepdf)
[ -n "$(find /usr/share/fonts -name 'NotoNaskhArabic-Regular.ttf' 2>/dev/null)" ] ||
    packages+=(fonts-noto-core)

if [ "${#packages[@]}" -gt 0 ]; then
    echo "installing: ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# ippeveprinter tells its printers to the network, and does not start where it can't.
if ! avahi-daemon --check 2>/dev/null; then
    # The socket and the process id may be those of a bus that was killed: what counts is an answer.
    bus=/run/dbus/system_bus_socket
    if ! python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])' "$bus" \
        2>/dev/null; then
        mkdir -p /run/dbus
        rm -f /run/dbus/pid "$bus"
        dbus-daemon --system --fork
    fi
    avahi-daemon --daemonize --no-drop-root --no-chroot
fi

for part in rustfmt clippy; do
    cargo "${part/rust/}" --version >/dev/null 2>&1 || rustup component add "$part"
done
cargo --version
pdftotext -v 2>&1 | sed -n 1p
qpdf --version | sed -n 1p
tesseract --version 2>&1 | sed -n 1p
javac -version
