#include "support/helpers.hpp"

#include <fstream>
#include <sstream>

namespace tests {

std::string as_printed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += std::to_string(word.size()) + ':' + word + '\n';
    return text;
}

std::string in_hex(std::string_view bytes) {
    std::string digits;
    for (const char byte : bytes)
        for (const int shift : {4, 0})
            digits += "0123456789abcdef"[static_cast<unsigned char>(byte) >> shift & 15];
    return digits;
}

std::string Pipe::read_all() const {
    std::string text;
    for (std::string more = read(); !more.empty(); more = read())
        text += more;
    return text;
}

std::string content_of(const std::filesystem::path& path) {
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return content.str();
}

} // namespace tests
