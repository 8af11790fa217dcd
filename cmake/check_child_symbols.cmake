# cmake -D NM=nm -D OBJECT=child.cpp.o -D ALLOWED=child_symbols.txt -P check_child_symbols.cmake
# The undefined symbols of child.cpp are all it can call: the list is the audit.
cmake_minimum_required(VERSION 3.21)

file(STRINGS ${ALLOWED} allowed REGEX "^[^#]")
execute_process(COMMAND ${NM} -u ${OBJECT} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^ \n]+\n" symbols "${output}")

set(unexpected 0)
foreach(symbol IN LISTS symbols)
    string(STRIP "${symbol}" symbol)
    if(NOT symbol IN_LIST allowed)
        message("child.cpp needs ${symbol}, which is not in ${ALLOWED}")
        math(EXPR unexpected "${unexpected} + 1")
    endif()
endforeach()
if(unexpected)
    message(FATAL_ERROR "${unexpected} unexpected symbols")
endif()
message("child.cpp calls nothing")
