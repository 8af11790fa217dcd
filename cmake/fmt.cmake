# fmt is used header-only and only inside src/, so an installed library does not need it.
if(NOT TARGET fmt::fmt-header-only)
    find_package(fmt 9 QUIET)
endif()
subprocess_use_host_headers(fmt::fmt-header-only fmt FMT_HEADER_ONLY=1)
if(NOT TARGET fmt::fmt-header-only)
    if(NOT FETCHCONTENT_SOURCE_DIR_FMT) # before the download, because CMake stops if that fails
        message(STATUS "fmt 9 or later was not found and will be downloaded. Without a network, install it "
            "(Debian: libfmt-dev), or set FETCHCONTENT_SOURCE_DIR_FMT to the folder with its sources.")
    endif()
    include(FetchContent)
    set(FMT_INSTALL OFF)
    set(FMT_SYSTEM_HEADERS ON)
    FetchContent_Declare(fmt
        GIT_REPOSITORY https://github.com/fmtlib/fmt.git
        GIT_TAG 40626af88bd7df9a5fb80be7b25ac85b122d6c21 # 11.2.0
        GIT_SHALLOW ON)
    FetchContent_MakeAvailable(fmt)
endif()
