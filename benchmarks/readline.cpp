// readline [MEGABYTES]: compares readline with std::getline on an ifstream over the same bytes. Prints the ratio of
// their speeds for several kinds of lines, as in the table of docs/text.md.
#include <subprocess.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
namespace sp = subprocess;

/// What a loop over all lines found. It is printed, so that the loop is not optimised away.
struct Count {
    std::size_t lines = 0, bytes = 0;

    bool operator==(const Count& other) const { return lines == other.lines && bytes == other.bytes; }
};

Count with_getline(const fs::path& path) {
    Count count;
    std::ifstream file(path, std::ios::binary);
    for (std::string line; std::getline(file, line); ++count.lines)
        count.bytes += line.size() + 1;
    return count;
}

/// std::getline with a new string for each line, to see what the strings cost.
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

/// The CPU time of each, the best of several rounds. They take turns, because the machine's speed varies.
std::vector<double> seconds_of(const std::vector<std::function<Count()>>& works) {
    const Count expected = works.front()();
    std::vector<double> best(works.size(), 1e9);
    for (int round = 0; round < 15; ++round)
        for (std::size_t i = 0; i < works.size(); ++i) {
            const std::clock_t start = std::clock();
            const Count found = works[i]();
            best[i] = std::min(best[i], static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
            if (!(found == expected))
                std::printf("WRONG ");
        }
    return best;
}

void compare(const char* name, const std::string& line, std::size_t size) {
    const fs::path path = fs::temp_directory_path() / "readline_benchmark.txt";
    std::ofstream file(path, std::ios::binary);
    for (std::size_t written = 0; written < size; written += line.size())
        file << line;
    file.close();

    const std::vector<double> seconds = seconds_of({
        [&] { return with_getline(path); },
        [&] { return with_line(path, false); },
        [&] { return with_line(path, true); },
        [&] { return with_readline(path, false); },
        [&] { return with_readline(path, true); },
        [&] { return with_getline_of_new_strings(path); },
    });
    std::printf("| %s |", name);
    for (std::size_t i = 1; i < seconds.size(); ++i)
        std::printf(" %.2f |", seconds[0] / seconds[i]);
    std::printf("\n");
    std::fflush(stdout);
    fs::remove(path);
}

std::string repeated(const char* character, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += character;
    return text;
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t size = (argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 16) << 20;
    std::printf(
        "| lines | `readline(line)`: bytes | text | `readline()`: bytes | text | `std::getline` into new strings |\n"
        "| --- | --- | --- | --- | --- | --- |\n");
    compare("10 bytes", "012345678\n", size);
    compare("60 bytes", repeated("x", 59) + "\n", size);
    compare("1000 bytes", repeated("x", 999) + "\n", size);
    compare("60 bytes, one \u00E9", repeated("x", 57) + "\u00E9\n", size);
    compare("60 bytes, one \u2014", repeated("x", 56) + "\u2014\n", size);
    compare("60 bytes, German", "Zw\u00F6lf Boxk\u00E4mpfer jagen Viktor quer \u00FCber den Sylter Deich.\n", size);
    compare("60 bytes, Japanese", repeated("\u3042", 20) + "\n", size);
    compare("60 bytes, \U0001F600", repeated("\U0001F600", 15) + "\n", size);
}
