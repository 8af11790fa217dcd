"""Checks the rules for the tables of scenarios."""

import collections
import re

GROUPS = (
    "arguments",
    "redirects",
    "env",
    "cwd",
    "shell",
    "signals",
    "exit codes",
    "text and newlines",
    "timeouts",
)
AT_LEAST_IN_GROUP = 12
AT_LEAST = 150


def shape(scenario):
    """A scenario without its numbers and quoted words: two of the same shape differ only in literals. The texts of
    programs do not count as literals."""
    lines = []
    for line in scenario.lines:
        if not re.match(r" *(string|file|getoutput|getstatusoutput|list /bin/sh) ", line):
            line = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
        lines.append(re.sub(r"\d+", "0", line).strip())
    return "\n".join(lines)


def twins(scenarios, key, what):
    seen = {}
    for scenario in scenarios:
        other = seen.setdefault(key(scenario), scenario)
        if other is not scenario:
            yield f"{scenario.name}: {what} {other.name}"


def broken_rules(scenarios):
    """The violations of the rules, as lines."""
    counts = collections.Counter(scenario.group for scenario in scenarios)
    broken = [
        f"{group}: {counts[group]} scenarios, and {AT_LEAST_IN_GROUP} are wanted"
        for group in GROUPS
        if counts[group] < AT_LEAST_IN_GROUP
    ]
    if len(scenarios) < AT_LEAST:
        broken.append(f"{len(scenarios)} scenarios, and {AT_LEAST} are wanted")
    broken += twins(scenarios, lambda scenario: scenario.name, "has the name of")
    broken += twins(scenarios, shape, "differs only in literals from")
    return broken
