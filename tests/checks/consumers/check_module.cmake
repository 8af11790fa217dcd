# cmake -D TOOL=clang++ -D ROOT=... -D BUILD=... -D LIBRARY=... -P check_module.cmake
# Builds and runs a small program that imports the library, without CMake's own support of modules, which needs CMake 3.28.
cmake_minimum_required(VERSION 3.21)
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)

set(compile ${TOOL} -std=c++20 -Wall -Wextra -Werror)

file(REMOVE_RECURSE ${BUILD})
file(MAKE_DIRECTORY ${BUILD})
step(${compile} --precompile -I ${ROOT}/include ${ROOT}/include/subprocess/subprocess.cppm -o ${BUILD}/subprocess.pcm)
step(${compile} -c ${BUILD}/subprocess.pcm -o ${BUILD}/module.o)
step(${compile} -fmodule-file=subprocess=${BUILD}/subprocess.pcm -c ${CMAKE_CURRENT_LIST_DIR}/module/main.cpp
    -o ${BUILD}/main.o)
step(${TOOL} ${BUILD}/main.o ${BUILD}/module.o ${LIBRARY} -pthread -o ${BUILD}/main)
step(${BUILD}/main)
message("the module works")
