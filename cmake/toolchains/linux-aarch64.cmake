# Linux on 64-bit ARM, run by qemu-user: there a child of clone(CLONE_VM) does not share its parent's memory.
set(LINUX_CPU aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/linux-cross.cmake)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64)
