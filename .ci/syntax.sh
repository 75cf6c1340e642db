#!/usr/bin/env bash
# syntax.sh FILE.pdf: qpdf finds nothing to warn of (it ends with 3 on a warning).
set -euo pipefail
said=$(qpdf --check "$1" 2>&1) || { printf 'FAIL %s\n%s\n' "$1" "$said" >&2; exit 1; }
