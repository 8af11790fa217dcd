// Throws the errors that more than one file throws.
#pragma once

#include <subprocess/error.hpp>
#include <subprocess/shape.hpp>

#include <string>
#include <string_view>
#include <system_error>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws the subclass of OSError that stands for `code`
[[noreturn]] void throw_os_error(std::error_code code, const std::string& filename = {});
[[noreturn]] void throw_os_error(std::error_code code, KeywordName keyword);

/// An error as Windows itself tells it.
struct WindowsError {
    int number;
    std::string_view message;
};
[[noreturn]] void throw_os_error(std::error_code code, const WindowsError& original, const std::string& filename);

/// \throws a std::logic_error that is an Error, for None in the place of a string or a number
[[noreturn]] void throw_none_used(const char* text);

/// The systems' strings end at one, so that the rest would be lost. \throws ValueError
void require_no_null_byte(std::string_view characters);

/// A copy of the string that `value` shows. \throws ValueError, which names it, for a null pointer in its place
template <class V> std::string checked_string(const V& value, std::string_view name) {
    if (value.is_null())
        refuse_null_pointer(name);
    return value.str();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
