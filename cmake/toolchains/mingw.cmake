# Shared by the toolchains for Windows: Debian's mingw-w64. MINGW names the processor.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ${MINGW})
# The compilers without -posix in their names may use the other thread model, which has no std::mutex.
set(CMAKE_C_COMPILER ${MINGW}-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER ${MINGW}-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER ${MINGW}-w64-mingw32-windres)

set(CMAKE_FIND_ROOT_PATH /usr/${MINGW}-w64-mingw32)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)

# Programs are static and need no DLLs, unless they use our DLL: its exceptions can cross only a shared runtime.
if(NOT BUILD_SHARED_LIBS)
    set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
endif()
