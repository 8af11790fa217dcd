# cmake -D TESTS=tests -D PAGE=docs/trees.md -P situations.cmake
# Checks that each row of the page's table of situations has a test, and each such test a row; and that there is a test
# on Windows for each row whose last cell says what happens there. What the other cells say, the tests compare themselves.
cmake_minimum_required(VERSION 3.21)

# ROW=TEST for Windows
set(windows
    "has lost its parent=many processes left in a job are counted"
    "holds a pipe when the program has ended=what a program has left in its job is ended and counted"
    "is there when our process is killed=the owner's death ends a tree, and so does that of a tree around it")

file(READ ${PAGE} page)
string(REGEX REPLACE ".*\n\\| a process that \\|[^\n]*\n[^\n]*\n" "" table "${page}")
string(REGEX REPLACE "\n\n.*" "" table "${table}")
string(REGEX MATCHALL "(^|\n)\\| [^|]* \\|" rows "${table}")
list(TRANSFORM rows REPLACE "^\n?\\| (.*) \\|$" "\\1")

file(READ ${TESTS}/topics/posix/situations.cpp tests)
string(REGEX MATCHALL "\"situation: [^\"]*\"" played "${tests}")
list(TRANSFORM played REPLACE "^\"situation: (.*)\"$" "\\1")

list(SORT rows)
list(SORT played)
if(NOT rows OR NOT rows STREQUAL played)
    message(FATAL_ERROR "rows of ${PAGE}: ${rows}\ntests: ${played}")
endif()

set(answered "")
foreach(row IN LISTS rows)
    string(FIND "\n${table}\n" "\n| ${row} |" begin)
    string(SUBSTRING "\n${table}\n" ${begin} -1 line)
    string(REGEX REPLACE "^\n([^\n]*)\n.*" "\\1" line "${line}")
    if(NOT line MATCHES "\\| – \\|$")
        list(APPEND answered "${row}")
    endif()
endforeach()
set(known "${windows}")
list(TRANSFORM known REPLACE "=.*" "")
list(SORT known)
if(NOT known STREQUAL answered)
    message(FATAL_ERROR "rows with an answer for Windows: ${answered}\nrows with a test there: ${known}")
endif()

file(READ ${TESTS}/topics/windows/trees.cpp tests)
foreach(pair IN LISTS windows)
    string(REGEX REPLACE ".*=" "" test "${pair}")
    string(FIND "${tests}" "\"${test}\"" position)
    if(position EQUAL -1)
        message(FATAL_ERROR "no test on Windows is called ${test}")
    endif()
endforeach()
list(LENGTH rows count)
message("${count} situations, each with its test")
