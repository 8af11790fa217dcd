# cmake -D NM=nm -D FILES=LIBRARY,... -P check_symbols.cmake
# No symbol may be unique in the whole process (STB_GNU_UNIQUE): whatever has one is never unloaded.
cmake_minimum_required(VERSION 3.21)

string(REPLACE "," ";" files "${FILES}")
foreach(file IN LISTS files)
    set(dynamic "")
    if(file MATCHES "\\.so$") # what the linker made local is unique no more
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
