#include <subprocess/popen.hpp>

#include <subprocess/hooks.hpp>
#include <subprocess/sources.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "call/check_arguments.hpp"
#include "child_process.hpp"
#include "child_start.hpp"
#include "codecs/characters.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
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

template <class Stream> void open_if_piped(Stream& stream, Handle& ours, const StreamSettings& settings) {
    if (ours.valid())
        stream = Stream(std::move(ours), settings);
}

} // namespace

} // namespace detail

Popen Popen::started(const Args& command, const detail::Keywords& keywords, Holder holder) {
    Popen process;
    process.start(command, keywords, holder);
    return process;
}

void Popen::start_checked(const Args& command, const detail::Keywords& keywords) {
    detail::check_arguments(keywords, detail::fn_popen);
    start(command, keywords, Holder::user);
}

void Popen::start(const Args& command, const detail::Keywords& keywords, Holder holder) {
    cleanup();
    args = Command(command);
    detail::ChildStart child(args, keywords);
    const bool is_users = holder == Holder::user;
    child.request.is_handed_out = is_users;
    child.prepare(args, is_users ? detail::Lives::on : detail::Lives::in_call);
    encoding = std::move(child.encoding);
    errors = std::move(child.errors);
    pipesize = child.pipe_size.value_or(-1);
    text_mode = child.settings.text;
    // A thread that was cancelled in between would leave a child that nothing owns.
    const detail::os::NotCancellable until_owned;
    detail::PerStdio<Handle>& ours = child.open();
    detail::open_if_piped(stdin_, ours[detail::Stdio::in], child.settings);
    detail::open_if_piped(stdout_, ours[detail::Stdio::out], child.settings);
    detail::open_if_piped(stderr_, ours[detail::Stdio::err], child.settings);
    m_child = child.take(detail::os::spawn(child.request)).release(); // last: a failure before it leaves no child
    pid = m_child->process->pid;
    if (child.request.terminal)
        note_terminal(child.request);
}

void Popen::note_terminal(const detail::os::Start& request) noexcept {
    if (stdin_ != None && request.is_terminal[detail::Stdio::in])
        stdin_.m_typed = detail::TypedLine{request.terminal->raw};
    stdout_.m_is_terminal = stdout_ != None && request.is_terminal[detail::Stdio::out];
    stderr_.m_is_terminal = stderr_ != None && request.is_terminal[detail::Stdio::err];
}

Popen::Popen(Popen&& other) noexcept
    : args(std::move(other.args)), stdin_(std::move(other.stdin_)), stdout_(std::move(other.stdout_)),
      stderr_(std::move(other.stderr_)), pid(std::exchange(other.pid, 0)), returncode(other.returncode),
      usage(other.usage), encoding(std::move(other.encoding)), errors(std::move(other.errors)),
      text_mode(other.text_mode), pipesize(other.pipesize), leaked(other.leaked), left_behind(other.left_behind),
      tree_usage(other.tree_usage), m_child(std::exchange(other.m_child, nullptr)) {}

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
    return *this;
}

Popen::~Popen() {
    finish();
}

void Popen::finish() noexcept {
    const detail::os::NotCancellable until_reaped;
    detail::attempt([&] { stdout_.close(); });
    detail::attempt([&] { stderr_.close(); });
    stdout_.m_ended.close();
    stderr_.m_ended.close();
    const bool has_tree = m_child != nullptr && m_child->has_tree;
    if (m_child != nullptr && m_child->served != nullptr)
        m_child->served->close();
    if (has_tree || stdin_.m_typed)
        stdin_.m_handle.close(); // what is in its buffer could take for ever, or the child is hung up
    stdin_.end();
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
    detail::attempt([&] {
        const bool has_tree = m_child->has_tree;
        if (has_tree)
            m_child->process->release();
        if (poll() != None && (!has_tree || m_child->wait_for_all(detail::Deadline::passed())))
            return;
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
