"""Reads classification.json: the expected result of each test in CPython's suite, by version."""
import json
import os

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "classification.json")


def read():
    with open(_FILE) as file:
        return json.load(file)


def classes(version):
    """{test: class} for a version such as (3, 13, 5): those of 3.11, and the changes since; None is a test that went."""
    data = read()
    expected = dict(data["class"])
    for since, changes in data["since"].items():
        if tuple(map(int, since.split("."))) <= tuple(version[:3]):
            expected.update(changes)
    return {test: kind for test, kind in expected.items() if kind}
