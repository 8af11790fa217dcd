# Reads the lines of a file into a list. Characters that would break a CMake list are replaced: [ ] by { }, \ by /, ; by
# a comma.
function(read_lines out file)
    file(READ ${file} text)
    string(REPLACE "[" "{" text "${text}")
    string(REPLACE "]" "}" text "${text}")
    string(REPLACE "\\" "/" text "${text}")
    string(REPLACE ";" "," text "${text}")
    string(REPLACE "\n" ";" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()
