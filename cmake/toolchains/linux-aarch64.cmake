# Linux on 64-bit ARM, run by qemu-user, where a child of clone(CLONE_VM) does not share its parent's memory.
set(LINUX_CPU aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/linux-cross.cmake)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64)
set(SUBPROCESS_LEFT_OUT ~[beyond-qemu]~[system-text]) # system-text: a static glibc has no locales and no iconv
set(CMAKE_EXE_LINKER_FLAGS_INIT -static) # qemu-user would look for libraries in this machine's folders
set(SUBPROCESS_HOST_COMPILER g++) # builds the programs that tests start: qemu-user emulates only one process
