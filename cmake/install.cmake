include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/subprocess)

# The components have the project's name, because a project that contains this one has components, too.
set(runtime subprocess_Runtime)
set(development subprocess_Development)
install(TARGETS subprocess EXPORT subprocess-targets
    RUNTIME COMPONENT ${runtime}
    LIBRARY COMPONENT ${runtime} NAMELINK_COMPONENT ${development}
    ARCHIVE COMPONENT ${development}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT subprocess-targets NAMESPACE subprocess:: DESTINATION ${package_dir} COMPONENT ${development})
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT ${development})
install(DIRECTORY share/subprocess DESTINATION ${CMAKE_INSTALL_DATADIR} COMPONENT ${development}) # printers for debuggers

# Each in an export set of its own, since it can be left out.
if(TARGET subprocess_testing)
    install(TARGETS subprocess_testing EXPORT subprocess-testing-targets COMPONENT subprocess_Testing)
    install(EXPORT subprocess-testing-targets
        NAMESPACE subprocess:: DESTINATION ${package_dir} COMPONENT subprocess_Testing)
endif()
if(TARGET subprocess_module)
    install(TARGETS subprocess_module EXPORT subprocess-module-targets COMPONENT subprocess_Module
        FILE_SET CXX_MODULES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT subprocess_Module)
    install(EXPORT subprocess-module-targets CXX_MODULES_DIRECTORY modules
        NAMESPACE subprocess:: DESTINATION ${package_dir} COMPONENT subprocess_Module)
endif()

configure_package_config_file(cmake/subprocess-config.cmake.in ${PROJECT_BINARY_DIR}/subprocess-config.cmake
    INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/subprocess-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/subprocess-config.cmake
    ${PROJECT_BINARY_DIR}/subprocess-config-version.cmake
    cmake/subprocess-format.cmake
    DESTINATION ${package_dir} COMPONENT ${development})

set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}/${pkgconfig_dir} OUTPUT_VARIABLE to_prefix)
set(private_libraries "")
if(APPLE)
    set(private_libraries "-pthread -liconv")
elseif(NOT WIN32)
    set(private_libraries -pthread)
endif()
configure_file(cmake/subprocess.pc.in ${PROJECT_BINARY_DIR}/subprocess.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/subprocess.pc DESTINATION ${pkgconfig_dir} COMPONENT ${development})
