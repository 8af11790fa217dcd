"""Fail when more tests pass with the core that does nothing than are known to: then the shim has grown behaviour.

count_null.py RESULTS.json"""
import json
import sys

KNOWN = 35

results = json.load(open(sys.argv[1]))
passed = sum(result[0] == "ok" for name, result in results.items() if "NoPoll" not in name)
print("the core that does nothing passes %d tests; %d are known" % (passed, KNOWN))
sys.exit(passed > KNOWN)
