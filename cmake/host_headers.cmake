# Lets a cross build use header-only libraries of the build machine; a toolchain file sets SUBPROCESS_HOST_HEADERS to the
# folder they are in. The compiler gets only their own folders, because the other headers there are for another system.
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
