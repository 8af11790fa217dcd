# subprocess::testing, for users' tests: <subprocess/testing.hpp>. Programs that do not link it contain nothing of it. The
# objects are a target of their own, so that our tests can link them with the library for tests that look inside.
add_library(subprocess_fakes OBJECT
    src/testing/copier.cpp
    src/testing/escapes.cpp
    src/testing/fake_call.cpp
    src/testing/fake_child.cpp
    src/testing/fake_pattern.cpp
    src/testing/fake_processes.cpp
    src/testing/fake_rule.cpp
    src/testing/fakes.cpp
    src/testing/far_ends.cpp
    src/testing/recorded_process.cpp
    src/testing/recorder.cpp
    src/testing/recording.cpp
    src/testing/recording_text.cpp
    src/testing/text_distance.cpp
    src/testing/text_file.cpp)
target_include_directories(subprocess_fakes PRIVATE src ${CMAKE_CURRENT_SOURCE_DIR}/include)
target_compile_features(subprocess_fakes PRIVATE cxx_std_17)
target_link_libraries(subprocess_fakes PRIVATE Threads::Threads subprocess_flags)
set_target_properties(subprocess_fakes PROPERTIES ${visibility} POSITION_INDEPENDENT_CODE ON)

add_library(subprocess_testing STATIC $<TARGET_OBJECTS:subprocess_fakes>)
add_library(subprocess::testing ALIAS subprocess_testing)
target_link_libraries(subprocess_testing PUBLIC subprocess PRIVATE $<BUILD_INTERFACE:subprocess_flags>)
set_target_properties(subprocess_testing PROPERTIES EXPORT_NAME testing)

if(NOT SUBPROCESS_INSTALL) # a program that has no tests with it does not compile it
    set_target_properties(subprocess_fakes subprocess_testing PROPERTIES EXCLUDE_FROM_ALL ON)
endif()
