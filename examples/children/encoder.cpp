// The child of the progress example: reads frames from stdin, and shows its progress in one line of a terminal.
#include <cstdio>
#include <iostream>
#include <string>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#endif

int main() {
#if defined(_WIN32)
    _setmode(0, _O_BINARY);
#endif
    constexpr std::size_t frame = 1000 * 1000, step = 50;
    std::string bytes(frame, '\0');
    std::size_t count = 0;
    while (std::fread(&bytes[0], 1, frame, stdin) == frame)
        if (++count % step == 0)
            std::cerr << "frame=" << count << '\r' << std::flush;
    std::cerr << "done\n";
    std::cout << count << " frames\n";
}
