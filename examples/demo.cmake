# cmake -D LIST=demo-list.cmake -D SOURCES=examples -D DIRECTORY=directory -P demo.cmake
# Runs the examples, one after the other, with their output going where ours goes.
cmake_minimum_required(VERSION 3.21)

function(say)
    execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${ARGV0}")
endfunction()

# demo(NAME STATUS PROGRAM ARGUMENT...)
function(demo name status program)
    cmake_path(GET program FILENAME heading)
    foreach(argument IN LISTS ARGN)
        string(APPEND heading " ${argument}")
    endforeach()
    if(ARGC EQUAL 3 AND EXISTS ${SOURCES}/${name}.cpp) # the source's first line says what it shows
        file(STRINGS ${SOURCES}/${name}.cpp heading LIMIT_COUNT 1)
        string(REPLACE "// " "${name}: " heading "${heading}")
    endif()
    say("\n---- ${heading}")
    execute_process(COMMAND ${program} ${ARGN} WORKING_DIRECTORY ${DIRECTORY} RESULT_VARIABLE result)
    set_property(GLOBAL APPEND PROPERTY ran ${name})
    if(NOT result STREQUAL status)
        say("---- ${name} FAILED: exit status ${result}, expected ${status}")
        set_property(GLOBAL APPEND PROPERTY failed ${name})
    endif()
endfunction()

include(${LIST})

get_property(ran GLOBAL PROPERTY ran)
get_property(failed GLOBAL PROPERTY failed)
list(LENGTH ran count)
if(failed)
    list(JOIN failed ", " names)
    message(FATAL_ERROR "of ${count} examples these failed: ${names}")
endif()
say("\nAll ${count} examples ran.")
