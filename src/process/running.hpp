// Behind Communication and Running: calls that go on in steps.
#pragma once

#include <subprocess/args.hpp>
#include <subprocess/call.hpp>
#include <subprocess/codes.hpp>
#include <subprocess/communication.hpp>
#include <subprocess/completed_process.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/outputs.hpp>
#include <subprocess/owned.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/values.hpp>

#include "awaited.hpp"
#include "bounds.hpp"
#include "communicate_call.hpp"
#include "end_of_call.hpp"
#include "popen_start.hpp"

#include <exception>
#include <optional>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// What steps have to tell a loop.
class StepReport {
public:
    const Awaited& awaited() const noexcept { return m_awaited; }
    const std::vector<Interest>& interests() const noexcept { return m_interests; }

    /// \param call what goes on; has add_to()
    template <class Call> void describe(const Call& call) {
        m_awaited.clear();
        call.add_to(m_awaited);
    }
    /// For a loop that is not ours.
    void list_interests();
    /// \throws ValueError if there is no result, or none any more
    void take_result(bool is_done);
    /// Nothing goes on any more.
    void clear() {
        m_awaited.clear();
        m_interests.clear();
    }

private:
    void list_trigger();

    Awaited m_awaited = Awaited::at_once();
    std::vector<Interest> m_interests;
    NativeHandle m_trigger = no_handle;
    Handle m_own_trigger; ///< a duplicate
    bool m_is_result_taken = false;
};

class CommunicationState {
public:
    CommunicationState(Popen& process, const Keywords& keywords);

    bool step();
    bool done() const noexcept { return !m_call; }
    StepReport& report() noexcept { return m_report; }
    Outputs result();

private:
    Popen& m_process;
    Bounds m_bounds;
    std::optional<CommunicateCall> m_call; ///< until it is over
    StepReport m_report;
    std::optional<Outputs> m_outputs;
    std::exception_ptr m_error;
};

class RunningState {
public:
    enum class Start { now, in_two_steps };

    RunningState(const Args& command, const Keywords& keywords);
    /// With Start::in_two_steps others may begin to start before finish_start().
    /// \param callers those from which RunKeywords has made `keywords`; both must live until the start is finished
    RunningState(const Args& command, const Keywords& callers, const Keywords& keywords, Start start);
    RunningState(const RunningState&) = delete;
    RunningState& operator=(const RunningState&) = delete;
    ~RunningState();

    /// \throws what run() throws when it starts a child
    void finish_start();
    /// \pre it is not finished
    bool start_would_wait() const noexcept { return m_start && m_start->would_wait(); }
    NativeHandle end_of_start() const noexcept { return m_start ? m_start->end_handle() : no_handle; }

    bool step();
    void cancel() noexcept;
    bool done() const noexcept { return m_is_done; }
    StepReport& report() noexcept { return m_report; }
    const StepReport& report() const noexcept { return m_report; }
    int pid() const noexcept { return m_process.pid; }
    CompletedProcess result();

private:
    void begin_communication();
    bool advance();
    bool communicate();
    void begin_end() noexcept;
    bool end();

    Bounds m_bounds;
    const Owned<arg::Bytes> m_input;
    const bool m_is_checked;
    const arg::Codes m_ok_codes;
    Popen m_process = PopenStart::none();
    std::optional<PopenStart> m_start;     ///< until it is finished
    std::optional<CommunicateCall> m_call; ///< until it is over
    std::optional<EndOfCall> m_end;        ///< after that, if the child is to be ended
    int m_cancels = 0;
    StepReport m_report;
    bool m_is_done = false;
    std::optional<Outputs> m_outputs;
    Outputs m_so_far;
    std::exception_ptr m_error;
};

} // namespace detail
} // namespace v1
} // namespace subprocess
