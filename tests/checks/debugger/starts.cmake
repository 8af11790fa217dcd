# cmake -D GDB=gdb -D STRACE=strace -D PROGRAM=starts -D CHILD=static_exit -D LOG=file -P starts.cmake
# Checks that a debugger keeps its breakpoints when the program starts a child, and that strace -f follows the child.
cmake_minimum_required(VERSION 3.21)

set(settings -nx -batch -iex "set auto-load safe-path /" -iex "set debuginfod enabled off")

function(require_stop way)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output TIMEOUT 100)
    string(FIND "${output}" "Breakpoint 1, marker" place)
    if(place EQUAL -1)
        message(FATAL_ERROR "${way} by gdb, a breakpoint is lost at a start\n${output}")
    endif()
endfunction()

require_stop(started ${GDB} ${settings} -ex "set startup-with-shell off"
    -ex "break marker" -ex run --args ${PROGRAM} ${CHILD})
require_stop(attached ${PROGRAM} ${CHILD} ${GDB} ${settings}
    -ex "break marker" -ex "set variable *(int*)&attached = 1" -ex continue -p)

execute_process(COMMAND ${STRACE} -f -e trace=execve -o ${LOG} ${PROGRAM} ${CHILD} COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${LOG} starts REGEX "execve\\(\"${CHILD}\"")
list(LENGTH starts count)
if(NOT count EQUAL 2)
    file(READ ${LOG} log)
    message(FATAL_ERROR "strace -f sees ${count} of 2 programs\n${log}")
endif()
message("gdb keeps its breakpoints, and strace follows the child")
