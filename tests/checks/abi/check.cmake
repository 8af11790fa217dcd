# cmake -D TOOL=abidiff -D ROOT=... -D BUILD=... -D COMPILER=... -P check.cmake
# Checks that tools/abi_check.sh finds a member that a public class has lost, and no change where there is none. The library is
# one of its files, because two whole ones take minutes.
cmake_minimum_required(VERSION 3.21)

# build(FOLDER HEADER LINE): as tools/abi_check.sh wants it, with LINE cut out of HEADER.
function(build folder header line)
    file(COPY ${ROOT}/include DESTINATION ${BUILD}/${folder})
    file(READ ${ROOT}/include/${header} text)
    string(REPLACE "${line}" "" cut "${text}")
    if(line AND cut STREQUAL text)
        message(FATAL_ERROR "${header} has no ${line}")
    endif()
    file(WRITE ${BUILD}/${folder}/include/${header} "${cut}")
    execute_process(COMMAND ${COMPILER} -std=c++17 -g -shared -fPIC -fvisibility=hidden -D SUBPROCESS_EXPORT_API
            -D FMT_HEADER_ONLY -I ${BUILD}/${folder}/include -I ${ROOT}/src ${ROOT}/src/python/completed_process.cpp
            -o ${BUILD}/${folder}/libsubprocess.so
        COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(compare old new expected)
    execute_process(COMMAND ${ROOT}/tools/abi_check.sh ${BUILD}/${old} ${BUILD}/${new}
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT output MATCHES "${expected}")
        message(FATAL_ERROR "${status} for ${old} and ${new}, without ${expected}:\n${output}")
    endif()
endfunction()

file(REMOVE_RECURSE ${BUILD})
set(header subprocess/completed_process.hpp)
build(old ${header} "")
build(same ${header} "")
build(changed ${header} "    bool leaked = false;\n")
compare(old same "^the ABI is the same")
compare(old changed "bool leaked.*the ABI has changed")
message("an ABI break is found")
