# Shared by the toolchains that use Zig, a clang with the headers and libraries of other systems. The environment variable
# ZIG is the path of the program; the CMake variable ZIG_TARGET is the target system.
if(NOT DEFINED ENV{ZIG})
    message(FATAL_ERROR "the environment variable ZIG must be the path of Zig")
endif()
set(CMAKE_CXX_COMPILER $ENV{ZIG} c++ -target ${ZIG_TARGET})
set(CMAKE_C_COMPILER $ENV{ZIG} cc -target ${ZIG_TARGET})
set(CMAKE_CXX_FLAGS_INIT -fno-sanitize=undefined) # Zig turns it on in builds without optimisation

# Zig's ar and ranlib are subcommands of zig, but CMake needs programs.
foreach(tool IN ITEMS ar ranlib)
    set(program ${CMAKE_BINARY_DIR}/zig-${tool})
    file(WRITE ${program} "#!/bin/sh\nexec '$ENV{ZIG}' ${tool} \"$@\"\n")
    file(CHMOD ${program} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endforeach()
set(CMAKE_AR ${CMAKE_BINARY_DIR}/zig-ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${CMAKE_BINARY_DIR}/zig-ranlib CACHE FILEPATH "")

set(CMAKE_FIND_ROOT_PATH ${CMAKE_CURRENT_LIST_DIR}/none)
include(${CMAKE_CURRENT_LIST_DIR}/cross.cmake)
