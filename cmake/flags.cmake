# Flags of our own targets. They do not reach programs that link the library.
add_library(subprocess_warnings INTERFACE)
if(MSVC)
    set(warnings /W4 /utf-8 /permissive- $<$<BOOL:${SUBPROCESS_WARNINGS_AS_ERRORS}>:/WX>)
else()
    set(warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${SUBPROCESS_WARNINGS_AS_ERRORS}>:-Werror>)
endif()
target_compile_options(subprocess_warnings INTERFACE ${warnings})

add_library(subprocess_flags INTERFACE)
target_link_libraries(subprocess_flags INTERFACE subprocess_warnings)
if(SUBPROCESS_SANITIZE)
    # Not vptr: it opens a pipe to find out which memory it can read, and one test uses up all descriptors.
    set(sanitize -fsanitize=${SUBPROCESS_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all)
    target_compile_options(subprocess_flags INTERFACE ${sanitize} -fno-omit-frame-pointer)
    target_link_options(subprocess_flags INTERFACE ${sanitize})
endif()

# Between fork and exec the child may share its parent's memory: nothing that the compiler adds on its own
# (sanitizers, coverage, profiling, calls of memcpy) may run there, and the code must not be inlined elsewhere. Meson reads
# the flags here, too: lines that begin with one of them.
function(subprocess_keep_bare source)
    set(bare
        -fno-sanitize=all -fno-stack-protector -fno-exceptions -fno-builtin -fno-lto -fno-profile-generate)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        list(APPEND bare
            -fno-profile -fno-profile-arcs -fno-instrument-functions -fno-tree-loop-distribute-patterns)
    else()
        list(APPEND bare
            -fno-profile-instr-generate -fno-coverage-mapping)
    endif()
    set_source_files_properties(${source} PROPERTIES
        COMPILE_OPTIONS "${bare}"
        SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
