# cmake -D FOLDER=results -D DOCS=docs -P publish.cmake
# Puts the results between the two marks in docs/performance.md, and copies the chart.
cmake_minimum_required(VERSION 3.21)

set(begin "<!-- results -->\n")
set(end "<!-- end of results -->")
file(READ ${DOCS}/performance.md page)
file(READ ${FOLDER}/performance.md results)
string(FIND "${page}" "${begin}" first)
string(FIND "${page}" "${end}" last)
if(first EQUAL -1 OR last EQUAL -1)
    message(FATAL_ERROR "docs/performance.md does not have the two marks around the results")
endif()
string(LENGTH "${begin}" length)
math(EXPR first "${first} + ${length}")
string(SUBSTRING "${page}" 0 ${first} before)
string(SUBSTRING "${page}" ${last} -1 after)
file(WRITE ${DOCS}/performance.md "${before}\n${results}\n${after}")
file(COPY_FILE ${FOLDER}/performance.svg ${DOCS}/performance.svg)
