// Catch2 v3, or v2 if the system has only that (Debian 12). Tests include this header instead of Catch2's own. main.cpp
// defines CATCH_CONFIG_RUNNER first, which v2 needs and v3 ignores, and calls Catch::Session().run().
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <string>

namespace tests {

using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

#if CATCH_VERSION_MAJOR >= 3
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
#else
using Catch::Detail::Approx;
inline auto ContainsSubstring(const std::string& part) {
    return Catch::Matchers::Contains(part);
}
#endif

} // namespace tests

// Skips the rest of a test; v2 counts it as passed and prints the reason.
#ifdef SKIP
#define TESTS_SKIP(reason) SKIP(reason)
#else
#define TESTS_SKIP(reason)                                                                                             \
    do {                                                                                                               \
        SUCCEED();                                                                                                     \
        WARN("skipped: " << reason);                                                                                   \
        return;                                                                                                        \
    } while (false)
#endif
