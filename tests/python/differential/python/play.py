"""play.py CHILD SCRATCH REPORT TABLE...: runs the scenarios of the tables with Python's subprocess, each in its own
process and folder, and writes the observations to the file REPORT. driver/main.cpp does the same with this library."""

import os
import pathlib
import signal
import sys
import traceback
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import table
from options import set_option
from parent import Parent
from report import Report
from verbs import Scene

# Higher than the descriptors that scenarios use.
REPORT_FD = 200
LOG_FD = 201

# Longer than any scenario needs. A scenario that exceeds it is killed, and its report is incomplete.
LIMIT_IN_SECONDS = 30

COMMANDS = {
    "list": list,
    "bytes": lambda words: [os.fsencode(word) for word in words],
    "paths": lambda words: [pathlib.Path(word) for word in words],
    "string": lambda words: words[0],
    "path": lambda words: pathlib.Path(words[0]),
}


def fill_in(step, child, directory):
    return [word.replace("{child}", child).replace("{dir}", directory) for word in step]


def content(name):
    with open(name, "rb") as file:
        return file.read()


def finish(scene, parent):
    parent.let_go()  # so that no child waits for us while we wait for it
    for process in scene.processes:
        try:
            with process:
                pass
        except Exception:  # a destructor would lose it, too
            pass


def report_warning(report):
    def show(message, category, *_):
        if issubclass(category, RuntimeWarning):
            report.field("warning", f"{category.__name__}: {message}")

    return show


def play(scenario, child, directory):
    parent = Parent(directory)
    report = Report(REPORT_FD)
    scene = Scene(report)
    warnings.simplefilter("always")
    warnings.showwarning = report_warning(report)
    report.begin_scenario(scenario.name)
    for step in scenario.steps():
        step = fill_in(step, child, directory)
        if step[0] in COMMANDS:
            scene.command = COMMANDS[step[0]](step[1:])
        elif not parent.play(step) and not set_option(scene.options, step):
            scene.play(step)

    finish(scene, parent)
    report.begin_step("parent")
    report.bytes("stdout", content(directory + "/stdout"))
    report.bytes("stderr", content(directory + "/stderr"))
    report.end_scenario()


def play_in_process(scenario, child, directory):
    """Returns True if the scenario ran to its end."""
    pid = os.fork()
    if pid == 0:
        signal.alarm(LIMIT_IN_SECONDS)
        try:
            play(scenario, child, directory)
            os._exit(0)
        except BaseException:
            # Give the scenario its own stderr.
            os.write(LOG_FD, traceback.format_exc().encode())
            os._exit(1)
    status = os.waitpid(pid, 0)[1]
    if status != 0:
        print(f"Python, {scenario.name}: wait status {status}", file=sys.stderr)
    return status == 0


def open_report(file):
    fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    os.dup2(fd, REPORT_FD, inheritable=False)
    os.close(fd)


def main(child, scratch, report, *files):
    open_report(report)
    os.dup2(2, LOG_FD, inheritable=False)
    scenarios = [scenario for file in files for scenario in table.read_table(file)]
    complete = [
        play_in_process(scenario, child, f"{scratch}/{number}") for number, scenario in enumerate(scenarios, 1)
    ]
    return 0 if all(complete) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
