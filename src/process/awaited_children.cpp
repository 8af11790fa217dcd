#include "awaited_children.hpp"

#include <subprocess/error.hpp>
#include <subprocess/none.hpp>
#include <subprocess/return_code.hpp>

#include "child_process.hpp"
#include "os/process.hpp"
#include "pauses.hpp"

#include <algorithm>
#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

AwaitedChildren::~AwaitedChildren() {
    for (const auto& entry : m_children)
        end_membership(entry.second);
}

/// A child that is in a set, too, may be waited for by others at the same time.
void AwaitedChildren::end_membership(const Child& child) const noexcept {
    ChildProcess* const process = child_of(*child.process);
    if (process != nullptr && process->membership.set == this)
        process->membership = {};
}

std::size_t AwaitedChildren::add(Popen& process, const std::string& name) {
    const ChildProcess* const child = child_of(process);
    if (child == nullptr && process.returncode == None)
        throw ValueError(name + " has no child any more: it was moved from or detached");
    if (child != nullptr && child->served != nullptr && process.returncode == None)
        throw ValueError(name + " has a sink or a source, which only its own wait() and communicate() serve");
    m_due.push_back(m_last_key + 1);
    m_children[++m_last_key].process = &process;
    return m_last_key;
}

void AwaitedChildren::remove(std::size_t key) noexcept {
    const auto found = m_children.find(key);
    if (found == m_children.end())
        return;
    if (found->second.watched != no_handle)
        m_ready->remove(found->second.watched);
    end_membership(found->second);
    m_children.erase(found);
}

/// \return null if it still runs
Popen* AwaitedChildren::take_if_ended(std::size_t key) {
    Popen* const process = m_children[key].process;
    try {
        if (process->poll() == None)
            return nullptr;
    } catch (...) {
        remove(key);
        throw;
    }
    remove(key);
    return process;
}

/// \return false if it has to be asked again
bool AwaitedChildren::watch(std::size_t key, Child& child) {
    const bool is_looked_at = child.was_early || child.process->child().process->needs_looks();
    const NativeHandle handle = is_looked_at ? no_handle : child.process->native_handle();
    if (handle == no_handle || !m_ready->add(handle, key))
        return false;
    child.watched = handle;
    return true;
}

Popen* AwaitedChildren::ask_due() {
    for (std::size_t left = m_due.size(); left > 0; --left) {
        const std::size_t key = m_due.front();
        m_due.pop_front();
        const auto found = m_children.find(key);
        if (found == m_children.end())
            continue;
        if (Popen* const ended = take_if_ended(key))
            return ended;
        if (!watch(key, found->second))
            m_due.push_back(key);
    }
    return nullptr;
}

Popen* AwaitedChildren::ask_ready(std::size_t key) {
    const auto found = m_children.find(key);
    if (found == m_children.end())
        return nullptr;
    if (Popen* const ended = take_if_ended(key))
        return ended;
    Child& child = found->second;
    m_ready->remove(child.watched);
    child.watched = no_handle;
    child.was_early = true;
    m_due.push_back(key);
    return nullptr;
}

/// Fakes have no handles. They say themselves that a wait without any limit would never end.
bool AwaitedChildren::is_too_late(const Deadline& deadline) const {
    const auto stands_still = [](const auto& entry) {
        const ChildProcess* const child = child_of(*entry.second.process);
        return child != nullptr && child->process->stands_still;
    };
    const bool are_all_due = !m_due.empty() && m_due.size() == m_children.size();
    const bool stand_still = are_all_due && std::all_of(m_children.begin(), m_children.end(), stands_still);
    if (stand_still && deadline.is_never())
        child_of(*m_children.begin()->second.process)->process->wait(deadline);
    return deadline.has_passed() || (stand_still && !deadline.is_endless());
}

Popen* AwaitedChildren::next(Deadline deadline) {
    for (Pauses pauses;;) {
        const bool is_last_look = is_too_late(deadline);
        if (Popen* const ended = ask_due())
            return ended;
        const std::optional<std::size_t> ready =
            m_ready->wait(m_due.empty() ? deadline : earlier(deadline, pauses.next()));
        if (Popen* const ended = ready ? ask_ready(*ready) : nullptr)
            return ended;
        if (is_last_look && !ready)
            return nullptr;
    }
}

} // namespace detail
} // namespace v1
} // namespace subprocess
