# cmake -D NM=nm -D FILES=LIBRARY,... -P check_symbols.cmake
# Checks that no symbol is unique in the process (STB_GNU_UNIQUE): a library with such a symbol is never unloaded.
cmake_minimum_required(VERSION 3.21)

string(REPLACE "," ";" files "${FILES}")
foreach(file IN LISTS files)
    set(dynamic "")
    if(file MATCHES "\\.so$") # symbols that the linker made local are no longer unique
        set(dynamic --dynamic)
    endif()
    execute_process(COMMAND ${NM} --demangle ${dynamic} ${file} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^\n]* u [^\n]*" unique "${symbols}")
    if(unique)
        list(JOIN unique "\n" unique)
        message(FATAL_ERROR "${file} has unique symbols:\n${unique}")
    endif()
endforeach()
message("no symbol is unique")
