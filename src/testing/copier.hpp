// Copies a stream while a real child runs, and keeps what went through.
#pragma once

#include "os/trigger.hpp"

#include <subprocess/handle.hpp>

#include <mutex>
#include <string>
#include <thread>

namespace subprocess {
inline namespace v1 {
namespace detail {

/// Has a thread of its own. Both ends are closed when one of them is.
class Copier {
public:
    Copier(Handle from, Handle to);
    Copier(const Copier&) = delete;
    Copier& operator=(const Copier&) = delete;
    ~Copier() { end(); }

    /// Copies what is there, and no more.
    void end() noexcept;

    /// What went through so far.
    std::string copied();

private:
    void run() noexcept;
    bool read(std::string& piece);
    void keep(const std::string& piece);

    Handle m_from, m_to;
    os::Trigger m_stop;
    std::mutex m_mutex; ///< guards the copy
    std::string m_copy;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace detail
} // namespace v1
} // namespace subprocess
