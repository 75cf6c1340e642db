#!/usr/bin/env python3
"""The words of a PDF can be read off its picture, by a program that knows nothing of it.

    ocr.py FILE.pdf [FILE.pdf ...]
    ocr.py --list LIST               one FILE.pdf a line

Each page is drawn at 150 dpi and read by tesseract; at least 98 in 100 of the words that
`pdftotext` finds there must be among what it reads. Numbers of lists stand apart from their
words and are not asked for. Of tents and zines, told by their names, the upright part is read.
"""

import collections
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

DPI = 150
LEAST = 0.98


def words(text: str) -> collections.Counter[str]:
    """Words without punctuation, case and list numbers."""
    text = text.replace("’", "'").replace("‘", "'").replace("–", " ").replace("—", " ")
    found = (re.sub(r"[^\w'/@.-]+", "", word).strip(".'-/").lower() for word in text.split())
    return collections.Counter(word for word in found if word and not word.isdigit())


def size(pdf: str, page: int) -> tuple[int, int]:
    """Width and height of a page in points."""
    said = run("pdfinfo", "-f", str(page), "-l", str(page), pdf)
    match = re.search(r"Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)", said)
    return round(float(match[1])), round(float(match[2]))


def run(*command: str) -> str:
    env = dict(os.environ, OMP_THREAD_LIMIT="1")
    return subprocess.run(command, capture_output=True, check=True, env=env).stdout.decode()


def read(picture: str, want: collections.Counter[str]) -> collections.Counter[str]:
    """What tesseract reads. It looks for blocks first (3) and overlooks white words on a dark
    ground so, which it finds in one block (6), and single words, which it finds apart (11)."""
    got: collections.Counter[str] = collections.Counter()
    for mode in ("3", "6", "11"):
        got |= words(run("tesseract", picture, "-", "--dpi", str(DPI), "--psm", mode))
        if not want - got:
            break
    return got


def upright(name: str) -> tuple[float, float]:
    """Which part of a page stands upright and is to be read, as shares of its height."""
    if "tent-base" in name:
        return 0.364, 0.728  # its front; a flap to glue below it
    if "tent" in name or "zine" in name:
        return 0.5, 1.0  # the face, or the pages, below the fold
    return 0.0, 1.0


def judge(pdf: str) -> tuple[float, str]:
    """The share of words that are read, and those that are not."""
    want: collections.Counter[str] = collections.Counter()
    got: collections.Counter[str] = collections.Counter()
    pages = int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf))[1])
    for page in range(1, pages + 1):
        width, height = (round(side * DPI / 72) for side in size(pdf, page))
        start, end = upright(os.path.basename(pdf))
        top, high = round(height * start), round(height * (end - start))
        area = ["-r", str(DPI), "-x", "0", "-y", str(top), "-W", str(width), "-H", str(high)]
        of = ["-f", str(page), "-l", str(page)]
        there = words(run("pdftotext", "-raw", *area, *of, pdf, "-"))
        want += there
        with tempfile.TemporaryDirectory() as folder:
            run("pdftoppm", "-png", "-singlefile", *area, *of, pdf, f"{folder}/page")
            got += read(f"{folder}/page.png", there)
    missing = want - got
    total = want.total()
    share = 1 - missing.total() / total if total else 1
    return share, " ".join(sorted(missing))


def main(args: list[str]) -> int:
    if len(args) == 2 and args[0] == "--list":
        with open(args[1], encoding="utf-8") as file:
            args = file.read().splitlines()
    if not args:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for pdf, (share, missing) in zip(args, pool.map(judge, args), strict=True):
            if share < LEAST:
                wrong += 1
                print(f"FAIL {pdf}: {share:.1%} of the words can be read; not: {missing}")
    print(f"{len(args) - wrong} of {len(args)} files can be read off their pictures")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
