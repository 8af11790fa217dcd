// Interprets a fuzzer's bytes: the first ones choose a handler, an encoding, and where the rest is cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fuzz {

class Subject {
public:
    Subject(const std::uint8_t* data, std::size_t size) : m_bytes(reinterpret_cast<const char*>(data), size) {}

    /// A number below `limit`; 0 if there are no more bytes.
    std::size_t choice(std::size_t limit) {
        if (m_bytes.empty())
            return 0;
        const auto byte = static_cast<unsigned char>(m_bytes.front());
        m_bytes.remove_prefix(1);
        return byte % limit;
    }

    std::string rest() const { return std::string(m_bytes); }

private:
    std::string_view m_bytes;
};

inline constexpr const char* handlers[] = {"strict",          "ignore",        "replace", "backslashreplace",
                                           "surrogateescape", "surrogatepass", "no such"};

/// Prints what went wrong and aborts.
[[noreturn]] void fail(const char* what, const std::string& expected, const std::string& actual);

} // namespace fuzz
