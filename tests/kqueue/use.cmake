# Builds the code for kqueue into the library, over libkqueue, and lets its kqueues be polled.
find_package(PkgConfig REQUIRED)
pkg_check_modules(libkqueue REQUIRED IMPORTED_TARGET libkqueue)
target_compile_definitions(subprocess_os PRIVATE SUBPROCESS_LIBKQUEUE)
target_sources(subprocess_os PRIVATE tests/kqueue/pollable.cpp)
set_source_files_properties(tests/kqueue/pollable.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
foreach(target IN ITEMS subprocess_os subprocess)
    target_link_libraries(${target} PRIVATE PkgConfig::libkqueue)
endforeach()
target_link_options(subprocess INTERFACE LINKER:--no-as-needed) # pollable.cpp finds its functions by name
