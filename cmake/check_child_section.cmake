# cmake -D OBJDUMP=objdump -D OBJECT=one.cpp.o -D ALLOWED=child_symbols.txt -P check_child_section.cmake
# In the single header, the code that runs between fork and exec is in a section of its own. This test checks that the
# section refers only to itself, to constants, and to the symbols that child.cpp may leave undefined.
cmake_minimum_required(VERSION 3.21)

set(section .text.subprocess_child)
file(STRINGS ${ALLOWED} allowed REGEX "^[^#]")
execute_process(COMMAND ${OBJDUMP} -r -j ${section} ${OBJECT} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "R_[A-Z0-9_]+ +[^\n]+" relocations "${output}")
if(NOT relocations)
    message(FATAL_ERROR "${OBJECT} has no section ${section}, or the section is empty")
endif()

set(unexpected 0)
foreach(relocation IN LISTS relocations)
    string(REGEX REPLACE "^R_[A-Z0-9_]+ +|[-+]0x[0-9a-f]+$" "" symbol "${relocation}")
    if(NOT symbol IN_LIST allowed AND NOT symbol MATCHES "^(\\.rodata|\\.data\\.rel\\.ro|\\.L|${section}$)")
        message("the child needs ${symbol}, which is not in ${ALLOWED}")
        math(EXPR unexpected "${unexpected} + 1")
    endif()
endforeach()
if(unexpected)
    message(FATAL_ERROR "${unexpected} unexpected references")
endif()
message("the child calls nothing")
