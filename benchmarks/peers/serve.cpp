// The main program of all C++ contestants. It reads requests from stdin, one a line, and answers each with one line:
//
//     version                      a text
//     ballast BYTES                "done"; from now on the program uses that much memory
//     capture COUNT WORD...        the nanoseconds per capture of this command's output
//     cat COUNT BYTES WORD...      the nanoseconds per round trip of that many bytes through this command
#include "peer.hpp"

#include <chrono>
#include <iostream>
#include <sstream>

namespace {

using namespace bench::peer;

Words rest_of(std::istringstream& line) {
    Words words;
    for (std::string word; line >> word;)
        words.push_back(word);
    return words;
}

template <class Work> long long nanoseconds_each(int count, Work work) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i)
        work();
    const auto taken = std::chrono::steady_clock::now() - start;
    return std::chrono::duration_cast<std::chrono::nanoseconds>(taken).count() / count;
}

void require(bool is_right) {
    if (!is_right)
        throw std::runtime_error("bytes were lost");
}

std::string answer(const std::string& request) {
    static std::string ballast, input;
    std::istringstream line(request);
    std::string work;
    std::size_t size = 0;
    int count = 0;
    line >> work;
    if (work == "version")
        return version();
    if (work == "ballast") {
        line >> size;
        ballast = std::string(); // frees the memory
        ballast.resize(size, 'x');
        return "done";
    }
    line >> count;
    if (work == "cat")
        line >> size;
    const Words command = rest_of(line);
    if (work == "capture")
        return std::to_string(nanoseconds_each(count, [&] {
            const std::size_t expected = command.size() > 1 ? std::stoul(command.back()) : 0;
            require(capture(command) == expected);
        }));
    input.resize(size, 'x');
    return std::to_string(nanoseconds_each(count, [&] { require(round_trip(command, input) == size); }));
}

} // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);)
        std::cout << answer(line) << std::endl;
}
