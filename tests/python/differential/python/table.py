"""The scenarios from the files in scenarios/, as words."""

import os
import re
from dataclasses import dataclass, field

WORD = re.compile(rb' *(?:"((?:[^"\\]|\\.)*)"(?:\*(\d+))?|(\S+))')
ESCAPE = re.compile(rb"\\(x[0-9a-f]{2}|.)")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


@dataclass
class Scenario:
    group: str
    name: str
    file: str
    lines: list = field(default_factory=list)

    def steps(self):
        return [words(line) for line in self.lines]


def unescape(match):
    code = match[1]
    if code.startswith(b"x") and len(code) == 3:
        return bytes([int(code[1:], 16)])
    return ESCAPED.get(code, code)


def words(line):
    """The words of a line. Bytes that are not UTF-8 are escaped as in Python's file names."""
    result = []
    for quoted, count, plain in WORD.findall(line.strip().encode()):
        word = ESCAPE.sub(unescape, quoted) * int(count or 1) if not plain else plain
        result.append(os.fsdecode(word))
    return result


def read_table(file):
    """The scenarios of one file. Its format is explained at the top of scenarios/arguments.txt."""
    table = []
    group = None
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            kind, _, rest = line.rstrip("\n").partition(" ")
            if kind == "group":
                group = rest
            elif kind == "scenario":
                table.append(Scenario(group, rest, file))
            elif line.startswith(" "):
                table[-1].lines.append(line)
    return table
