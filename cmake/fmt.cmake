# fmt is used header-only inside src/, so an installed library needs nothing of it.
if(NOT TARGET fmt::fmt-header-only)
    find_package(fmt 9 QUIET)
endif()
subprocess_use_host_headers(fmt::fmt-header-only fmt FMT_HEADER_ONLY=1)
if(NOT TARGET fmt::fmt-header-only)
    include(FetchContent)
    set(FMT_INSTALL OFF)
    set(FMT_SYSTEM_HEADERS ON)
    FetchContent_Declare(fmt
        GIT_REPOSITORY https://github.com/fmtlib/fmt.git
        GIT_TAG 11.2.0
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(fmt)
endif()
