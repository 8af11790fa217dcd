#include "copier.hpp"

#include "far_ends.hpp"
#include "os/deadline.hpp"
#include "os/streams.hpp"
#include "os/wait_for.hpp"
#include "process/attempt.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace v1 {
namespace detail {

Copier::Copier(Handle from, Handle to) : m_from(std::move(from)), m_to(std::move(to)), m_thread([this] { run(); }) {}

void Copier::end() noexcept {
    m_stop.pull();
    if (m_thread.joinable())
        m_thread.join();
}

std::string Copier::copied() {
    const std::lock_guard<std::mutex> lock(m_mutex);
    return m_copy;
}

/// \return false at the end
bool Copier::read(std::string& piece) {
    std::vector<os::Watched> stop{{{m_stop.handle()}}};
    for (double pause = 0.0001;; pause = std::min(2 * pause, 0.002)) { // seconds
        const bool is_last_look = m_stop.is_pulled();
        if (const std::optional<std::size_t> count = os::read_what_is_there(m_from.get(), piece))
            return *count > 0;
        if (is_last_look)
            return false;
        os::wait_for(stop, Deadline::after(pause));
    }
}

void Copier::keep(const std::string& piece) {
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_copy += piece;
}

void Copier::run() noexcept {
    attempt([this] {
        bool is_taken = true;
        for (std::string piece; is_taken && read(piece); piece.clear()) {
            keep(piece);
            is_taken = write_all(m_to, piece, Deadline::never().or_when(&m_stop));
        }
    });
    m_to.close();
    m_from.close();
}

} // namespace detail
} // namespace v1
} // namespace subprocess
