/// \file
/// Watches: waits for interests, for <subprocess/asio.hpp>.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/asio/library.hpp>
#include <subprocess/communication.hpp>

#if defined(_WIN32)
#include <subprocess/asio/watch_windows.hpp>
#elif defined(__linux__) && !defined(SUBPROCESS_PLAIN_POSIX)
#include <subprocess/asio/watch_linux.hpp>
#else
#include <subprocess/asio/watch_posix.hpp>
#endif

#include <algorithm>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
inline namespace SUBPROCESS_WITH_ASIO {

/// Waits for whichever interest is ready first.
class Watches {
public:
    explicit Watches(net::any_io_executor executor) : m_executor(std::move(executor)) {}

    /// From now on waits for these.
    void watch(const std::vector<Interest>& interests) {
        if (!are_same(interests, m_interests))
            change<Watch>(interests);
        m_interests = interests;
    }

    /// Calls `on_ready(error)` for each interest that gets ready, once, unless it does so already.
    template <class F> void async_wait(const F& on_ready) {
        for (const Awaited& awaited : m_watches) {
            if (*awaited.is_under_way)
                continue;
            awaited.watch->async_wait([on_ready, is_under_way = awaited.is_under_way](NetError error) {
                *is_under_way = false;
                on_ready(error);
            });
            *awaited.is_under_way = true;
        }
    }

    /// Ends all waits.
    void clear() {
        m_watches.clear();
        m_interests.clear();
    }

private:
    struct Awaited {
        std::unique_ptr<Watch> watch;
        std::shared_ptr<bool> is_under_way; // also of the wait, which ends after the watch if it is interrupted
    };

    static bool are_same(const std::vector<Interest>& a, const std::vector<Interest>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Interest& x, const Interest& y) {
            return x.handle == y.handle && x.what == y.what;
        });
    }

    /// One Watch for all, or one for each.
    template <class W> void change(const std::vector<Interest>& interests) {
        if constexpr (std::is_constructible_v<W, net::any_io_executor>) {
            if (m_watches.empty())
                open<W>();
            W& watch = *m_watches.front().watch;
            for (const Interest& interest : m_interests)
                watch.remove(interest);
            for (const Interest& interest : interests)
                watch.add(interest);
        } else {
            clear();
            for (const Interest& interest : interests)
                open<W>(interest);
        }
    }

    template <class W, class... What> void open(const What&... what) {
        m_watches.push_back({std::make_unique<W>(m_executor, what...), std::make_shared<bool>(false)});
    }

    net::any_io_executor m_executor;
    std::vector<Interest> m_interests;
    std::vector<Awaited> m_watches;
};

} // namespace SUBPROCESS_WITH_ASIO
} // namespace detail
} // namespace v1
} // namespace subprocess
