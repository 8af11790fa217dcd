// The private part of a Popen: the process, and the input that communicate() has not sent yet.
#pragma once

#include <subprocess/call.hpp>
#include <subprocess/usage.hpp>

#include "call/end_settings.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "served.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace subprocess {
inline namespace v1 {
namespace detail {

class AwaitedChildren;

/// The PopenSet that a child is in, which has to know where its Popen is.
struct Membership {
    AwaitedChildren* set = nullptr;
    std::size_t key = 0;
};

class ChildProcess {
public:
    explicit ChildProcess(const Keywords& keywords) : end(end_settings_of(keywords)) {}

    /// Waits, and warns if the return code is lost. \param usage is set by the first call that sees the end; several
    /// threads may pass the same \return nullopt if the deadline passes first
    std::optional<int> wait(Deadline deadline, std::optional<Usage>& usage);

    /// Waits for the child and, with a tree, for all that it has started. \return false if the deadline passes first
    /// \throws OSError that names a member of the tree that may not be ended
    bool wait_for_all(Deadline deadline);

    /// Whether a wait until then, which may not block, has come to its end.
    bool is_too_late(const Deadline& deadline) const {
        return deadline.has_passed() || (process->stands_still && (!deadline.is_endless() || deadline.is_never()));
    }

    /// Remembers the unsent input. `rest` is the end of `unsent`, or the caller's memory, which is copied.
    void keep_unsent(std::string_view rest) {
        if (unsent.empty() || rest.empty())
            unsent = rest;
        sent = unsent.size() - rest.size();
    }

    /// The streams that sinks and a source serve; null: none.
    std::unique_ptr<Served> served;
    std::unique_ptr<os::Process> process;
    EndSettings end;
    Membership membership;
    bool has_tree = false;
    bool cannot_be_ended = false; ///< ending it has failed, and is not tried again
    const Deadline::Clock::time_point started = Deadline::Clock::now();
    std::mutex usage_mutex; ///< guards the usage that wait() sets, and what follows
    bool usage_is_set = false;
    std::atomic<bool> loss_is_told{false}; ///< the warning about a lost status comes once
    bool communicating = false;
    std::string unsent;   ///< our copy of the input, if communicate() has not sent all of it
    std::size_t sent = 0; ///< how much of it the child has taken
};

} // namespace detail
} // namespace v1
} // namespace subprocess
