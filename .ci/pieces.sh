#!/usr/bin/env bash
# pieces.sh HANDBILL OUT: makes every embedded layout x text x theme, and every handout x
# theme x paper. OUT/words.tsv lists the handouts (PDF, TAB, source) for words.py.
#
# What cannot fit is listed in does-not-fit.txt: it must end with 1 and write nothing. What
# is listed there and fits after all is a failure too, so the list cannot rot.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/shell.sh"
handbill=$1 out=$2
root=$here/..
mkdir -p "$out"
: > "$out/words.tsv"

made=0 refused=0 wrong=0
says=$(mktemp)
trap 'rm -f "$says"' EXIT

# Whether "layout text theme paper" is in the list; a * there stands for anything.
is_listed() {
    local line
    while IFS= read -r line; do
        # shellcheck disable=SC2053
        [[ -n $line && $line != \#* && $1 == $line ]] && return 0
    done < "$here/does-not-fit.txt"
    return 1
}

bad() { printf 'FAIL %s\n' "$*"; cat "$says"; wrong=$((wrong + 1)); }

# make LAYOUT TEXT THEME PAPER FILE: a TEXT of - is a layout that shows no text, a PAPER of
# - is the layout's own.
make() {
    local layout=$1 text=$2 theme=$3 paper=$4 file=$5 what="$1 $2 $3 $4" code=0
    local args=(make "$layout")
    [ "$text" = - ] || args+=("$text")
    args+=(--theme "$theme")
    [ "$paper" = - ] || args+=(--paper "$paper")
    "$handbill" "${args[@]}" -o "$file" > "$says" 2>&1 || code=$?
    if is_listed "$what"; then
        if [ "$code" -ne 1 ]; then
            bad "$what: is said not to fit, but it ended with $code"
        elif [ -e "$file" ]; then
            bad "$what: failed and left $file"
        fi
        refused=$((refused + 1))
        return 1
    fi
    if [ "$code" -ne 0 ]; then
        bad "$what: ended with $code"
        return 1
    fi
    if ! [ -s "$file" ]; then
        bad "$what: wrote nothing"
        return 1
    fi
    made=$((made + 1))
}

names() { for path in "$@"; do basename "${path%.*}"; done; }
texts=$(names "$root"/assets/texts/*.md | grep -v README)
themes=$(names "$root"/assets/themes/*.toml)
# Those for everyone: the others are the sheets that handbill adds by itself.
layouts=$("$handbill" list layouts | cut -d' ' -f1)
without=$("$handbill" list layouts | grep ' no text ' | cut -d' ' -f1)

for layout in $layouts; do
    of=$texts
    ! grep -qx "$layout" <<< "$without" || of=-
    for text in $of; do
        for theme in $themes; do
            make "$layout" "$text" "$theme" - "$out/$layout-$text-$theme.pdf" || true
        done
    done
done

for text in $texts; do
    for theme in $themes; do
        for paper in letter a4 a3 11x17in 24x36in; do
            file=$out/words-$text-$theme-$paper.pdf
            if make handout "$text" "$theme" "$paper" "$file"; then
                printf '%s\t%s\n' "$file" "$root/assets/texts/$text.md" >> "$out/words.tsv"
            fi
        done
    done
done

echo "$made made, $refused refused as listed, $wrong wrong"
[ "$wrong" -eq 0 ]
