/// \file
/// PopenSet: many children that end one after the other.
#pragma once

#include <subprocess/api.hpp>
#include <subprocess/call.hpp>
#include <subprocess/given.hpp>
#include <subprocess/keywords.hpp>
#include <subprocess/opaque.hpp>
#include <subprocess/popen.hpp>
#include <subprocess/timeout.hpp>

#include <cstddef>

namespace subprocess {
inline namespace SUBPROCESS_API v1 {
namespace detail {
void destroy(AwaitedChildren* awaited) noexcept;
} // namespace detail

/// Children that run, of which it tells the next one that ends. A wait takes no more time for thousands of them than
/// for a few (on Windows for up to 63; more are looked at in pauses of at most 50 ms).
///
/// It refers to the Popens, and does not own them: add the one that is to stay. One that is moved stays in the set, and
/// one that is destroyed or detached leaves it. Threads other than the set's may only do with its Popens what Popen
/// allows several threads. A set can be moved, which leaves the source empty, but not copied.
class PopenSet {
public:
    PopenSet() = default;

    /// Adds a child, which may have ended already. \throws ValueError if it is in a set already, if the Popen has no
    /// child, or has a sink or a source, which only its own wait() serves; OSError
    void add(Popen& process);

    /// Takes a child out. \return false if it is not in this set
    bool remove(const Popen& process) noexcept;

    /// \name Size
    /// \{
    /// How many children are in it, and whether there are none.
    std::size_t size() const noexcept;
    bool empty() const noexcept { return size() == 0; }
    /// \}

    /// Waits until one of the children has ended, reaps it, and takes it out of the set: without a limit, or with one,
    /// as Popen::wait() does: `wait_any(5s)`. It also takes `cancel`. Each is returned once, also if its end was seen
    /// before. It reads no pipe: a child that fills one never ends. With `tree` the end is that of the program.
    /// \throws TimeoutExpired and Cancelled, after which all are still in the set; ValueError for an empty set, and for
    /// NaN; OSError if the system cannot tell whether one has ended, which is then taken out
    Popen& wait_any() { return wait_any_with(detail::Keywords(nullptr, 0)); }
    template <class T, class... K> Popen& wait_any(T&& limit, K&&... others) {
        if constexpr (detail::bit<detail::Bare<T>> != 0)
            return wait_any_with(
                detail::Call<detail::fn_wait, T, K...>(static_cast<T&&>(limit), static_cast<K&&>(others)...)
                    .keywords());
        else
            return wait_any(detail::Given<detail::kw::timeout>{Timeout(limit)}, static_cast<K&&>(others)...);
    }

private:
    Popen& wait_any_with(const detail::Keywords& keywords);

    detail::Opaque<detail::AwaitedChildren> m_awaited; ///< null: nothing was added yet
};

} // namespace v1
} // namespace subprocess
