# Builds FreeBSD's code for trees into the library, with an emulation of the kernel's part.
target_compile_definitions(subprocess_os PRIVATE SUBPROCESS_EMULATED_REAPERS)
target_include_directories(subprocess_os SYSTEM PRIVATE tools/bsd_headers)
target_sources(subprocess_os PRIVATE tests/freebsd/procctl.cpp)
