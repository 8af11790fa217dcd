#include <subprocess/popen_set.hpp>

#include <subprocess/error.hpp>
#include <subprocess/subprocess_error.hpp>

#include "awaited_children.hpp"
#include "bounds.hpp"
#include "child_process.hpp"
#include "os/ready_set.hpp"

#include <memory>

namespace subprocess {
inline namespace v1 {
namespace detail {

void destroy(AwaitedChildren* awaited) noexcept {
    delete awaited;
}

} // namespace detail

void PopenSet::add(Popen& process) {
    detail::ChildProcess* const child = detail::AwaitedChildren::child_of(process);
    if (child == nullptr)
        throw ValueError("PopenSet: the Popen has no child any more: it was moved from or detached");
    if (child->membership.set != nullptr)
        throw ValueError("PopenSet: the Popen is in a set already");
    if (!m_awaited)
        m_awaited = detail::Opaque(new detail::AwaitedChildren(detail::os::open_lasting_ready_set()));
    child->membership = {m_awaited.get(), m_awaited->add(process, "PopenSet: the Popen")};
}

bool PopenSet::remove(const Popen& process) noexcept {
    const detail::ChildProcess* const child = detail::AwaitedChildren::child_of(process);
    if (child == nullptr || child->membership.set == nullptr || child->membership.set != m_awaited.get())
        return false;
    m_awaited->remove(child->membership.key);
    return true;
}

std::size_t PopenSet::size() const noexcept {
    return m_awaited ? m_awaited->size() : 0;
}

Popen& PopenSet::wait_any_with(const detail::Keywords& keywords) {
    if (empty())
        throw ValueError("PopenSet: there is no child to wait for");
    detail::Bounds bounds(keywords);
    bounds.begin();
    if (Popen* const first = m_awaited->next(bounds.deadline()))
        return *first;
    bounds.conclude();
    bounds.raise(detail::AnyOf(size()));
}

} // namespace v1
} // namespace subprocess
