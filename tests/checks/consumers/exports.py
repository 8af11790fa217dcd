#!/usr/bin/env python3
"""exports.py NM LIBRARY INCLUDE: whether a shared library exports the names that the public headers declare, and no others.

A namespace must be opened there, a class must be defined there, and a function must be declared there.
"""
import pathlib
import re
import subprocess
import sys


MARK = "SUBPROCESS_API "  # in src/: what the library for tests needs


def qualified(symbol):
    """The name without parameters, template arguments and a return type: Popen::poll."""
    name = re.sub(r"^(typeinfo( name)?|vtable) for |\[abi:\w+\]|\(anonymous namespace\)::", "", symbol)
    name = re.sub(r"operator\s*(<<|<=|<|>>|>=|>|->|\(\))", "operator@", name)
    while (shorter := re.sub(r"<[^<>]*>|\{[^{}]*\}", "", name)) != name:
        name = shorter
    name = re.sub(r"operator [^(]+", "operator@", re.sub(r"(?<!operator)\(.*", "", name))
    return name.split(" ")[-1].split("::")


def inside(text, scope):
    """What stands in the braces of each namespace or class of that name, which is not inside of another one."""
    bodies = []
    head = re.compile(rf"\b(namespace (\w+ )?{scope}|(class|struct) {scope}\b[^;(){{}}]*) ?\{{")
    begin = 0
    while match := head.search(text, begin):
        depth, end = 1, match.end()
        while depth > 0:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        bodies.append(text[match.end():end - 1])
        begin = end
    return "\n".join(bodies)


def joined(name):
    """One name for two namespaces that are opened together."""
    return name.replace("::", "__")


def spellings(symbol, nested):
    return [symbol] + [symbol.replace(f"::{name}::", f"::{joined(name)}::") for name in nested if f"::{name}::" in symbol]


def without_bodies(text):
    while (shorter := re.sub(r"\{[^{}]*\}", ";", text)) != text:
        text = shorter
    return text


def declared(parts, text):
    *scopes, last = parts
    for scope in scopes:
        text = inside(text, scope)
    if inside(text, last):
        return True  # the typeinfo or the vtable of a class
    name = re.escape(last).replace("operator@", r"operator\W+")
    return bool(re.search(rf"(?<![\w.]){name}\(", without_bodies(text)))


def main(nm, library, include):
    headers = sorted(pathlib.Path(include).rglob("*.hpp"))
    headers += [path for path in sorted((pathlib.Path(include).parent / "src").rglob("*.hpp")) if MARK in path.read_text()]
    code = "".join(path.read_text() for path in headers).replace(MARK, "")
    code = re.sub(r"//[^\n]*|^ *#[^\n]*(\\\n[^\n]*)*", "", code, flags=re.M)
    nested = set(re.findall(r"namespace (\w+::\w+) \{", code))
    for name in nested:
        code = code.replace(f"namespace {name} {{", f"namespace {joined(name)} {{")
    command = [nm, "--dynamic", "--defined-only", "--demangle", library]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    symbols = [line.split(" ", 2)[2] for line in lines]
    symbols = [symbol for symbol in dict.fromkeys(symbols)]
    bad = [symbol for symbol in symbols if not any(declared(qualified(name), code) for name in spellings(symbol, nested))]
    missing = [name for name in ("run", "check_output", "list2cmdline", "Popen::~Popen", "typeinfo for subprocess::v1::Error")
               if not any(name in symbol for symbol in symbols)]
    print(*bad, f"{len(symbols)} exported symbols, {len(bad)} of them not in the public headers, missing: {missing}", sep="\n")
    return 1 if bad or missing else 0


sys.exit(main(*sys.argv[1:]))
