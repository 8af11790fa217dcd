# cmake -D GDB=gdb -D PRINTERS=gdb.py -D PROGRAM=shown -P check.cmake
# Checks what gdb prints for our types with the installed printers, in a UTF-8 locale and in one with ASCII only.
cmake_minimum_required(VERSION 3.21)

function(check_locale locale text)
    execute_process(
        COMMAND ${CMAKE_COMMAND} -E env LC_ALL=${locale}
            ${GDB} -nx -batch -iex "set auto-load safe-path /" -ex "set startup-with-shell off"
            -ex "source ${PRINTERS}" -ex "break stop" -ex run
            -ex "output completed" -ex "echo \\n" -ex "output none" -ex "echo \\n" -ex "output characters" -ex "echo \\n"
            -ex "output ended" -ex "echo \\n" -ex "output running" -ex "echo \\n" ${PROGRAM}
        OUTPUT_VARIABLE output ERROR_VARIABLE errors ENCODING UTF-8)

    foreach(expected IN ITEMS
        "CompletedProcess(args=['ls', ${text}], returncode=-9, stdout=b'out\\n\\xff')" "None" "${text}" "3" "None")
        string(FIND "${output}" "\n${expected}\n" place)
        if(place EQUAL -1)
            message(FATAL_ERROR "with the locale ${locale} gdb does not show ${expected}\n${output}\n${errors}")
        endif()
        math(EXPR place "${place} + 1")
        string(SUBSTRING "${output}" ${place} -1 output)
    endforeach()
endfunction()

check_locale(C.UTF-8 "\"it's €\"")
check_locale(C "\"it's \\u20ac\"")
message("gdb prints what Python would print")
