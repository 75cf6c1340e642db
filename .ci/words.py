#!/usr/bin/env python3
"""The words of a PDF are the words of its source, all of them and in order.

    words.py FILE.pdf SOURCE.md [FILE.pdf SOURCE.md ...]
    words.py --list PAIRS.tsv        one "FILE.pdf<TAB>SOURCE.md" a line

`pdftotext -raw` reads the PDF in the order in which it was drawn. The source loses its front
matter, its comments and its Markdown marks, and nothing else. A number of a list stands on
paper without its full stop. Ends with 1 and the first difference if any file differs.
"""

import difflib
import re
import subprocess
import sys
import unicodedata

# Invisible: zero-width and bidirectional controls. Soft hyphens too.
UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def tokens(text: str) -> list[str]:
    """Words between spaces; marks of a list are left out, its numbers lose their stop."""
    words = unicodedata.normalize("NFC", text).translate(UNSEEN).split()
    words = [re.sub(r"^(\d+)[.)]$", r"\1", word) for word in words]
    return [word for word in words if word not in ("•", "▪", "■")]


def source_words(path: str) -> list[str]:
    """The words that a Markdown file shows."""
    with open(path, encoding="utf-8-sig") as file:
        text = file.read().replace("\r\n", "\n")
    text = re.sub(r"\A\+\+\+\n.*?\n\+\+\+\n", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    lines = []
    for line in text.split("\n"):
        line = re.sub(r"^ {0,3}#{1,6}\s+", "", line)
        line = re.sub(r"\s+#+\s*$", "", line)
        line = re.sub(r"^\s*[-*+]\s+", "", line)
        line = re.sub(r"^\s*>\s?", "", line)
        line = re.sub(r"\\$", "", line)
        lines.append(line)
    text = "\n".join(lines)
    text = re.sub(r"(\*\*\*|\*\*|\*|__|(?<!\w)_(?=\w)|(?<=\w)_(?!\w))", "", text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return tokens(text)


def pdf_words(path: str) -> list[str]:
    """The words of a PDF as Poppler reads them."""
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return tokens(run.stdout.decode())


def difference(want: list[str], got: list[str]) -> str:
    """The first place where the two part, with the words around it."""
    matcher = difflib.SequenceMatcher(None, want, got, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            before = " ".join(want[max(0, a - 4) : a])
            return f"after '{before}': source {want[a:b][:8]}, PDF {got[c:d][:8]}"
    return "no difference"


def main(args: list[str]) -> int:
    if len(args) == 2 and args[0] == "--list":
        with open(args[1], encoding="utf-8") as file:
            pairs = [tuple(line.rstrip("\n").split("\t")) for line in file if line.strip()]
    elif args and len(args) % 2 == 0:
        pairs = list(zip(args[::2], args[1::2], strict=True))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = 0
    for pdf, source in pairs:
        want, got = source_words(source), pdf_words(pdf)
        if want == got and want:
            continue
        wrong += 1
        print(f"FAIL {pdf}: {difference(want, got)}")
    print(f"{len(pairs) - wrong} of {len(pairs)} files say exactly the words of their source")
    return 1 if wrong or not pairs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
