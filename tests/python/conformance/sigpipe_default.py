"""Run a script with SIGPIPE at its default action, as a C++ program has it; Python ignores the signal.

sigpipe_default.py SCRIPT [ARGUMENTS...]"""
import runpy
import signal
import sys

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
