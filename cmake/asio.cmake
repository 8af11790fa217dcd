# Finds standalone Asio and Boost.Asio, for tests and examples: the library needs neither. Those that are found become the
# targets standalone_asio and boost_asio. ASIO_HAS_COROUTINES says whether the first has those of C++20.
find_package(Threads REQUIRED)

# find_asio(TARGET FOLDER HEADER IS_BOOST)
function(find_asio target folder header is_boost)
    subprocess_use_host_headers(${target} ${folder})
    find_path(SUBPROCESS_${target} ${folder}/${header})
    mark_as_advanced(SUBPROCESS_${target})
    if(SUBPROCESS_${target} AND NOT TARGET ${target})
        add_library(${target} INTERFACE IMPORTED GLOBAL)
        target_include_directories(${target} SYSTEM INTERFACE ${SUBPROCESS_${target}})
    endif()
    if(NOT TARGET ${target})
        message(STATUS "${target} was not found: its tests and examples are left out")
        return()
    endif()
    target_compile_definitions(${target} INTERFACE SUBPROCESS_BOOST_ASIO=${is_boost})
    target_link_libraries(${target} INTERFACE Threads::Threads $<$<BOOL:${WIN32}>:ws2_32>)
endfunction()
find_asio(standalone_asio asio any_io_executor.hpp 0)
find_asio(boost_asio boost asio/any_io_executor.hpp 1)

# Old versions have coroutines only with some compilers.
function(look_for_asio_coroutines)
    include(CheckCXXSourceCompiles)
    set(CMAKE_CXX_STANDARD 20)
    set(CMAKE_REQUIRED_LIBRARIES standalone_asio)
    check_cxx_source_compiles("#include <asio/detail/config.hpp>
        #if !defined(ASIO_HAS_CO_AWAIT)
        #error none
        #endif
        int main() {}" ASIO_HAS_COROUTINES)
endfunction()
if(TARGET standalone_asio)
    look_for_asio_coroutines()
endif()
