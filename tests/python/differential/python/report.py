"""Writes the observations as lines "STEP.FIELD VALUE" to a file."""

import collections
import os
import subprocess
import sys


def escaped(value):
    """Escapes a value so that it is one line of ASCII."""
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte != 92 else f"\\x{byte:02x}" for byte in value
    )


def encoded(text):
    """The bytes that C++ has for a Python string: UTF-8, with undecodable bytes unchanged."""
    return text.encode("utf-8", "surrogateescape")


def text_encoded(text):
    """Text from text mode, where a lone surrogate is a character like any other."""
    return text.encode("utf-8", "surrogatepass")


def message_of(error):
    """The text of an error. For a failed exit it is Python 3.15's: earlier versions put quotes around every command."""
    text = str(error)
    if sys.version_info < (3, 15) and isinstance(error, subprocess.CalledProcessError) and error.returncode >= 0:
        text = text.replace(f"Command '{error.cmd}'", f"Command {error.cmd!r}", 1)
    return text


class Report:
    def __init__(self, fd):
        self.fd = fd
        self.step = None
        self.seen = collections.Counter()

    def line(self, line):
        os.write(self.fd, line.encode("ascii", "backslashreplace") + b"\n")

    def begin_scenario(self, name):
        self.line("scenario " + name)

    def end_scenario(self):
        self.line("end")

    def begin_step(self, name):
        """The following fields belong to this step. The second step of a kind in a scenario is "NAME 2"."""
        self.seen[name] += 1
        self.step = name if self.seen[name] == 1 else f"{name} {self.seen[name]}"

    def raw(self, name, value):
        self.line(f"{self.step}.{name}\t{escaped(value)}")

    def field(self, name, value):
        if isinstance(value, bool):
            value = str(value).lower()
        self.raw(name, encoded(str(value)))

    def seconds(self, name, value):
        self.field(name, f"{value:.6g}")

    def bytes(self, name, value):
        data = text_encoded(value) if isinstance(value, str) else value
        self.raw(name, b'"' + data + b'"')

    def output(self, name, value):
        if value is None:
            self.field(name, None)
        elif isinstance(value, str):
            self.raw(name, b'text "' + text_encoded(value) + b'"')
        else:
            self.raw(name, b'bytes "' + bytes(value) + b'"')

    def error(self, error):
        """Reports the class of an exception and all its data."""
        self.field("error", type(error).__name__)
        self.field("message", message_of(error))
        if isinstance(error, subprocess.CalledProcessError):
            self.field("returncode", error.returncode)
            self.child_error(error)
        elif isinstance(error, subprocess.TimeoutExpired):
            self.seconds("timeout", error.timeout)
            self.child_error(error)
        elif isinstance(error, OSError):
            self.field("errno", error.errno)
            self.field("filename", error.filename)
        elif isinstance(error, UnicodeError) and not type(error) is UnicodeError:
            for name in ("encoding", "start", "end", "reason"):
                self.field(name, getattr(error, name))

    def child_error(self, error):
        self.field("cmd", repr(error.cmd))
        self.output("stdout", error.stdout)
        self.output("stderr", error.stderr)
