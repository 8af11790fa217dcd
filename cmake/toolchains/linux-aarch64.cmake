# Linux on 64-bit ARM, for a machine of its own: tools/kernel_check.sh emulates one. qemu-user only lists the tests.
set(LINUX_CPU aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/linux-cross.cmake)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64)
set(SUBPROCESS_LEFT_OUT ~[system-text]) # a static glibc has no locales and no iconv
set(CMAKE_EXE_LINKER_FLAGS_INIT -static) # qemu-user would look for libraries in this machine's folders
