#!/usr/bin/env bash
# examples.sh HANDBILL OUT: builds every examples/*/packet.toml into a folder of its own,
# twice, to the same bytes.
set -euo pipefail
here=$(dirname "$0")
. "$here/shell.sh"
handbill=$1 out=$2

shopt -s nullglob
packets=("$here"/../examples/*/packet.toml)
if [ "${#packets[@]}" -eq 0 ]; then
    echo "there are no examples"
    exit 0
fi
for packet in "${packets[@]}"; do
    name=$(basename "$(dirname "$packet")")
    echo "-- $name"
    mkdir -p "$out/$name"
    "$handbill" build "$packet" -o "$out/$name/once"
    "$handbill" build "$packet" -o "$out/$name/again"
    same_files "$out/$name/once" "$out/$name/again"
    rm -r "$out/$name/again"
done
