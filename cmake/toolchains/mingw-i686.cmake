# Windows on 32-bit x86: built by mingw-w64, run by Wine if its 32-bit half is installed. The 64-bit half alone exits with
# 0 for a 32-bit program, although it cannot start it.
set(MINGW i686)
include(${CMAKE_CURRENT_LIST_DIR}/mingw.cmake)
if(EXISTS /usr/lib/wine/wine) # from Debian's package wine32
    include(${CMAKE_CURRENT_LIST_DIR}/wine.cmake)
endif()
