#include "raise.hpp"

#include <subprocess/subprocess_error.hpp>

#include "os_error_kind.hpp"

#include <stdexcept>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

template <class... Arguments> [[noreturn]] void throw_kind(std::error_code code, const Arguments&... arguments) {
    visit_os_error_kind(code, [&](auto kind) { throw typename decltype(kind)::type(code, arguments...); });
    throw OSError(code, arguments...);
}

class Misuse : public std::logic_error, public Error {
public:
    using std::logic_error::logic_error;

    const char* what() const noexcept override { return std::logic_error::what(); }
};

} // namespace

void throw_os_error(std::error_code code, const std::string& filename) {
    throw_kind(code, filename);
}

void throw_os_error(std::error_code code, KeywordName keyword) {
    throw_kind(code, keyword);
}

void throw_os_error(std::error_code code, const WindowsError& original, const std::string& filename) {
    throw_kind(code, original.number, original.message, filename);
}

void throw_misuse(const char* text) {
    throw Misuse(text);
}

void refuse_secret() {
    throw ValueError("a secret can be a word of a command, or a value in env, and nothing else");
}

void require_no_null_byte(std::string_view characters) {
    if (characters.find('\0') != characters.npos)
        throw ValueError("embedded null byte");
}

} // namespace detail
} // namespace v1
} // namespace subprocess
