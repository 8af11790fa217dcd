// What communicate() does, from the first byte until the child has ended.
#pragma once

#include <subprocess/popen.hpp>
#include <subprocess/popen_parts.hpp>

#include "awaited.hpp"
#include "child_process.hpp"
#include "ending.hpp"
#include "os/deadline.hpp"
#include "os/streams.hpp"

#include <optional>

namespace subprocess {
inline namespace v1 {
namespace detail {

class Transfer;

/// Moves the bytes of a child and waits for it, in one go or in steps.
class Communicating {
public:
    Communicating(Popen& process, Transfer& transfer, const Bounds& bounds, Pace pace);

    static bool needs_looks(const Popen& process) noexcept;

    /// \return whether it is over, as it always is if it may block
    bool advance();

    /// The return code, once it is over; none if one of the bounds came first.
    std::optional<int> code() const noexcept { return m_code; }

    /// Between two steps.
    void add_to(Awaited& awaited) const;

private:
    using Phase = bool (Communicating::*)();

    bool move_bytes();
    bool wait_for_child();
    bool drain();
    bool end_leftovers();
    bool read_rest();
    bool hand_on();

    bool go_on(Phase next);
    bool finish(std::optional<int> code);
    bool move(const Deadline& deadline, os::Event* until = nullptr);
    bool looks_beyond_end() const;

    Popen& m_process;
    ChildProcess& m_child;
    Transfer& m_transfer;
    const Bounds& m_bounds;
    const Pace m_pace;
    Phase m_phase = &Communicating::move_bytes; ///< null: it is over
    EndOfProgram m_end;
    Deadline m_drain_limit = Deadline::never();
    std::optional<Ending> m_leftovers;
    bool m_has_moved_all = false;
    std::optional<int> m_seen, m_code;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
