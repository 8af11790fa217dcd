# What the toolchains for Windows share: mingw-w64 on Debian, and Wine to run what it makes. MINGW names the processor.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ${MINGW})
# The names without -posix may stand for the other thread model, which has no std::mutex.
set(CMAKE_C_COMPILER ${MINGW}-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER ${MINGW}-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER ${MINGW}-w64-mingw32-windres)

set(CMAKE_FIND_ROOT_PATH /usr/${MINGW}-w64-mingw32)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)

# A program needs no other files; but one that uses a DLL of ours must share its exceptions with it.
if(NOT BUILD_SHARED_LIBS)
    set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
endif()
