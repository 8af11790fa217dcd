# cmake -D ROOT=project -D PORT=folder -D PROJECT_VERSION=... -D PROJECT_DESCRIPTION=... -D PROJECT_HOMEPAGE_URL=...
#       -P write_port.cmake
execute_process(COMMAND git rev-parse HEAD WORKING_DIRECTORY ${ROOT}
    OUTPUT_VARIABLE SUBPROCESS_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
foreach(file IN ITEMS vcpkg.json portfile.cmake)
    configure_file(${CMAKE_CURRENT_LIST_DIR}/${file}.in ${PORT}/${file} @ONLY)
endforeach()
file(COPY ${CMAKE_CURRENT_LIST_DIR}/usage DESTINATION ${PORT})
