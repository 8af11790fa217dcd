"""check_trace.py FILE: checks that what examples/trace.cpp has written is a trace of its six children."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    events = json.load(file)
if sorted(event["args"]["returncode"] for event in events) != [0, 0, 0, 0, 0, 3]:
    sys.exit("these are not the children of the example")
for event in events:
    if event["ph"] != "X" or not isinstance(event["ts"], int) or event["dur"] < 0:
        sys.exit(f"this is no complete event: {event}")
    if event["name"] == "sleep" and event["dur"] < 10_000:
        sys.exit(f"this lasts longer than 10 ms: {event}")
if not any('"b"\\n' in event["args"]["command"] for event in events):
    sys.exit("the command with quotes and a backslash is not as it was")
