# Windows on 32-bit x86, built by mingw-w64. Nothing is run: the 64-bit Wine answers 0 for a program it cannot start.
set(MINGW i686)
include(${CMAKE_CURRENT_LIST_DIR}/mingw.cmake)
