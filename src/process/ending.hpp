// How children come to their end: by themselves, or because they are asked to, or killed.
#pragma once

#include "awaited.hpp"
#include "child_process.hpp"
#include "last_output.hpp"
#include "os/deadline.hpp"
#include "os/process.hpp"
#include "os/streams.hpp"
#include "os/trigger.hpp"

#include <subprocess/handle.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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

/// Ends a child, or several at the same time, and with trees all that they have started: asks by the steps of `grace`,
/// and then kills. Of several it takes no longer than of one.
class Ending {
public:
    /// \param meanwhile what the child writes while it has time to end is read; null: it is not
    /// \param hurry kills at once when it is pulled; null: nothing does
    explicit Ending(ChildProcess& child, LastOutput* meanwhile = nullptr, const os::Trigger* hurry = nullptr,
                    Pace pace = Pace::blocking)
        : m_only(&child), m_first(&m_only), m_last(m_first + 1), m_meanwhile(meanwhile), m_hurry(hurry), m_pace(pace) {}
    /// \param children with the same `grace`; is put in another order, and must outlive it
    Ending(std::vector<ChildProcess*>& children, LastOutput& meanwhile, const os::Trigger* hurry)
        : m_first(children.data()), m_last(m_first + children.size()), m_meanwhile(&meanwhile), m_hurry(hurry),
          m_pace(Pace::blocking) {}
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;
    ~Ending() = default;

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
    /// Throws why they have not ended, if not all have, or else what a sink has thrown.
    void conclude() const;
    /// Why they have not ended.
    std::string reason() const;

private:
    using Phase = bool (Ending::*)();
    class End;

    bool look();
    bool wait_for_step();
    bool wait_for_kill();

    bool go_on(Phase next);
    bool finish(bool has_ended);
    bool is_hurried() const noexcept;
    bool is_over(ChildProcess& child, const Deadline& deadline) noexcept;
    bool are_over(Deadline deadline) noexcept;
    bool ask(int signal);
    void kill() noexcept;
    bool kill(ChildProcess& child) noexcept;
    bool move(const Deadline& deadline, os::Event& end);
    void move_until_end();

    ChildProcess* m_only = nullptr; ///< null: there may be several
    ChildProcess** const m_first;   ///< of those that may still run
    ChildProcess** m_last;          ///< behind them
    LastOutput* const m_meanwhile;
    const os::Trigger* const m_hurry;
    const Pace m_pace;             ///< of several: blocking
    Phase m_phase = &Ending::look; ///< null: it is over
    std::size_t m_steps_done = 0;
    Deadline m_deadline = Deadline::never(); ///< of what is waited for
    bool m_is_hurried = false;
    bool m_is_refused = false; ///< one may not be killed, and is not waited for
    bool m_has_ended = false;
    std::exception_ptr m_error, m_error_of_sink;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
