// The door to the operating system: encodings.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Converts text from one encoding to another, piece by piece; it remembers shift states.
class Converter {
public:
    enum class Stop { done, incomplete, invalid };

    Converter() = default;
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    virtual ~Converter() = default;

    /// Converts as much of the front of `bytes` as it can, removes it there and appends the result to `converted`.
    /// `bytes` then begins with what stopped it.
    virtual Stop convert(std::string_view& bytes, std::string& converted) = 0;
    /// Appends what was held back, or the return to the initial shift state.
    virtual void finish(std::string& converted) = 0;
};

enum class Conversion { to_utf8, from_utf8 };

/// Opens an encoding that is not built in, by the name of Python's module or a name from own_encoding().
/// \return nullptr if the system does not have it
std::unique_ptr<Converter> open_converter(const std::string& encoding, Conversion conversion);

/// The name of an encoding that only this system knows: on Windows mbcs, ansi, oem, and cpNUMBER for any code page.
/// Empty if it does not have it.
std::string own_encoding(std::string_view name);

/// The encoding of the environment's locale.
std::string locale_encoding();

/// This system's line end: \n or \r\n.
std::string_view line_end() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
