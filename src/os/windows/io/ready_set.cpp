#include "os/ready_set.hpp"

#include "io.hpp"
#include "os/windows/failure.hpp"
#include "os/windows/windows.hpp"

#include <subprocess/handle.hpp>

#include <algorithm>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail::os {

namespace {

constexpr std::size_t handles_per_wait = MAXIMUM_WAIT_OBJECTS - 1; // one is for the trigger

/// One wait takes 64 handles. More are looked at in steps, with pauses that grow: the thread pool's waits would be
/// quicker, but their threads stay after the last wait.
class SteppedSet final : public ReadySet {
public:
    bool add(NativeHandle handle, std::size_t key) override {
        if (std::find(m_handles.begin(), m_handles.end(), handle) != m_handles.end())
            return false; // a wait refuses the same one twice
        m_keys.reserve(m_keys.size() + 1);
        m_handles.push_back(handle);
        m_keys.push_back(key);
        return true;
    }

    void remove(NativeHandle handle) noexcept override {
        const auto found = std::find(m_handles.begin(), m_handles.end(), handle);
        if (found == m_handles.end())
            return;
        m_keys.erase(m_keys.begin() + (found - m_handles.begin()));
        m_handles.erase(found);
    }

    std::optional<std::size_t> wait(Deadline deadline) override {
        if (m_handles.size() <= handles_per_wait)
            return wait_for_step(0, deadline);
        constexpr double shortest_pause = 0.0005, longest_pause = 0.05; // seconds
        for (double pause = shortest_pause;; pause = std::min(2 * pause, longest_pause)) {
            for (std::size_t first = handles_per_wait; first < m_handles.size(); first += handles_per_wait)
                if (const auto key = wait_for_step(first, Deadline::passed()))
                    return key;
            const bool is_last_look = deadline.has_passed();
            if (const auto key = wait_for_step(0, earlier(deadline, Deadline::after(pause))))
                return key;
            if (is_last_look)
                return {};
        }
    }

private:
    /// Waits for the handles from `first` on.
    std::optional<std::size_t> wait_for_step(std::size_t first, Deadline deadline) const {
        const std::size_t count = std::min(handles_per_wait, m_handles.size() - first);
        HANDLE handles[MAXIMUM_WAIT_OBJECTS];
        std::copy_n(m_handles.begin() + static_cast<std::ptrdiff_t>(first), count, handles);
        std::size_t all = count;
        if (deadline.trigger_handle() != detail::no_handle)
            handles[all++] = deadline.trigger_handle();
        const DWORD limit = milliseconds_of(deadline);
        if (all == 0)
            ::Sleep(limit);
        const DWORD ready =
            all == 0 ? WAIT_TIMEOUT : ::WaitForMultipleObjects(static_cast<DWORD>(all), handles, FALSE, limit);
        if (ready == WAIT_FAILED)
            throw_last_error();
        const std::size_t place = ready - WAIT_OBJECT_0;
        return place < count ? std::optional<std::size_t>(m_keys[first + place]) : std::nullopt;
    }

    std::vector<HANDLE> m_handles;
    std::vector<std::size_t> m_keys;
};

} // namespace

std::unique_ptr<ReadySet> make_ready_set() {
    return std::make_unique<SteppedSet>();
}

std::unique_ptr<ReadySet> open_lasting_ready_set() {
    return std::make_unique<SteppedSet>();
}

} // namespace detail::os
} // namespace v1
} // namespace subprocess
