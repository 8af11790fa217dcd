# cmake -D GDB=gdb -D PRINTERS=gdb.py -D PROGRAM=shown -P check.cmake
# What gdb shows of our types with the printers that we install.
cmake_minimum_required(VERSION 3.21)

execute_process(
    COMMAND ${GDB} -nx -batch -iex "set auto-load safe-path /" -ex "set startup-with-shell off"
        -ex "source ${PRINTERS}" -ex "break stop" -ex run
        -ex "output completed" -ex "echo \\n" -ex "output none" -ex "echo \\n" -ex "output characters" -ex "echo \\n"
        -ex "output ended" -ex "echo \\n" -ex "output running" -ex "echo \\n" ${PROGRAM}
    OUTPUT_VARIABLE output ERROR_VARIABLE errors ENCODING UTF-8)

foreach(expected IN ITEMS
    "CompletedProcess(args=['ls', 'a b'], returncode=-9, stdout=b'out\\n\\xff')" "None" "\"it's €\"" "3" "None")
    string(FIND "${output}" "\n${expected}\n" place)
    if(place EQUAL -1)
        message(FATAL_ERROR "gdb does not show ${expected}\n${output}\n${errors}")
    endif()
    math(EXPR place "${place} + 1")
    string(SUBSTRING "${output}" ${place} -1 output)
endforeach()
message("gdb shows what Python would")
