#include "communicate_call.hpp"

#include <subprocess/error.hpp>
#include <subprocess/handle.hpp>
#include <subprocess/reader.hpp>
#include <subprocess/shape.hpp>
#include <subprocess/stream.hpp>

#include "attempt.hpp"
#include "bounds.hpp"
#include "child_process.hpp"
#include "codecs/encoder.hpp"
#include "limited_flow.hpp"

#include <memory>
#include <string>
#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

namespace {

/// Appends the input to what was written before. If nothing was written and it needs no encoding, it is sent uncopied.
void append_input(std::string& written, const arg::Bytes& data, codecs::Encoder* encoder) {
    const bool goes_as_is = written.empty() && (encoder == nullptr || encoder->leaves_as_is(data.view()));
    if (goes_as_is)
        return;
    if (encoder == nullptr) {
        written += data.view();
        return;
    }
    if (data.given())
        encoder->encode(data.view(), written);
    encoder->finish(written);
}

/// Others may serve the streams between two steps, and what was captured is taken without the right to move bytes.
struct LetGo {
    explicit LetGo(std::optional<Serving>& held) : serving(held) {}
    LetGo(const LetGo&) = delete;
    LetGo& operator=(const LetGo&) = delete;
    ~LetGo() { serving.reset(); }

    std::optional<Serving>& serving;
};

} // namespace

CommunicateCall::CommunicateCall(Popen& process, const arg::Bytes& data, Bounds& bounds, Pace pace)
    : m_process(process), m_bounds(bounds), m_to_send(prepare(data)),
      m_serving(std::in_place, process.child().served.get(), streams()),
      m_transfer(Popen::read_stream(process.stdout_), Popen::read_stream(process.stderr_),
                 {process.stdin_.m_handle, process.stdin_.m_typed.is_at_terminal ? &process.stdin_.m_typed : nullptr,
                  process.terminal_output()},
                 m_to_send, process.transfer_limits(bounds.activity()), m_serving->served()),
      m_communicating(process, m_transfer, bounds, pace) {
    if (pace == Pace::stepping)
        m_serving.reset(); // steps may be made by different threads
}

/// \return what is to be sent
std::string_view CommunicateCall::prepare(const arg::Bytes& data) {
    if (data.is_null())
        refuse_null_pointer("input");
    ChildProcess& child = m_process.child();
    if (child.communicating && !data.view().empty())
        throw ValueError("Cannot send input after starting communication");
    if (m_process.stdin_.m_typed.is_at_terminal && !m_process.stdin_.closed())
        m_process.stdin_.require_short_lines(data.view());
    if (!child.communicating)
        append_input(m_process.stdin_.m_buffer, data, m_process.stdin_.m_encoder.get());
    child.communicating = true;
    m_bounds.begin();
    child.unsent += std::exchange(m_process.stdin_.m_buffer, {});
    return child.unsent.empty() ? data.view() : std::string_view(child.unsent).substr(child.sent);
}

std::array<Handle*, 3> CommunicateCall::streams() {
    return {&m_process.stdin_.m_handle, &m_process.stdout_.m_handle, &m_process.stderr_.m_handle};
}

void CommunicateCall::require_no_callback() const {
    if (const Served* const served = m_process.child().served.get(); served != nullptr)
        served->require_no_callback();
}

bool CommunicateCall::advance() {
    try {
        if (!move())
            return false;
        keep_unsent();
        if (m_communicating.code())
            m_outputs = m_process.take_received();
        else
            m_bounds.conclude();
    } catch (const OutputLimitReached& reached) {
        keep_unsent();
        m_bounds.conclude(reached);
    } catch (...) { // another call can continue where this one failed
        keep_unsent();
        throw;
    }
    return true;
}

bool CommunicateCall::move() {
    if (!m_serving)
        m_serving.emplace(m_process.child().served.get(), streams());
    const LetGo afterwards(m_serving);
    const bool is_served_elsewhere = m_transfer.serves() && m_serving->served() == nullptr;
    return !is_served_elsewhere && m_communicating.advance();
}

void CommunicateCall::keep_unsent() {
    if (std::exchange(m_has_kept_unsent, true))
        return;
    const bool can_be_sent = m_process.stdin_.m_handle.valid();
    m_process.child().keep_unsent(can_be_sent ? m_transfer.unsent() : std::string_view());
}

CommunicateCall::~CommunicateCall() {
    attempt([&] { keep_unsent(); });
}

} // namespace detail
} // namespace v1
} // namespace subprocess
