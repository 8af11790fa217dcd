#!/usr/bin/env python3
"""Whether tools/reference.py finds what is wrong with the comments of bad.hpp, and nothing else."""
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
print(*bad, f"{len(expected)} mistakes, {len(bad)} not found as they should be", result.stderr, sep="\n")
sys.exit(1 if bad or not expected or result.returncode != 1 else 0)
