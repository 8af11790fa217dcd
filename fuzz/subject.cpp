#include "subject.hpp"

#include "repr.hpp"

#include <cstdio>
#include <cstdlib>

void fuzz::fail(const char* what, const std::string& expected, const std::string& actual) {
    std::fprintf(stderr, "%s:\nexpected %s\nactual   %s\n", what, subprocess::repr_bytes(expected).c_str(),
                 subprocess::repr_bytes(actual).c_str());
    std::abort();
}
