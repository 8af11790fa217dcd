# cmake -D ROOT=... -D TREE=... -D BUILD=... -D GENERATOR=... -D COMPILER=... -D BUILD_TYPE=... -P check_refusals.cmake
# Checks CMake's messages for missing packages and components.
cmake_minimum_required(VERSION 3.21)

# Checks that configuring SOURCE fails and prints each of the texts.
function(refuses name source)
    cmake_parse_arguments(PARSE_ARGV 2 its "" "" "SETTINGS;SAYS")
    execute_process(
        COMMAND ${CMAKE_COMMAND} -S ${source} -B ${BUILD}/${name} -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER}
            -D CMAKE_DISABLE_FIND_PACKAGE_fmt=ON ${its_SETTINGS}
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(status EQUAL 0)
        message(FATAL_ERROR "${name} is not refused:\n${output}")
    endif()
    string(REGEX REPLACE "[ \n]+" " " output "${output}")
    foreach(text IN LISTS its_SAYS)
        string(FIND "${output}" "${text}" position)
        if(position EQUAL -1)
            message(FATAL_ERROR "${name}: the output lacks: ${text}\n${output}")
        endif()
    endforeach()
endfunction()

file(REMOVE_RECURSE ${BUILD})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${TREE} --config "${BUILD_TYPE}" --prefix ${BUILD}/installed
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
refuses(unknown_component ${CMAKE_CURRENT_LIST_DIR}/unknown_component
    SETTINGS -D CMAKE_PREFIX_PATH=${BUILD}/installed
    SAYS "subprocess has no component \"nonsense\"; it has \"format\", \"module\" and \"testing\".")
execute_process(COMMAND ${CMAKE_COMMAND} --install ${TREE} --config "${BUILD_TYPE}" --component subprocess_Development
    --prefix ${BUILD}/development OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
refuses(left_out_component ${CMAKE_CURRENT_LIST_DIR}/left_out_component
    SETTINGS -D CMAKE_PREFIX_PATH=${BUILD}/development
    SAYS "subprocess was installed without its component \"testing\".")

# As without a network.
set(ENV{GIT_CONFIG_COUNT} 1)
set(ENV{GIT_CONFIG_KEY_0} url.file:///nonexistent/.insteadOf)
set(ENV{GIT_CONFIG_VALUE_0} https://github.com/)
refuses(no_fmt ${ROOT}
    SETTINGS -D SUBPROCESS_BUILD_TESTS=OFF -D SUBPROCESS_BUILD_EXAMPLES=OFF
    SAYS libfmt-dev FETCHCONTENT_SOURCE_DIR_FMT)
message("each refusal gives the reason")
