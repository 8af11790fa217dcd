# cmake -D CONSUMER=folder -D SHARED=ON -D ROOT=... -D BUILD=... -D GENERATOR=... -D COMPILER=... -D BUILD_TYPE=...
#       -D TREE=... -D FMT_DIR=... -D FMT_SOURCE=... -P check.cmake
# Builds and runs a small project that uses the library the way CONSUMER is called.
cmake_minimum_required(VERSION 3.21)

if(NOT BUILD_TYPE)
    set(BUILD_TYPE Release)
endif()
# The fmt that the library under test was built with.
set(fmt -D fmt_DIR=${FMT_DIR} -D FETCHCONTENT_SOURCE_DIR_FMT=${FMT_SOURCE})

function(step)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(status)
        message("${output}")
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${status} from ${command}")
    endif()
endfunction()

function(configure source build)
    step(${CMAKE_COMMAND} -S ${source} -B ${build} -G ${GENERATOR}
        -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_BUILD_TYPE=${BUILD_TYPE} ${ARGN})
endfunction()

file(REMOVE_RECURSE ${BUILD})
cmake_path(GET CONSUMER FILENAME way)
if(way STREQUAL "find_package")
    set(tree ${TREE}) # the static library has been built already
    if(SHARED)
        set(tree ${BUILD}/library)
        configure(${ROOT} ${tree} -D BUILD_SHARED_LIBS=ON ${fmt}
            -D SUBPROCESS_BUILD_TESTS=OFF -D SUBPROCESS_BUILD_EXAMPLES=OFF)
        step(${CMAKE_COMMAND} --build ${tree} --config ${BUILD_TYPE})
    endif()
    step(${CMAKE_COMMAND} --install ${tree} --config ${BUILD_TYPE} --prefix ${BUILD}/installed)
    # An installed package can be moved, and it does not need fmt.
    file(RENAME ${BUILD}/installed ${BUILD}/moved)
    file(REMOVE_RECURSE ${BUILD}/library)
    set(options -D CMAKE_PREFIX_PATH=${BUILD}/moved -D CMAKE_DISABLE_FIND_PACKAGE_fmt=ON)
else()
    set(options -D SUBPROCESS_SOURCE=${ROOT} ${fmt})
endif()

configure(${CONSUMER} ${BUILD}/consumer ${options})
step(${CMAKE_COMMAND} --build ${BUILD}/consumer --config ${BUILD_TYPE})
step(${CMAKE_CTEST_COMMAND} --test-dir ${BUILD}/consumer -C ${BUILD_TYPE} --output-on-failure --no-tests=error)
message("${way} works")
