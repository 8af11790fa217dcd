#!/usr/bin/env python3
"""Records Python's answers: shlex.split, quote and join, the methods of str and bytes that an Output has, and the files
that shutil.which looks for.

    tools/word_answers.py tests/python/words/python_answers.txt          writes them; needs Python 3.13.1
    tools/word_answers.py --check tests/python/words/python_answers.txt  compares; before 3.13.1 all but which

A line is a question and its answer, in quoted fields, in which a backslash and two hexadecimal digits are a byte. The
lines `all` have a maximum length, and a hash of the answers for every string up to that length.
The lines `space` and `line-end` have the code points for which that is what they are.
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


# What strings are made of, and what is looked for in them.
TEXT_UNITS = ["a", "\xe9", " ", "\n", "\r", "\x0b", "\x1c", "\x1f", "\x85", "\u2028"]
BYTES_UNITS = [b"a", b"\xe9", b" ", b"\n", b"\r", b"\x0b", b"\x1c", b"\x85", b"\xc2", b"\xa8"]


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
    return hashed("".join(word + "\n" for word in split(text, comments, posix)).encode() + b"\0" for text in strings(longest))


def hashed(pieces):
    result = 14695981039346656037
    for byte in b"".join(pieces):
        result = (result ^ byte) * 1099511628211 % 2**64
    return f"{result:016x}"


def methods_of(string, wanted):
    """The results of all methods as bytes; an offset is one in bytes, and -1 if there is nothing."""
    as_bytes = (lambda text: text) if isinstance(string, bytes) else (lambda text: text.encode())
    lists = [string.strip()], [string.rstrip()], [string.strip(wanted)], [string.rstrip(wanted)], string.split(), \
        string.split(wanted), string.splitlines(), string.splitlines(True)
    for each in lists:
        yield b"".join(as_bytes(item) + b"\0" for item in each) + b"\1"
    found = string.find(wanted)
    offset = len(as_bytes(string[:found])) if found >= 0 else -1
    yield f"{offset} {string.startswith(wanted):d} {string.endswith(wanted):d}\n".encode()


def hash_of_methods(units, longest):
    strings = (units[0][:0].join(each) for length in range(longest + 1) for each in itertools.product(units, repeat=length))
    wanted = [units[0] + units[1], units[1], units[2] + units[3]]
    return hashed(piece for string in strings for each in wanted for piece in methods_of(string, each))


def code_points(has):
    return [f"{c:x}" for c in range(0x110000) if has(chr(c))]


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
    yield line("space", *code_points(lambda c: not c.strip()))
    yield line("line-end", *code_points(lambda c: len(f"a{c}b".splitlines()) == 2))
    yield line("all-methods-of-text", "4", hash_of_methods(TEXT_UNITS, 4))
    yield line("all-methods-of-bytes", "4", hash_of_methods(BYTES_UNITS, 4))
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
