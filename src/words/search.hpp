// Where a program may be found. These functions do not access the file system, and each is tested on every system.
#pragma once

#include "os/ask.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \param path folders, separated as in the environment variable PATH of that system
os::ProgramPlaces posix_places(std::string_view program, std::string_view path);
os::ProgramPlaces windows_places(std::string_view program, std::string_view path);

/// The paths to try, in order, as in Python's shutil.which on POSIX.
/// \param path folders, separated by `:`; an empty one means the current folder
std::vector<std::string> posix_candidates(std::string_view program, std::string_view path);

/// The paths to try on Windows, in order.
/// \param path folders, separated by `;`
/// \param extensions file extensions of programs, separated by `;`, as in PATHEXT
std::vector<std::string> windows_candidates(std::string_view program, std::string_view path,
                                            std::string_view extensions);

/// Calls `visit` with each item of a list such as PATH, including empty ones.
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
