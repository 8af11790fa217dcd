# macOS on ARM: programs are compiled and linked against the system library, but not run.
set(CMAKE_SYSTEM_NAME Darwin)
set(CMAKE_SYSTEM_PROCESSOR arm64)
set(ZIG_TARGET aarch64-macos.11.0)
include(${CMAKE_CURRENT_LIST_DIR}/zig.cmake)
set(CMAKE_INSTALL_NAME_TOOL true CACHE FILEPATH "")
set(CMAKE_CROSSCOMPILING_EMULATOR false) # runs nothing, and fails

# Zig has the list of libSystem's exports, but not libiconv's.
file(WRITE ${CMAKE_BINARY_DIR}/stubs/libiconv.tbd "--- !tapi-tbd
tbd-version: 4
targets: [ arm64-macos ]
install-name: '/usr/lib/libiconv.2.dylib'
exports:
  - targets: [ arm64-macos ]
    symbols: [ _iconv, _iconv_close, _iconv_open ]
...
")
set(CMAKE_EXE_LINKER_FLAGS_INIT -L${CMAKE_BINARY_DIR}/stubs)
