#include <subprocess/popen.hpp>

#include <subprocess/hooks.hpp>
#include <subprocess/sources.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "awaited_children.hpp"
#include "call/check_arguments.hpp"
#include "child_process.hpp"
#include "codecs/characters.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "os/terminal.hpp"
#include "popen_start.hpp"
#include "python/hooks.hpp"
#include "python/repr.hpp"
#include "served.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// The child belongs to this Popen now.
void tell_set_of_move(const ChildProcess* child, Popen& process) noexcept {
    if (child != nullptr && child->membership.set != nullptr)
        child->membership.set->move(child->membership.key, process);
}

void leave_set(const ChildProcess* child) noexcept {
    if (child != nullptr && child->membership.set != nullptr)
        child->membership.set->remove(child->membership.key);
}

} // namespace

} // namespace detail

Popen Popen::started(const Args& command, const detail::Keywords& keywords) {
    Popen process;
    detail::PopenStart(process, command, keywords, detail::Lives::in_call).run();
    return process;
}

void Popen::start_checked(const Args& command, const detail::Keywords& keywords) {
    detail::check_arguments(keywords, detail::fn_popen);
    try {
        detail::PopenStart(*this, command, keywords, detail::Lives::on).run();
    } catch (...) { // a constructor that is compiled without exceptions closes nothing
        *this = Popen();
        throw;
    }
}

void Popen::note_terminal(const detail::os::Start& request) noexcept {
    if (stdin_ != None && request.is_terminal[detail::Stdio::in] && request.terminal)
        stdin_.m_typed = detail::TypedLine{true, request.terminal->raw};
    stdout_.m_is_terminal = stdout_ != None && request.is_terminal[detail::Stdio::out];
    stderr_.m_is_terminal = stderr_ != None && request.is_terminal[detail::Stdio::err];
}

void Popen::note_standstill() noexcept {
    stdout_.m_stands_still = stderr_.m_stands_still = true;
}

Popen::Popen(Popen&& other) noexcept
    : args(std::move(other.args)), stdin_(std::move(other.stdin_)), stdout_(std::move(other.stdout_)),
      stderr_(std::move(other.stderr_)), pid(std::exchange(other.pid, 0)), returncode(other.returncode),
      usage(other.usage), encoding(std::move(other.encoding)), errors(std::move(other.errors)),
      text_mode(other.text_mode), pipesize(other.pipesize), leaked(other.leaked), left_behind(other.left_behind),
      tree_usage(other.tree_usage), m_child(std::exchange(other.m_child, nullptr)) {
    detail::tell_set_of_move(m_child, *this);
}

Popen& Popen::operator=(Popen&& other) noexcept {
    if (this == &other)
        return *this;
    finish();
    args = std::move(other.args);
    stdin_ = std::move(other.stdin_);
    stdout_ = std::move(other.stdout_);
    stderr_ = std::move(other.stderr_);
    pid = std::exchange(other.pid, 0);
    returncode = other.returncode;
    usage = other.usage;
    encoding = std::move(other.encoding);
    errors = std::move(other.errors);
    text_mode = other.text_mode;
    pipesize = other.pipesize;
    leaked = other.leaked;
    left_behind = other.left_behind;
    tree_usage = other.tree_usage;
    m_child = std::exchange(other.m_child, nullptr);
    detail::tell_set_of_move(m_child, *this);
    return *this;
}

Popen::~Popen() {
    finish();
}

void Popen::finish() noexcept {
    const detail::os::NotCancellable until_reaped;
    detail::leave_set(m_child);
    detail::attempt([&] { stdout_.close(); });
    detail::attempt([&] { stderr_.close(); });
    stdout_.m_ended.close();
    stderr_.m_ended.close();
    const bool has_tree = m_child != nullptr && m_child->has_tree;
    if (m_child != nullptr && m_child->served != nullptr)
        m_child->served->close();
    if (has_tree || stdin_.m_typed.is_at_terminal)
        stdin_.m_handle.close(); // what is in its buffer could take for ever, or the child is hung up
    stdin_.end();
    if (m_child != nullptr)
        m_child->process->hang_up();
    if (has_tree)
        end_tree();
    else if (m_child != nullptr)
        detail::attempt([&] { wait_until(detail::Deadline::never()); });
    delete std::exchange(m_child, nullptr);
}

int Popen::detach() noexcept {
    if (m_child == nullptr)
        return pid;
    const detail::os::NotCancellable until_listed;
    detail::leave_set(m_child);
    const bool has_tree = m_child->has_tree;
    bool is_over = false;
    if (has_tree)
        detail::attempt([&] { m_child->process->release(); }); // else the tree ends with this process
    detail::attempt(
        [&] { is_over = poll() != None && (!has_tree || m_child->wait_for_all(detail::Deadline::passed())); });
    if (!is_over)
        detail::attempt([&] {
            detail::abandon(std::move(m_child->process)); // without memory for the list the child may stay a zombie
            detail::warn(Warning::resource, "subprocess " + std::to_string(pid) + " is still running");
        });
    delete std::exchange(m_child, nullptr);
    return pid;
}

NativeHandle Popen::native_handle() const noexcept {
    if (m_child == nullptr)
        return detail::no_handle;
    return m_child->process->native_handle();
}

std::ostream& operator<<(std::ostream& out, const Popen& process) {
    const std::string code = process.returncode.has_value() ? detail::repr(*process.returncode) : "None";
    std::string result = fmt::format("<Popen: returncode: {} args: {}>", code, process.args.repr());
    constexpr std::size_t limit = 80; // Python's: 76 characters and "...>"
    if (detail::codecs::count_characters(result) > limit) {
        std::size_t kept = limit - 4;
        result.resize(detail::codecs::size_of_characters(result, kept));
        result += "...>";
    }
    return out << result;
}

} // namespace v1
} // namespace subprocess
