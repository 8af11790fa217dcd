#include <subprocess/codes.hpp>

#include <subprocess/values.hpp>

#include <algorithm>
#include <cstdint>

namespace subprocess {
inline namespace v1 {
namespace arg {

Codes::Codes() noexcept = default;
Codes::Codes(std::initializer_list<Int> codes) : m_codes(codes) {}
Codes::Codes(const Codes& other) = default;
Codes::Codes(Codes&& other) noexcept = default;
Codes& Codes::operator=(const Codes& other) = default;
Codes& Codes::operator=(Codes&& other) noexcept = default;
Codes::~Codes() = default;

void Codes::add(const Int& code) {
    m_codes.push_back(code);
}

/// A code of Windows may be written as an unsigned number.
bool Codes::has(int code) const noexcept {
    if (!m_given)
        return code == 0;
    return std::any_of(m_codes.begin(), m_codes.end(), [code](const Int& one) {
        return one.within(code, code) || one.within(static_cast<std::uint32_t>(code), static_cast<std::uint32_t>(code));
    });
}

} // namespace arg
} // namespace v1
} // namespace subprocess
