#!/usr/bin/env python3
"""Checks that every link in the pages leads to an existing file and heading.

    tools/check_links.py PAGE...

An anchor must be the same on GitHub and on the documentation site (Python-Markdown). The two name a heading differently
if it has punctuation between spaces or occurs twice in a page. External links are not checked.
"""
import functools
import pathlib
import re
import sys

LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")


def prose(page):
    """The text of a page without its code blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M)


@functools.lru_cache
def anchors(page):
    """The anchors of a page, {anchor: number of headings with it}. Where GitHub and the site differ, it counts as two."""
    found = {}
    for heading in re.findall(r"^#+ +(.*)", prose(page), flags=re.M):
        bare = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading).strip().lower()
        github = re.sub(r"[^\w\- ]", "", bare).replace(" ", "-")
        site = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", bare).strip())
        for anchor in {github, site}:
            found[anchor] = found.get(anchor, 0) + (1 if github == site else 2)
    return found


def complaints(page):
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", prose(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page.resolve()
        if not file.exists():
            yield f"{page}: {target}: no such file"
        elif anchor and anchors(file).get(anchor, 0) != 1:
            yield f"{page}: {target}: " + ("ambiguous heading" if anchor in anchors(file) else "no such heading")
        else:
            links.append(target)


links = []
pages = [pathlib.Path(page) for argument in sys.argv[1:] for page in ([argument] if argument.endswith(".md") else
         sorted(pathlib.Path(argument).rglob("*.md")))]
bad = [complaint for page in pages for complaint in complaints(page)]
print(*bad, f"{len(pages)} pages: {len(links)} good links, {len(bad)} broken", sep="\n")
sys.exit(1 if bad or not links else 0)
