// A program without exceptions and run-time type information that runs commands of which some fail.
#include <subprocess.hpp>

#include <system_error>

namespace sp = subprocess;

int main() {
    const auto results = sp::run_all({{CHILD_PROGRAM, "exit", "0"}, {"/nonexistent"}, {CHILD_PROGRAM, "exit", "3"}},
                                     sp::keep_going = true, sp::check = true);
    const bool has_good = results[0]->returncode == 0;
    const bool has_missing = results[1].error().code() == std::errc::no_such_file_or_directory;
    const bool has_failed = results[2].error().returncode == 3;
    return has_good && has_missing && has_failed ? 0 : 1;
}
