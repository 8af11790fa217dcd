"""Steps that set a keyword argument of the next calls."""

import os
import pathlib
import signal
import subprocess

REDIRECTIONS = {
    "None": None,
    "PIPE": subprocess.PIPE,
    "DEVNULL": subprocess.DEVNULL,
    "STDOUT": subprocess.STDOUT,
}
STREAMS = ["stdin", "stdout", "stderr"]
FLAGS = {"None": None, "true": True, "false": False}


class FileObject:
    """An object with fileno(), for redirections."""

    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number


def flag(word):
    return FLAGS[word]


def redirection(word, number=None):
    """stdout PIPE, stdout 50, stdout file 50"""
    if word == "file":
        return FileObject(int(number))
    return REDIRECTIONS[word] if word in REDIRECTIONS else int(word)


def string(word):
    return None if word == "None" else word


def path(word, name=None):
    """cwd NAME, cwd path NAME, cwd bytes NAME"""
    if word == "path":
        return pathlib.Path(name)
    if word == "bytes":
        return os.fsencode(name)
    return string(word)


def integer(word):
    return None if word == "None" else int(word)


def seconds(word):
    """A number of seconds or None; an int where the table has one."""
    if word == "None":
        return None
    return int(word) if word.lstrip("-").isdigit() else float(word)


def user_or_group(word):
    return int(word) if word.lstrip("-").isdigit() else word


def users_or_groups(*ids):
    return [user_or_group(word) for word in ids]


def integers(*numbers):
    return [int(word) for word in numbers]


def environment(kind, *rest):
    """env None, env replace NAME VALUE..., env extend NAME VALUE..., env remove NAME..."""
    if kind == "None":
        return None
    if kind == "remove":
        return {name: value for name, value in os.environ.items() if name not in rest}
    variables = dict(os.environ) if kind == "extend" else {}
    variables.update(zip(rest[::2], rest[1::2]))
    return variables


def fail():
    raise RuntimeError("from the hook")


def hook(what, *rest):
    """preexec_fn exit 5, kill 9, raise, setenv NAME VALUE, chdir NAME, write TEXT"""
    return {
        "exit": lambda: os._exit(int(rest[0])),
        "kill": lambda: signal.raise_signal(int(rest[0])),
        "raise": fail,
        "setenv": lambda: os.putenv(*rest),
        "chdir": lambda: os.chdir(rest[0]),
        "write": lambda: os.write(1, os.fsencode(rest[0])),
    }[what]


READERS = {
    "stdin": redirection,
    "stdout": redirection,
    "stderr": redirection,
    "input": string,
    "capture_output": flag,
    "check": flag,
    "timeout": seconds,
    "text": flag,
    "universal_newlines": flag,
    "encoding": string,
    "errors": string,
    "bufsize": integer,
    "pipesize": integer,
    "shell": flag,
    "executable": path,
    "cwd": path,
    "env": environment,
    "preexec_fn": hook,
    "close_fds": flag,
    "pass_fds": integers,
    "restore_signals": flag,
    "start_new_session": flag,
    "process_group": integer,
    "umask": integer,
    "creationflags": integer,
    "user": user_or_group,
    "group": user_or_group,
    "extra_groups": users_or_groups,
}


def close_in_child(options, stream):
    """For CLOSED, for which Python has no word."""
    before = options.get("preexec_fn", lambda: None)

    def close():
        before()
        os.close(STREAMS.index(stream))

    options["preexec_fn"] = close


def set_option(options, step):
    """Returns True if the step was such a step."""
    if step[0] not in READERS:
        return False
    if step[0] in STREAMS and step[1] == "CLOSED":
        close_in_child(options, step[0])
        return True
    options[step[0]] = READERS[step[0]](*step[1:])
    return True
