// A fake platform layer, in which only the events happen that a test sets up. It replaces a platform folder at link
// time, so that timeouts, failures and clean-up can be tested without a process.
#pragma once

#include "os/converter.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/streams.hpp"
#include "os/wait_for.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tests {

// The fake handles are numbers, also on systems where handles are pointers.
inline subprocess::NativeHandle handle_of(int number) {
    return subprocess::NativeHandle(std::intptr_t{number});
}
inline int number_of(subprocess::NativeHandle handle) {
    return static_cast<int>(std::intptr_t(handle));
}

inline std::string name_of(subprocess::detail::Deadline deadline) {
    return deadline.is_never() ? "never" : deadline.has_passed() ? "passed" : "later";
}

using Calls = std::vector<std::string>;

struct FakeOs {
    /// The calls in order: "open_pipe read", "close 4", "spawn", "wait never", ...
    Calls calls;
    /// The handles that are open.
    std::vector<int> open_handles;

    /// The behaviour of the system; each function may throw.
    std::function<void(const subprocess::detail::os::Start&)> on_validate, on_spawn;
    std::function<bool()> start_would_wait; ///< default: every start is finished when it begins
    std::function<void()> on_open_pipe;
    std::function<bool(const subprocess::detail::os::Exchange&)> on_exchange; ///< default: closes all streams
    std::function<std::optional<std::size_t>(std::string& bytes, std::size_t size)> on_read; ///< default: end of file
    std::function<std::optional<int>(subprocess::detail::Deadline)> on_wait;                 ///< default: 0
    std::function<void(std::vector<subprocess::detail::os::Watched>&, const subprocess::detail::Deadline&)>
        on_wait_for; ///< default: all are ready
    std::function<void(int number)> on_signal;
    std::function<void(int number)> on_ask; ///< to end
    bool can_be_asked = true;
    subprocess::NativeHandle exit_handle = subprocess::detail::no_handle; ///< of every child
    bool can_be_waited_for = true;                                        ///< every handle
    std::function<bool(subprocess::detail::Deadline)> on_wait_for_tree;   ///< default: true
    std::function<void()> on_kill_tree;
    std::string tokens; ///< of the jobserver
    std::function<void()> on_take, on_put_back;
    std::function<bool(subprocess::detail::Deadline)> on_wait_ready; ///< whether the first handle is; default: false
    std::size_t cpus = 2;
    int left_behind = 0;
    int own_process_id = 1;
    bool status_is_lost = false;
    std::optional<subprocess::Usage> usage; ///< of every child
    std::uint64_t own_peak = 0;             ///< of our memory, in bytes
    std::string line_end = "\n";
    char enter_key = '\n';
    std::vector<std::string> environment = {"HOME=/home/fake", "EMPTY="};
    bool ignores_case = false; ///< of variable names

    std::size_t names_compared = 0;

    int last_handle = 2;
    double longest_wait = -1; ///< longest timeout of a wait, in seconds; -1: no wait so far, or one without a limit

    bool was_called(const std::string& call) const;
    std::size_t position_of(const std::string& call) const;
    /// Those calls that a child or its tree notices: "ask 15", "signal 9", "kill_tree".
    Calls signals() const;
};

/// The instance that the library uses.
FakeOs& fake_os();

constexpr int was_killed = -9; ///< a return code; Windows has no SIGKILL

/// In the exchange of a communicate(); a clean-up has one flow at a time.
enum FlowIndex { out_flow, err_flow, in_flow };

/// Delivers bytes from a child.
void receive(const subprocess::detail::os::Flow& flow, std::string_view bytes);
/// Sends at most `size` bytes. \return them
std::string send(const subprocess::detail::os::Flow& flow, std::size_t size);

/// For on_exchange: appends all that is sent to `sent`, which must outlive it.
std::function<bool(const subprocess::detail::os::Exchange&)> sending_to(std::string& sent);

/// Installs a new FakeOs, and checks afterwards that all its handles were closed.
class WithFakeOs {
public:
    WithFakeOs();
    WithFakeOs(const WithFakeOs&) = delete;
    WithFakeOs& operator=(const WithFakeOs&) = delete;
    ~WithFakeOs();
};

} // namespace tests
