# cmake -D PROBE=instructions -D CHILD=static_exit -D LIMIT=n -D LOG=file -P instructions.cmake
# Counts the instructions that one run() of a captured child executes in the parent, outside of the kernel.
cmake_minimum_required(VERSION 3.21)

find_program(VALGRIND valgrind)
if(NOT VALGRIND)
    message(FATAL_ERROR "valgrind is not installed, and this test needs it")
endif()

# Counts all instructions of a process that makes this number of calls.
function(count_instructions calls result)
    execute_process(
        COMMAND ${VALGRIND} --tool=callgrind --callgrind-out-file=${LOG} ${PROBE} ${CHILD} ${calls}
        ERROR_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
    if(NOT output MATCHES "Collected : ([0-9]+)")
        message(FATAL_ERROR "callgrind said: ${output}")
    endif()
    set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()

# A busy system only adds instructions, where the parent is woken once more than it needs: the least of some rounds counts.
foreach(round RANGE 1 5)
    count_instructions(1 once)
    count_instructions(11 eleven_times)
    math(EXPR each "(${eleven_times} - ${once}) / 10")
    message("one run(): ${each} instructions, at most ${LIMIT}")
    if(NOT each GREATER LIMIT)
        return()
    endif()
endforeach()
message(FATAL_ERROR "run() exceeds the limit")
