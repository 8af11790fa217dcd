#!/usr/bin/env python3
"""tests/checks/headers/macros: the names that libraries of others define as macros, as far as a name in our headers
could be one.

    tools/macro_names.py [LIBRARY...]    writes the lists anew, on Debian with the packages below

The lists are checked in, so that the test needs none of these packages. apple.txt was written by hand.
"""
import pathlib
import re
import subprocess
import sys
import textwrap

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "tests" / "checks" / "headers" / "macros"

QT = pathlib.Path("/usr/include/x86_64-linux-gnu")
PERL = next(pathlib.Path("/usr/lib").glob("*/perl/*/CORE"), "")
ABSEIL = [path.relative_to("/usr/include").as_posix() for path in sorted(pathlib.Path("/usr/include/absl").rglob("*.h"))]

# Library: the packages, the headers, the compilers with their arguments, and how to know a header of the library.
LIBRARIES = {
    "qt": ("qtbase5-dev qt6-base-dev", "QtCore QtGui QtWidgets QtNetwork QtTest QtDBus QtSql QtXml",
           [f"g++ -fPIC -I{path} " + " ".join(f"-I{module}" for module in path.glob("Qt*"))
            for path in (QT / "qt5", QT / "qt6")], "/qt[56]/"),
    "ncurses": ("libncurses-dev", "curses.h term.h panel.h menu.h form.h termcap.h",
                ["g++", "g++ -D_XOPEN_SOURCE_EXTENDED"], "/usr/include/(n?curses|term|eti|form|menu|panel|unctrl)"),
    "x11": ("libx11-dev libxt-dev",
            "X11/Xlib.h X11/Xutil.h X11/Xatom.h X11/Xos.h X11/XKBlib.h X11/keysym.h X11/cursorfont.h X11/Xresource.h "
            "X11/Intrinsic.h X11/IntrinsicP.h X11/Shell.h X11/StringDefs.h X11/Xproto.h X11/Xmd.h X11/Xpoll.h "
            "X11/Xregion.h X11/Xlibint.h", ["g++"], "/X11/"),
    "tcl": ("tcl-dev tk-dev", "tcl.h tk.h", ["g++ -I/usr/include/tcl"], "/tcl"),
    "perl": ("libperl-dev", "EXTERN.h perl.h XSUB.h", [f"g++ -D_GNU_SOURCE -I{PERL}"], "/CORE/"),
    "r": ("r-base-dev", "R.h Rinternals.h Rdefines.h Rmath.h R_ext/Rdynload.h R_ext/RS.h R_ext/GraphicsEngine.h "
          "Rembedded.h", ["g++ -I/usr/share/R/include"], "/R/"),
    "python": ("python3.11-dev", "Python.h structmember.h datetime.h", ["g++ -I/usr/include/python3.11"], "/python3"),
    "catch2": ("catch2", "catch2/catch.hpp", ["g++"], "/catch2/"),
    "googletest": ("libgtest-dev libgmock-dev", "gtest/gtest.h gmock/gmock.h gtest/gtest-spi.h", ["g++"],
                   "/g(test|mock)/"),
    "abseil": ("libabsl-dev", " ".join(name for name in ABSEIL if not re.search("internal|testing", name)), ["g++"],
               "/absl/"),
    "glog": ("libgoogle-glog-dev", "glog/logging.h glog/stl_logging.h glog/raw_logging.h", ["g++"], "/glog/"),
    "windows": ("mingw-w64", "winsock2.h ws2tcpip.h windows.h windowsx.h commctrl.h shlobj.h objbase.h ole2.h "
                "tlhelp32.h psapi.h dbghelp.h winternl.h ntstatus.h setupapi.h rpc.h stdio.h io.h process.h direct.h",
                ["x86_64-w64-mingw32-g++-posix", "i686-w64-mingw32-g++-posix"], "/mingw-w64/"),
}

# One word, or several of lower case: what our names look like. CONSTANTS_OF_MORE_WORDS and a library's own prefix in front
# of a CamelCaseName would only make the lists long.
OUR_STYLE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*|[A-Z][a-z]+|[A-Z]{1,8}")


def macros(compiler, headers, of_library):
    """The macros that a program has after the headers: {name: whether it takes arguments}."""
    source = "".join(f"#include <{header}>\n" for header in headers.split())
    text = subprocess.run([*compiler.split(), "-std=c++17", "-dD", "-E", "-x", "c++", "-"], input=source, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True).stdout
    names, is_theirs = {}, False
    for line in text.splitlines():
        if match := re.match(r'# \d+ "([^"]*)"', line):
            is_theirs = re.search(of_library, match[1]) is not None
        elif match := re.match(r"#undef (\w+)", line):
            names.pop(match[1], None)
        elif is_theirs and (match := re.match(r"#define (\w+)(\(?)", line)):
            names[match[1]] = bool(match[2])
    return names


def write(library):
    packages, headers, compilers, of_library = LIBRARIES[library]
    names = {}
    for compiler in compilers:
        names.update(macros(compiler, headers, of_library))
    words = [name + "()" * takes_arguments for name, takes_arguments in sorted(names.items()) if OUR_STYLE.fullmatch(name)]
    head = f"# Made by tools/macro_names.py from {packages}."
    (FOLDER / f"{library}.txt").write_text("\n".join([head, *textwrap.wrap(" ".join(words), 120)]) + "\n")
    print(f"{library}: {len(words)} of {len(names)}")


for chosen in sys.argv[1:] or LIBRARIES:
    write(chosen)
