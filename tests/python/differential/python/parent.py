"""Steps that prepare the process that starts the children."""

import os
import signal

OPEN_FLAGS = {
    "r": os.O_RDONLY,
    "a": os.O_WRONLY | os.O_CREAT | os.O_APPEND,
    "w": os.O_RDWR | os.O_CREAT | os.O_TRUNC,
}


def file(name, mode, content):
    fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    os.write(fd, os.fsencode(content))
    os.fchmod(fd, int(mode, 8))
    os.close(fd)


def setenv(name, value):
    os.environ[name] = value


def unsetenv(name):
    os.environ.pop(name, None)


def ignore(number):
    signal.signal(int(number), signal.SIG_IGN)


def handle(number):
    signal.signal(int(number), lambda *_: None)


def block(number):
    signal.pthread_sigmask(signal.SIG_BLOCK, [int(number)])


def close_on_exec(number):
    os.set_inheritable(int(number), False)


def wait_for_end(number):
    """Blocks until every writer has closed the pipe, so that everything the child does before that has happened."""
    while os.read(int(number), 1):
        pass


class Parent:
    """The process of a scenario. Its descriptors have the numbers given in the table."""

    def __init__(self, directory):
        self.opened = []
        os.mkdir(directory)
        os.chdir(directory)
        self.open("0", "/dev/null", "r")
        self.open("1", "stdout", "a")
        self.open("2", "stderr", "a")
        self.opened.clear()
        self.verbs = {
            "file": file,
            "directory": os.mkdir,
            "remove_directory": os.rmdir,
            "link": lambda name, target: os.symlink(target, name),
            "chdir": os.chdir,
            "setenv": setenv,
            "unsetenv": unsetenv,
            "ignore": ignore,
            "handle": handle,
            "block": block,
            "pipe": self.pipe,
            "open": self.open,
            "close_fd": self.close,
            "close_on_exec": close_on_exec,
            "await": wait_for_end,
        }

    def play(self, step):
        """Returns True if the step was such a step."""
        if step[0] not in self.verbs:
            return False
        self.verbs[step[0]](*step[1:])
        return True

    def place(self, fd, number):
        self.opened.append(number)
        if fd != number:
            os.dup2(fd, number)
            os.close(fd)

    def pipe(self, reader, writer):
        ends = os.pipe()
        self.place(ends[0], int(reader))
        self.place(ends[1], int(writer))

    def open(self, number, name, mode):
        self.place(os.open(name, OPEN_FLAGS[mode], 0o666), int(number))

    def close(self, number):
        if int(number) in self.opened:
            self.opened.remove(int(number))
        os.close(int(number))

    def let_go(self):
        """Closes the descriptors that steps opened, so that no child waits for us any more."""
        for number in self.opened:
            os.close(number)
