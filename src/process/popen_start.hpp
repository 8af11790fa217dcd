// The start of a Popen, in one step or in two.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/sources.hpp>

#include "child_start.hpp"
#include "os/process.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Refers to the Popen and the keywords. It is run(), or begin() and finish().
class PopenStart {
public:
    /// A Popen without a child.
    static Popen none() { return {}; }

    /// \throws what Popen's constructor throws for its arguments
    PopenStart(Popen& popen, const Args& command, const Keywords& keywords, Lives lives);
    PopenStart(const PopenStart&) = delete;
    PopenStart& operator=(const PopenStart&) = delete;
    /// Finishes what has begun.
    ~PopenStart();

    /// Returns when the program runs. \throws what Popen's constructor throws
    void run();

    /// For a thread that cannot be cancelled. Others may begin before it is finished, so that the system works on all
    /// of them at once. \throws what run() throws
    void begin();
    void finish();
    /// Whether finish() would have to wait now.
    bool would_wait() const noexcept { return m_pending->would_wait(); }
    NativeHandle end_handle() const noexcept { return m_pending->end_handle(); }

private:
    template <class Work> void note_failure_of(Work work);
    void open_streams();
    void own(std::unique_ptr<os::Process> process) noexcept;

    Popen& m_popen;
    ChildStart m_child;
    std::unique_ptr<os::PendingStart> m_pending;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
