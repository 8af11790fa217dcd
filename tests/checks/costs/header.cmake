# cmake -D COMPILER=c++ -D INCLUDE=include -D BUILD=folder -P header.cmake
# Measures the preprocessed lines of <subprocess.hpp> relative to four standard headers, and the object code that a second
# call of run() adds.
cmake_minimum_required(VERSION 3.21)

set(call "subprocess::run({\"ls\", \"-l\"}, subprocess::capture_output = true).returncode")
set(standard "#include <string>\n#include <vector>\n#include <optional>\n#include <chrono>\n")
set(one "#include <subprocess.hpp>\nint first() { return ${call}; }\n")
set(two "${one}int second() { return ${call}; }\n")

function(compile name result)
    file(WRITE ${BUILD}/${name}.cpp "${${name}}")
    execute_process(COMMAND ${COMPILER} -std=c++17 -I${INCLUDE} ${ARGN} ${BUILD}/${name}.cpp
        OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
    set(${result} "${output}" PARENT_SCOPE)
endfunction()

function(count_lines name result)
    compile(${name} output -E)
    string(REGEX MATCHALL "\n" ends "${output}")
    list(LENGTH ends count)
    set(${result} ${count} PARENT_SCOPE)
endfunction()

function(code_size name result)
    compile(${name} ignored -Os -c -o ${BUILD}/${name}.o)
    execute_process(COMMAND size ${BUILD}/${name}.o OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCH "\n *([0-9]+)[ \t]+([0-9]+)" ignored "${output}")
    math(EXPR size "${CMAKE_MATCH_1} + ${CMAKE_MATCH_2}")
    set(${result} ${size} PARENT_SCOPE)
endfunction()

count_lines(standard standard_lines)
count_lines(one our_lines)
math(EXPR percent "100 * ${our_lines} / ${standard_lines}")
code_size(one size_of_one)
code_size(two size_of_two)
math(EXPR added "${size_of_two} - ${size_of_one}")

message("lines: ${our_lines}, ${percent} % of those of four standard headers, at most 115 %")
message("object code of a second call: ${added} bytes, at most 1024")
if(percent GREATER 115 OR added GREATER 1024)
    message(FATAL_ERROR "the header exceeds a limit")
endif()
