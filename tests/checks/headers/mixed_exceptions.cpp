// An exception passes through a file that is compiled without them, and leaves no descriptor open.
#include <subprocess.hpp>

#include <cstdio>

void start_a_missing_program();

namespace {

/// The number that the next descriptor gets.
int next_descriptor() {
    return subprocess::pipe().reader.fileno();
}

} // namespace

int main() {
    const int before = next_descriptor();
    try {
        start_a_missing_program();
    } catch (const subprocess::FileNotFoundError&) {
        if (next_descriptor() == before)
            return 0;
    }
    std::puts("a descriptor is left open");
    return 1;
}
