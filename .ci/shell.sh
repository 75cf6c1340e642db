# What the scripts of this folder share. Sourced, not run.

step() { printf '\n=== %s\n' "$*"; }

fail() { printf 'FAIL %s\n' "$*" >&2; exit 1; }

# Two folders hold the same files with the same bytes.
same_files() {
    local names name
    names=$(cd "$1" && find . -type f | LC_ALL=C sort)
    [ -n "$names" ] || fail "$1 is empty"
    [ "$names" = "$(cd "$2" && find . -type f | LC_ALL=C sort)" ] ||
        fail "$1 and $2 hold different files"
    while IFS= read -r name; do
        cmp "$1/$name" "$2/$name" || fail "$name differs between $1 and $2"
    done <<< "$names"
    printf 'same bytes: %s files\n' "$(wc -l <<< "$names")"
}
