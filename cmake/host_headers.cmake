# Header-only libraries of the machine that builds, for a system that has none of its own: a toolchain file says in
# SUBPROCESS_HOST_HEADERS where they are. Only their own folders are shown to the compiler, since what lies beside them
# is for another system.
#
# subprocess_use_host_headers(TARGET FOLDER [DEFINITION...])
function(subprocess_use_host_headers target folder)
    set(links ${PROJECT_BINARY_DIR}/host_headers)
    if(TARGET ${target} OR NOT SUBPROCESS_HOST_HEADERS OR NOT EXISTS ${SUBPROCESS_HOST_HEADERS}/${folder})
        return()
    endif()
    file(MAKE_DIRECTORY ${links})
    file(CREATE_LINK ${SUBPROCESS_HOST_HEADERS}/${folder} ${links}/${folder} SYMBOLIC)
    add_library(${target} INTERFACE IMPORTED GLOBAL)
    target_include_directories(${target} SYSTEM INTERFACE ${links})
    target_compile_definitions(${target} INTERFACE ${ARGN})
endfunction()
