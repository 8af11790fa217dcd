"""run.py SOURCE BUILD CMAKE COMPILER [-DNAME=VALUE...] [PATCH...]

Plants one bug after the other, and fails if a test does not find it. The values are for CMake. Each *.patch here is a
small bug. Its first line describes the bug and names the test that kills it:

    BUG; killed by EXECUTABLE "NAME OF A TEST" or [TAG]
    BUG; killed by EXECUTABLE [TAG] as root

The bugs are planted in a copy of the sources below BUILD, in one build tree. Before that, the named tests must pass. A
crash, a failed check and a hang all count as a kill; a patch that no longer applies or does not compile is a failure.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
COPIED = ("CMakeLists.txt", "cmake", "docs", "include", "src", "tests", "tools")
LIMIT_WITHOUT_BUG = 120  # seconds
LEAST_LIMIT = 20
TIMES_AS_SLOW = 10  # what takes longer than so many times what it takes without the bug hangs


class Mutant:
    def __init__(self, path):
        self.name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8") as patch:
            head, *self.lines = patch.read().splitlines()
        self.bug, separator, test = head.partition("; killed by ")
        if not separator:
            raise SystemExit(f"{self.name}: the first line is not BUG; killed by EXECUTABLE TEST")
        self.needs_root = test.endswith(" as root")
        self.executable, self.test = test.removesuffix(" as root").split(" ", 1)
        self.limit = LIMIT_WITHOUT_BUG

    def selection(self):
        """The test specification for Catch2, in which an unescaped comma separates tests."""
        is_name = self.test.startswith('"')
        return self.test.strip('"').replace(",", "\\,") if is_name else self.test

    def files(self):
        """{file: [(before, after), ...]}: the text of each hunk without the bug and with it."""
        files, hunks = {}, []
        for line in self.lines:
            if line.startswith("--- "):
                hunks = files.setdefault(line.removeprefix("--- a/"), [])
            elif line.startswith("@@"):
                hunks.append(("", ""))
            elif not line.startswith("+++ ") and hunks:
                before, after = hunks[-1]
                before += line[1:] + "\n" if line[0] in " -" else ""
                after += line[1:] + "\n" if line[0] in " +" else ""
                hunks[-1] = before, after
        return files


class Tree:
    """A copy of the sources, and its build tree."""

    def __init__(self, source, folder, cmake, compiler, values):
        self.origin, self.cmake, self.compiler, self.values = source, cmake, compiler, values
        self.source, self.build = os.path.join(folder, "source"), os.path.join(folder, "build")
        self.changed = set()

    def prepare(self):
        """Updates the copy. Unchanged files keep their time stamps, so that a second run builds little."""
        for top in COPIED:
            for name in self.names_below(top):
                self.copy(name)
        for top in COPIED:
            for name in self.names_below(top, self.source):
                if not os.path.exists(os.path.join(self.origin, name)):
                    os.remove(os.path.join(self.source, name))
        return self.call(
            self.cmake, "-S", self.source, "-B", self.build, "-G", "Ninja", "-D", f"CMAKE_CXX_COMPILER={self.compiler}",
            "-D", "CMAKE_BUILD_TYPE=None", "-D", "CMAKE_CXX_STANDARD=17", "-D", "SUBPROCESS_VARIANT=ON",
            "-D", "SUBPROCESS_UNITY_TESTS=ON",  # a bug in a header compiles all tests anew
            "-D", "SUBPROCESS_BUILD_EXAMPLES=OFF", *self.values)

    def names_below(self, top, root=None):
        root = root or self.origin
        if os.path.isfile(os.path.join(root, top)):
            return [top]
        return [os.path.relpath(os.path.join(folder, file), root)
                for folder, _, files in os.walk(os.path.join(root, top)) for file in files]

    def copy(self, name):
        origin, copy = os.path.join(self.origin, name), os.path.join(self.source, name)
        with open(origin, "rb") as file:
            content = file.read()
        if os.path.exists(copy):
            with open(copy, "rb") as file:
                if file.read() == content:
                    return
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copyfile(origin, copy)

    def restore(self):
        for name in self.changed:
            self.copy(name)
        self.changed.clear()

    def plant(self, mutant):
        """Applies a patch. Its hunks are found by their text, wherever that is. Returns what is wrong with the patch."""
        for name, hunks in mutant.files().items():
            path = os.path.join(self.source, name)
            if not hunks or not os.path.exists(path):
                return f"there is nothing to change in {name}"
            with open(path, encoding="utf-8") as file:
                text = file.read()
            for before, after in hunks:
                if text.count(before) != 1:
                    return f"does not apply to {name}"
                text = text.replace(before, after)
            self.changed.add(name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return "" if self.changed else "changes nothing"

    def compile(self, *targets):
        return self.call(self.cmake, "--build", self.build, "-j", "2", "--target", *targets)

    @staticmethod
    def call(*command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return "" if done.returncode == 0 else done.stdout[-4000:]

    def test(self, mutant, limit):
        """Runs the tests of a mutant. Returns whether they pass, and how they failed."""
        program = os.path.join(self.build, "tests", mutant.executable)
        tests = subprocess.Popen([program, mutant.selection()], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output = tests.communicate(timeout=limit)[0]
        except subprocess.TimeoutExpired:
            return False, "hangs"
        finally:
            try:
                os.killpg(tests.pid, signal.SIGKILL)  # also kills the children that it left
            except ProcessLookupError:
                pass
            tests.wait()
        if tests.returncode < 0:
            return False, f"dies of signal {-tests.returncode}"
        if tests.returncode == 0 and b"All tests passed" in output:
            return True, ""
        place = re.search(rb"source/(tests/\S+:\d+): FAILED", output)
        return False, f"fails at {place[1].decode()}" if place else "is not there"


def check_without_bugs(tree, mutants):
    """Checks that all named tests pass without bugs; otherwise no result would mean anything. Sets the time limits."""
    problem = tree.prepare() or tree.compile(*sorted({mutant.executable for mutant in mutants}))
    if problem:
        return f"without a bug the tests do not build:\n{problem}"
    limits = {}
    for mutant in mutants:
        test = mutant.executable, mutant.test
        if test not in limits:
            start = time.monotonic()
            passes, how = tree.test(mutant, LIMIT_WITHOUT_BUG)
            if not passes:
                return f"without a bug, {mutant.executable} {mutant.test} {how}"
            limits[test] = max(LEAST_LIMIT, TIMES_AS_SLOW * (time.monotonic() - start))
        mutant.limit = limits[test]
    return ""


def verdict(tree, mutant):
    """Plants one bug. Returns the outcome, and whether it is as expected."""
    tree.restore()
    problem = tree.plant(mutant)
    if problem:
        return f"the patch {problem}", False
    problem = tree.compile(mutant.executable)
    if problem:
        return f"does not build:\n{problem}", False
    survives, how = tree.test(mutant, mutant.limit)
    return ("SURVIVES" if survives else f"killed: the test {how}"), not survives


def main(source, build, cmake, compiler, *arguments):
    start = time.monotonic()
    values = [argument for argument in arguments if argument.startswith("-D")]
    paths = [argument for argument in arguments if argument not in values]
    paths = paths or [os.path.join(HERE, name) for name in os.listdir(HERE) if name.endswith(".patch")]
    mutants = [Mutant(path) for path in paths]
    mutants.sort(key=lambda mutant: (list(mutant.files()), mutant.name))  # so that few files are compiled for each bug
    if os.geteuid() != 0:
        for mutant in filter(lambda mutant: mutant.needs_root, mutants):
            print(f"{mutant.name}: not run, because its test needs root")
        mutants = [mutant for mutant in mutants if not mutant.needs_root]
    tree = Tree(source, build, cmake, compiler, values)
    problem = check_without_bugs(tree, mutants)
    if problem:
        sys.exit(problem)
    bad = 0
    for mutant in mutants:
        text, is_good = verdict(tree, mutant)
        bad += not is_good
        print(f"{mutant.name}: {mutant.bug}: {text} ({mutant.executable} {mutant.test})", flush=True)
    tree.restore()
    print(f"{len(mutants)} bugs planted, {len(mutants) - bad} killed, {bad} not; {time.monotonic() - start:.0f} s")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
