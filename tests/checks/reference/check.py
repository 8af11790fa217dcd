#!/usr/bin/env python3
"""Checks that tools/reference.py finds exactly the mistakes in the comments of bad.hpp."""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOOL = HERE.parents[2] / "tools" / "reference.py"

lines = (HERE / "bad.hpp").read_text().splitlines()
expected = {number: match[1] for number, line in enumerate(lines, 1) if (match := re.search(r"// expect: (.+)", line))}
result = subprocess.run([sys.executable, "-B", TOOL, "--check", "--include", HERE], capture_output=True, text=True)
found = {int(line): text for line, text in re.findall(r"^bad\.hpp:(\d+): (.*)", result.stdout, flags=re.M)}

bad = [f"line {line}: expected {expected.get(line)}, found {found.get(line)}" for line in sorted(expected.keys() | found.keys())
       if expected.get(line, "nothing") not in found.get(line, "")]
print(*bad, f"{len(expected)} mistakes, {len(bad)} not reported correctly", result.stderr, sep="\n")
sys.exit(1 if bad or not expected or result.returncode != 1 else 0)
