#include "subject.hpp"

#include "python/repr.hpp"

#include <cstdio>
#include <cstdlib>

void fuzz::fail(const char* what, const std::string& expected, const std::string& actual) {
    std::fprintf(stderr, "%s:\nexpected %s\nactual   %s\n", what, subprocess::detail::repr_bytes(expected).c_str(),
                 subprocess::detail::repr_bytes(actual).c_str());
    std::abort();
}
