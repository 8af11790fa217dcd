# cmake -D TAG=beyond-wine -D TESTS=tests -D PAGE=docs/platforms.md -P left_out.cmake
# Checks that the page lists exactly the tests with this tag, which some preset leaves out.
cmake_minimum_required(VERSION 3.21)

file(GLOB_RECURSE sources ${TESTS}/*.cpp)
set(cases "")
foreach(source IN LISTS sources)
    file(READ ${source} text)
    string(REGEX REPLACE "[][]" "|" text "${text}") # brackets would join the elements of a list
    string(REGEX MATCHALL "TEST_CASE[A-Z_]*\\([^\"\n]*\"[^\"]*\",[ \n]*\"[^\"]*\\|${TAG}\\|" found "${text}")
    list(APPEND cases ${found})
endforeach()
list(TRANSFORM cases REPLACE "^[^\"]*\"([^\"]*)\".*" "\\1")

file(READ ${PAGE} page)
string(REGEX REPLACE ".*\n\\| tests tagged `${TAG}` \\| why \\|\n[^\n]*\n" "" table "${page}")
string(REGEX REPLACE "\n\n.*" "" table "${table}")
string(REGEX MATCHALL "(^|\n)\\| [^|]* \\|" listed "${table}")
list(TRANSFORM listed REPLACE "^\n?\\| (.*) \\|$" "\\1")

list(SORT cases)
list(SORT listed)
if(NOT cases OR NOT cases STREQUAL listed)
    message(FATAL_ERROR "tagged ${TAG}: ${cases}\nlisted in ${PAGE}: ${listed}")
endif()
list(LENGTH cases count)
message("${count} tests are tagged ${TAG}, and listed")
