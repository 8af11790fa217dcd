# cmake -D COMPILER=g++ -D ARGUMENTS= -D INCLUDE=include -D SYSTEM=Linux -D SOURCE=mistake.cpp -P check.cmake
# Checks that the source does not compile, and that the compiler prints the message in each of its first lines,
# // expect: MESSAGE. On some systems a line // expect on SYSTEM: MESSAGE replaces them.
cmake_minimum_required(VERSION 3.21)
cmake_path(GET SOURCE FILENAME name)

file(READ ${SOURCE} text)
string(REGEX MATCH "^(// expect: [^\n]+\n)+" head "${text}")
if(NOT head)
    message(FATAL_ERROR "${name}: the first line is not // expect: MESSAGE")
endif()

if(text MATCHES "\n// expect on ${SYSTEM}: ([^\n]+)\n")
    set(head "// expect: ${CMAKE_MATCH_1}\n")
endif()

set(ENV{LC_ALL} C)
separate_arguments(arguments NATIVE_COMMAND "${ARGUMENTS}") # for a compiler that is a subcommand of another program
execute_process(
    COMMAND ${COMPILER} ${arguments} -std=c++17 -fsyntax-only -fmessage-length=0 -I ${INCLUDE} ${SOURCE}
    RESULT_VARIABLE failed
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
if(NOT failed)
    message(FATAL_ERROR "${name} compiles")
endif()

# clang 14 prints the text of a static_assert as it is written in the source.
string(REPLACE "\\\"" "\"" output "${output}")
while(head MATCHES "^// expect: ([^\n]+)\n")
    set(expected "${CMAKE_MATCH_1}")
    string(LENGTH "${CMAKE_MATCH_0}" length)
    string(SUBSTRING "${head}" ${length} -1 head)
    string(FIND "${output}" "${expected}" position)
    if(position EQUAL -1)
        message("${output}")
        message(FATAL_ERROR "${name}: the compiler does not say: ${expected}")
    endif()
endwhile()
message("${name} is refused with its message")
