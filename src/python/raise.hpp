// Throws the errors that more than one file needs.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/error.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/subprocess_error.hpp>

#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// \throws the subclass of OSError for `code`
[[noreturn]] SUBPROCESS_API void throw_os_error(std::error_code code, const std::string& filename = {});
[[noreturn]] void throw_os_error(std::error_code code, KeywordName keyword);

/// A Windows error, by its own number.
struct WindowsError {
    int number;
    std::string_view message;
};
[[noreturn]] void throw_os_error(std::error_code code, const WindowsError& original, const std::string& filename);

/// \throws a std::logic_error that is an Error: a mistake in the program, such as None in the place of a string
[[noreturn]] void throw_misuse(const char* text);

/// Throws the exception, which knows for describe() how its child has ended.
template <class E> [[noreturn]] void throw_with(const EndOfChild& end, E&& exception) {
    end_of_child(exception) = end;
    throw std::forward<E>(exception);
}

/// A string passed to the system ends at the first NUL, so the rest would be lost. \throws ValueError
void require_no_null_byte(std::string_view characters);

/// \throws ValueError: a secret was given where only a string can be used
[[noreturn]] void refuse_secret();

/// Copies the string that `value` refers to. \throws ValueError, with `name`, for a null pointer
template <class V> std::string checked_string(const V& value, std::string_view name) {
    if (value.is_null())
        refuse_null_pointer(name);
    return value.str();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
