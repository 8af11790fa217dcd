# cmake [-D PORT=folder] -P packaging/vcpkg/write_port.cmake
# Writes a port for the current commit to build/vcpkg/subprocess-python, to use as an overlay
# (--overlay-ports=build/vcpkg) or to submit to a registry.
cmake_minimum_required(VERSION 3.21)

cmake_path(SET root NORMALIZE ${CMAKE_CURRENT_LIST_DIR}/../..)
if(NOT PORT)
    cmake_path(APPEND root build/vcpkg/subprocess-python OUTPUT_VARIABLE PORT)
endif()

file(READ ${root}/CMakeLists.txt project)
string(REGEX MATCH
    "project\\(subprocess VERSION ([0-9.]+) .*DESCRIPTION \"([^\"]+)\".*HOMEPAGE_URL ([^ )]+)\\)"
    found "${project}")
if(NOT found)
    message(FATAL_ERROR "cannot find version, description and homepage in ${root}/CMakeLists.txt")
endif()
set(PROJECT_VERSION ${CMAKE_MATCH_1})
set(PROJECT_DESCRIPTION ${CMAKE_MATCH_2})
set(PROJECT_HOMEPAGE_URL ${CMAKE_MATCH_3})

execute_process(COMMAND git rev-parse HEAD WORKING_DIRECTORY ${root}
    OUTPUT_VARIABLE SUBPROCESS_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
foreach(file IN ITEMS vcpkg.json portfile.cmake)
    configure_file(${CMAKE_CURRENT_LIST_DIR}/${file}.in ${PORT}/${file} @ONLY)
endforeach()
file(COPY ${CMAKE_CURRENT_LIST_DIR}/usage DESTINATION ${PORT})
message("${PORT}")
