#include "support/loop.hpp"

#include "support/windows/windows.hpp"

#include <stdexcept>

namespace tests {

using namespace subprocess;

bool become_ready(const std::vector<Interest>& interests, std::optional<std::chrono::milliseconds> limit) {
    std::vector<HANDLE> handles;
    for (const Interest& interest : interests)
        handles.push_back(interest.handle);
    const DWORD patience = limit ? static_cast<DWORD>(limit->count()) : INFINITE;
    if (handles.empty()) {
        ::Sleep(patience);
        return false;
    }
    const DWORD result = ::WaitForMultipleObjects(static_cast<DWORD>(handles.size()), handles.data(), FALSE, patience);
    if (result == WAIT_FAILED)
        throw std::logic_error("an interest is not open");
    return result != WAIT_TIMEOUT;
}

} // namespace tests
