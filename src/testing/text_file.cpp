#include "text_file.hpp"

#include "os/streams.hpp"

#include <subprocess/handle.hpp>

#include <cstddef>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

std::string read_text_file(const std::string& path) {
    os::FileMode mode;
    mode.read = true;
    const Handle file = os::open_file(path, mode);
    std::string text;
    while (os::read_what_is_there(file.get(), text).value_or(0) > 0) {
    }
    return text;
}

void write_text_file(const std::string& path, std::string_view text) {
    os::FileMode mode;
    mode.write = mode.create = mode.truncate = true;
    const Handle file = os::open_file(path, mode);
    os::write_file(file.get(), text);
}

} // namespace detail
} // namespace v1
} // namespace subprocess
