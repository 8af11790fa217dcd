// An operating system in which nothing happens unless a test says so. It takes the place of a platform folder at link
// time, so that lateness, failure and clean-up can be tested without a process.
#pragma once

#include "os/converter.hpp"
#include "os/process.hpp"
#include "os/streams.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tests {

// Handles are numbers, also where the system's are pointers.
inline subprocess::NativeHandle handle_of(int number) {
    return subprocess::NativeHandle(std::intptr_t{number});
}
inline int number_of(subprocess::NativeHandle handle) {
    return static_cast<int>(std::intptr_t(handle));
}

struct FakeOs {
    /// What was called, in order: "open_pipe read", "close 4", "spawn", "wait never", ...
    std::vector<std::string> calls;
    /// The handles that are open.
    std::vector<int> open_handles;

    /// What the system does; each may throw.
    std::function<void(const subprocess::detail::os::SpawnRequest&)> on_validate, on_spawn;
    std::function<void()> on_open_pipe;
    std::function<bool(const subprocess::detail::os::Exchange&)> on_exchange; ///< default: closes all streams
    std::function<std::optional<int>(subprocess::detail::Deadline)> on_wait;  ///< default: 0
    std::function<void(int number)> on_signal;
    bool status_is_lost = false;
    std::string line_end = "\n";
    std::vector<std::string> environment = {"HOME=/home/fake", "EMPTY="};
    bool ignores_case = false; ///< in the names of variables

    std::size_t names_compared = 0;

    int last_handle = 2;
    double longest_wait = -1; ///< seconds that a wait was ready to take; -1: none so far, or for ever

    bool was_called(const std::string& call) const;
    std::size_t position_of(const std::string& call) const;
};

/// The one that the library talks to.
FakeOs& fake_os();

/// In the exchange of a communicate(); a clean-up has one flow at a time.
enum FlowIndex { out_flow, err_flow, in_flow };

/// What a child writes comes in.
void receive(const subprocess::detail::os::Flow& flow, std::string_view bytes);
/// At most `size` bytes are sent. \return them
std::string send(const subprocess::detail::os::Flow& flow, std::size_t size);

/// Puts a new one in place, and afterwards checks that all its handles were closed.
class WithFakeOs {
public:
    WithFakeOs();
    WithFakeOs(const WithFakeOs&) = delete;
    WithFakeOs& operator=(const WithFakeOs&) = delete;
    ~WithFakeOs();
};

} // namespace tests
