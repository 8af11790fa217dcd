# subprocess::module, for programs that write `import subprocess;`. tools/module.py generates its source.
if(CMAKE_VERSION VERSION_LESS 3.28)
    message(FATAL_ERROR "SUBPROCESS_BUILD_MODULE needs CMake 3.28 or later")
endif()

add_library(subprocess_module STATIC)
add_library(subprocess::module ALIAS subprocess_module)
target_sources(subprocess_module PUBLIC
    FILE_SET CXX_MODULES BASE_DIRS include FILES include/subprocess/subprocess.cppm)
target_compile_features(subprocess_module PUBLIC cxx_std_20)
target_link_libraries(subprocess_module PUBLIC subprocess PRIVATE $<BUILD_INTERFACE:subprocess_flags>)
set_target_properties(subprocess_module PROPERTIES EXPORT_NAME module POSITION_INDEPENDENT_CODE ON)
