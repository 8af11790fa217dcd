#include <subprocess/output.hpp>

#include "raise.hpp"

#include <algorithm>
#include <ostream>

namespace subprocess {
inline namespace v1 {

void Output::fail() {
    detail::throw_none_used("this output is None: it was not captured (capture_output = true, or stdout_ = PIPE)");
}

std::vector<std::string> Output::splitlines(bool keepends) const {
    const std::string& all = value();
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find_first_of("\r\n", begin), all.size());
        const bool is_pair = all.compare(end, 2, "\r\n") == 0;
        const std::size_t next = std::min(end + (is_pair ? 2 : 1), all.size());
        lines.push_back(all.substr(begin, (keepends ? next : end) - begin));
        begin = next;
    }
    return lines;
}

std::ostream& operator<<(std::ostream& out, const Output& output) {
    return output.has_value() ? out << *output : out << "None";
}

} // namespace v1
} // namespace subprocess
