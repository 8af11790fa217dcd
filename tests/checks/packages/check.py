#!/usr/bin/env python3
"""Checks that the recipes for vcpkg and Conan, the files for Meson and Bazel, and the README agree with the project.

    check.py CMAKE FOLDER VERSION DESCRIPTION URL

The port is written to FOLDER. Conan's recipe is read without Conan, so its steps are not run.
"""
import json
import pathlib
import re
import runpy
import subprocess
import sys
from unittest import mock

ROOT = pathlib.Path(__file__).resolve().parents[3]


def conan_recipe():
    modules = {name: mock.MagicMock() for name in ("conan", "conan.tools.build", "conan.tools.cmake", "conan.tools.files")}
    modules["conan"].ConanFile = object
    modules["conan.tools.files"].load = lambda recipe, path: pathlib.Path(path).read_text()
    with mock.patch.dict(sys.modules, modules):
        recipe = runpy.run_path(str(ROOT / "conanfile.py"))["SubprocessConan"]()
    recipe.recipe_folder = str(ROOT)
    recipe.init()
    recipe.set_version()
    return {"name": recipe.name, "version": recipe.version, "description": recipe.description,
            "homepage": recipe.homepage, "license": recipe.license}


def vcpkg_port(cmake, folder):
    subprocess.run([cmake, "-D", f"PORT={folder}", "-P", ROOT / "packaging/vcpkg/write_port.cmake"], check=True)
    return json.loads((folder / "vcpkg.json").read_text()), (folder / "portfile.cmake").read_text()


def only(pattern, text):
    (found,) = re.findall(pattern, text, re.S)
    return found


def text(path):
    return (ROOT / path).read_text()


def bazel_rule(name):
    """The rule of this name in BUILD.bazel."""
    return only(rf'cc_library\(\n    name = "{name}",.*?\n\)\n', text("BUILD.bazel"))


def bare_flags(of):
    return sorted(re.findall(r"-fno-[\w-]+(?:=all)?", of))


def unlisted_sources():
    listed = re.findall(r"^ +(src/\S+\.cpp)", text("CMakeLists.txt") + text("cmake/testing.cmake"), re.M)
    return sorted({path.relative_to(ROOT).as_posix() for path in ROOT.glob("src/**/*.cpp")} - {*listed})


def main(cmake, folder, version, description, url):
    expected = {"name": "subprocess-python", "version": version, "description": description, "homepage": url,
                "license": "MIT"}
    port, portfile = vcpkg_port(cmake, pathlib.Path(folder))
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    fmt = only(r"GIT_TAG (\S+) # (\S+)", text("cmake/fmt.cmake"))
    compared = [
        ("conanfile.py", conan_recipe(), expected),
        ("vcpkg.json", {key: port[key] for key in expected}, expected),
        ("URL in portfile.cmake", only(r"URL (\S+)", portfile), f"{url}.git"),
        ("REF in portfile.cmake", only(r"REF (\S+)", portfile), commit.strip()),
        ("GIT_REPOSITORY in README.md", only(r"GIT_REPOSITORY (\S+)", text("README.md")), f"{url}.git"),
        ("version in meson.build", only(r"\n  version: '([0-9.]+)'", text("meson.build")), version),
        ("url in subprocess.wrap", only(r"url = (\S+)", text("packaging/meson/subprocess.wrap")), f"{url}.git"),
        ("revision in fmt.wrap", only(r"revision = (\S+)", text("subprojects/fmt.wrap")), fmt[0]),
        ("version of fmt.wrap", only(r"version: '([0-9.]+)'", text("subprojects/packagefiles/fmt/meson.build")), fmt[1]),
        ("version in MODULE.bazel", only(r'\n    version = "([0-9.]+)"', text("MODULE.bazel")), version),
        ("name in MODULE.bazel", only(r'\n    name = "(\S+)"', text("MODULE.bazel")), expected["name"]),
        ("fmt in MODULE.bazel", only(r'"fmt", version = "(\S+)"', text("MODULE.bazel")), fmt[1]),
        ("flags in BUILD.bazel", bare_flags(bazel_rule("bare")),
         bare_flags(only(r"function\(subprocess_keep_bare.*?endfunction", text("cmake/flags.cmake")))),
        ("BARE in BUILD.bazel", re.findall(r'"(\w+\.cpp)"', only(r"BARE = [^\n]+", text("BUILD.bazel"))),
         re.findall(r"subprocess_keep_bare\(src/os/posix/start/(\w+\.cpp)", text("CMakeLists.txt"))),
        ("sources that Bazel finds by their folders and CMake does not list", unlisted_sources(), []),
    ]
    wrong = [f"{what}: {found} instead of {right}" for what, found, right in compared if found != right]
    print("\n".join(wrong) or f"{len(compared)} places agree")
    return len(wrong)


sys.exit(main(*sys.argv[1:]))
