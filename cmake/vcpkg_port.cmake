# The target vcpkg_port writes a port of the commit that is checked out, as build/.../vcpkg/subprocess-python: an overlay
# (--overlay-ports=build/.../vcpkg), or what a registry takes.
set(port ${PROJECT_BINARY_DIR}/vcpkg/subprocess-python)
add_custom_target(vcpkg_port
    COMMAND ${CMAKE_COMMAND}
        -D ROOT=${PROJECT_SOURCE_DIR} -D PORT=${port} -D PROJECT_VERSION=${PROJECT_VERSION}
        -D "PROJECT_DESCRIPTION=${PROJECT_DESCRIPTION}" -D PROJECT_HOMEPAGE_URL=${PROJECT_HOMEPAGE_URL}
        -P ${PROJECT_SOURCE_DIR}/packaging/vcpkg/write_port.cmake
    VERBATIM)
