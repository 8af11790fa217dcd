// Copies stdin to stdout, 64 KiB at a time.
#include <cstddef>
#include <unistd.h>

namespace {

char buffer[65536];

} // namespace

int main() {
    for (ssize_t size = 0; (size = ::read(0, buffer, sizeof buffer)) > 0;)
        for (ssize_t at = 0; at < size;) {
            const ssize_t written = ::write(1, buffer + at, static_cast<std::size_t>(size - at));
            if (written < 0)
                return 1;
            at += written;
        }
}
