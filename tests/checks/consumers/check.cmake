# cmake -D CONSUMER=folder -D SHARED=ON -D SETTINGS=NAME=VALUE,... -D ROOT=... -D BUILD=... -D GENERATOR=... -D COMPILER=...
#       -D BUILD_TYPE=... -D TREE=... -D FMT_DIR=... -D FMT_SOURCE=... -D NM=... -D PYTHON=... -D PKG_CONFIG=... -P check.cmake
# Builds and runs a small project that uses the library as the name of CONSUMER says, with its cache set to SETTINGS.
cmake_minimum_required(VERSION 3.21)
include(${CMAKE_CURRENT_LIST_DIR}/steps.cmake)

if(NOT BUILD_TYPE)
    set(BUILD_TYPE Release)
endif()
string(REPLACE "," ";" settings "${SETTINGS}")
list(TRANSFORM settings PREPEND -D)
# The fmt that the library under test was built with.
set(fmt -D fmt_DIR=${FMT_DIR} -D FETCHCONTENT_SOURCE_DIR_FMT=${FMT_SOURCE})

# The library is built as a unity build, which is fast, and which must work, too.
function(configure source build)
    step(${CMAKE_COMMAND} -S ${source} -B ${build} -G ${GENERATOR}
        -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_BUILD_TYPE=${BUILD_TYPE}
        -D CMAKE_UNITY_BUILD=ON -D CMAKE_UNITY_BUILD_BATCH_SIZE=0 -D SUBPROCESS_WARNINGS_AS_ERRORS=ON
        -D BUILD_SHARED_LIBS=${SHARED} ${settings} ${ARGN})
endfunction()

# A shared library exports what the public headers declare, and nothing else.
function(check_exports build)
    file(GLOB_RECURSE libraries ${build}/libsubprocess.so)
    foreach(library IN LISTS libraries)
        step(${PYTHON} -B ${ROOT}/tests/checks/consumers/exports.py ${NM} ${library} ${ROOT}/include)
    endforeach()
    if(NOT libraries)
        message(FATAL_ERROR "there is no libsubprocess.so in ${build}")
    endif()
endfunction()

# Installs one component after the other; what a program needs to run comes first, and is all that the first brings.
function(install_components tree prefix)
    foreach(component IN ITEMS Runtime Development Testing)
        step(${CMAKE_COMMAND} --install ${tree} --config ${BUILD_TYPE} --component subprocess_${component} --prefix ${prefix})
        file(GLOB_RECURSE files RELATIVE ${prefix} ${prefix}/*)
        list(FILTER files EXCLUDE REGEX "/libsubprocess\\.so\\.[0-9.]+$")
        if(component STREQUAL "Runtime" AND files)
            message(FATAL_ERROR "the component Runtime has ${files}")
        endif()
    endforeach()
endfunction()

file(REMOVE_RECURSE ${BUILD})
cmake_path(GET CONSUMER FILENAME way)
if(way STREQUAL "find_package")
    set(tree ${TREE}) # the static library has been built already
    if(SHARED)
        set(tree ${BUILD}/library)
        configure(${ROOT} ${tree} ${fmt} -D SUBPROCESS_BUILD_TESTS=OFF -D SUBPROCESS_BUILD_EXAMPLES=OFF)
        step(${CMAKE_COMMAND} --build ${tree} --config ${BUILD_TYPE})
        check_child_symbols(${tree})
        if(PYTHON)
            check_exports(${tree})
        endif()
    endif()
    install_components(${tree} ${BUILD}/installed)
    file(RENAME ${BUILD}/installed ${BUILD}/moved) # an installed package can be moved
    file(REMOVE_RECURSE ${BUILD}/library)
    set(options -D CMAKE_PREFIX_PATH=${BUILD}/moved ${fmt})
else()
    set(options -D SUBPROCESS_SOURCE=${ROOT} ${fmt})
endif()

configure(${CONSUMER} ${BUILD}/consumer ${options})
step(${CMAKE_COMMAND} --build ${BUILD}/consumer --config ${BUILD_TYPE})
step(${CMAKE_CTEST_COMMAND} --test-dir ${BUILD}/consumer -C ${BUILD_TYPE} --output-on-failure --no-tests=error)
if(NOT way STREQUAL "find_package")
    check_child_symbols(${BUILD}/consumer)
elseif(PKG_CONFIG)
    check_pkg_config(${BUILD}/moved)
endif()
message("${way} works")
