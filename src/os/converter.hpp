// The door to the operating system: the encodings that it knows.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Converts text from one encoding to another, piece by piece: it remembers shift states.
class Converter {
public:
    enum class Stop { done, incomplete, invalid };

    Converter() = default;
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    virtual ~Converter() = default;

    /// Converts as much as possible, appends it to `converted`, and removes it from the front of `bytes`. What it could
    /// not convert stays in `bytes`.
    virtual Stop convert(std::string_view& bytes, std::string& converted) = 0;
    /// Appends what was held back, and the sequence that returns to the initial shift state.
    virtual void finish(std::string& converted) = 0;
};

enum class Conversion { to_utf8, from_utf8 };

/// For encodings that are not built in. \param encoding the name of one of Python's modules, or from own_encoding()
/// \return null if the system does not know the encoding
std::unique_ptr<Converter> open_converter(const std::string& encoding, Conversion conversion);

/// Recognises encodings that only this system has: on Windows mbcs, ansi, oem, and cpNUMBER for any code page.
/// \return its name for open_converter(); empty if `name` is not one of these
std::string own_encoding(std::string_view name);

/// The encoding of the environment's locale.
std::string locale_encoding();

/// \n or \r\n.
std::string_view line_end() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
