// How a child comes to its end: by itself, or because it is asked to, or killed.
#pragma once

#include "awaited.hpp"
#include "child_process.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/streams.hpp"
#include "os/trigger.hpp"
#include "transfer.hpp"

#include <subprocess/handle.hpp>

#include <cstddef>
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
    NativeHandle handle() const noexcept override {
        return m_child.process->needs_looks() ? no_handle : m_child.process->native_handle();
    }

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
    explicit Ending(ChildProcess& child, Transfer* meanwhile = nullptr, const os::Trigger* hurry = nullptr,
                    Pace pace = Pace::blocking)
        : m_child(child), m_meanwhile(meanwhile), m_hurry(hurry), m_pace(pace) {}

    /// Goes on as soon as all have ended, and returns at the latest after the steps and seconds_to_die.
    /// \return whether all have ended
    bool run() noexcept { return advance() && m_has_ended; }

    /// \return whether it is over, as it always is if it may block
    bool advance() noexcept;
    /// Once it is over: whether all have ended.
    bool has_ended() const noexcept { return m_has_ended; }
    /// Does not wait for the steps any more.
    void hurry() noexcept { m_is_hurried = true; }
    /// Between two steps.
    void add_to(Awaited& awaited) const;

    /// Throws what has kept it from ending them, if anything has.
    void rethrow_error() const;
    /// Throws what a sink has thrown meanwhile, if one has.
    void rethrow_error_of_sink() const;
    /// Why they have not ended.
    std::string reason() const;

private:
    using Phase = bool (Ending::*)();

    bool look();
    bool wait_for_step();
    bool wait_for_kill();

    bool go_on(Phase next);
    bool finish(bool has_ended);
    bool is_hurried() const noexcept;
    bool ask(int signal);
    void kill();
    void note_error() noexcept;
    bool move(const Deadline& deadline);
    void move_until_end();

    ChildProcess& m_child;
    Transfer* m_meanwhile;
    const os::Trigger* m_hurry;
    const Pace m_pace;
    Phase m_phase = &Ending::look; ///< null: it is over
    EndOfAll m_end{m_child};
    std::size_t m_steps_done = 0;
    Deadline m_deadline = Deadline::never(); ///< of what is waited for
    bool m_is_hurried = false;
    bool m_has_ended = false;
    std::exception_ptr m_error, m_error_of_sink;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
