#!/usr/bin/env bash
# check_bazel.sh: builds and runs a program and a test of somebody else with Bazel. It takes minutes, and no preset runs it.
#
# Written for Bazel 4 (Debian: bazel-bootstrap, libfmt-dev), without a network. That Bazel has no modules, so MODULE.bazel is
# not read. The repositories that it names, and those that Bazel itself needs, are replaced here: fmt by the installed one,
# rules_cc and rules_java by built-in rules, the tools for coverage by nothing.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
cd "$work"

mkdir -p rules_cc/cc/compiler rules_java/java coverage consumer
touch rules_cc/{WORKSPACE,cc/BUILD} rules_java/{WORKSPACE,java/BUILD} coverage/WORKSPACE
cat >rules_cc/cc/defs.bzl <<'END'
cc_import = native.cc_import
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
def cc_library(implementation_deps = [], deps = [], **attributes): # Bazel 4 has no implementation_deps
    native.cc_library(deps = deps + implementation_deps, **attributes)
END
for rule in cc_binary cc_test; do
    echo "$rule = native.$rule" >>rules_cc/cc/defs.bzl
done
echo 'load(":defs.bzl", _cc_library = "cc_library"); cc_library = _cc_library' >rules_cc/cc/cc_library.bzl
for compiler in gcc clang msvc-cl; do
    cpu=$([[ $compiler == gcc ]] && echo x86_64 || echo ppc) # any that is not this one
    echo "config_setting(name = '$compiler', constraint_values = ['@platforms//cpu:$cpu'], visibility = ['//visibility:public'])"
done >rules_cc/cc/compiler/BUILD
for rule in java_binary java_import java_library java_package_configuration java_plugin java_runtime java_test java_toolchain; do
    echo "$rule = native.$rule"
done >rules_java/java/defs.bzl

echo 'filegroup(name = "coverage_report_generator", visibility = ["//visibility:public"])' >coverage/BUILD

cat >consumer/WORKSPACE <<END
new_local_repository(name = "subprocess", path = "$root", build_file = "//:subprocess.BUILD")
local_repository(name = "rules_cc", path = "$work/rules_cc")
local_repository(name = "rules_java", path = "$work/rules_java")
local_repository(name = "remote_coverage_tools", path = "$work/coverage")
new_local_repository(name = "fmt", path = "/usr/include/fmt", build_file_content = """
cc_library(name = "fmt", hdrs = glob(["*.h"]), include_prefix = "fmt", linkopts = ["-lfmt"], visibility = ["//visibility:public"])
""")
END
cat >consumer/BUILD <<'END'
cc_test(name = "program", srcs = ["main.cpp"], local_defines = ["CONSUMER_HAS_FMT"], deps = ["@subprocess//:format"])
cc_test(name = "tests", srcs = ["testing.cpp"], deps = ["@subprocess//:testing"])
END
cp "$root"/tests/checks/consumers/{main,testing}.cpp consumer/
cp "$root/BUILD.bazel" consumer/subprocess.BUILD

cd consumer
bazel --batch --output_user_root="$work/output" test --cxxopt=-std=c++17 --test_output=errors --curses=no --nosandbox_debug \
    "$@" //...
