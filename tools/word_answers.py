#!/usr/bin/env python3
"""Records Python's answers: shlex.split, quote and join, and the files that shutil.which looks for.

    tools/word_answers.py tests/python/words/python_answers.txt          writes them; needs Python 3.13.1
    tools/word_answers.py --check tests/python/words/python_answers.txt  compares; before 3.13.1 all but which

A line is a question and its answer, in quoted fields, in which a backslash and two hexadecimal digits are a byte. The
lines `all` have a maximum length, and a hash of the answers for every string up to that length.
"""
import itertools
import ntpath
import os
import shlex
import shutil
import sys
import types

ALPHABET = "a '\"\\#\n"
MODES = [("posix", False, True), ("posix-comments", True, True)] + [("plain", False, False), ("plain-comments", True, False)]

LINES = [
    "ls -l 'my file' \"it's\"", "a\tb\r\nc", "a\x0bb\x0cc", "\xe9\u20ac \U0001f600", "\xa0a\u2003b", "a\0b", "''", "\"\" ''",
    "a''b", "\"a\\$b\"", "'a\\'b", "x=\"1 2\" y='3'", "|;&<> (x)", "a#b #c\nd", "# only", "a\\\nb", "\"a\\\nb\"", "a\\", "\"a\\",
    "~/x $HOME `y` *", "-o=\"a b\"c'd e'", "\\'", "\\\\ \\\"",
]
LISTS = [[], [""], ["a"], ["a b", "c"], ["it's", "'", "''"], ["-o", "x=1", "$HOME", "\n"], ["\xe9", "a\0b"]]

POSIX_PROGRAMS = ["ls", "", "./ls", "bin/ls", "/bin/ls", "/ls", "a//b", "a/b/", "//", "..", "a b", ":"]
POSIX_PATHS = ["/bin:/usr/bin", "", ":", "/bin/:.:", "/bin:/bin", "/a:/A:/a/", "bin"]
WINDOWS_PROGRAMS = [
    "python", "python.exe", "PYTHON.EXE", "script.py", ".exe", "..exe", "a.b.cmd", "a.", "C:\\x\\python", "C:\\python",
    "C:python", "C:", ".\\a.bat", "./a", "a\\\\b", "a/\\b", "\\a", "\\\\server\\share\\a", "a b.com",
]
WINDOWS_PATHS = [
    ".;C:\\Windows;c:/windows;C:\\Tools\\", "", "C:;D:x", ";", "C:/Bin/;\\\\server\\share", ".;.\\;./", "a:b;x y",
]
EXTENSIONS = [".COM;.EXE;.BAT;.CMD", ".exe;;.Py", "", "exe;."]


def quoted(text):
    data = text.encode("utf-8")
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\{b:02x}" for b in data) + '"'


def line(*fields):
    return " ".join([fields[0]] + [quoted(field) for field in fields[1:]])


def split(text, comments, posix):
    try:
        return shlex.split(text, comments, posix)
    except ValueError as error:
        return ["!", str(error)]


def strings(longest):
    for length in range(longest + 1):
        for characters in itertools.product(ALPHABET, repeat=length):
            yield "".join(characters)


def hash_of_all(comments, posix, longest):
    result = 14695981039346656037
    for text in strings(longest):
        for byte in "".join(word + "\n" for word in split(text, comments, posix)).encode() + b"\0":
            result = (result ^ byte) * 1099511628211 % 2**64
    return f"{result:016x}"


def candidates(system, program, path, extensions):
    """The files that shutil.which looks for, with its modules replaced by those of the given system."""
    asked = []
    fake_os = types.SimpleNamespace(
        path=system, pathsep=";" if system is ntpath else ":", F_OK=os.F_OK, X_OK=os.X_OK, fsdecode=os.fsdecode,
        getenv=lambda name: extensions)
    kept = shutil.os, shutil.sys, shutil._access_check
    shutil.os, shutil.sys = fake_os, types.SimpleNamespace(platform="win32" if system is ntpath else "linux")
    shutil._win_path_needs_curdir = lambda cmd, mode: False
    shutil._access_check = lambda name, mode: asked.append(name)
    try:
        shutil.which(program, path=path)
    finally:
        shutil.os, shutil.sys, shutil._access_check = kept
    return asked


def answers():
    for name, comments, posix in MODES:
        for text in itertools.chain(LINES, strings(2)):
            yield line("split-" + name, text, *split(text, comments, posix))
        yield line("all-" + name, "5", hash_of_all(comments, posix, 5))
    for text in itertools.chain(LINES, map(chr, range(128))):
        yield line("quote", text, shlex.quote(text))
    for words in LISTS:
        yield line("join", shlex.join(words), *words)
    if sys.version_info < (3, 13, 1):
        return
    for program, path in itertools.product(POSIX_PROGRAMS, POSIX_PATHS):
        yield line("posix", program, path, *candidates(os.path, program, path, None))
    for program, path, extensions in itertools.product(WINDOWS_PROGRAMS, WINDOWS_PATHS, EXTENSIONS):
        # Without extensions, shutil.which uses its default, which in the library the platform layer provides.
        if extensions:
            yield line("windows", program, path, extensions, *candidates(ntpath, program, path, extensions))


def main():
    if sys.argv[1] != "--check":
        with open(sys.argv[1], "w", newline="\n") as file:
            file.writelines(answer + "\n" for answer in answers())
        return
    with open(sys.argv[2], newline="\n") as file:
        kept = file.read().splitlines()
    for number, answer in enumerate(answers()):
        if kept[number] != answer:
            sys.exit(f"{sys.argv[2]}:{number + 1}: is {kept[number]}, and Python says {answer}")


main()
