#!/usr/bin/env python3
"""Checks that no name in a public header is a macro in one of the lists in macros/.

    macros.py INCLUDE             names the places where it is
    macros.py INCLUDE --define    writes a header that makes each of these names a macro no compiler takes

A macro with arguments, `name()` in a list, matters only where a bracket follows the name. A header may use a name that
it puts aside, with #pragma push_macro.
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parent / "macros"
NO_NAME = r'//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#\s*include[^\n]*|\d[\w.]*'
TOKEN = re.compile(NO_NAME + r"|(?P<name>[A-Za-z_]\w*)(?P<bracket>\s*\()?")


def read_lists():
    """{name: {library: whether the macro has arguments}}"""
    lists = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for word in re.sub(r"#.*", "", path.read_text()).split():
            lists.setdefault(word.removesuffix("()"), {})[path.stem] = word.endswith("()")
    return lists


def clashes(path, lists):
    text = path.read_text()
    put_aside = set(re.findall(r'#pragma push_macro\("(\w+)"\)', text))
    for token in TOKEN.finditer(text):
        name = token["name"]
        if name is None or name in put_aside:
            continue
        libraries = [library for library, has_arguments in lists.get(name, {}).items()
                     if token["bracket"] or not has_arguments]
        if libraries:
            yield f"{path}:{text.count(chr(10), 0, token.start()) + 1}: {name} is a macro of {', '.join(libraries)}"


def report(headers, lists):
    bad = [clash for path in headers for clash in clashes(path, lists)]
    print(*bad, f"{len(headers)} headers, {len(lists)} names of macros, {len(bad)} clashes", sep="\n")
    return 1 if bad or not headers or not lists else 0


def define(headers, lists):
    """What the headers of std and fmt do with such names is not our affair, so they come first."""
    include = re.compile(r"^#include <(?!subprocess)(?:\w+|fmt/\w+\.h)>", re.M)
    included = {line for path in headers for line in include.findall(path.read_text())}
    print(*sorted(included), sep="\n")
    for name, libraries in lists.items():
        print(f"#undef {name}\n#define {name}{'(...)' * all(libraries.values())} @")


if __name__ == "__main__":
    folder, *options = sys.argv[1:]
    act = define if options else report
    headers = sorted(pathlib.Path(folder).rglob("*.hpp"))
    # Asio's own headers use such names, so they do not compile behind these macros.
    sys.exit(act([path for path in headers if not re.search(r"/asio[/.]", path.as_posix())], read_lists()))
