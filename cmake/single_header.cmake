# The target single_header writes the library as one file. With SUBPROCESS_SINGLE_HEADER, the library and all tests are
# built from it.
find_program(SUBPROCESS_PYTHON NAMES python3 python)
mark_as_advanced(SUBPROCESS_PYTHON)
if(NOT SUBPROCESS_PYTHON)
    return()
endif()

set(single_header ${PROJECT_BINARY_DIR}/single_header/subprocess.hpp)
file(GLOB_RECURSE single_header_sources CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/include/*.hpp ${PROJECT_SOURCE_DIR}/src/*.hpp ${PROJECT_SOURCE_DIR}/src/*.cpp)
add_custom_command(OUTPUT ${single_header}
    COMMAND ${SUBPROCESS_PYTHON} -B ${PROJECT_SOURCE_DIR}/tools/single_header.py
        --version ${PROJECT_VERSION} --url ${PROJECT_HOMEPAGE_URL} ${single_header}
    DEPENDS ${PROJECT_SOURCE_DIR}/tools/single_header.py ${PROJECT_SOURCE_DIR}/LICENSE ${single_header_sources}
    COMMENT "Writing ${single_header}")
add_custom_target(single_header DEPENDS ${single_header})

if(NOT SUBPROCESS_SINGLE_HEADER)
    return()
endif()

# Tests include individual public headers: each of these forwards to the single header.
set(forwarders ${PROJECT_BINARY_DIR}/single_header_forwarders)
file(GLOB names RELATIVE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/include/subprocess/*.hpp)
foreach(name IN LISTS names)
    cmake_path(GET name STEM stem)
    set(option "")
    if(stem MATCHES "^(expect|iostream|format|asio|testing|fake_rule)$")
        string(TOUPPER ${stem} option)
        string(REPLACE FAKE_RULE TESTING option ${option})
        set(option "#define SUBPROCESS_${option}\n")
    endif()
    file(CONFIGURE OUTPUT ${forwarders}/${name} CONTENT "${option}#include <subprocess.hpp>\n")
endforeach()
set(SUBPROCESS_INCLUDE_DIRS ${PROJECT_BINARY_DIR}/single_header ${forwarders})

# whole.cpp is the library with the fakes; neutral.cpp is it without the platform layer, for the tests that replace that layer.
set(implementation "#define SUBPROCESS_IMPLEMENTATION\n#include <subprocess.hpp>\n")
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/whole.cpp CONTENT "#define SUBPROCESS_TESTING\n${implementation}")
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/neutral.cpp CONTENT "#define SUBPROCESS_WITHOUT_OS\n${implementation}")
set_property(TARGET subprocess_neutral PROPERTY SOURCES ${PROJECT_BINARY_DIR}/neutral.cpp ${single_header})
set_property(TARGET subprocess_os PROPERTY SOURCES ${PROJECT_BINARY_DIR}/whole.cpp ${single_header})
set_property(TARGET subprocess PROPERTY SOURCES $<TARGET_OBJECTS:subprocess_os>)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/nothing.cpp CONTENT "namespace {}\n")
set_property(TARGET subprocess_fakes PROPERTY SOURCES ${PROJECT_BINARY_DIR}/nothing.cpp)
foreach(target IN ITEMS subprocess_neutral subprocess_os subprocess)
    set_property(TARGET ${target} PROPERTY INCLUDE_DIRECTORIES ${SUBPROCESS_INCLUDE_DIRS})
    set_property(TARGET ${target} PROPERTY INTERFACE_INCLUDE_DIRECTORIES ${SUBPROCESS_INCLUDE_DIRS})
    add_dependencies(${target} single_header)
endforeach()
