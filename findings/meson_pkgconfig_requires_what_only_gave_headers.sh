#!/bin/bash
# Meson 1.0.1 (Debian 12's meson 1.0.1-5; partial_dependency() and the module pkgconfig, mesonbuild/modules/pkgconfig.py), on
# Linux.
#
# A library that uses only the headers of another one takes dependency().partial_dependency(compile_args: true, includes: true):
# the link line of its own build then has nothing of the other one. The .pc file that pkgconfig.generate() writes for it does
# not know that. For a static library it says `Requires: headers`, without .private, so everybody who links the first library
# gets the second one on his link line and cannot ask pkg-config at all where that is not installed.
#
# Output seen:
#     linked with the other library in its own build: no
#     Requires: headers
#     -lfirst -lsecond
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security) # of Debian
cd "$folder"
curl -fsSO "${mirror%/}/pool/main/m/meson/meson_1.0.1-5_all.deb"
dpkg-deb -x meson_1.0.1-5_all.deb meson
meson() { PYTHONPATH=$folder/meson/usr/lib/python3/dist-packages python3 "$folder/meson/usr/bin/meson" "$@"; }

mkdir others project
printf 'Name: headers\nDescription: headers, and a library\nVersion: 1\nCflags: -DHEADERS\nLibs: -lsecond\n' >others/headers.pc
cd project
printf '#ifdef HEADERS\nint first(void) { return 1; }\n#endif\n' >first.c
printf 'extern int first(void);\nint main(void) { return first() - 1; }\n' >main.c
cat >meson.build <<'E'
project('first', 'c', version: '1')
headers = dependency('headers').partial_dependency(compile_args: true, includes: true)
first = static_library('first', 'first.c', dependencies: headers, install: true)
executable('main', 'main.c', link_with: first)
import('pkgconfig').generate(first, name: 'first', description: 'uses the headers')
E
export PKG_CONFIG_PATH=$folder/others
meson setup build >/dev/null
{
    echo "linked with the other library in its own build: $(grep -q lsecond build/build.ninja && echo yes || echo no)"
    grep '^Requires' build/meson-private/first.pc
    PKG_CONFIG_PATH=$folder/others:build/meson-private pkg-config --libs-only-l first | sed 's/ *$//'
} | tee output
diff output - <<'E'
linked with the other library in its own build: no
Requires: headers
-lfirst -lsecond
E
