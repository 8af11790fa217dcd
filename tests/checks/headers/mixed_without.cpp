// The part of mixed_exceptions.cpp that is compiled without exceptions.
#include <subprocess.hpp>

#include <cstdlib>

void start_a_missing_program() {
    const subprocess::Popen process({"/nonexistent"}, subprocess::stdout_ = subprocess::PIPE);
    std::abort();
}
