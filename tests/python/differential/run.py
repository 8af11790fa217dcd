"""run.py DRIVER CHILD TABLE...: plays every scenario of the tables through Python's subprocess and through this
library, and compares what was seen. The differences that are meant stand in differences.txt; one that is not there
is a failure, and so is one that does not occur any more."""

import collections
import concurrent.futures
import glob
import os
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON_FOLDER = os.path.join(HERE, "python")
sys.path.insert(0, PYTHON_FOLDER)
from compare import compare, read_differences, read_report
from rules import broken_rules
from table import read_table

OLDEST_PYTHON = (3, 11)

# The environment that both players inherit.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/", "INHERITED": "from the parent"}
LIMIT_IN_SECONDS = 580
STACK_SIZE = 8 << 20


def set_limits():
    os.umask(0o022)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stack = resource.getrlimit(resource.RLIMIT_STACK)[1]
    if stack == resource.RLIM_INFINITY or stack > STACK_SIZE:
        resource.setrlimit(resource.RLIMIT_STACK, (STACK_SIZE, stack))  # a child overflows it


def play(name, player, child, folder, tables):
    """Runs one player. Returns its report and its problems."""
    scratch, report = f"{folder}/{name}", f"{folder}/{name}.report"
    os.mkdir(scratch)
    command = [*player, child, scratch, report, *tables]
    try:
        done = subprocess.run(
            command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_IN_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return {}, [f"{name} could not be played: {error}"]
    problems = [f"{name} ended with {done.returncode}: {done.stderr.decode()}"] if done.returncode else []
    if not os.path.exists(report):
        return {}, [*problems, f"{name} did not start: there is no report"]
    return read_report(report, child, scratch), problems


def check(scenarios, reports, differences):
    """The problems of each scenario that has any."""
    for scenario in scenarios:
        missing = [name for name, report in reports.items() if scenario.name not in report]
        problems = [f"not played to its end by {name}" for name in missing]
        if not missing:
            problems = compare(scenario, *(report[scenario.name] for report in reports.values()), differences)
        if problems:
            yield "\n    ".join([f"{scenario.group}: {scenario.name}", *problems])


def read_tables(files):
    return [scenario for file in files for scenario in read_table(file)]


def unknown(differences):
    """Intended differences of unknown scenarios. A table that is not run yet may have some."""
    names = {scenario.name for scenario in read_tables(glob.glob(f"{HERE}/scenarios/*.txt"))}
    return [f"differences.txt: there is no scenario {d.scenario}" for d in differences if d.scenario not in names]


def main(driver, child, *tables):
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("The differential test compares with Python %d.%d or later, and this is " % OLDEST_PYTHON + sys.version)
    set_limits()
    scenarios = read_tables(tables)
    differences = read_differences(os.path.join(HERE, "differences.txt"), sys.version_info)
    problems = broken_rules(scenarios) + unknown(differences)

    players = {"python": [sys.executable, "-I", "-B", f"{PYTHON_FOLDER}/play.py"], "ours": [driver]}
    reports = {}
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor() as pool:
        plays = {
            name: pool.submit(play, name, player, child, folder, tables) for name, player in players.items()
        }
        for name, done in plays.items():
            reports[name], wrong = done.result()
            problems += wrong
    if all(reports.values()):
        problems += check(scenarios, reports, differences)

    counts = collections.Counter(scenario.group for scenario in scenarios)
    print(", ".join(f"{group} {count}" for group, count in counts.items()))
    print(*problems, sep="\n")
    print(f"Python {sys.version.split()[0]}: {len(scenarios)} scenarios, {len(differences)} differences that are meant, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
