// Where a program of a name may lie. These rules look at nothing, and each is tested on every system.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// The paths to look at, best first, as Python's shutil.which has them on POSIX.
/// \param path folders, separated by `:`; an empty one is the current folder
std::vector<std::string> posix_candidates(std::string_view program, std::string_view path);

/// The same on Windows.
/// \param path folders, separated by `;`
/// \param extensions those of programs, separated by `;`, as in PATHEXT
std::vector<std::string> windows_candidates(std::string_view program, std::string_view path,
                                            std::string_view extensions);

/// Calls `visit` with each item of a list such as PATH, also with empty ones.
template <class Visit> void for_each_item(std::string_view list, char separator, Visit visit) {
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(separator, begin), list.size());
        visit(list.substr(begin, end - begin));
        begin = end + 1;
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
