# cmake -D STRACE=strace -D PROGRAM=program -P starts_nothing.cmake
# Checks that no process is started: the only program that is executed is this one.
cmake_minimum_required(VERSION 3.21)

execute_process(COMMAND ${STRACE} -f -qq -e trace=execve,execveat,fork,vfork -o ${PROGRAM}.strace ${PROGRAM}
    COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${PROGRAM}.strace started)
list(LENGTH started count)
if(NOT count EQUAL 1)
    list(JOIN started "\n" started)
    message(FATAL_ERROR "a process was started:\n${started}")
endif()
message("no process was started")
