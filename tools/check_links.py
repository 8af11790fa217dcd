#!/usr/bin/env python3
"""Every link of the pages leads to a file that is there, and to a heading of it.

    tools/check_links.py PAGE...

An anchor has to be the same for GitHub and for the documentation site (Python-Markdown), which name headings
differently when they have punctuation between blanks, or stand twice in a page. Addresses outside are not asked for.
"""
import functools
import pathlib
import re
import sys

LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")


def prose(page):
    """The text of a page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M)


@functools.lru_cache
def anchors(page):
    """The anchors of a page: {anchor: number of headings that want it}, counted twice where the two name it differently."""
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
            yield f"{page}: {target}: there is no such file"
        elif anchor and anchors(file).get(anchor, 0) != 1:
            yield f"{page}: {target}: " + ("ambiguous" if anchor in anchors(file) else "there is no such heading")
        else:
            links.append(target)


links = []
pages = [pathlib.Path(page) for argument in sys.argv[1:] for page in ([argument] if argument.endswith(".md") else
         sorted(pathlib.Path(argument).rglob("*.md")))]
bad = [complaint for page in pages for complaint in complaints(page)]
print(*bad, f"{len(links)} links of {len(pages)} pages lead somewhere, {len(bad)} do not", sep="\n")
sys.exit(1 if bad or not links else 0)
