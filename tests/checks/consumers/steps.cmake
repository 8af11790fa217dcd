# What the checks of consumers share.
function(step)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(status)
        message("${output}")
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${status} from ${command}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

# Regardless of the flags, only the code in child.cpp may run between fork and exec.
function(check_child_symbols build)
    file(GLOB_RECURSE objects ${build}/child.cpp.o ${build}/*start_child.cpp.o)
    foreach(object IN LISTS objects)
        step(${CMAKE_COMMAND} -D NM=${NM} -D OBJECT=${object} -D ALLOWED=${ROOT}/cmake/child_symbols.txt
            -P ${ROOT}/cmake/check_child_symbols.cmake)
    endforeach()
    if(NOT objects)
        message(FATAL_ERROR "there is no child.cpp.o in ${build}")
    endif()
endfunction()

# Without CMake, with the flags from pkg-config.
function(check_pkg_config prefix)
    file(GLOB_RECURSE file ${prefix}/subprocess.pc)
    cmake_path(GET file PARENT_PATH folder)
    set(ENV{PKG_CONFIG_PATH} ${folder})
    step(${PKG_CONFIG} --cflags --libs --static subprocess)
    separate_arguments(flags UNIX_COMMAND "${output}")
    cmake_path(GET folder PARENT_PATH libraries)
    step(${COMPILER} -std=c++17 ${CMAKE_CURRENT_LIST_DIR}/main.cpp -o ${BUILD}/without_cmake
        -Wl,-rpath,${libraries} ${flags})
    step(${BUILD}/without_cmake)
endfunction()
