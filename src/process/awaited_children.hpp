// Children of which one is to end.
#pragma once

#include <subprocess/handle.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/popen_parts.hpp>

#include "os/deadline.hpp"
#include "os/ready_set.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// A child is asked whether it has ended only when it may have: at the beginning, and when its handle is ready. If
/// there is no handle, or it was ready too early, the child is asked again and again, with pauses that grow.
class AwaitedChildren {
public:
    explicit AwaitedChildren(std::unique_ptr<os::ReadySet> ready) : m_ready(std::move(ready)) {}
    AwaitedChildren(const AwaitedChildren&) = delete;
    AwaitedChildren& operator=(const AwaitedChildren&) = delete;
    ~AwaitedChildren();

    /// \param name of the child, for the message
    /// \return its key
    /// \throws ValueError if the Popen has no child, or has a sink or a source
    std::size_t add(Popen& process, const std::string& name);
    /// The child of this key belongs to another Popen now.
    void move(std::size_t key, Popen& process) noexcept { m_children.find(key)->second.process = &process; }
    void remove(std::size_t key) noexcept;

    /// Waits until one has ended, and removes it. \return null if the deadline passes first
    /// \throws what poll() throws; that child is removed, too
    Popen* next(Deadline deadline);

    std::size_t size() const noexcept { return m_children.size(); }

    /// The child of a Popen, or null.
    static ChildProcess* child_of(const Popen& process) noexcept { return process.m_child; }

private:
    struct Child {
        Popen* process = nullptr;
        NativeHandle watched = no_handle; ///< its handle, while that is in m_ready
        bool was_early = false;
    };

    void end_membership(const Child& child) const noexcept;
    Popen* take_if_ended(std::size_t key);
    Popen* ask_due();
    Popen* ask_ready(std::size_t key);
    bool watch(std::size_t key, Child& child);
    bool is_too_late(const Deadline& deadline) const;

    std::unique_ptr<os::ReadySet> m_ready;
    std::unordered_map<std::size_t, Child> m_children;
    std::deque<std::size_t> m_due; ///< the keys of those to be asked, and of some that were removed
    std::size_t m_last_key = 0;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
