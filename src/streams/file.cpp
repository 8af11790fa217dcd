#include <subprocess/file.hpp>

#include <subprocess/append.hpp>
#include <subprocess/args.hpp>
#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/values.hpp>

#include "os/streams.hpp"
#include "python/raise.hpp"
#include "python/repr.hpp"

#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace subprocess {
inline namespace v1 {

namespace detail {

namespace {

os::FileMode parse_mode(std::string_view mode) {
    os::FileMode parsed;
    int kinds = 0;
    bool valid = true;
    for (const char c : mode) {
        switch (c) {
        case 'r':
            parsed.read = true;
            break;
        case 'w':
            parsed.write = parsed.create = parsed.truncate = true;
            break;
        case 'a':
            parsed.write = parsed.create = parsed.append = true;
            break;
        case 'x':
            parsed.write = parsed.create = parsed.exclusive = true;
            break;
        case '+':
        case 'b':
        case 't':
            continue;
        default:
            valid = false;
            continue;
        }
        ++kinds;
    }
    if (!valid || kinds != 1)
        throw ValueError("invalid mode: " + repr(mode));
    if (mode.find('+') != mode.npos)
        parsed.read = parsed.write = true;
    return parsed;
}

/// Of a file.
std::string checked_name(const arg::Path& name) {
    std::string path = checked_string(name, "name");
    require_no_null_byte(path);
    return path;
}

void require_no_error(int error) {
    if (error != 0)
        throw_os_error(std::error_code(error, std::generic_category()));
}

} // namespace

} // namespace detail

File open(const arg::Path& name, const char* mode) {
    const detail::os::FileMode parsed = detail::parse_mode(detail::checked_string(arg::Word(mode), "mode"));
    return File(detail::os::open_file(detail::checked_name(name), parsed));
}

arg::Append append(const arg::Path& name) {
    return arg::Append(detail::checked_name(name));
}

PipeEnds pipe() {
    detail::os::FilePipe ends = detail::os::open_file_pipe();
    return {File(std::move(ends.reader)), File(std::move(ends.writer))};
}

void File::require_open(const char* complaint) const {
    if (m_is_none)
        throw ValueError("this stream is None: it was not asked for with PIPE");
    if (closed())
        throw ValueError(complaint);
}

NativeHandle File::native_handle() const {
    require_open();
    return m_handle.get();
}

NativeHandle File::detach() {
    require_open();
    return m_handle.release();
}

void File::close() {
    detail::require_no_error(m_handle.close());
}

} // namespace v1
} // namespace subprocess
