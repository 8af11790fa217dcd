// The program that loads the plugin. It does not use the library itself.
#include "support/catch.hpp"

#include <dlfcn.h>

TEST_CASE("a plugin that links the library can be unloaded") {
    void* const plugin = ::dlopen(PLUGIN, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(plugin != nullptr);
    const auto run_in_plugin = reinterpret_cast<int (*)()>(::dlsym(plugin, "run_in_plugin"));
    CHECK(run_in_plugin() == 0);
    CHECK(::dlclose(plugin) == 0);
    CHECK(::dlopen(PLUGIN, RTLD_NOW | RTLD_NOLOAD) == nullptr);
}
