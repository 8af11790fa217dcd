// What a Popen keeps to itself: the process, and what communicate() has moved so far.
#pragma once

#include "deadline.hpp"
#include "os/os.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

class ChildProcess {
public:
    /// What came from one of the child's two outputs.
    struct Received {
        bool is_pipe = false;
        std::string read_before; ///< what the user's own reads had left in the stream: decoded, in text mode
        std::string bytes;       ///< what communicate() has read, undecoded
    };

    /// Waits, and warns when the return code had to be made up. \return none when the deadline passed first
    std::optional<int> wait(Deadline deadline);

    std::unique_ptr<os::Process> process;
    bool communicating = false;
    std::string unsent; ///< our copy of what the child has not taken yet, since the caller's may be gone
    std::array<Received, 2> received;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
