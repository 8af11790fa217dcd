#include <subprocess/popen.hpp>

#include <subprocess/hooks.hpp>
#include <subprocess/sources.hpp>

#include "abandoned.hpp"
#include "attempt.hpp"
#include "awaited_children.hpp"
#include "call/check_arguments.hpp"
#include "call/request.hpp"
#include "call/stream_settings.hpp"
#include "child_process.hpp"
#include "codecs/characters.hpp"
#include "os/cancellation.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/start.hpp"
#include "os/stdio.hpp"
#include "python/hooks.hpp"
#include "python/repr.hpp"
#include "served.hpp"
#include "streams/child_streams.hpp"

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

void announce(const os::Start& request, const Command& command) {
    if (!is_audited())
        return;
    const Output directory = request.cwd ? Output(*request.cwd) : Output();
    const std::string program = os::program_of(request);
    audit({program, command, directory, request.environment ? &*request.environment : nullptr});
}

template <class Stream> void open_if_piped(Stream& stream, Handle& ours, const StreamSettings& settings) {
    if (ours.valid())
        stream = Stream(std::move(ours), settings);
}

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
    process.start(command, keywords, Holder::call);
    return process;
}

void Popen::start_checked(const Args& command, const detail::Keywords& keywords) {
    detail::check_arguments(keywords, detail::fn_popen);
    start(command, keywords, Holder::user);
}

void Popen::start(const Args& command, const detail::Keywords& keywords, Holder holder) {
    cleanup();
    args = Command(command);
    encoding = detail::encoding_of(keywords);
    errors = detail::errors_of(keywords);
    pipesize = detail::pipe_size_of(keywords).value_or(-1);
    const detail::Redirections redirections = detail::redirections_of(keywords);
    const detail::StreamSettings settings = detail::stream_settings_of(keywords, encoding, errors);
    text_mode = settings.text;
    detail::os::Start request = detail::request_of(args, keywords);
    request.is_handed_out = holder == Holder::user;
    auto child = std::make_unique<detail::ChildProcess>(keywords);
    detail::os::validate(request);
    const auto lives = holder == Holder::user ? detail::Lives::on : detail::Lives::in_call;
    child->served = detail::Served::open(redirections, settings, lives);
    detail::announce(request, args);
    // A thread that was cancelled in between would leave a child that nothing owns.
    const detail::os::NotCancellable until_owned;
    {
        detail::ChildStreams streams(redirections, pipesize > 0 ? std::optional<int>(pipesize) : std::nullopt);
        request.stdio = streams.theirs;
        if (child->served != nullptr)
            child->served->take(streams.ours);
        detail::open_if_piped(stdin_, streams.ours[detail::Stdio::in], settings);
        detail::open_if_piped(stdout_, streams.ours[detail::Stdio::out], settings);
        detail::open_if_piped(stderr_, streams.ours[detail::Stdio::err], settings);
        child->process = detail::os::spawn(request); // last: a failure before it leaves no child behind
    } // closes the child's ends: otherwise we would never see the end of file
    pid = child->process->pid;
    m_child = child.release();
    m_child->has_tree = request.tree && m_child->process->has_tree();
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
    const bool has_tree = m_child != nullptr && m_child->has_tree;
    if (m_child != nullptr && m_child->served != nullptr)
        m_child->served->close();
    if (has_tree)
        stdin_.m_handle.close(); // what is in its buffer could take for ever
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
    detail::leave_set(m_child);
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
