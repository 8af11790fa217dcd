# cmake -D "PROGRAMS=program;..." -P why.cmake
# Prints a table with a column for each program and a row for each line that they write.
cmake_minimum_required(VERSION 3.21)

set(rows
    "| "
    "| a program that does not exist"
    "| a limit of 200 ms on a shell with two children: processes left"
    "| 8 MiB to `cat` and back"
    "| a word with spaces, quotes and `$HOME`"
    "| a descriptor that was open: does the child have it?"
    "| start, capture and wait, with 1 GiB in use")
foreach(program IN LISTS PROGRAMS)
    execute_process(COMMAND ${program} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX REPLACE "\n$" "" output "${output}")
    string(REPLACE "[" "\\[" output "${output}") # CMake's lists do not end inside brackets
    string(REPLACE "\n" ";" cells "${output}")
    set(grown "")
    foreach(row cell IN ZIP_LISTS rows cells)
        list(APPEND grown "${row} | ${cell}")
    endforeach()
    set(rows "${grown}")
endforeach()
list(JOIN rows " |\n" table)
string(REPLACE "\\[" "[" table "${table}")
message("${table} |")
