# cmake -D TOOL=... -D ROOT=... -D BUILD=... -D COMPILER=... -D NM=... -D PKG_CONFIG=... -P check_meson.cmake
# Builds and runs a small Meson project with the library as a subproject, by the wrap file, and installs both.
cmake_minimum_required(VERSION 3.21)
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)

set(consumer ${BUILD}/consumer)

file(REMOVE_RECURSE ${BUILD})
file(COPY ${CMAKE_CURRENT_LIST_DIR}/meson/meson.build ${CMAKE_CURRENT_LIST_DIR}/main.cpp ${CMAKE_CURRENT_LIST_DIR}/testing.cpp
    DESTINATION ${consumer})
# A folder of this name takes the place of the download.
file(COPY ${ROOT}/packaging/meson/subprocess.wrap DESTINATION ${consumer}/subprojects)
file(CREATE_LINK ${ROOT} ${consumer}/subprojects/subprocess SYMBOLIC)

set(ENV{CXX} ${COMPILER})
step(${TOOL} setup ${BUILD}/build ${consumer} --wrap-mode=nodownload --prefix=${BUILD}/installed --buildtype=plain
    -Ddefault_library=both -Dunity=on -Dunity_size=1000 -Dsubprocess:werror=true)
step(${TOOL} test -C ${BUILD}/build --print-errorlogs)
check_child_symbols(${BUILD}/build)

step(${TOOL} install -C ${BUILD}/build --quiet)
file(RENAME ${BUILD}/installed ${BUILD}/moved) # an installed library can be moved
if(PKG_CONFIG)
    check_pkg_config(${BUILD}/moved)
    file(GLOB_RECURSE shared ${BUILD}/moved/libsubprocess.so*)
    file(REMOVE ${shared})
    check_pkg_config(${BUILD}/moved) # now with the static library
endif()
message("the wrap file works")
