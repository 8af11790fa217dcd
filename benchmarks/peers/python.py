"""Python's own subprocess, as a contestant; serve.cpp describes the requests."""
import platform
import subprocess
import sys
import time


def nanoseconds_each(count, work):
    start = time.perf_counter_ns()
    for _ in range(count):
        work()
    return (time.perf_counter_ns() - start) // count


def capture(command, size):
    output = subprocess.run(command, stdout=subprocess.PIPE).stdout
    assert len(output) == size


def round_trip(command, data):
    output = subprocess.run(command, input=data, stdout=subprocess.PIPE).stdout
    assert len(output) == len(data)


def answer(words):
    global ballast
    match words:
        case ["version"]:
            return f"Python {platform.python_version()}"
        case ["ballast", size]:
            ballast = b"x" * int(size)
            return "done"
        case ["capture", count, *command]:
            size = int(command[-1]) if len(command) > 1 else 0
            return nanoseconds_each(int(count), lambda: capture(command, size))
        case ["cat", count, size, *command]:
            data = b"x" * int(size)
            return nanoseconds_each(int(count), lambda: round_trip(command, data))


for line in sys.stdin:
    print(answer(line.split()), flush=True)
