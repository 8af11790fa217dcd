# Linux on 32-bit x86. A 64-bit kernel runs the programs directly, with the libraries of Debian's lib32stdc++6.
set(LINUX_CPU i686)
include(${CMAKE_CURRENT_LIST_DIR}/linux-cross.cmake)
set(CMAKE_CROSSCOMPILING OFF)
