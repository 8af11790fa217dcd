#include "support/loop.hpp"

#include "support/windows/windows.hpp"

#include <algorithm>
#include <stdexcept>

namespace tests {

namespace {

using namespace subprocess;

DWORD wait_for_any(const std::vector<Interest>& interests, DWORD milliseconds) {
    std::vector<HANDLE> handles;
    for (const Interest& interest : interests)
        handles.push_back(interest.handle);
    if (handles.empty()) {
        ::Sleep(milliseconds);
        return WAIT_TIMEOUT;
    }
    const DWORD result =
        ::WaitForMultipleObjects(static_cast<DWORD>(handles.size()), handles.data(), FALSE, milliseconds);
    if (result == WAIT_FAILED)
        throw std::logic_error("an interest is not open");
    return result;
}

} // namespace

void await(const std::vector<Interest>& interests, PointInTime deadline) {
    using std::chrono::milliseconds;
    if (interests.empty() && !deadline)
        throw std::logic_error("nothing to wait for");
    const auto now = std::chrono::steady_clock::now();
    constexpr auto longest = milliseconds(1 << 30);
    const auto left = !deadline          ? longest
                      : *deadline <= now ? milliseconds(0)
                                         : std::min(longest, std::chrono::ceil<milliseconds>(*deadline - now));
    wait_for_any(interests, deadline ? static_cast<DWORD>(left.count()) : INFINITE);
}

bool is_ready(const std::vector<Interest>& interests) {
    return wait_for_any(interests, 0) != WAIT_TIMEOUT;
}

} // namespace tests
