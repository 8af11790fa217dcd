#!/usr/bin/env python3
"""Writes the library as one file: the public headers and, under SUBPROCESS_IMPLEMENTATION, all of src/.

    tools/single_header.py --version 0.1.0 --url https://... OUTPUT

Each project header is inserted where it is first included. Here the preprocessor chooses the platform layer, which
otherwise the build does.
"""
import argparse
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = ROOT / "include"
SRC = ROOT / "src"
ROOMS = "codecs", "python", "words", "streams", "call", "process"  # of the platform-independent half, lowest first

PREAMBLE = """\
// subprocess {version}: Python's subprocess module for C++17, in one file. {url}
//
// In exactly one source file of your program:
//     #define SUBPROCESS_IMPLEMENTATION
//     #include "subprocess.hpp"
// That file needs fmt 9 or later, header-only: FMT_HEADER_ONLY is defined unless <fmt/format.h> was included before.
// On POSIX, link with -pthread.
//
// communication, shlex and which are included. Define SUBPROCESS_EXPECT for <subprocess/expect.hpp>, SUBPROCESS_IOSTREAM
// for <subprocess/iostream.hpp>, SUBPROCESS_FORMAT for <subprocess/format.hpp>, which includes fmt, SUBPROCESS_ASIO
// for <subprocess/asio.hpp>, which includes Asio, and SUBPROCESS_TESTING, there and in that one source file, for
// <subprocess/testing.hpp>.
//
// This file was generated from the library's sources: make changes there.
//
{licence}
"""

# Does what cmake/flags.cmake does with compiler flags. The section is for cmake/check_child_section.cmake.
BARE = """\
// Between fork and exec, no code may run that the compiler adds on its own.
#if defined(__ELF__)
#define SUBPROCESS_CHILD_SECTION __attribute__((section(".text.subprocess_child")))
#else
#define SUBPROCESS_CHILD_SECTION
#endif
#if defined(__clang__)
#define SUBPROCESS_BARE \\
    SUBPROCESS_CHILD_SECTION __attribute__((no_sanitize("all"), disable_sanitizer_instrumentation, no_stack_protector, \\
                                            no_profile_instrument_function, no_instrument_function, no_builtin))
#elif defined(__GNUC__)
#define SUBPROCESS_BARE \\
    SUBPROCESS_CHILD_SECTION __attribute__((no_sanitize("all"), no_stack_protector, no_profile_instrument_function, \\
                                            no_instrument_function, optimize("no-tree-loop-distribute-patterns")))
#else
#define SUBPROCESS_BARE
#endif
"""

FMT = """\
#if !defined(FMT_VERSION) && !defined(FMT_HEADER_ONLY)
#define FMT_HEADER_ONLY 1
#endif
#include <fmt/format.h>
"""

BARE_FILES = {"child.cpp", "clone_program.hpp", "exec_error.hpp", "forget_memory.hpp", "open_fds.hpp", "proc_text.hpp",
              "raw_call.hpp", "raw_clone.hpp", "raw_libc.hpp", "raw_linux.hpp", "raw_supervisor.hpp",
              "raw_supervisor_freebsd.hpp", "raw_supervisor_linux.hpp", "supervisor.cpp", "tree_members.hpp",
              "tree_members_freebsd.hpp", "tree_setup.hpp", "write_report.hpp"}
BARE_FUNCTION = re.compile(r"^( *(?:template <.*?> |\[\[noreturn\]\] )?)([A-Za-z][\w: ]* [\w*]+\(.*\)(?: const)? noexcept \{)", re.M)
INCLUDE_LINE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


class Amalgamation:
    def __init__(self):
        self.seen = set()
        self.lines = []

    def text(self, *texts):
        for text in texts:
            self.lines += text.splitlines()

    def file(self, path):
        """Appends a project file with everything that it includes, unless it was appended before."""
        path = path.resolve()
        if path in self.seen:
            return
        self.seen.add(path)
        for line in self.source(path).splitlines():
            included = INCLUDE_LINE.match(line)
            target = included and self.find(path, included[1])
            if target:
                self.file(target)
            elif line.strip() not in ("#pragma once", "/// \\file"):
                self.lines.append(line)

    @staticmethod
    def source(path):
        source = path.read_text(encoding="utf-8")
        if path.name not in BARE_FILES:
            return source
        return BARE_FUNCTION.sub(r"\1SUBPROCESS_BARE \2", source)

    @staticmethod
    def find(path, name):
        return next((folder / name for folder in (path.parent, SRC, INCLUDE) if (folder / name).is_file()), None)

    def folder(self, folder):
        for path in sorted(folder.rglob("*.cpp")):
            self.file(path)


def public_part(out):
    out.text("#ifndef SUBPROCESS_SINGLE_HEADER", "#define SUBPROCESS_SINGLE_HEADER")
    for name in "subprocess.hpp", "subprocess/communication.hpp", "subprocess/shlex.hpp", "subprocess/which.hpp":
        out.file(INCLUDE / name)
    out.text("#endif // SUBPROCESS_SINGLE_HEADER")
    for macro, name in ("EXPECT", "expect"), ("IOSTREAM", "iostream"), ("FORMAT", "format"), ("ASIO", "asio"), ("TESTING", "testing"):
        guard = f"SUBPROCESS_SINGLE_HEADER_{macro}"
        out.text(f"#if defined(SUBPROCESS_{macro}) && !defined({guard})", f"#define {guard}")
        out.file(INCLUDE / "subprocess" / f"{name}.hpp")
        out.text(f"#endif // {guard}")


def private_part(out):
    guard = "SUBPROCESS_SINGLE_HEADER_IMPLEMENTATION"
    out.text(f"#if defined(SUBPROCESS_IMPLEMENTATION) && !defined({guard})", f"#define {guard}", FMT)
    for path in sorted(SRC.glob("os/*.hpp")) + [path for room in ROOMS for path in sorted((SRC / room).glob("*.hpp"))]:
        out.file(path)  # all headers first, because each system needs them
    for room in ROOMS:
        out.folder(SRC / room)
    out.text("#if defined(SUBPROCESS_TESTING)")
    out.folder(SRC / "testing")
    out.text("#endif // SUBPROCESS_TESTING")
    out.text("#if !defined(SUBPROCESS_WITHOUT_OS) // defined by tests that replace the platform layer")
    folders = {"windows": "defined(_WIN32)", "unsupported": "defined(__EMSCRIPTEN__) || defined(__wasi__)"}
    word = "#if"
    for name, condition in folders.items():
        if (SRC / "os" / name).is_dir():
            out.text(f"{word} {condition}")
            out.folder(SRC / "os" / name)
            word = "#elif"
    out.text("#else", BARE)
    out.folder(SRC / "os" / "posix")
    out.text("#undef SUBPROCESS_BARE", "#undef SUBPROCESS_CHILD_SECTION", "#endif", "#endif // SUBPROCESS_WITHOUT_OS")
    out.text(f"#endif // {guard}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("output", type=pathlib.Path)
    arguments = parser.parse_args()

    licence = "\n".join(f"// {line}".rstrip() for line in (ROOT / "LICENSE").read_text().splitlines())
    out = Amalgamation()
    out.text(PREAMBLE.format(version=arguments.version, url=arguments.url, licence=licence))
    public_part(out)
    private_part(out)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(out.lines)) + "\n"
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(text, encoding="utf-8", newline="\n")


main()
