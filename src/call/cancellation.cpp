#include "cancellation.hpp"

#include <subprocess/opaque.hpp>

#include <utility>

namespace subprocess {
inline namespace v1 {
namespace detail {

void destroy(CancelState* state) noexcept {
    delete state;
}

CancelState& state_of(const Cancellation& source) noexcept {
    return *source.m_state.get();
}

void CancelState::cancel() noexcept {
    if (os::own_process_id() != m_owner) // the triggers are shared with the original
        return;
    if (m_is_first.exchange(false))
        m_first.pull();
    else
        m_second.pull();
}

CancelWatch::CancelWatch(arg::Cancel given) : m_cancel(given) {
    if (given.source() != nullptr) {
        m_state = &state_of(*given.source());
    } else if (given.token() != nullptr) {
        m_state = &state_of(m_own.emplace());
        m_attached = given.functions().attach(given.token(), *m_own);
    }
}

CancelWatch::~CancelWatch() {
    if (m_attached != nullptr)
        m_cancel.functions().detach(m_attached);
}

// A Cancel to keep ----------------------------------------------------------------------------------------------------

OwnedCancel::OwnedCancel(const arg::Cancel& other) : arg::Cancel(other) {
    if (m_token != nullptr)
        m_token = m_functions.copy(m_token);
}

OwnedCancel& OwnedCancel::operator=(const OwnedCancel& other) {
    OwnedCancel copy(other);
    std::swap(static_cast<arg::Cancel&>(*this), static_cast<arg::Cancel&>(copy));
    return *this;
}

OwnedCancel::~OwnedCancel() {
    if (m_token != nullptr)
        m_functions.discard(m_token);
}

} // namespace detail

Cancellation::Cancellation() : m_state(new detail::CancelState) {}

void Cancellation::cancel() noexcept {
    m_state->cancel();
}

bool Cancellation::cancelled() const noexcept {
    return m_state->first().is_pulled();
}

} // namespace v1
} // namespace subprocess
