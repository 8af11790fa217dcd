// write BYTES: writes that many bytes to stdout, 64 KiB at a time.
#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace {

char buffer[65536];

} // namespace

int main(int argc, char** argv) {
    unsigned long long left = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    while (left > 0) {
        const ssize_t written = ::write(1, buffer, std::min<unsigned long long>(left, sizeof buffer));
        if (written < 0)
            return 1;
        left -= static_cast<unsigned long long>(written);
    }
}
