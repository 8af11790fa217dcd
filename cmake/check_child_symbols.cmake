# cmake -D NM=nm -D OBJECT=child.cpp.o -D ALLOWED=child_symbols.txt -D CPU=x86_64 -P check_child_symbols.cmake
# The code that runs in a child or in a supervisor can call only its undefined symbols, so this test checks them against
# a list. On CPUs for which it has
# no assembly it makes system calls through libc's syscall(), which also sets errno but does nothing else.
cmake_minimum_required(VERSION 3.21)

file(STRINGS ${ALLOWED} allowed REGEX "^[^#]")
if(CPU AND NOT CPU MATCHES "^(x86_64|aarch64)$")
    list(APPEND allowed syscall __errno_location)
endif()
execute_process(COMMAND ${NM} -u ${OBJECT} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+\n" symbols "${output}")

set(unexpected 0)
foreach(symbol IN LISTS symbols)
    string(STRIP "${symbol}" symbol)
    if(NOT symbol IN_LIST allowed)
        message("${OBJECT} needs ${symbol}, which is not in ${ALLOWED}")
        math(EXPR unexpected "${unexpected} + 1")
    endif()
endforeach()
if(unexpected)
    message(FATAL_ERROR "${unexpected} unexpected symbols")
endif()
message("it calls nothing else")
