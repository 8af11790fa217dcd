# cmake -D TESTS=tests -D PAGE=docs/platforms.md -P check_beyond_wine.cmake
# The tests that are left out under Wine, by their tag, are those that the page lists.
cmake_minimum_required(VERSION 3.21)

file(READ ${TESTS}/windows/beyond_wine.cpp source)
string(REPLACE "[" "{" source "${source}") # which would hold lists together
string(REGEX MATCHALL "TEST_CASE[A-Z_]*\\([^\"\n]*\"[^\"]*\", *\"[^\"]*beyond-wine" cases "${source}")
list(TRANSFORM cases REPLACE "^[^\"]*\"([^\"]*)\".*" "\\1")

file(READ ${PAGE} page)
string(REGEX REPLACE ".*\n\\| test \\| why \\|\n[^\n]*\n" "" table "${page}")
string(REGEX REPLACE "\n\n.*" "" table "${table}")
string(REGEX MATCHALL "(^|\n)\\| [^|]* \\|" listed "${table}")
list(TRANSFORM listed REPLACE "^\n?\\| (.*) \\|$" "\\1")

list(SORT cases)
list(SORT listed)
if(NOT cases OR NOT cases STREQUAL listed)
    message(FATAL_ERROR "left out under Wine: ${cases}\nlisted in ${PAGE}: ${listed}")
endif()
list(LENGTH cases count)
message("${count} tests are left out under Wine, and listed")
