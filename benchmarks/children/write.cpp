// write BYTES [LINE]: writes that many bytes to stdout, 64 KiB at a time; as lines of that many bytes, if it is given.
#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace {

char buffer[65536];

} // namespace

int main(int argc, char** argv) {
    unsigned long long left = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    const std::size_t line = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0; // divides 64 KiB
    for (std::size_t end = line; line != 0 && end <= sizeof buffer; end += line)
        buffer[end - 1] = '\n';
    while (left > 0) {
        const ssize_t written = ::write(1, buffer, std::min<unsigned long long>(left, sizeof buffer));
        if (written < 0)
            return 1;
        left -= static_cast<unsigned long long>(written);
    }
}
