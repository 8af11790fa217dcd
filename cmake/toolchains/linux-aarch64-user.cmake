# Linux on 64-bit ARM, run by qemu-user, where a child of clone(CLONE_VM) does not share its parent's memory.
include(${CMAKE_CURRENT_LIST_DIR}/linux-aarch64.cmake)
string(APPEND SUBPROCESS_LEFT_OUT ~[beyond-qemu])
set(SUBPROCESS_HOST_COMPILER g++) # builds the programs that tests start: qemu-user emulates only one process
