// How a child comes to its end: by itself, or because it is asked to, or killed.
#pragma once

#include "child_process.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/streams.hpp"
#include "os/trigger.hpp"
#include "transfer.hpp"

#include <subprocess/handle.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// How long a killed child may take to end. One that takes longer hangs in the kernel, and no call waits for that.
inline constexpr double seconds_to_die = 2;

/// The end of the program that was started.
class EndOfProgram final : public os::Event {
public:
    explicit EndOfProgram(ChildProcess& child) : m_child(child) {}

    bool has_happened() override { return m_child.process->wait(Deadline::passed()).has_value(); }
    NativeHandle handle() const noexcept override { return m_child.process->native_handle(); }

private:
    ChildProcess& m_child;
};

/// The end of the child and, with a tree, of all that it has started.
class EndOfAll final : public os::Event {
public:
    explicit EndOfAll(ChildProcess& child) : m_child(child) {}

    bool has_happened() override { return m_child.wait_for_all(Deadline::passed()); }
    NativeHandle handle() const noexcept override { return m_child.process->tree_handle(); }

private:
    ChildProcess& m_child;
};

/// Ends a child, or its whole tree: asks by the steps of `grace`, and then kills.
class Ending {
public:
    /// \param meanwhile what the child writes while it has time to end is read; null: it is not
    /// \param hurry kills at once when it is pulled; null: nothing does
    explicit Ending(ChildProcess& child, Transfer* meanwhile = nullptr, const os::Trigger* hurry = nullptr)
        : m_child(child), m_meanwhile(meanwhile), m_hurry(hurry) {}

    /// Goes on as soon as all have ended, and returns at the latest after the steps and seconds_to_die.
    /// \return whether all have ended
    bool run() noexcept;

    /// Throws what has kept it from ending them, if anything has.
    void rethrow_error() const;
    /// Throws what a sink has thrown meanwhile, if one has.
    void rethrow_error_of_sink() const;
    /// Why they have not ended.
    std::string reason() const;

private:
    bool ask_and_kill();
    bool ask(int signal);
    Deadline kill();
    void move_until_end(const Deadline& deadline);
    bool move(const Deadline& deadline, os::Event& end);

    ChildProcess& m_child;
    Transfer* m_meanwhile;
    const os::Trigger* m_hurry;
    std::exception_ptr m_error, m_error_of_sink;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
