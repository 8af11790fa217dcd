import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir


class SubprocessConan(ConanFile):
    """Version, description and address are read from CMakeLists.txt, where they stand once."""

    name = "subprocess-python"
    license = "MIT"
    topics = ("subprocess", "process", "pipe", "popen")
    package_type = "library"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False]}  # no fPIC: the code is position independent either way
    default_options = {"shared": False}
    exports = "CMakeLists.txt"
    exports_sources = "CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "share/*", "src/*", "tools/single_header.py"
    test_package_folder = "packaging/conan/test_package"

    def init(self):
        self._project = load(self, os.path.join(self.recipe_folder, "CMakeLists.txt"))
        self.description = re.search(r'DESCRIPTION "([^"]+)"', self._project)[1]
        self.homepage = self.url = re.search(r"HOMEPAGE_URL ([^\s)]+)", self._project)[1]

    def set_version(self):
        self.version = re.search(r"project\(subprocess VERSION ([0-9.]+)", self._project)[1]

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        # In src/ only, and header-only: what is installed needs nothing of it.
        self.requires("fmt/[>=9 <13]", visible=False, options={"header_only": True})

    def validate(self):
        check_min_cppstd(self, 17)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["SUBPROCESS_BUILD_TESTS"] = False
        toolchain.cache_variables["SUBPROCESS_BUILD_EXAMPLES"] = False
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        for folder in "cmake", "pkgconfig":  # Conan makes its own
            rmdir(self, os.path.join(self.package_folder, "lib", folder))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "subprocess")
        self.cpp_info.set_property("cmake_config_version_compat", "SameMinorVersion")  # as cmake/install.cmake says
        library = self.cpp_info.components["subprocess"]
        library.libs = ["subprocess"]
        library.set_property("cmake_target_name", "subprocess::subprocess")
        library.set_property("pkg_config_name", "subprocess")
        if self.settings.os in ("Linux", "FreeBSD"):
            library.system_libs = ["pthread"]
        testing = self.cpp_info.components["testing"]
        testing.libs = ["subprocess_testing"]
        testing.requires = ["subprocess"]
        testing.set_property("cmake_target_name", "subprocess::testing")
