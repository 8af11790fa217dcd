// What a Popen keeps to itself: the process, and what communicate() has not sent yet.
#pragma once

#include "os/deadline.hpp"
#include "os/process.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

class ChildProcess {
public:
    /// Waits, and warns when the return code had to be made up. \return none when the deadline passed first
    std::optional<int> wait(Deadline deadline);

    /// Remembers what is left of the input: of our own copy how much was sent, of the caller's memory a copy.
    void keep_unsent(std::string_view rest) {
        if (unsent.empty() || rest.empty())
            unsent = rest;
        sent = unsent.size() - rest.size();
    }

    std::unique_ptr<os::Process> process;
    std::atomic<bool> loss_is_told{false}; ///< the warning about a lost status comes once
    bool communicating = false;
    std::string unsent;   ///< our copy of the input, once communicate() came back before all was sent
    std::size_t sent = 0; ///< so much of it the child has taken
};

} // namespace detail
} // namespace v1
} // namespace subprocess
