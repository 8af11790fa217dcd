# Shared by the toolchains for Linux on other processors: Debian's cross compilers. LINUX_CPU names the processor.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${LINUX_CPU})
set(CMAKE_C_COMPILER ${LINUX_CPU}-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER ${LINUX_CPU}-linux-gnu-g++)

set(CMAKE_FIND_ROOT_PATH /usr/${LINUX_CPU}-linux-gnu)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
