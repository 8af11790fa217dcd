include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/subprocess)

set(libraries subprocess)
if(TARGET subprocess_testing)
    list(APPEND libraries subprocess_testing)
endif()
install(TARGETS ${libraries} EXPORT subprocess-targets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY share/subprocess DESTINATION ${CMAKE_INSTALL_DATADIR}) # printers for debuggers
install(EXPORT subprocess-targets NAMESPACE subprocess:: DESTINATION ${package_dir})

configure_package_config_file(cmake/subprocess-config.cmake.in ${PROJECT_BINARY_DIR}/subprocess-config.cmake
    INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/subprocess-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/subprocess-config.cmake
    ${PROJECT_BINARY_DIR}/subprocess-config-version.cmake
    cmake/subprocess-format.cmake
    DESTINATION ${package_dir})

set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}/${pkgconfig_dir} OUTPUT_VARIABLE to_prefix)
set(private_libraries "")
if(APPLE)
    set(private_libraries "-pthread -liconv")
elseif(NOT WIN32)
    set(private_libraries -pthread)
endif()
configure_file(cmake/subprocess.pc.in ${PROJECT_BINARY_DIR}/subprocess.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/subprocess.pc DESTINATION ${pkgconfig_dir})
