"""The steps that do something with children and report the result."""

import os
import subprocess

from options import seconds


def presence(stream):
    return "None" if stream is None else "open"


class Scene:
    """The state that the steps of a scenario share. A method do_NAME is the step NAME."""

    def __init__(self, report):
        self.report = report
        self.command = None
        self.options = {}
        self.processes = []

    @property
    def process(self):
        """The last process started."""
        if not self.processes:
            raise RuntimeError("no process was started")
        return self.processes[-1]

    def play(self, step):
        """Runs a step and reports its exception, if any."""
        verb = getattr(self, "do_" + step[0])
        self.report.begin_step(step[0])
        try:
            verb(*step[1:])
        except Exception as error:
            self.report.error(error)

    def is_text(self):
        return any(self.options.get(name) for name in ("text", "universal_newlines", "encoding", "errors"))

    def data(self, word, is_text):
        """The input for a child. The table has bytes; in text mode they are decoded as UTF-8."""
        if word is None or word == "None":
            return None
        data = os.fsencode(word)
        return data.decode("utf-8", "surrogatepass") if is_text else data

    def keywords(self):
        keywords = dict(self.options)
        if "input" in keywords:
            keywords["input"] = self.data(keywords["input"], self.is_text())
        return keywords

    def do_run(self):
        done = subprocess.run(self.command, **self.keywords())
        self.report.field("returncode", done.returncode)
        self.report.output("stdout", done.stdout)
        self.report.output("stderr", done.stderr)
        self.report.field("repr", repr(done))

    def do_call(self):
        self.report.field("returncode", subprocess.call(self.command, **self.keywords()))

    def do_check_call(self):
        self.report.field("returncode", subprocess.check_call(self.command, **self.keywords()))

    def do_check_output(self):
        self.report.bytes("stdout", subprocess.check_output(self.command, **self.keywords()))

    def do_getoutput(self, command):
        self.report.bytes("stdout", subprocess.getoutput(command, **self.keywords()))

    def do_getstatusoutput(self, command):
        code, output = subprocess.getstatusoutput(command, **self.keywords())
        self.report.field("returncode", code)
        self.report.bytes("stdout", output)

    def do_popen(self):
        self.processes.append(subprocess.Popen(self.command, **self.keywords()))
        self.report.field("stdin", presence(self.process.stdin))
        self.report.field("stdout", presence(self.process.stdout))
        self.report.field("stderr", presence(self.process.stderr))
        self.report.field("returncode", self.process.returncode)

    def do_into_next(self):
        """Connects the output of this process to the input of the next one."""
        self.options["stdin"] = self.process.stdout

    def do_communicate(self, *words):
        given = dict(zip(words[::2], words[1::2]))
        data = self.data(given.get("input"), self.process.text_mode)
        limit = seconds(given.get("timeout", "None"))
        output, errors = self.process.communicate(data, limit)
        self.report.output("stdout", output)
        self.report.output("stderr", errors)
        self.report.field("returncode", self.process.returncode)

    def do_wait(self, _=None, limit="None"):
        self.report.field("returncode", self.process.wait(seconds(limit)))

    def do_poll(self):
        self.report.field("returncode", self.process.poll())

    def do_ended(self):
        """Waits until the child has ended, without reaping it."""
        os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)

    def do_returncode(self):
        self.report.field("returncode", self.process.returncode)

    def do_send_signal(self, number):
        self.process.send_signal(int(number))

    def do_terminate(self):
        self.process.terminate()

    def do_kill(self):
        self.process.kill()

    def do_write(self, word):
        self.report.field("count", self.process.stdin.write(self.data(word, self.process.text_mode)))

    def do_flush(self):
        self.process.stdin.flush()

    def do_close(self, name):
        getattr(self.process, name).close()

    def do_closed(self, name):
        self.report.field("closed", getattr(self.process, name).closed)

    def do_read(self, name, count="-1"):
        self.report.bytes("data", getattr(self.process, name).read(int(count)))

    def do_readline(self, name):
        self.report.bytes("line", getattr(self.process, name).readline())

    def do_readlines(self, name):
        for line in getattr(self.process, name).readlines():
            self.report.bytes("line", line)

    def do_attributes(self):
        self.report.field("args", repr(self.process.args))
        self.report.field("encoding", self.process.encoding)
        self.report.field("errors", self.process.errors)
        self.report.field("text_mode", bool(self.process.text_mode))
        self.report.field("pipesize", self.process.pipesize)

    def do_repr(self):
        self.report.field("repr", repr(self.process))

    def do_show(self, name):
        with open(name, "rb") as file:
            self.report.bytes(name, file.read())

    def do_list2cmdline(self):
        self.report.bytes("line", subprocess.list2cmdline(self.command))
