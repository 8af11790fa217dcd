// How fast is readline, compared with std::getline on an ifstream over the same bytes? Prints the ratio of their
// speeds for several kinds of lines: readline [MEGABYTES]
#include <subprocess.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;
namespace sp = subprocess;

/// What a loop over all lines found, so that nothing is optimised away.
struct Count {
    std::size_t lines = 0, bytes = 0;
};

Count with_getline(const fs::path& path) {
    Count count;
    std::ifstream file(path, std::ios::binary);
    for (std::string line; std::getline(file, line); ++count.lines)
        count.bytes += line.size() + 1;
    return count;
}

/// What a new string for each line costs std::getline itself.
Count with_getline_of_new_strings(const fs::path& path) {
    Count count;
    std::ifstream file(path, std::ios::binary);
    for (;; ++count.lines) {
        std::string line;
        if (!std::getline(file, line))
            return count;
        count.bytes += line.size() + 1;
    }
}

sp::Reader reader_of(const fs::path& path, bool is_text) {
    sp::detail::StreamSettings settings;
    settings.buffer_size = 8192;
    settings.text = is_text;
    return sp::Reader(sp::Handle(sp::open(path).detach()), settings);
}

Count with_readline(const fs::path& path, bool is_text) {
    Count count;
    sp::Reader reader = reader_of(path, is_text);
    for (std::string line = reader.readline(); !line.empty(); line = reader.readline(), ++count.lines)
        count.bytes += line.size();
    return count;
}

Count with_line(const fs::path& path, bool is_text) {
    Count count;
    sp::Reader reader = reader_of(path, is_text);
    for (std::string line; reader.readline(line); ++count.lines)
        count.bytes += line.size();
    return count;
}

/// The processor's time, the best of five.
template <class Work> double seconds(Work work) {
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const std::clock_t start = std::clock();
        work();
        best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

void compare(const char* name, const std::string& line, std::size_t size) {
    const fs::path path = fs::temp_directory_path() / "readline_benchmark.txt";
    std::ofstream file(path, std::ios::binary);
    for (std::size_t written = 0; written < size; written += line.size())
        file << line;
    file.close();

    const Count expected = with_getline(path);
    const double getline = seconds([&] { with_getline(path); });
    std::printf("%-28s getline %6.0f MB/s, into new strings %.2f", name,
                static_cast<double>(expected.bytes) / getline / 1e6,
                getline / seconds([&] { with_getline_of_new_strings(path); }));
    for (const bool is_text : {false, true}) {
        const Count found = with_readline(path, is_text);
        if (found.lines != expected.lines || found.bytes != expected.bytes)
            std::printf(" WRONG");
        std::printf("   %s: readline() %.2f, readline(line) %.2f", is_text ? "text" : "bytes",
                    getline / seconds([&] { with_readline(path, is_text); }),
                    getline / seconds([&] { with_line(path, is_text); }));
    }
    std::printf("\n");
    fs::remove(path);
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t size = (argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 64) << 20;
    std::printf("Speed relative to std::getline; 0.7 is what is promised.\n");
    compare("lines of 10 bytes", "012345678\n", size);
    compare("lines of 60 bytes", std::string(59, 'x') + "\n", size);
    compare("lines of 1000 bytes", std::string(999, 'x') + "\n", size);
    compare("60 bytes, one not ASCII", std::string(57, 'x') + "\xC3\xA9\n", size);
    compare("60 bytes, German",
            "Zw\xC3\xB6lf Boxk\xC3\xA4mpfer jagen Viktor quer \xC3\xBC"
            "ber den Sylter Deich.\n",
            size);
}
