#include "ok_codes.hpp"

#include <subprocess/error.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/values.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

void check_ok_codes(const Keywords& keywords) {
    const arg::Codes* const codes = ok_codes_of(keywords);
    if (codes == nullptr)
        return;
    if (codes->begin() == codes->end())
        throw ValueError("ok_codes is empty: then every command would fail");
    for (const arg::Int& code : *codes)
        if (!code.within(INT32_MIN, UINT32_MAX))
            throw ValueError("ok_codes: " + std::to_string(code.value()) + " is no return code");
}

const arg::Codes* ok_codes_of(const Keywords& keywords) {
    const arg::Codes* const codes = keywords.find<kw::ok_codes>();
    return codes != nullptr && codes->given() ? codes : nullptr;
}

} // namespace detail
} // namespace v1
} // namespace subprocess
