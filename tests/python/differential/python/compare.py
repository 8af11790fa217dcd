"""Compares two reports field by field, considering the intended differences."""

import re
from dataclasses import dataclass


@dataclass
class Difference:
    scenario: str
    field: str
    python: str
    ours: str
    reason: str

    def matches(self, python, ours):
        return fits(self.python, python) and fits(self.ours, ours)

    def __str__(self):
        return f"{self.scenario}: {self.field}: {self.python} -> {self.ours}"


def fits(pattern, value):
    """True if the value matches the pattern, in which * stands for text that changes from run to run."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), value) is not None


def occurs(condition, version):
    """True if "before 3.13.10" or "from 3.15" applies to this Python; an empty condition always does."""
    if not condition:
        return True
    word, number = condition.split()
    is_before = version[:3] < tuple(map(int, number.split(".")))
    return is_before == {"before": True, "from": False}[word]


def read_differences(file, version):
    """Those of this version. Blocks of a line "[before VERSION|from VERSION] reason ..." and lines
    "    SCENARIO: FIELD: PYTHON -> OURS"."""
    differences = []
    is_meant, reason = True, None
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            if header := re.fullmatch(r"(?:((?:before|from) [\d.]+) )?reason (.*)\n", line):
                is_meant, reason = occurs(header[1], version), header[2]
            elif is_meant and line.startswith(" "):
                scenario, field, values = line.strip().split(": ", 2)
                python, ours = values.split(" -> ")
                differences.append(Difference(scenario, field, python, ours, reason))
    return differences


def read_report(file, child, scratch):
    """The fields of each scenario that ran to its end. A field can occur several times."""
    reports = {}
    with open(file, encoding="ascii") as lines:
        for line in lines:
            line = re.sub(re.escape(scratch) + r"/\d+", "{dir}", line.rstrip("\n")).replace(child, "{child}")
            if line.startswith("scenario "):
                name, fields = line.partition(" ")[2], {}
            elif line == "end":
                reports[name] = fields
            else:
                field, _, value = line.partition("\t")
                fields[field] = f"{fields[field]}, {value}" if field in fields else value
    return reports


NOTHING = "nothing"


def by_step(fields):
    steps = {}
    for name, value in fields.items():
        step, _, field = name.rpartition(".")
        steps.setdefault(step, {})[field] = value
    return steps


def unlike_fields(python, ours):
    """(field, Python's value, our value) where the two differ. Where only one has an error, all of the step's fields
    are one."""
    python, ours = by_step(python), by_step(ours)
    for step in {**python, **ours}:
        one, other = python.get(step, {}), ours.get(step, {})
        if ("error" in one) != ("error" in other):
            yield step, ", ".join(one.values()), ", ".join(other.values())
            continue
        for field in {**one, **other}:
            pair = one.get(field, NOTHING), other.get(field, NOTHING)
            if pair[0] != pair[1]:
                yield f"{step}.{field}", *pair


def shortened(value):
    return value if len(value) <= 300 else f"{value[:300]}... ({len(value)} characters)"


def compare(scenario, python, ours, differences):
    """The problems of a scenario, as lines: unintended differences, and intended ones that do not occur."""
    problems = []
    expected = [difference for difference in differences if difference.scenario == scenario.name]
    for field, theirs, mine in unlike_fields(python, ours):
        known = next((d for d in expected if d.field == field and d.matches(theirs, mine)), None)
        if known:
            expected.remove(known)
        else:
            problems.append(f"{field}\n        Python {shortened(theirs)}\n        ours   {shortened(mine)}")
    problems += [f"{difference.field}: a listed difference does not occur any more" for difference in expected]
    return problems
