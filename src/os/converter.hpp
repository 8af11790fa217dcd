// The door to the operating system: its encodings.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

/// Turns text of one encoding into another, one piece after the other: it remembers shift states.
class Converter {
public:
    enum class Stop { done, incomplete, invalid };

    Converter() = default;
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    virtual ~Converter() = default;

    /// Takes from the front of `bytes` and appends to `converted`, as far as it goes. What stopped it is left in
    /// `bytes`.
    virtual Stop convert(std::string_view& bytes, std::string& converted) = 0;
    /// Appends what was held back, or what leads back to the initial state.
    virtual void finish(std::string& converted) = 0;
};

enum class Conversion { to_utf8, from_utf8 };

/// For encodings that are not built in, by the names of Python's modules or of own_encoding(). \return null when the
/// system has none such
std::unique_ptr<Converter> open_converter(const std::string& encoding, Conversion conversion);

/// The name of an encoding that is known to this system alone: on Windows mbcs, ansi, oem, and cpNUMBER for any code
/// page. Empty when it has none such
std::string own_encoding(std::string_view name);

/// The encoding that the environment's locale has.
std::string locale_encoding();

/// How lines end here: \n or \r\n.
std::string_view line_end() noexcept;

} // namespace detail::os
} // namespace v1
} // namespace subprocess
