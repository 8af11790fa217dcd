// Popen: waiting for the child, and signals to it.
#include <subprocess/popen.hpp>

#include <subprocess/call.hpp>
#include <subprocess/error.hpp>
#include <subprocess/none.hpp>
#include <subprocess/return_code.hpp>

#include "bounds.hpp"
#include "child_process.hpp"
#include "limited_flow.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"

#include <memory>
#include <optional>

namespace subprocess {
inline namespace v1 {

detail::ChildProcess& Popen::child() const {
    if (m_child == nullptr)
        throw ValueError("this Popen has no child any more: it was moved from or detached");
    return *m_child;
}

ReturnCode Popen::poll() {
    if (m_child == nullptr && returncode != None)
        return returncode;
    const std::optional<int> code = wait_until(detail::Deadline::passed());
    return code ? ReturnCode(*code) : ReturnCode();
}

/// \return nullopt if the deadline passes first
std::optional<int> Popen::wait_until(const detail::Deadline& deadline) {
    const std::optional<int> code = child().wait(deadline, usage);
    if (code)
        returncode = *code;
    return code;
}

/// \return nullopt if one of the bounds comes first
std::optional<int> Popen::wait_within(detail::Bounds& bounds) {
    bounds.begin();
    if (m_child == nullptr && returncode != None)
        return *returncode;
    try {
        if (const auto code = child().served != nullptr ? serve_and_wait(bounds) : wait_until(bounds.deadline()))
            return code;
        bounds.conclude();
    } catch (const detail::OutputLimitReached& reached) {
        bounds.conclude(reached);
    }
    return {};
}

int Popen::wait_with(const detail::Keywords& keywords) {
    detail::Bounds bounds(keywords);
    const std::optional<int> code = wait_within(bounds);
    if (!code)
        bounds.raise(args, {});
    return *code;
}

void Popen::send_signal(int number) {
    if (has_member())
        child().process->send_signal(number);
}

/// Whether there may be somebody to get a signal.
bool Popen::has_member() {
    return poll() == None || (m_child != nullptr && m_child->has_tree);
}

void Popen::terminate() {
    send_signal(detail::os::terminate_signal);
}

void Popen::kill() {
    if (has_member())
        child().process->kill_tree();
}

} // namespace v1
} // namespace subprocess
