# Windows on 32-bit x86: built by mingw-w64, run by Wine where that has its 32-bit half. The 64-bit one alone answers 0 for
# a program that it cannot start.
set(MINGW i686)
include(${CMAKE_CURRENT_LIST_DIR}/mingw.cmake)
if(EXISTS /usr/lib/wine/wine) # of Debian's package wine32
    include(${CMAKE_CURRENT_LIST_DIR}/wine.cmake)
endif()
